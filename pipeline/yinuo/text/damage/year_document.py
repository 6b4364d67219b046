"""What a whole document says of its years. Text and the places of its years come in; the odds of each reading go out.

A document speaks from one year (its own); which years it names follows from that (``year_words``). Its own year is
weighed by all the years that stand in it, the damaged by all their readings, and by the events and plans it names.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

from yinuo.rules import Row, load_table
from yinuo.text.damage.year_words import FIRST, LAST, base, fired, groups, headings, weights
from yinuo.values.deadline_calendar import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yinuo.text.damage.year_words import Vector

OWN = tuple(range(1949, 2046))
_DIGITS = "零一二三四五六七八九"
_PLAN = re.compile(r"“?(十[一二三四五六七八]?|[一二三四五六七八九])五”?(?:规划|计划|时期|期间|”|末|以来|开局|收官)")
_OPENING = re.compile(
    r"(十[一二三四五六七八]?|[一二三四五六七八九])五”?(?:规划|计划|时期)?的?(?:开局|第一年|起步|头一年)"
)
_CLOSING = re.compile(
    r"(十[一二三四五六七八]?|[一二三四五六七八九])五”?(?:规划|计划|时期)?的?(?:圆满)?(?:收官|最后一年)"
)
_CONGRESS = re.compile(
    r"(?<![一二三四五六七八九十])(二?十[一二三四五六七八九]?|[一二三四五六七八九])届全国人(?:民代表)?大(?:会)?第?([一二三四五])次会议"
)
_BESIDE, _PLANNED, _PLAN_BASE = 2.0, 1.0, 0.7  # what an event, a plan's end and what it starts from add, in logarithms
_NAMED = 1.0  # what any of them adds to its being a year
_TOO_OLD = 6.0  # what it costs a year to be before an event that the text names
_STALE, _LONG = 0.5, 10000  # and for each year since the last event named, in a text of so many characters
_EDGE = 1.5  # what it adds to the first year of a plan that opens, the last of one that ends; half for the year after
_AGREE, _UNUSED = 0.7, 0.4  # a document keeps to few years: how far its other years speak, and for one it has not
Extra = tuple[int, float, int, int]  # year, weight, first and last own year
_ONES, _TENS, _OTHER, _NEVER = (
    0.08,
    0.025,
    0.001,
    0.0005,
)  # how often a text counts 1 to 9 years, 10 to 100, 11, 12, none
_STRETCH, _BARE = -2.5, -1.0  # of the kinds, before any context


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEvent(Row):
    """Words that date a document, and the year that may stand beside them: see the head of the table."""

    year: int
    earliest: int
    latest: int | None
    beside: bool
    dates: bool
    pattern: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A year of the document: offset, digits left, the years it can be (one for a sound year)."""

    start: int
    digits: str
    years: tuple[int, ...]


@functools.cache
def events() -> tuple[tuple[YearEvent, re.Pattern[str]], ...]:
    """Rows of year_events.tsv with their patterns."""
    return tuple((row, re.compile(row.pattern)) for row in load_table("year_events", YearEvent))


@functools.cache
def _plans() -> dict[str, tuple[int, int]]:
    return {row.ordinal: (row.first, row.last) for row in load_table("calendar_plans", Plan)}


def plans(text: str) -> Iterator[tuple[int, int]]:
    """First and last year of the five-year plans that a text names.

    >>> list(plans("“十三五”规划圆满收官"))
    [(2016, 2020)]
    """
    for match in _PLAN.finditer(text):
        if match[1] in _plans():
            yield _plans()[match[1]]


def prior(text: str) -> Vector:
    """The logarithm of the weight of each of ``OWN`` by the events, congresses and plans of the text."""
    own = numpy.array(OWN)
    earliest = [row.earliest for row, pattern in events() if row.dates and pattern.search(text)]
    earliest += [y for m in _CONGRESS.finditer(text) if (y := _session(m[1], m[2])) is not None]
    out: Vector = numpy.zeros(len(OWN))
    if earliest:
        last = max(earliest)
        out -= numpy.where(own < last, _TOO_OLD, _STALE * min(1.0, len(text) / _LONG) * (own - last))
    for pattern, which in ((_OPENING, 0), (_CLOSING, 1)):
        for edge in {_plans()[m[1]][which] for m in pattern.finditer(text) if m[1] in _plans()}:
            out += numpy.select([own == edge, own == edge + 1], [_EDGE, _EDGE / 2])
    named = list(plans(text))
    if named:
        usual = Counter(named).most_common(1)[0][0][0]
        last = max(first for first, _ in named)
        out -= numpy.where((own < last - 2) | (own > last + 6), 3.0, 0.0) + 0.1 * abs(own - usual - 2)
    return out


def _session(congress: str, session: str) -> int | None:
    number = _ordinal(congress)
    return 1978 + 5 * (number - 5) + _ordinal(session) - 1 if 5 <= number <= 18 else None


