"""Find who acts in each clause, how far a named actor reaches, and who answers for an item."""

from __future__ import annotations

from collections.abc import Mapping

from yinuo.nlp.decisions.actor_scope import ActorScope
from yinuo.nlp.decisions.duty_scope import DutyScope
from yinuo.nlp.decisions.listed_lines import ListedLines, listed_lines
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.state import State, by_line, clauses_by_sentence, passes


def find_actors(state: State, bodies: Mapping[int, int], listed: ListedLines | None = None) -> None:
    """Write ``governing_actor``, ``duties`` and ``duty_time`` of every clause.

    ``governing_actor`` is (span, source), or None for the speech's own organisation. ``listed`` is what
    ``listed_lines`` found, where it was asked already.
    """
    orders = _orders(state)
    charged = (listed or listed_lines(state)).charged
    clauses = clauses_by_sentence(state)
    for line, places in by_line(state):
        for chosen in passes(state, places):
            scope = ActorScope(orders=state["lines"][line].get("speech") in orders, bodies=bodies, text=state["text"])
            scope.charged = charged.get(line)
            for place in chosen:
                scope.sentence(clauses[place], heading=state["sentences"][place]["topic"])
    DutyScope(state).lines(by_line(state))


def _orders(state: State) -> set[int]:
    """List the numbers of the documents whose titles tell others what to do (…的通知): no speeches, no reports."""
    infos = [s["info"] for s in state.get("speeches") or ()]
    return {info["index"] for info in infos if shape("orders").search(info.get("title") or "")}
