"""Find the act that a name is followed by, and tell whether one has an object."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.nlp.parser import ACTS
from yinuo.nlp.state import ClauseState

# What puts an object before its verb: grammar, no table.
_FRONTING = ("对", "将", "把")
# Verbs of 由X… that make up another body, which acts on: grammar, no table.
_MAKE_UP = ("组成", "选派", "担任")


def next_act(clauses: Sequence[ClauseState]) -> ClauseState | None:
    """Find the act that follows the first clause, behind occasions: 各单位，|在接受检查时，|应当提供材料."""
    return next((c for c in clauses[1:] if c["form"] in ACTS or c["modal"]), clauses[1] if clauses[1:] else None)


def has_object(clause: ClauseState) -> bool:
    """Tell whether the verb of 由X… has its object behind it: 由X责令停业, not 资金由X使用 and not 由X组成小组."""
    if clause["verb"].endswith(_MAKE_UP):
        return False
    return clause["end"] - clause["verb_start"] - len(clause["verb"]) >= 2


def is_led(text: str, clause: ClauseState) -> bool:
    """Tell whether the object of 由X… stands before its verb: 由X对人员进行培训."""
    return text.startswith(_FRONTING, clause["start"])
