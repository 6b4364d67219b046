"""Find times, and resolve them by the date of each speech: ``yinuo_deadlines``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.components.spans import put_spans
from yinuo.nlp.state import state_of, texts
from yinuo.nlp.steps.deadlines import find_deadlines


@Language.factory("yinuo_deadlines", assigns=["doc.spans"])
def create_deadlines(nlp: Language, name: str) -> Deadlines:
    """Make the component for a spaCy pipeline."""
    return Deadlines()


class Deadlines:
    """Scan each speech with its own reference date; without one, relative times stay unresolved."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the state's ``deadlines`` and ``doc.spans["deadlines"]``."""
        texts(doc)
        find_deadlines(state := state_of(doc))
        put_spans(doc, "deadlines", state["deadlines"])
        return doc
