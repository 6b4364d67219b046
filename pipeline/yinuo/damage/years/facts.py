"""Weigh a document's year by events, plans and congresses that the text names."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy

from yinuo.damage.years.contexts import FIRST
from yinuo.rules import Row, compile_re, load_table, table_row
from yinuo.values.numerals import small_number
from yinuo.values.policy_calendar import plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yinuo.damage.years.contexts import Vector

OWN = tuple(range(1949, 2046))
_NAME = "((?:十[一二三四五六七八]?|[一二三四五六七八九])五)”?"
# What makes an ordinal with 五 the name of a plan, and no number: grammar around one word, no list of its own.
_PLAN = compile_re(rf"“?{_NAME}(?:规划|计划|时期|期间|”|末|以来|开局|收官)")
_CONGRESS = compile_re(
    r"(?<![一二三四五六七八九十])(二?十[一二三四五六七八九]?|[一二三四五六七八九])届全国人(?:民代表)?大(?:会)?第?([一二三四五])次会议"
)
# Levels in one character, and the four municipalities, which hold their congresses as provinces do.
_LOCAL = compile_re(
    r"((?:省|自治区|北京市|天津市|上海市|重庆市)|[市县区旗])第?(?:二?十[一二三四五六七八九]?|[一二三四五六七八九])届"
    r"人(?:民代表)?大(?:会)?第?([一二三四五六])次会议"
)
_BESIDE, _PLANNED, _PLAN_BASE = 2.0, 1.0, 0.7  # what an event, a plan's end and what it starts from add, in logarithms
_NEXT, _ENTERED = 1.5, 2.5  # what an event adds that is named at once, and a year that is said to open or end a plan
_LONG_AGO, _LONG_SINCE = 6.0, 5  # and one that texts tell of only so many years later
_BEFORE_IT = -2.0  # and what it adds to the years before what is named beside them
_TOO_OLD, _TOO_OLD_ALL = 3.0, 9.0  # what it costs a year to be before an event that the text names, and before many
_STALE, _LONG = 0.5, 10000  # and for each year since the last event named, in a text of so many characters
_UNKNOWN = 2.0  # what it costs a year to be after all that the tables know of
_EDGE = 1.5  # what it adds to the year of a plan that a text is in; half for the year after
_SESSION = 1.5  # and to a year in which a people's congress of that level holds that session
Extra = tuple[int, int, float, int, int]  # first and last year, weight, first and last own year


@table_row
class YearEvent(Row):
    """Hold a row of words that date a document, and the year that may stand beside them: see the head of the table."""

    year: int
    earliest: int
    latest: int | None
    beside: bool
    dates: bool
    pattern: str


@table_row
class PlanYears(Row):
    """Hold a row of what some years of a plan are called.

    ``first`` to ``last`` are counted from the plan's first year, 0.
    """

    pattern: str
    first: int
    last: int


@functools.cache
def events() -> tuple[tuple[YearEvent, re.Pattern[str]], ...]:
    """Return the rows of year_events.tsv with their patterns."""
    return tuple((row, compile_re(row.pattern)) for row in load_table("damage/year_events", YearEvent))


@functools.cache
def _called() -> tuple[tuple[re.Pattern[str], range], ...]:
    """Return what years of a plan are called behind its name, and which of its years those are."""
    words: dict[range, list[str]] = {}
    for row in load_table("damage/plan_years", PlanYears):
        words.setdefault(range(row.first, row.last + 1), []).append(row.pattern)
    before = rf"{_NAME}(?:规划|计划|时期|建设)?(?:实施)?(?:进入)?的?(?:关键)?"
    return tuple((compile_re(f"{before}(?:{'|'.join(found)})"), which) for which, found in words.items())


def plan_years(text: str) -> Iterator[tuple[int, int]]:
    """Give the first and last year of each five-year plan that a text names.

    >>> list(plan_years("“十三五”规划圆满收官"))
    [(2016, 2020)]
    """
    for match in _PLAN.finditer(text):
        if plan := plans().get(match[1]):
            yield plan.first, plan.last


def placed(text: str) -> set[int]:
    """Return the years that a text calls the first, last or middle of a plan.

    >>> sorted(placed("今年是“十四五”开局之年，也是“十三五”规划承上启下的一年"))
    [2017, 2018, 2021]
    """
    return {
        plan.first + place
        for pattern, which in _called()
        for match in pattern.finditer(text)
        if (plan := plans().get(match[1]))
        for place in which
    }


def prior(text: str) -> Vector:
    """Return the logarithm of the weight of each of ``OWN`` by the events, congresses and plans of the text."""
    own = numpy.array(OWN)
    earliest = [row.earliest for row, pattern in events() if row.dates and pattern.search(text)]
    earliest += [y for m in _CONGRESS.finditer(text) if (y := _session(m[1], m[2])) is not None]
    out: Vector = numpy.where(own > max(row.earliest for row, _ in events() if row.dates), -_UNKNOWN, 0.0)
    if earliest:
        last = max(earliest)
        later = (own[:, None] < numpy.array(earliest)).sum(axis=1)
        out -= (later * _TOO_OLD).clip(0, _TOO_OLD_ALL)
        out -= (own - last).clip(0) * _STALE * min(1.0, len(text) / _LONG)
    for year in placed(text):
        out += numpy.select([own == year, own == year + 1], [_EDGE, _EDGE / 2])
    for level, session in {(m[1], m[2]) for m in _LOCAL.finditer(text)}:
        out += _SESSION * numpy.isin((own - small_number(session)) % 5, (0, 1) if level in "市县区旗" else (2,))
    named = list(plan_years(text))
    if named:
        usual = Counter(named).most_common(1)[0][0][0]
        last = max(first for first, _ in named)
        out -= numpy.where((own < last - 2) | (own > last + 6), 3.0, 0.0) + 0.1 * abs(own - usual - 2)
    return out


def _session(congress: str, session: str) -> int | None:
    number = small_number(congress)
    return 1978 + 5 * (number - 5) + small_number(session) - 1 if 5 <= number <= 18 else None


def beside(before: str, after: str) -> tuple[Extra, ...]:
    """List years that the words around a year make likelier: events, ends and beginnings of plans.

    Each with its weight, and the first and the last own year of texts that speak so.

    >>> beside("到", "年要基本实现社会主义现代化")
    ((2035, 2035, 3.5, 2017, 9999),)
    """
    around = f"{before[-14:]} {after[:30]}"
    found: list[Extra] = []
    for row, pattern in events():
        if match := pattern.search(around):
            at_once = match.start() <= len(before[-14:]) + 4 and match.end() > len(before[-14:])
            if row.beside:
                weight = _BESIDE + _NEXT * at_once + _LONG_AGO * (row.earliest - row.year >= _LONG_SINCE)
                found.append((row.year, row.year, weight, row.earliest, row.latest or 9999))
            elif row.earliest > FIRST:
                found.append((FIRST, row.earliest - 1, _BEFORE_IT, FIRST, 9999))
    if after.startswith("年是"):
        found += [(year, year, _ENTERED, year - 1, year + 1) for year in placed(after[:30])]
    for first, last in plan_years(around):
        for year, weight in ((last, _PLANNED), (first, _PLANNED), (first - 1, _PLAN_BASE)):
            found.append((year, year, weight, first - 2, last + 6))
    return tuple(sorted(set(found)))
