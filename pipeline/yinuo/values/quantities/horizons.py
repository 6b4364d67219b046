"""Look up words that say over what a number is meant: within a year, at the end of a plan period, or summed up."""

from __future__ import annotations

import functools

from yinuo.records import Horizon
from yinuo.rules import Anchored, Row, load_table, table_row


@table_row
class HorizonCue(Row):
    """Hold a pattern that stands before a number, and the horizon it tells."""

    pattern: str
    horizon: Horizon


@functools.cache
def _rows() -> Anchored[HorizonCue]:
    return Anchored((row, row.pattern) for row in load_table("quantities/horizons", HorizonCue))


def horizon_cue(before: str) -> HorizonCue | None:
    """Find the row whose words stand last in the text before a number; None without any.

    >>> [cue.horizon if (cue := horizon_cue(text)) else None for text in ("五年累计新增", "年均增长", "新建幼儿园")]
    ['cumulative', 'plan', None]
    """
    found = [(match.start(), row) for row, pattern in _rows().candidates(before) for match in pattern.finditer(before)]
    return max(found, key=lambda one: one[0])[1] if found else None
