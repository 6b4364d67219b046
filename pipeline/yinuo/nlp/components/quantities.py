"""Find numbers with bounds and units in the folded text: ``yinuo_quantities``."""

from __future__ import annotations

from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.damage.numbers.quantity_flags import flag_quantities
from yinuo.nlp.record_state import QuantityState
from yinuo.nlp.state import put_spans, state, texts
from yinuo.values.quantities.scanner import scan


@Language.factory("yinuo_quantities", assigns=["doc.spans"])
def create_quantities(nlp: Language, name: str) -> Quantities:
    """Make the component for a spaCy pipeline."""
    return Quantities()


class Quantities:
    """Match quantities on characters, then align them to tokens: tokens cut numbers wrongly."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the state's ``quantities`` and ``doc.spans["quantities"]``."""
        own = state(doc)
        source, folded = texts(doc)
        found = scan(folded)
        if own.get("lost"):
            found = flag_quantities(folded, found, frozenset(own["lost"]))
        quoted = [{**q, "text": source[q["start"] : q["end"]]} for q in found]
        own["quantities"] = cast(list[QuantityState], quoted)
        put_spans(doc, "quantities", own["quantities"])
        return doc
