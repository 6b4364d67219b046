"""Find numbers with bounds and units in the folded text: ``yinuo_quantities``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.components.spans import put_spans
from yinuo.nlp.state import state_of, texts
from yinuo.nlp.steps.quantities import find_quantities


@Language.factory("yinuo_quantities", assigns=["doc.spans"])
def create_quantities(nlp: Language, name: str) -> Quantities:
    """Make the component for a spaCy pipeline."""
    return Quantities()


class Quantities:
    """Match quantities on characters, then align them to tokens: tokens cut numbers wrongly."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the state's ``quantities`` and ``doc.spans["quantities"]``."""
        texts(doc)
        find_quantities(state := state_of(doc))
        put_spans(doc, "quantities", state["quantities"])
        return doc
