"""Write numbers as their source says them: 1400亿斤 is 1400 in 亿斤, 1万亿元 is 1 in 万亿元."""

from __future__ import annotations

import math
import re

from yinuo.records import Quantity
from yinuo.values.numerals import CHINESE
from yinuo.writers.ledger.cell_text import Value

_EXACT = 15  # digits of a number that Excel keeps
_POWERS = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_LARGE = "万亿|亿|万"
_DIGIT = "0-9０-９〇" + CHINESE.replace("万亿", "")
_WRITTEN = re.compile(rf"[{_DIGIT}多余]({_LARGE})[多余]?$")
_ENDS = re.compile("(?:以上|以下|以内|左右|上下)$")
_LEADING = re.compile(f"(?:{_LARGE})(?=.)|(?:{_LARGE})$")


def large_unit(words: str, unit: str | None = None) -> str:
    """Give the 万, 亿 or 万亿 that stands behind the number, before its unit; empty where there is none.

    >>> large_unit("1400亿斤", "斤"), large_unit("1.5万亿元以上", "元"), large_unit("8000多万千瓦", "千瓦")
    ('亿', '万亿', '万')
    """
    at = words.rfind(unit) if unit else -1
    found = _WRITTEN.search(words[:at] if at >= 0 else _ENDS.sub("", words))
    return found[1] if found else ""


def power(unit: str) -> int:
    """Give the number that 万, 亿 or 万亿 stands for; 1 for no such word."""
    return _POWERS.get(unit, 1)


def split_unit(unit: str) -> tuple[str, str]:
    """Part the unit of a cell into 万, 亿 or 万亿 and what is counted.

    >>> split_unit("亿斤"), split_unit("所"), split_unit("万")
    (('亿', '斤'), ('', '所'), ('万', ''))
    """
    found = _LEADING.match(unit)
    return (found[0], unit[found.end() :]) if found else ("", unit)


def as_said(quantity: Quantity) -> tuple[float | None, float | None, str]:
    """Give bounds and unit of a quantity with 万 and 亿 kept in the unit, as its words have them."""
    large = large_unit(quantity.text, quantity.unit)
    low, high = (None if end is None else end / power(large) for end in (quantity.low, quantity.high))
    return low, high, large + (quantity.unit or "")


def amount(low: float | None, high: float | None, *, approximate: bool = False) -> tuple[Value, str]:
    """Give a number and its number format, which shows the bound; text where no one number says it.

    >>> amount(95, None), amount(2, 4)
    ((95, '"≥"#,##0'), ('2—4', ''))
    """
    bound = _bound(low, high, approximate)
    value = low if high is None else high
    if bound == "≤—" or value is None or not math.isfinite(value) or abs(value) >= 10**_EXACT:
        return _range(low, high, bound), ""
    form = "#,##0" if float(value).is_integer() else "#,##0.0#####"
    return (int(value) if float(value).is_integer() else value), f'"{bound}"{form}' if bound else form


def figure(quantity: Quantity) -> str:
    """Write the bounds of a quantity as text, with a question mark where digits were lost."""
    if quantity.damaged and quantity.low is None and quantity.high is None:
        return "？"
    low, high, _ = as_said(quantity)
    return _range(low, high, _bound(low, high, quantity.approximate)) + ("？" if quantity.damaged else "")


def _bound(low: float | None, high: float | None, approximate: bool) -> str:
    if low is None or high is None:
        return "" if low is high else "≥" if high is None else "≤"
    if low != high:
        return "≤—"
    return "约" if approximate else ""


def _range(low: float | None, high: float | None, bound: str) -> str:
    if bound == "≤—":
        return f"{_digits(low)}—{_digits(high)}"
    return f"{bound}{_digits(low if low is not None else high)}"


def _digits(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.12g}"
