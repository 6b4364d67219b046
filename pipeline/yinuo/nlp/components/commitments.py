"""Make records of clauses, with their numbers, times, actors and labels: ``yinuo_commitments``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.components.spans import put_spans
from yinuo.nlp.state import state_of, texts
from yinuo.nlp.steps.commitments import build_commitments
from yinuo.nlp.steps.models import as_records
from yinuo.records import Commitment


@Language.factory("yinuo_commitments", assigns=["doc.spans", "doc._.commitments"])
def create_commitments(nlp: Language, name: str) -> Commitments:
    """Make the component for a spaCy pipeline."""
    return Commitments()


class Commitments:
    """Build one plain dict a record; ``doc._.commitments`` reads them as frozen models."""

    def __init__(self) -> None:
        if not Doc.has_extension("commitments"):
            Doc.set_extension("commitments", getter=commitments)

    def __call__(self, doc: Doc) -> Doc:
        """Write the state's ``commitments`` (with what ``include`` asks for) and ``doc.spans["commitments"]``."""
        texts(doc)
        build_commitments(state := state_of(doc), doc.user_data.get("entities", ()))
        put_spans(doc, "commitments", [r for r in state["commitments"] if r["status"] == "commitment"])
        return doc


def commitments(doc: Doc) -> list[Commitment]:
    """Read the commitments of a Doc as records, without achievements and background."""
    return as_records([r for r in state_of(doc).get("commitments", []) if r["status"] == "commitment"])
