"""Check one record of gold or of predictions and keep what the evaluation needs of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from yinuo.records import Specificity, Status

STATUSES: tuple[Status, ...] = ("commitment", "achievement", "background")
SPECIFICITIES: tuple[Specificity, ...] = ("quantified", "deliverable", "directional")
CONCRETE = frozenset({"quantified", "deliverable"})

# Words that name the speech's own organisation. Part of the measure, so not a rule that may grow.
SELF = frozenset(
    {"我们", "我", "本级", "我市", "我局", "我省", "我县", "我区", "我国"}
    | {"全市", "全省", "全县", "全区", "全国", "全局", "全镇", "全乡"}
)
LARGEST = 1e300
DEADLINE_KEYS = ("from", "to", "duration", "repeat")
_REQUIRED = object()
_WANTED = {str: "a string", int: "a whole number", list: "a list", dict: "an object"}


class Problem(ValueError):
    """Report what is wrong with a record; the caller adds file and line."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold a quantity as it is compared: bounds and unit. ``text`` is for a person."""

    low: float | None
    high: float | None
    unit: str
    text: str = ""

    def same(self, other: Amount) -> bool:
        """Compare two amounts: equal units, bounds equal to a thousandth.

        >>> Amount(1200, None, "万人").same(Amount(1200.5, None, "万人"))
        True
        """
        return self.unit == other.unit and _near(self.low, other.low) and _near(self.high, other.high)

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{_number(self.low)}{self.unit}"
        return f"{_number(self.low)}..{_number(self.high)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Item:
    """Hold a record reduced to what is scored. ``actor`` is ``None`` for the speech's own organisation.

    ``deadline`` is (from, to, duration, repeat), ``None`` where no word states one.
    """

    start: int
    end: int
    text: str
    specificity: Specificity | None = None
    status: Status = "commitment"
    actor: str | None = None
    amounts: tuple[Amount, ...] = ()
    deadline: tuple[str | None, ...] | None = None

    @property
    def concrete(self) -> bool:
        """Tell whether one could check it afterwards: it is quantified or deliverable."""
        return self.specificity in CONCRETE


def pick(record: Any, key: str, kind: type, default: Any = _REQUIRED) -> Any:
    """Give ``record[key]``, held to be of ``kind``; null counts as absent. Raises ``Problem``."""
    if not isinstance(record, dict):
        raise Problem(f"an object is wanted, not {type(record).__name__}")
    value = record.get(key)
    if value is None and default is not _REQUIRED:
        return default
    if key not in record:
        raise Problem(f"key {key!r} is missing")
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Problem(f"{key} is {value!r}: {_WANTED[kind]} is wanted")
    return value


def read_item(record: Any, *, text: str | None = None, gold: bool = False) -> Item:
    """Read an ``Item`` of one JSON object, its span held against ``text`` where that is known.

    Gold must have every field it is scored by; a prediction may leave out all but its span. Raises ``Problem``.
    """
    if gold:
        for key in ("text", "specificity", "actor", "quantities", "deadline"):
            if key not in record:
                raise Problem(f"key {key!r} is missing")
    start, end = pick(record, "start", int), pick(record, "end", int)
    quote = pick(record, "text", str, None)
    _check_span(start, end, quote, text)
    return Item(
        start=start,
        end=end,
        text=quote or (text or "")[start:end],
        specificity=_one_of(record, "specificity", SPECIFICITIES, None),
        status=_one_of(record, "status", STATUSES, "commitment"),
        actor=_actor(pick(record, "actor", dict, {})),
        amounts=tuple(_amount(quantity) for quantity in pick(record, "quantities", list, [])),
        deadline=_deadline(pick(record, "deadline", dict, {})),
    )


def _check_span(start: int, end: int, quote: str | None, text: str | None) -> None:
    if not 0 <= start < end:
        raise Problem(f"span {start}–{end} is empty or negative")
    if text is None:
        return
    if end > len(text):
        raise Problem(f"span {start}–{end} lies outside the text, which has {len(text)} characters")
    if quote is not None and text[start:end] != quote:
        raise Problem(f"text is {quote!r}, but the source has {text[start:end]!r} at {start}–{end}")


def _one_of(record: Any, key: str, known: tuple[Any, ...], default: Any) -> Any:
    value = pick(record, key, str, default)
    if value is not default and value not in known:
        raise Problem(f"{key} is {value!r}: one of {', '.join(known)} is wanted")
    return value


def _actor(actor: dict[str, Any]) -> str | None:
    text = str(pick(actor, "text", str, "")).strip()
    return None if actor.get("source") == "default" or not text or text in SELF else text


def _amount(quantity: Any) -> Amount:
    unit = str(pick(quantity, "unit", str, "")).replace("％", "%")
    unit = unit.replace("百分点", "个百分点").replace("个个", "个")
    low, high = _bound(quantity, "low"), _bound(quantity, "high")
    return Amount(low, high, unit, pick(quantity, "text", str, ""))


def _bound(quantity: dict[str, Any], key: str) -> float | None:
    value = quantity.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
        raise Problem(f"{key} is {value!r}: a number or null is wanted")
    return float(value)


def _deadline(deadline: dict[str, Any]) -> tuple[str | None, ...] | None:
    if deadline.get("source") in ("section", "document"):
        return None
    key = tuple(pick(deadline, name, str, None) for name in DEADLINE_KEYS)
    return key if any(key) else None


def _near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-3, abs_tol=1e-6)


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:.12g}"
