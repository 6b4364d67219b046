"""Find the time behind several actions by which all of them are done: 新建公厕8座、改造公厕12座，8月底完成."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser import ACTS
from yinuo.nlp.state import ClauseState


def closing_date(text: str, clauses: Sequence[ClauseState]) -> ClauseState | None:
    """Return the last clause of a sentence if it only says by when the actions before it are done, none of them dated.

    Such a clause is no action of its own; its time is theirs.
    """
    acts = [clause for clause in clauses if clause["form"] in ACTS]
    if len(acts) < 2 or acts[-1] is not clauses[-1]:
        return None
    last, before = acts[-1], acts[:-1]
    if last["object_length"] > 0 or last["actor_span"] or last["number_spans"] or last["time_span"] is None:
        return None
    if not shape("done").fullmatch(text, last["start"], last["end"]):
        return None
    if not shape("ending").search(text, *last["time_span"]):
        return None
    plain = all(clause["form"] == "action" and not clause["time_span"] for clause in before)
    return last if plain else None


def share_closing_date(text: str, clauses: Sequence[ClauseState]) -> None:
    """Give the actions of a sentence the ``governing_time`` of such a last clause."""
    last = closing_date(text, clauses)
    if last is None:
        return
    for clause in clauses:
        clause["governing_time"] = last["governing_time"]
