"""Find which years of a text bear on each other: the ends of a range, an earlier and a later year named together."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

from yinuo.rules import compile_re

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yinuo.damage.years.contexts import Vector

ENDS = "—–~～至到-"
_LENGTHS = {1: 0.5, 2: 1.5, 3: 0.3, 4: 1.5, 5: 0.7, 9: 1.0, 10: 0.7, 14: 1.0, 15: 0.7}  # years from first to last
_OTHER, _PLAN = -0.5, 1.0  # any other length; a range from the first year of a plan to the last of one
_SPELT = {"三年": 2, "五年": 4, "十年": 9}  # how long a plan beside the range is said to last
_SAID = 1.5  # and what that adds
_WRONG_WAY = -2.0  # years named together run forward, but for one time in so many
_OTHER_YEAR = -3.5  # the year that opens the first paragraph under a heading is that of the heading, but for so few
_NUMBER = r"(?<![\d.])\d{0,4}"
_LINKS = (  # two years with words between them, and how the second stands to the first
    (compile_re(rf"(?<![\d.])\d{{1,4}}年?[{ENDS}]{{1,2}}(?=\d{{0,4}}年)"), "range"),
    (compile_re(rf"{_NUMBER}年[、和与及](?=\d{{0,4}}年)"), "later"),
    (compile_re(rf"(?<=从){_NUMBER}年[^。；\n]{{1,40}}?[到至为](?=\d{{0,4}}年)"), "later"),
    (compile_re(rf"{_NUMBER}年[^\n。；，,;月日]{{0,24}}\n ?(?=\d{{0,4}}年)"), "same"),
    (compile_re(rf"(?<=根据){_NUMBER}年[^。\n]{{0,80}}?根据(?=\d{{0,4}}年)"), "later"),
    (compile_re(rf"{_NUMBER}年\d{{0,2}}月(?:\d{{0,2}}日)?[{ENDS}]{{1,2}}(?=\d{{0,4}}年)"), "not earlier"),
    (compile_re(rf"{_NUMBER}年[^。；\n年]{{0,30}}[比较](?=\d{{0,4}}年)"), "earlier"),
)
_PASSES = {"later": operator.gt, "not earlier": operator.ge, "earlier": operator.lt}


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold a year of the document: offset, digits left, the years it can be (one for a sound year)."""

    start: int
    digits: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Hold two mentions by index, in order, and what the second is: a range's end, later, earlier, the same."""

    first: int
    second: int
    how: str
    said: frozenset[int] = frozenset()

    @property
    def range(self) -> bool:
        """Tell whether the two are the ends of a range: both are years, or none is."""
        return self.how == "range"

    def factor(self, first: Sequence[int], second: Sequence[int]) -> Vector:
        """Give how likely two years stand so together, up to a constant; shape (first, second)."""
        return numpy.array([[_weight(a, b, self) for b in second] for a in first])


def _weight(first: int, second: int, link: Link) -> float:
    if link.how == "same":
        return 1.0 if first == second else float(numpy.exp(_OTHER_YEAR))
    if not link.range:
        return 1.0 if _PASSES[link.how](second, first) else float(numpy.exp(_WRONG_WAY))
    if second <= first:
        return 0.0
    plan = first % 5 == 1 and second % 5 == 0
    return float(numpy.exp(_LENGTHS.get(second - first, _OTHER) + _PLAN * plan + _SAID * (second - first in link.said)))


def links(text: str, mentions: Sequence[Mention]) -> Iterator[Link]:
    """List the links of a text whose ends are both among the mentions, one of them at least damaged.

    >>> found = [Mention(0, "226", (2026,)), Mention(4, "23", (2003, 2013, 2030, 2031))]
    >>> list(links("226—23年规划", found))
    [Link(first=0, second=1, how='range', said=frozenset())]
    """
    index = {m.start: i for i, m in enumerate(mentions)}
    damaged = {i for i, m in enumerate(mentions) if m.digits != str(m.years[0])}
    for pattern, how in _LINKS:
        for match in pattern.finditer(text):
            first, second = index.get(match.start()), index.get(match.end())
            if first is not None and second is not None and {first, second} & damaged:
                around = text[max(0, match.start() - 16) : match.end() + 16]
                said = frozenset(n for words, n in _SPELT.items() if words in around) if how == "range" else frozenset()
                yield Link(first, second, how, said)
