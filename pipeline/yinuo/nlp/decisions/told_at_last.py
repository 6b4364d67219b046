"""Find what the end of a sentence tells of as done: 深入走访，反复论证，|形成了初步方案."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yinuo.nlp.state import ClauseState

# The rule of a clause with 了, and what behind 了 makes it no past: grammar, no table.
DONE, _NOT_PAST = "achievement-done", ("了的", "了就")


def done_before(text: str, clauses: Sequence[ClauseState]) -> Iterator[ClauseState]:
    """Give the commitments of a sentence without a modal that a verb with 了 behind them tells of as done."""
    if any(clause["modal"] for clause in clauses):
        return
    told = range(len(clauses) - 1, 0, -1)
    last = next((n for n in told if _is_done(text, clauses[n])), 0)
    if any(clause["form"] == "purpose" for clause in clauses[:last]):
        return  # 公开预算，让人知道花了多少钱，办了什么事
    for clause in clauses[:last]:
        beside = clause["semicolon_part"] == clauses[last]["semicolon_part"]
        if beside and clause["status"] == "commitment" and not clause["time_span"]:
            yield clause


def _is_done(text: str, clause: ClauseState) -> bool:
    """Tell whether 了 stands right behind the verb of a clause that is an achievement by it."""
    at = clause["verb_start"] + len(clause["verb"])
    done = clause["status"] == "achievement" and clause["reason"] == DONE and bool(clause["verb"])
    return done and text.startswith("了", at) and not text.startswith(_NOT_PAST, at)
