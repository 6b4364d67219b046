"""Read the number that a target starts from (由90%提高到92%) as its baseline, not as a quantity of its own."""

from __future__ import annotations

import re
from typing import Any

from yinuo.rules import compile_re, shapes
from yinuo.values.numerals import RUN, read_run
from yinuo.values.quantities.rows import rows
from yinuo.values.quantities.tables import bound_before, change_pattern, unit_pattern

_FROM = compile_re(
    rf"(?:由|从)(?:{shapes('quantities/shapes')['baseline_time']}?的?)\s?"
    rf"({RUN})(?=([^，。；：！？\n]{{2,20}})$)"
)
_REST = compile_re(rf"\s?(?:左右|以上|以下|多|余)?，?(?:{shapes('quantities/shapes')['baseline_rest']})*的?")
_DATED = compile_re(r"(?:20[0-9]{2}年|年底|今年|明年)的?$")
_LONGEST = 44
_FROM_ROW = compile_re(rf"分别[由从](?:{shapes('quantities/shapes')['baseline_time']}?的?)\s?$")


def with_baselines(folded: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fill in ``baseline`` of the quantities of a text, and leave out those that are only a baseline.

    >>> from yinuo.values.quantities.scanner import scan
    >>> [(q["text"], q["baseline"]) for q in scan("就诊率由90%提高到92%")]
    [('92%', 90.0)]
    """
    found = _with_rows(folded, found)
    kept: list[dict[str, Any]] = []
    for quantity in found:
        before = _before(folded, quantity)
        if before:
            value, start = before
            quantity["baseline"] = value
            if kept and kept[-1]["start"] >= start:
                quantity["of"] = kept.pop()["of"] or quantity["of"]
        kept.append(quantity)
    return kept


def _before(folded: str, quantity: dict[str, Any]) -> tuple[float, int] | None:
    """Find the number that a quantity's change starts from, in its unit, and where that number stands."""
    if quantity["change"] != "level":
        return None
    end = quantity["start"]
    low = max(0, end - _LONGEST)
    if dated := _DATED.search(folded, low, end):
        end = dated.start()
    while bound := bound_before(folded, max(low, end - 8), end):
        end = bound.start()
    if not (m := _last(folded, low, end)):
        return None
    numeral = read_run(m[1])
    unit = unit_pattern().match(folded, m.end(1))
    after = unit.end(1) if unit else m.end(1)
    verb = change_pattern().search(folded, after, end)
    if numeral is None or verb is None or (unit and unit[1] != quantity["unit"]):
        return None
    reaches = verb[2] or verb[1].endswith(("至", "到", "为"))
    if not reaches or not _REST.fullmatch(folded, after, verb.start()):
        return None
    return numeral.low, m.start(1)


def _with_rows(folded: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take the first of two rows of numbers as baselines of the second: 分别由12个、7件增加到28个、41件."""
    if not any(_FROM_ROW.search(folded, max(0, one["start"] - 24), one["start"]) for one in found):
        return found
    kept: list[dict[str, Any]] = []
    for row in rows(folded, found):
        first = kept[-len(row) :]
        if len(row) < 2 or len(first) < len(row) or not _goes_to(folded, first, row):
            kept += row
            continue
        for old, one in zip(first, row, strict=True):
            one["baseline"], one["of"] = old["low"], old["of"] or one["of"]
        kept[-len(row) :] = row
    return kept


def _goes_to(folded: str, first: list[dict[str, Any]], row: list[dict[str, Any]]) -> bool:
    """Tell whether 分别由 or 分别从 stands before a row, and only 提高到 and the like between it and the next."""
    start, end = first[0]["start"], first[-1]["end"]
    verb = change_pattern().search(folded, end, row[0]["start"])
    return (
        len(rows(folded, first)) == 1
        and [one["unit"] for one in first] == [one["unit"] for one in row]
        and verb is not None
        and bool(verb[2] or verb[1].endswith(("至", "到", "为")))
        and _REST.fullmatch(folded, end, verb.start()) is not None
        and _FROM_ROW.search(folded, max(0, start - 24), start) is not None
    )


def _last(folded: str, low: int, end: int) -> re.Match[str] | None:
    """Find the nearest 由 or 从 with a number right behind it."""
    at = max(folded.rfind("由", low, end), folded.rfind("从", low, end))
    return _FROM.match(folded, at, end) if at >= 0 else None
