"""Find who acts in each clause and who answers for an item: ``yinuo_actors``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.state import bodies, state_of
from yinuo.nlp.steps.actors import find_actors


@Language.factory("yinuo_actors", assigns=["doc.user_data"])
def create_actors(nlp: Language, name: str) -> Actors:
    """Make the component for a spaCy pipeline."""
    return Actors()


class Actors:
    """Carry a named actor over the clauses it governs."""

    def __call__(self, doc: Doc) -> Doc:
        """Write ``governing_actor``, ``duties`` and ``duty_time`` of every clause."""
        find_actors(state_of(doc), bodies(doc))
        return doc
