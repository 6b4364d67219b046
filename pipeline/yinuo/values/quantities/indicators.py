"""Say what a quantity measures by a key that is the same in every text: gdp_growth, urban_new_jobs, grain_output."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import Literal

from yinuo.rules import Row, load_table
from yinuo.values.quantities.tables import units

_TAIL = "(?:目标|任务)?$"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Row):
    """A key and the names that it goes by, with the unit and the change that tell it from others of the same name."""

    key: str
    name: str
    unit: Literal["rate", "money", "measure", "count", "time", "any"]
    change: Literal["growth", "level", "any"]
    kind: Literal["flow", "stock", "share", "growth", "index"]
    direction: Literal["up", "down", "hold"]


@functools.cache
def _rows() -> tuple[tuple[re.Pattern[str], Indicator], ...]:
    rows = load_table("quantities/indicators", Indicator)
    return tuple((re.compile(f"(?:{row.name}){_TAIL}"), row) for row in rows)


@functools.lru_cache(maxsize=4096)
def indicator(of: str | None, unit: str | None, change: str) -> str | None:
    """The key of what a quantity measures, by its name, unit and change; None where the table has none.

    >>> [indicator("地区生产总值", *rest) for rest in (("%", "increase"), ("元", "level"), ("所", "level"))]
    ['gdp_growth', 'gdp', None]
    """
    if not of:
        return None
    family = _family(unit)
    best, longest = None, 0
    for pattern, row in _rows():
        if row.unit not in ("any", family) or (row.change == "growth") > (
            change in ("increase", "decrease", "multiple")
        ):
            continue
        found = pattern.search(of)
        if found and len(found[0]) > longest:
            best, longest = row.key, len(found[0])
    return best


def _family(unit: str | None) -> str:
    row = units().get((unit or "").partition("/")[0])
    kind = row.kind if row else ""
    return {"ratio": "rate", "classifier": "count", "noun": "count"}.get(kind, kind)
