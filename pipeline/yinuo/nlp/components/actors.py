"""Find who acts in each clause, how far a named actor reaches, and who answers for an item: ``yinuo_actors``.

Writes ``governing_actor``, ``duties`` and ``duty_time``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.decisions.actor_scope import ActorScope
from yinuo.nlp.decisions.duty_scope import DutyScope
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.state import State, bodies, by_line, clauses_of, passes, state


@Language.factory("yinuo_actors", assigns=["doc.user_data"])
def create_actors(nlp: Language, name: str) -> Actors:
    """Make the component for a spaCy pipeline."""
    return Actors()


class Actors:
    """Carry a named actor over the clauses it governs."""

    def __call__(self, doc: Doc) -> Doc:
        """Write ``governing_actor`` of every clause: (span, source), or None for the speech's own organisation."""
        own = state(doc)
        orders = _orders(own)
        named = bodies(doc)
        for line, places in by_line(own):
            for chosen in passes(own, places):
                scope = ActorScope(orders=own["lines"][line].get("speech") in orders, bodies=named)
                for place, clauses in zip(chosen, clauses_of(own, chosen), strict=True):
                    scope.sentence(clauses, heading=own["sentences"][place]["topic"])
        DutyScope(own).lines(by_line(own))
        return doc


def _orders(own: State) -> set[int]:
    """List the numbers of the documents whose titles tell others what to do (…的通知): no speeches, no reports."""
    infos = [s["info"] for s in own.get("speeches") or ()]
    return {info["index"] for info in infos if shape("orders").search(info.get("title") or "")}
