"""Read numbers that stand in a row: what 分别 parts among them, and bounds that are said once."""

from __future__ import annotations

from typing import Any

from yinuo.rules import compile_re
from yinuo.values.joints import BETWEEN

_AND = compile_re(rf"\s?{BETWEEN}\s?")
_EACH = compile_re(r"分别(?:.{0,10}|[由从][^，。；]{2,40})$")
_BOUND_BEHIND = compile_re(r"[以之]?[上下内]$|[多余]")


def rows(folded: str, found: list[dict[str, Any]], alike: str | None = None) -> list[list[dict[str, Any]]]:
    """Put quantities together with nothing but 、 or 和 between them, where a field is named those ``alike`` in it."""
    together: list[list[dict[str, Any]]] = []
    for one in found:
        last = together[-1][-1] if together else None
        if last and (alike is None or last[alike] == one[alike]) and joined(folded, last["end"], one["start"]):
            together[-1].append(one)
        else:
            together.append([one])
    return together


def joined(folded: str, end: int, start: int) -> bool:
    """Tell whether nothing but 、 or 和 stands between two numbers."""
    return _AND.fullmatch(folded, end, start) is not None


def says_each(folded: str, row: list[dict[str, Any]]) -> bool:
    """Tell whether 分别 stands before a row of numbers."""
    start = row[0]["start"]
    return _EACH.search(folded, max(0, start - 44), start) is not None


def share_bounds(folded: str, found: list[dict[str, Any]]) -> None:
    """Give a bound that a row says once to all its numbers: 突破1000亿元、850亿元, 分别控制在5%和3%以内."""
    for row in rows(folded, found, "unit"):
        exact = [one for one in row if one["low"] == one["high"] and not one["approximate"]]
        if exact and len(exact) == len(row) - 1 and (open_end := _said_once(row, each=says_each(folded, row))):
            for one in exact:
                one[open_end] = None


def _said_once(row: list[dict[str, Any]], *, each: bool) -> str | None:
    """Tell which end is open in all numbers of a row; without 分别 only one told before them, and only the upper."""
    first, last = row[0], row[-1]
    if each and last["low"] is None and _BOUND_BEHIND.search(last["text"]):
        return "low"
    if _BOUND_BEHIND.search(first["text"]):
        return None
    if first["high"] is None:
        return "high" if each or first["unit"] else None
    return "low" if each and first["low"] is None else None
