"""Flag the times of a text that is known to have lost digits."""

from __future__ import annotations

import functools
import re
from typing import Any

from yinuo.damage.numbers.candidates import could_differ, digits_of
from yinuo.rules import Row, alternation, compile_re, load_table, table_row
from yinuo.values.numerals import CHINESE, plain_numerals

_NUMBERS = compile_re(r"([0-9]+)(?:\.[0-9]+)?\s?([年月日号季旬]|[^年月日号季旬]|$)")
_LARGEST = {"月": 12, "日": 31, "号": 31, "季": 4}
_LENGTHS = ("duration", "length", "repeat", "after")
_MONTH_GONE = compile_re(r"(?<=[0-9]年)月")


@table_row
class DamagedLength(Row):
    """Hold a row of a term that cannot stand without a number, but after one of ``not_after`` (characters)."""

    term: str
    not_after: str = ""


@functools.cache
def rows() -> dict[str, DamagedLength]:
    """Read the rows of damaged_lengths.tsv by term."""
    return {row.term: row for row in load_table("damage/lost_lengths", DamagedLength)}


@functools.cache
def _terms() -> re.Pattern[str]:
    return compile_re(rf"(?<![0-9{CHINESE}半.])({alternation(rows())})(?:[之以]?内)(?![容外陆涵在蒙需科部瓦])")


def flag_deadlines(text: str, found: list[dict[str, Any]], lost: frozenset[str]) -> list[dict[str, Any]]:
    """List the times of a text that has lost characters: ``found`` (from ``deadlines.scan``), and those gone.

    Where digits are among ``lost``, a time is damaged if a number of it can have been another: 3天内 may have been
    13天内, but 3月 only 3月 where 0 and 1 are lost, and a year of four digits stands. A term without its number (天内)
    is new, with every value None. Without lost digits, ``found`` comes back.

    >>> from yinuo.values.deadlines.scanner import scan
    >>> text = "天内研究安排，3天内反馈，个月内解决，2025年底前建成"
    >>> for d in flag_deadlines(text, scan(text), frozenset("01")):
    ...     print(d["text"], d["duration"], d["damaged"])
    天内 None True
    3天内 P3D True
    个月内 None True
    2025年底前 None False
    """
    if not digits_of(lost):
        return found
    folded = plain_numerals(text)
    flagged = [_flag(folded, item, lost) for item in found]
    spans = [(item["start"], item["end"]) for item in found]
    for m in _terms().finditer(folded):
        before = folded[m.start() - 1 : m.start()]
        free = all(end <= m.start() or m.end() <= start for start, end in spans)
        if free and not (before and before in rows()[m[1]].not_after):
            flagged.append(_gone(text, *m.span()))
    return sorted(flagged, key=lambda item: item["start"])


def _gone(text: str, start: int, end: int) -> dict[str, Any]:
    nothing = dict.fromkeys(("from", "to", "duration", "repeat")) | {"working": False}
    place = {"text": text[start:end], "start": start, "end": end}
    return place | nothing | {"source": "explicit", "damaged": True, "kind": "duration"}


def _flag(folded: str, item: dict[str, Any], lost: frozenset[str]) -> dict[str, Any]:
    """Copy a time, damaged where a number of it can have been another; no dates for a month without its number."""
    if _MONTH_GONE.match(folded, item["start"]):
        return item | {"damaged": True, "from": None, "to": None}
    return item | {"damaged": True} if _damaged(folded, item, lost) else item


def _damaged(folded: str, item: dict[str, Any], lost: frozenset[str]) -> bool:
    """Tell whether a number of a time can have lost a digit, or a month after its year has lost its number."""
    start, end = item["start"], item["end"]
    if _MONTH_GONE.search(folded, start, end + 1):
        return True
    length = item["kind"] in _LENGTHS or item["duration"] is not None
    return any(_number_damaged(m[1], m[2], length, lost) for m in _NUMBERS.finditer(folded, start, end))


def _number_damaged(number: str, unit: str, length: bool, lost: frozenset[str]) -> bool:
    if unit == "年" and not length:
        return len(number) < 4
    if not length and unit in _LARGEST and number.isascii() and len(number) <= 2 and int(number):
        return could_differ(number, lost, 1, _LARGEST[unit])
    return length or len(number) < 4
