"""Give the numbers of a table's target column to the task of their row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yinuo.nlp.parser import ACTS
from yinuo.nlp.record_state import QuantityState
from yinuo.nlp.state import ClauseState, FieldState, Offsets, State, within

# 不低于 as tables write it: ≥95%
_BOUND = re.compile("(?P<sign>[≥≧>≤≦<])[=＝]? ?$")


def put_targets(state: State) -> None:
    """Add to the ``number_spans`` of a row's action the numbers beside it: the first action without one of its own.

    What is no action reads as a noun and its measure, if there is a number beside it.
    """
    if not any(line["fields"] for line in state["lines"]):
        return
    rows: dict[int, list[ClauseState]] = {}
    cells: dict[int, list[Offsets]] = {}
    for clause in state["clauses"]:
        row = state["lines"][state["sentences"][clause["sentence"]]["line"]]["fields"]
        if row and row["targets"]:
            rows.setdefault(row["targets"][0][0], []).append(clause)
            cells[row["targets"][0][0]] = row["targets"]
    quantities = state.get("quantities", [])
    for key, clauses in rows.items():
        numbers = [quantities[n] for start, end in cells[key] for n in within(quantities, start, end)]
        acts = [clause for clause in clauses if clause["form"] in ACTS]
        if not acts and numbers:  # 城镇新增就业 beside 5000人
            clauses[0]["form"], clauses[0]["rule"] = "measure", "noun-and-measure"
        acts = acts or clauses[:1]
        chosen = next((c for c in acts if not c["number_spans"]), acts[0])
        told = [quantities[n] for n in within(quantities, chosen["start"], chosen["end"])]
        chosen["number_spans"] += [[q["start"], q["end"]] for q in numbers if not _is_told(q, told)]


def as_target(number: QuantityState, fields: FieldState, folded: str, counted: str | None) -> QuantityState:
    """Return a number of the target column, complete: it counts what the task is about.

    Its unit may stand in a column of its own, and its bound is a sign before it.
    """
    unit = fields["unit"]
    bound = _BOUND.search(folded, max(0, number["start"] - 3), number["start"])
    if number["unit"] is None and unit:
        number["unit"] = folded[unit[0] : unit[1]]
    if bound and number["low"] == number["high"]:
        number["high" if bound["sign"] in "≥≧>" else "low"] = None
    return {**number, "of": number["of"] or counted}


def _is_told(target: QuantityState, told: Sequence[QuantityState]) -> bool:
    """Whether the action names the number itself: 新建幼儿园7所 beside 7所."""
    return any(
        (q["low"], q["high"]) == (target["low"], target["high"]) and target["unit"] in (None, q["unit"]) for q in told
    )
