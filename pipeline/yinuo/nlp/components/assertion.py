"""Tell commitment, achievement and background apart: ``yinuo_assertion``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.state import state_of, texts
from yinuo.nlp.steps.assertion import assert_status


@Language.factory("yinuo_assertion", assigns=["doc.user_data"])
def create_assertion(nlp: Language, name: str) -> Assertion:
    """Make the component for a spaCy pipeline."""
    return Assertion()


class Assertion:
    """Give every clause its status and the reason for it."""

    def __call__(self, doc: Doc) -> Doc:
        """Write ``status``, ``reason``, ``cue`` and ``announces`` of the clauses, and ``topic`` of the sentences."""
        texts(doc)
        assert_status(state_of(doc))
        return doc
