"""Arrange series for people: which indicators are most used, places by years, how a value is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from yinuo.tracking.series.result import Told, Yearly
from yinuo.tracking.tables import unit_families

_COUNTS = {"people", "things"}  # 就业岗位5000个, 就业5487人
Table = Mapping[tuple[str, int], Yearly]


def most_used(found: Sequence[Yearly]) -> list[str]:
    """List the indicators, first those with most targets and results."""
    counts = Counter[str]()
    for one in found:
        if one.period == "plan":
            continue
        counts[one.indicator] += (one.target is not None) + (one.result is not None)
    return sorted(counts, key=lambda key: (-counts[key], key))


def tables(found: Sequence[Yearly]) -> Mapping[str, Table]:
    """Give for each indicator what stands at each place and year; targets of plans stand in the rows only."""
    out: dict[str, dict[tuple[str, int], Yearly]] = defaultdict(dict)
    for one in found:
        if one.period == "year":
            out[one.indicator][one.place, one.year] = one
    return out


def axes(table: Table) -> tuple[list[str], list[int]]:
    """Give the places and the years of a table, each in order."""
    return sorted({place for place, _ in table}), sorted({year for _, year in table})


def common_unit(table: Table) -> str:
    """Give the unit in which most values of a table are told: of one family, the one most written."""
    units = Counter(told.unit or "" for one in table.values() for told in (one.target, one.result) if told)
    return min(units, key=lambda unit: (-units[unit], unit), default="")


def in_unit(number: float | None, told: Told | None, unit: str) -> float | None:
    """Give a number of a value in another unit of its family; None where it has none such."""
    if told is None or number is None:
        return None
    own, other = (unit_families().get(name or "") for name in (told.unit, unit))
    if (told.unit or "") == unit:
        return number
    if own is None or other is None:
        return None
    if own.family != other.family and {own.family, other.family} != _COUNTS:
        return None
    return number * own.factor / other.factor


def scaled(unit: str, numbers: Sequence[float | None]) -> tuple[str, float]:
    """Give the unit in which numbers are short enough for an axis, and what they are to be divided by.

    >>> scaled("元", [2.5e10, None]), scaled("%", [5.0])
    (('亿元', 100000000.0), ('%', 1.0))
    """
    most = max((abs(number) for number in numbers if number is not None), default=0.0)
    for word, factor in (("亿", 1e8), ("万", 1e4)):
        if most >= 10 * factor:
            return word + unit, factor
    return unit, 1.0
