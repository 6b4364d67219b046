"""Read dates and years as the head of a speech writes them, in a folded string."""

from __future__ import annotations

import datetime
import re

from yinuo.rules import compile_re
from yinuo.rules.anchors import found_in
from yinuo.values.numerals import digit_by_digit, small_number

_YEAR = r"(?<![0-9〇○零一二三四五六七八九])(?:19|20|一九|二[〇○零0])[0-9〇○零一二三四五六七八九]{2}"
_NUMBER = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
DATE = compile_re(rf"(?P<y>{_YEAR})\s?年\s?(?P<m>{_NUMBER})\s?月\s?(?P<d>{_NUMBER})\s?日")
_NUMERIC = compile_re(
    r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9])"
)
# Not 2018—2035年 and not 2022年—2025年: a range is no year of its own.
_YEARS = compile_re(rf"(?<![—\-－–~至到])(?P<y>{_YEAR})\s?(?:年(?!\s?[—\-–~至到]|\s?远景)|年?度)")
_EFFECT = compile_re(r"自[^，。]{4,14}起(?:施行|实施|生效)")
_SPACED = compile_re(r"(?<=[0-9]) (?=[0-9年])")


def _count(number: str) -> int:
    """Read a month or a day: 三, 十二, 05, and 三一 told digit by digit."""
    return small_number(number) if "十" in number else digit_by_digit(number)


def iso(match: re.Match[str]) -> str | None:
    """Give the ISO date of a match of ``DATE``; ``None`` for a day that no calendar has."""
    try:
        return datetime.date(digit_by_digit(match["y"]), _count(match["m"]), _count(match["d"])).isoformat()
    except ValueError:
        return None


def find_date(text: str) -> tuple[str, int, int] | None:
    """Return the first full date of a short string with its offsets: (ISO date, start, end).

    >>> find_date("——二〇一八年三月五日在大会上")
    ('2018-03-05', 2, 11)
    >>> find_date("222年3月5日") is None
    True
    """
    head = text[:400]
    in_words = DATE.finditer(head) if "日" in head else ()
    in_digits = found_in(_NUMERIC, head) if "19" in head or "20" in head else ()
    for found in (in_words, in_digits):
        for match in found:
            value = iso(match)
            if value:
                return value, match.start(), match.end()
    return None


def last_date(text: str) -> str | None:
    """Return the last full date of a line that tells when rules were adopted and amended, not the day they take effect.

    >>> last_date("（2025年1月6日公布　2031年4月2日修订　自2031年5月1日起施行）")
    '2031-04-02'
    """
    found = [value for match in DATE.finditer(_EFFECT.sub("", text)) if (value := iso(match))]
    return found[-1] if found else None


def years(text: str) -> list[int]:
    """Return the years named in a heading or a title; ranges, and the far year of 2035年远景目标, left out.

    >>> years("1998年工作回顾和1999年工作的总体要求"), years("总体规划（2018—2035年）"), years("222年工作安排")
    ([1998, 1999], [], [])
    """
    return [digit_by_digit(match["y"]) for match in _YEARS.finditer(_SPACED.sub("", text[:200]))]
