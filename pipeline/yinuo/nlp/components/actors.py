"""Find who acts in each clause, how far a named actor reaches, and who answers for an item: ``yinuo_actors``.

Writes ``governing_actor``, ``duties`` and ``duty_time``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.nlp.decisions.actor_scope import ActorScope
from yinuo.nlp.decisions.duty_scope import DutyScope
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.state import State, bodies, by_line, clauses_of, passes, state_of, texts


@Language.factory("yinuo_actors", assigns=["doc.user_data"])
def create_actors(nlp: Language, name: str) -> Actors:
    """Make the component for a spaCy pipeline."""
    return Actors()


class Actors:
    """Carry a named actor over the clauses it governs."""

    def __call__(self, doc: Doc) -> Doc:
        """Write ``governing_actor`` of every clause: (span, source), or None for the speech's own organisation."""
        state = state_of(doc)
        orders = _orders(state)
        named, text = bodies(doc), texts(doc)[1]
        for line, places in by_line(state):
            for chosen in passes(state, places):
                scope = ActorScope(orders=state["lines"][line].get("speech") in orders, bodies=named, text=text)
                for place, clauses in zip(chosen, clauses_of(state, chosen), strict=True):
                    scope.sentence(clauses, heading=state["sentences"][place]["topic"])
        DutyScope(state).lines(by_line(state))
        return doc


def _orders(state: State) -> set[int]:
    """List the numbers of the documents whose titles tell others what to do (…的通知): no speeches, no reports."""
    infos = [s["info"] for s in state.get("speeches") or ()]
    return {info["index"] for info in infos if shape("orders").search(info.get("title") or "")}