def _ordinal(spelt: str) -> int:
    tens, ten, ones = spelt.rpartition("十")
    return (_DIGITS.index(tens) * 10 if tens else 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


class Document:
    """The mentions of a text, each with the logarithm of its readings' probability for each own year."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], bounds: Sequence[tuple[int, int]], lost: frozenset[str]
    ) -> None:
        """``bounds``: of each mention, the years between which it must lie, exclusive; ``lost``: the lost digits."""
        self.mentions = mentions
        self._lost = lost
        self._base, self._groups = base(OWN), groups(OWN)
        self._cache: dict[tuple[tuple[int, ...], tuple[Extra, ...]], Vector] = {}
        self._headings = headings(text)
        found = [self._readings(text, m, b) for m, b in zip(mentions, bounds, strict=True)]
        self._years = [years for years, _ in found]  # (own, readings) of each: probability of kind and year
        self._other = [other for _, other in found]  # probability that it is no year
        self.own = self._own(text)

    def _readings(self, text: str, mention: Mention, bounds: tuple[int, int]) -> tuple[Vector, float]:
        before, after = (
            text[max(0, mention.start - 16) : mention.start],
            text[mention.start + len(mention.digits) :][:30],
        )
        contexts = fired(before, after, heading_over(self._headings, mention.start))
        kinds, _ = weights()
        named = beside(before, after)
        scores = numpy.array([_NAMED * bool(named), _STRETCH, _BARE]) + numpy.append(
            0.0, kinds[list(contexts)].sum(axis=0)
        )
        year, stretch, bare = numpy.exp(scores) / numpy.exp(scores).sum()
        share = year * numpy.exp(self._log_years(contexts, named))
        picked = [y - FIRST for y in mention.years]
        inside = [bounds[0] < y < bounds[1] for y in mention.years]
        other = 0.0
        if len(mention.years) > 1 or mention.digits != str(mention.years[0]):
            other = stretch * stretch_share(mention.digits, self._lost) + bare * (not mention.digits)
        return share[:, picked] * numpy.array(inside), float(other)

    def _log_years(self, contexts: tuple[int, ...], extra: tuple[Extra, ...]) -> Vector:
        """Logarithm of the probability of each year for each own year; shape (own years, years)."""
        key = (contexts, extra)
        if key not in self._cache:
            own = numpy.array(OWN)
            scores = self._base + self._groups @ weights()[1][list(contexts)].sum(axis=0)
            for y, weight, first, last in extra:
                if FIRST <= y <= LAST:
                    scores[:, y - FIRST] += weight * ((own >= first) & (own <= last))
            top = scores.max(axis=1, keepdims=True)
            self._cache[key] = scores - top - numpy.log(numpy.exp(scores - top).sum(axis=1, keepdims=True))
        found: Vector = self._cache[key]
        return found

    def _own(self, text: str) -> Vector:
        """The probability of each of ``OWN`` to be the document's own year; the sum is 1."""
        often = Counter(m.years for m in self.mentions)
        total = prior(text)
        for mention, years, other in zip(self.mentions, self._years, self._other, strict=True):
            count = often[mention.years]
            total = total + numpy.log(years.sum(axis=1) + other + 1e-9) * numpy.log1p(count) / count
        shares: Vector = numpy.exp(total - total.max())
        shares /= shares.sum()
        return shares

    def odds(self) -> list[dict[int, float]]:
        """For each mention the probability of each year; what is missing to 1 is no year."""
        kept = numpy.flatnonzero(self.own > 1e-3 * self.own.max())
        share = self.own[kept] / self.own[kept].sum()
        alone = [
            years[kept] / (years[kept].sum(axis=1) + other + 1e-12)[:, None]
            for years, other in zip(self._years, self._other, strict=True)
        ]
        used = numpy.zeros((len(kept), LAST - FIRST + 1))
        columns = [[y - FIRST for y in m.years] for m in self.mentions]
        for picked, shares in zip(columns, alone, strict=True):
            used[:, picked] += shares
        return [
            dict(zip(m.years, (share @ _agreed(shares, used[:, picked] - shares)).tolist(), strict=True))
            for m, picked, shares in zip(self.mentions, columns, alone, strict=True)
        ]


def _agreed(alone: Vector, others: Vector) -> Vector:
    """The odds of one mention after a look at how often the others are each of its years; shape (own years, years)."""
    agreed = alone * (_UNUSED + others) ** _AGREE
    rest = (1 - alone.sum(axis=1)).clip(0) * (_UNUSED + others.max(axis=1, initial=0.0)) ** _AGREE
    found: Vector = agreed / (agreed.sum(axis=1) + rest + 1e-12)[:, None]
    return found


def heading_over(found: Sequence[tuple[int, str]], at: int) -> str:
    """The last of ``headings`` that begins at or before an offset."""
    i = bisect.bisect_right(found, (at, "\uffff"))
    return found[i - 1][1] if i else ""


def beside(before: str, after: str) -> tuple[Extra, ...]:
    """Years that the words around a year make likelier: events, ends and beginnings of plans.

    Each with its weight, and the first and the last own year of texts that speak so.

    >>> beside("到", "年基本实现社会主义现代化")
    ((2035, 2.0, 2017, 9999),)
    """
    around = f"{before[-14:]} {after[:30]}"
    found = [
        (row.year, _BESIDE, row.earliest, row.latest or 9999)
        for row, pattern in events()
        if row.beside and pattern.search(around)
    ]
    for first, last in plans(around):
        for year, weight in ((last, _PLANNED), (first, _PLANNED), (first - 1, _PLAN_BASE)):
            found.append((year, weight, first - 2, last + 6))
    return tuple(sorted(set(found)))


@functools.cache
def stretch_share(digits: str, lost: frozenset[str]) -> float:
    """How often a number of years written in digits is left as these when the lost ones go.

    >>> stretch_share("5", frozenset("01")) > stretch_share("20", frozenset("3")) > stretch_share("33", frozenset("0"))
    True
    """
    numbers = (n for n in range(1, 101) if "".join(c for c in str(n) if c not in lost) == digits)
    return sum(_ONES if n < 10 else _TENS if n % 10 == 0 else _OTHER for n in numbers) + _NEVER
