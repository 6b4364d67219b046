"""Tell place and level of government of an organisation by its name."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from yinuo.rules import Row, load_table, table_row


@table_row
class GovernmentLevel(Row):
    """Hold a row: the place that a name begins with, as a regular expression, and its level; empty where unknown."""

    place: str
    level: str


class Seat(NamedTuple):
    """Hold place and level of an organisation; None where its name does not tell."""

    place: str | None = None
    level: str | None = None


@functools.cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = load_table("structure/government_levels", GovernmentLevel)
    return tuple((re.compile(row.place), row.level) for row in table)


@functools.lru_cache(maxsize=4096)
def seat(organisation: str | None) -> Seat:
    """Return where an organisation is and on which level; nothing for a joint one or a name that does not tell.

    >>> seat("西山省人民政府"), seat("云溪市教育局"), seat("国务院")
    (Seat(place='西山省', level='省级'), Seat(place='云溪市', level=None), Seat(place=None, level='国家级'))
    """
    if not organisation or "、" in organisation:
        return Seat()
    for pattern, level in _rows():
        if found := pattern.match(organisation):
            return Seat(None if level == "国家级" else found[0], level or None)
    return Seat()
