"""Compare a result with what was promised: bounds, tolerance, rounding, units, and which way is better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from yinuo.folding import fold
from yinuo.tracking.clauses import Fact
from yinuo.tracking.keys import Key
from yinuo.tracking.result import Why
from yinuo.tracking.stages import APPROVED, BEGUN, COMPLETE, UNDER_WAY
from yinuo.tracking.tables import unit_families
from yinuo.values.quantities.indicators import indicators

_WRITTEN = re.compile(r"(?P<number>[0-9]{1,12}\.(?P<digits>[0-9]{1,6}))(?P<scale>[万亿]{1,2})")
Outcome = Literal["exceeded", "reached", "below"]
_FAR = 1.1
YEARS = 3.5  # so many times what is promised for one year is a sum of several
FEW = 1 / 3  # fewer than that are other things
_OPEN = 0.9  # 7100以上 may well be 7140, but 9%以上 is not 15%
_POINTS, _SHARE = 0.2, 0.02
_HUNDRED = 100.0  # 增长3倍 is 增长300%


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold how a result stands to what was promised: an outcome, or why the two cannot be compared."""

    outcome: Outcome | None
    why: Why | None = None
    attainment: float | None = None


def _ceiling(promised: Fact) -> bool:
    """Tell whether less is better: a promise with an upper bound only, or an indicator that should fall."""
    if promised.low is None or promised.ceiling:
        return True
    row = indicators().get(promised.key.indicator or "")
    if row and row.kind == "index" and row.direction == "hold":  # prices
        return True
    return bool(row and promised.key.measure != "growth" and row.direction == "down")


def why_not(promised: Fact, told: Fact) -> Why | None:
    """Tell why two facts of one key cannot be compared; None where they can.

    A growth is none of a level, a sum of years none of a year, so many more none of so many in all.
    """
    one, other = promised.key, told.key
    if promised.value is None or told.value is None:
        return "qualitative"
    value, target = told.value * _factor(told), promised.value * _factor(promised)
    if "growth" in (one.measure, other.measure) and one.measure != other.measure:
        return "other_measure"
    if told.horizon == "plan" and promised.horizon == "year" and (value != target or other.measure == "growth"):
        if other.measure != "level" or _sums(other):
            return "cumulative"
        if one.measure == "made":
            return "other_measure"
    if one.measure == "made" and value >= YEARS * target > 0:
        return "cumulative" if other.measure == "made" else "other_measure"  # so many in one year are a sum of several
    if told.partial and "growth" in (one.measure, other.measure):
        return "other_measure"
    if told.unsure or (one.measure != "growth" and _changes(promised) != _changes(told)):
        return "other_measure"
    if {one.measure, other.measure} == {"made", "level"} and (one.added or other.added or _stock(one)):
        return None if one.added and other.added else "other_measure"
    return None


def _changes(fact: Fact) -> bool:
    """Tell whether a value is a difference: 增加10天, not 达到300天 and not 新增10家."""
    return fact.change != "level" and not fact.key.added


def _sums(key: Key) -> bool:
    row = indicators().get(key.indicator or "")
    return bool(row and row.sums)


def _stock(key: Key) -> bool:
    row = indicators().get(key.indicator or "")
    return bool(row and row.kind == "stock")


def compare(promised: Fact, told: Fact) -> Comparison:
    """Compare a told value with a promised one of the same key.

    The told value is rounded to the digits of the promise; 左右 leaves 0.2 points or 2 per cent.
    """
    why = why_not(promised, told)
    target = promised.value
    if why or target is None:
        return Comparison(None, why or "qualitative")
    value = _signed(told, promised) * _factor(told) / _factor(promised)
    value = _rounded(value, promised)
    slack = max(_POINTS if promised.key.unit == "share" else 0.0, abs(target) * _SHARE) if _loose(promised) else 0.0
    slack += 1e-9 * abs(target)
    attainment = round(value / target, 4) if target > 0 else None
    if _ceiling(promised):
        ceiling = promised.high if promised.high is not None else target
        return Comparison("reached" if value <= ceiling + slack else "below", None, attainment)
    if value < target - slack and not _rounds_to(promised, told):
        if told.partial or (promised.basis and not told.basis):  # the rest of the year, or that basis, is not told
            return Comparison(None, "other_measure")
        open_ended = told.high is None and target > 0 and value >= target * _OPEN
        if open_ended or not _same_thing(promised, told):
            return Comparison(None, "qualitative" if open_ended else "other_measure")
        return Comparison("below", None, attainment)
    return Comparison("exceeded" if target > 0 and value >= target * _FAR else "reached", None, attainment)


def _same_thing(promised: Fact, told: Fact) -> bool:
    """Tell whether things made have one name: 保障性租赁住房 are no 保障房, though both count for one indicator."""
    one, other = promised.key, told.key
    if told.net and not promised.net:
        return False
    if promised.grade and told.grade and promised.grade != told.grade:  # 州级先进县2个、先进乡镇5个
        return False
    if told.counted or (_stock(one) and told.plain and not promised.plain):  # 培育高新技术企业70家, 高新技术企业59家
        return False
    if "made" not in (one.measure, other.measure):
        return True
    few = (told.value or 0) * _factor(told) < (promised.value or 0) * _factor(promised) * FEW
    if few and one.unit in ("things", "people"):
        return False
    if one.measure == "made" and not _as_far(promised.stage, told.stage):  # 200 to be signed, 120 built
        return False
    if not one.indicator:
        return True
    return one.name.endswith(other.name) or other.name.endswith(one.name)


def _as_far(promised: int, told: int) -> bool:
    """Tell whether two stages count the same things: those made, or those begun, or those applied for."""
    if promised == told:
        return True
    if not told:
        return promised not in (APPROVED, BEGUN, UNDER_WAY)
    return told >= COMPLETE and promised in (0, *range(COMPLETE, told))


def _loose(promised: Fact) -> bool:
    return promised.approximate


def _signed(told: Fact, promised: Fact) -> float:
    """Give a told value the sign that it has against the change that was promised."""
    value = told.value or 0.0
    opposed = {told.change, promised.change} == {"increase", "decrease"}
    return -value if opposed else value


def _factor(fact: Fact) -> float:
    row = unit_families().get(fact.unit or "")
    if row and row.family == "times" and fact.key.unit == "share":
        return _HUNDRED
    return row.factor if row else 1.0


def _rounds_to(promised: Fact, told: Fact) -> bool:
    """Tell whether two values are one with more and with fewer digits after the point: 1.5万 and 1.52万."""
    one, other = _WRITTEN.search(fold(promised.text)), _WRITTEN.search(fold(told.text))
    if not (one and other and one["scale"] == other["scale"] and promised.key.unit == told.key.unit):
        return False
    short, long = sorted((one, other), key=lambda written: len(written["digits"]))
    return len(long["digits"]) > len(short["digits"]) and _to_digits(long["number"], short) == Decimal(short["number"])


def _to_digits(number: str, like: re.Match[str]) -> Decimal:
    return Decimal(number).quantize(Decimal(1).scaleb(-len(like["digits"])), ROUND_HALF_UP)


def _rounded(value: float, promised: Fact) -> float:
    """Round a value to the digits after the point that the promise has in its own unit: 58.08 to 58.1."""
    if promised.key.unit not in ("share", "points", "permille"):
        return value
    target = Decimal(str(promised.value))
    digits = max(0, -int(target.normalize().as_tuple().exponent))
    return round(value, max(digits, 1))
