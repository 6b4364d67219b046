"""Decide over what a quantity is meant: within a year, at the end of a plan period, or summed up over a period."""

from __future__ import annotations

import re

from yinuo.nlp.record_state import DueState, QuantityState
from yinuo.records import Horizon
from yinuo.values.quantities.horizons import horizon_cue

# A form of ISO durations: so many years. 到 and 至 are one-character prepositions: grammar, no table.
_YEARS = re.compile(r"P[0-9]+Y")
_UNTIL = ("到", "至")


def horizon(
    quantity: QuantityState, before: str, deadline: DueState | None, year: int | None, *, done: bool
) -> Horizon | None:
    """Decide by the words ``before`` the number, else by the deadline's period; None where neither tells.

    ``year`` is the one the speech is about; ``done`` says that things are made or counted up (新建学校7所), not that a
    measure reaches a level (覆盖率达到40%).
    """
    cue = horizon_cue(before)
    if cue:
        return cue.horizon
    if deadline is None or deadline["damaged"]:
        return None
    if deadline["source"] == "document" and quantity["change"] == "level" and quantity["indicator"] is None:
        return None
    period = _period(deadline, year)
    counts = done and quantity["unit"] not in ("%", "个百分点", "倍")
    return "plan" if period == "cumulative" and not counts else period


def _period(deadline: DueState, year: int | None) -> Horizon | None:
    """Tell a deadline's period: a year, a plan of which only the end is named, several years in which things add up."""
    first, last = deadline["from"], deadline["to"]
    if deadline["repeat"]:
        return "year" if deadline["repeat"] == "P1Y" else None
    if deadline["duration"]:
        return "cumulative" if _YEARS.fullmatch(deadline["duration"]) else None
    if last is None:
        return None
    if first:
        return "year" if first[:4] == last[:4] else "cumulative"
    if year is None:
        return "plan" if (deadline["text"] or "").startswith(_UNTIL) else None
    return "plan" if last[:4] > f"{year:04}" else "year"
