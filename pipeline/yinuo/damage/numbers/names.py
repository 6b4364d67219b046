"""Recognise words that begin with 万 or 亿 and need no numeral before them."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from yinuo.rules import Row, load_table, table_row


@table_row
class DamagedName(Row):
    """Hold a row of a word from its 万 or 亿 on (``pattern``), and what must stand before it (``after``)."""

    pattern: str
    after: str = ""


def is_name(folded: str, at: int, rows: Sequence[DamagedName] | None = None) -> bool:
    """Tell whether the 万 or 亿 at an offset begins a word that never had a numeral before it.

    >>> is_name("走进万家灯火", 2), is_name("培育企业万家", 4)
    (True, False)
    """
    for row in load_table("damage/lost_names", DamagedName) if rows is None else rows:
        pattern, after = _compiled(row.pattern, row.after)
        if pattern.match(folded, at) and (after is None or after.search(folded, max(0, at - 8), at)):
            return True
    return False


@functools.cache
def _compiled(pattern: str, after: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    return re.compile(pattern), re.compile(f"(?:{after})$") if after else None
