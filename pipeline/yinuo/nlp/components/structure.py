"""Find the speeches, lines and sections of a Doc: ``yinuo_structure``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.state import state_of, texts
from yinuo.nlp.steps.structure import find_structure


@Language.factory("yinuo_structure", assigns=["doc.user_data"])
def create_structure(nlp: Language, name: str) -> Structure:
    """Make the component for a spaCy pipeline."""
    return Structure()


class Structure:
    """Find the speeches of a Doc; the caller's date, organisation and title, if set, override the text's own."""

    def __call__(self, doc: Doc) -> Doc:
        """Write ``speeches``, ``sections`` and ``lines`` to the Doc's state."""
        texts(doc)
        find_structure(state_of(doc))
        return doc
