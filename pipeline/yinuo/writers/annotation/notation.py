"""Write numbers and times in a notation that people read and correct: ``>=95 %``, ``2..4 个``, ``..2024-10-31``."""

from __future__ import annotations

import re
from typing import Any

from yinuo.records import Deadline, Quantity

UNKNOWN = "?"
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_AMOUNT = re.compile(
    rf"\A(?P<approximate>~)?\s*(?:(?P<bound>>=|<=)\s*(?P<one>{_NUMBER})|(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?"
    rf"|(?P<unknown>\?))\s*(?P<unit>[^\s\d.<>=~?\-][^<>=~?]*)?"
)
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ISO = r"P(?=[0-9T])(?:[0-9.]+[YMWD])*(?:T(?:[0-9.]+[HMS])+)?"
_TIME = re.compile(
    rf"\A(?:(?P<from>{_DAY})?\.\.(?P<to>{_DAY})?|(?P<day>{_DAY}))?\s*(?P<duration>{_ISO})?\s*(?:every\s+(?P<repeat>{_ISO}))?"
)
_WIDE = "～〜％？＞＜＝－．０１２３４５６７８９"
_FOLD = str.maketrans({**dict(zip(_WIDE, "~~%?><=-.0123456789", strict=True)), "≥": ">=", "≤": "<="})


def amount(quantity: Quantity) -> str:
    """Write a quantity in this notation.

    >>> amount(Quantity(text="95%以上", start=0, end=5, low=95, high=None, unit="%"))
    '>=95 %'
    """
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        bounds = UNKNOWN
    elif high is None:
        bounds = f">={_number(low)}"
    elif low is None:
        bounds = f"<={_number(high)}"
    else:
        bounds = _number(low) if low == high else f"{_number(low)}..{_number(high)}"
    return f"{'~' if quantity.approximate else ''}{bounds} {quantity.unit or ''}".rstrip()


def read_amount(value: str) -> dict[str, Any] | None:
    """Read bounds and unit; ``None`` for what is not in this notation.

    >>> read_amount("~2..4 个")
    {'low': 2.0, 'high': 4.0, 'unit': '个', 'approximate': True}
    >>> read_amount("about four") is None
    True
    """
    match = _AMOUNT.fullmatch(value.strip().translate(_FOLD))
    if match is None:
        return None
    low = high = None
    if match["one"]:
        low, high = (float(match["one"]), None) if match["bound"] == ">=" else (None, float(match["one"]))
    elif match["low"]:
        low = float(match["low"])
        high = float(match["high"]) if match["high"] else low
    return {"low": low, "high": high, "unit": match["unit"], "approximate": match["approximate"] is not None}


def time(deadline: Deadline) -> str:
    """Write a deadline in this notation.

    >>> time(Deadline(text="10月底前", start=0, end=5, to="2024-10-31"))
    '..2024-10-31'
    """
    days = f"{deadline.from_ or ''}..{deadline.to or ''}" if deadline.from_ or deadline.to else ""
    parts = (days, deadline.duration, deadline.repeat and f"every {deadline.repeat}")
    return " ".join(part for part in parts if part) or UNKNOWN


def read_time(value: str) -> dict[str, Any] | None:
    """Read first and last day, duration and repeat; ``None`` for what is not in this notation.

    >>> read_time("2024-01-01..2024-10-31 every P1M")
    {'from': '2024-01-01', 'to': '2024-10-31', 'duration': None, 'repeat': 'P1M'}
    """
    folded = value.strip().translate(_FOLD)
    match = _TIME.fullmatch(folded)
    if folded == UNKNOWN:
        return dict.fromkeys(("from", "to", "duration", "repeat"))
    if match is None or not any(match.groups()):
        return None
    days = {name: match["day"] or match[name] for name in ("from", "to")}
    return {**days, "duration": match["duration"], "repeat": match["repeat"]}


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(value)
