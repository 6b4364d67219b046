"""Weigh the readings of a document's damaged years by everything else the document says.

A document speaks from one year (its own); which years it names follows from that (``contexts``). Its own year is
weighed by all the years that stand in it, the damaged by all their readings, and by the events and plans it names
(``facts``). Years that stand together bear on each other (``links``).
"""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy

from yinuo.damage.years.contexts import FIRST, LAST, base, fired, groups, headings, weights
from yinuo.damage.years.facts import OWN, beside, prior
from yinuo.damage.years.links import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yinuo.damage.years.contexts import Vector
    from yinuo.damage.years.facts import Extra
    from yinuo.damage.years.links import Link

_NAMED = 1.0  # what any fact beside it adds to its being a year
_AGREE, _UNUSED = 0.7, 0.4  # a document keeps to few years: how far its other years speak, and for one it has not
_APART = 0.05  # how likely of the two ends of a range one is a year and the other is none
_ONES, _TENS, _TEENS = 0.08, 0.025, 0.012  # how often a text counts 1 to 9 years, 10 to 100, 11 to 19
_OTHER, _NEVER = 0.0015, 0.0005  # any other number, and one that leaves no such digits
_RECORD = re.compile(r"年以来[^。，,]{0,10}(?:最|新高|首次)")  # what was so for the last time in any year at all
_STRETCH, _BARE = -2.5, -1.0  # of the kinds, before any context


class Document:
    """Hold the mentions of a text, each with the log probability of its readings for each own year."""

    def __init__(self, text: str, mentions: Sequence[Mention], links: Sequence[Link], lost: frozenset[str]) -> None:
        """Weigh the mentions; ``links``: which mentions bear on each other; ``lost``: the lost digits."""
        self.mentions = mentions
        self._lost = lost
        self._base, self._groups = base(OWN), groups(OWN)
        self._cache: dict[tuple[tuple[int, ...], tuple[Extra, ...]], Vector] = {}
        self._headings = headings(text)
        found = [self._readings(text, m) for m in mentions]
        self._years = [years for years, _ in found]  # (own, readings) of each: probability of kind and year
        self._other = [numpy.full(len(OWN), other) for _, other in found]  # (own): probability that it is no year
        self._link(links)
        self._free = [_RECORD.match(text, m.start + len(m.digits)) is not None for m in mentions]
        self.own = self._own(text)

    def _readings(self, text: str, mention: Mention) -> tuple[Vector, float]:
        before, after = (
            text[max(0, mention.start - 16) : mention.start],
            text[mention.start + len(mention.digits) :][:30],
        )
        contexts = fired(before, after, heading_over(self._headings, mention.start))
        kinds, _ = weights()
        named = beside(before, after)
        scores = numpy.array(
            [_NAMED * any(weight > 0 for _, _, weight, _, _ in named), _STRETCH, _BARE]
        ) + numpy.append(0.0, kinds[list(contexts)].sum(axis=0))
        year, stretch, bare = numpy.exp(scores) / numpy.exp(scores).sum()
        share = year * numpy.exp(self._log_years(contexts, named))
        picked = [y - FIRST for y in mention.years]
        other = 0.0
        if len(mention.years) > 1 or mention.digits != str(mention.years[0]):
            other = stretch * stretch_share(mention.digits, self._lost) + bare * (not mention.digits)
        return share[:, picked], float(other)

    def _link(self, links: Sequence[Link]) -> None:
        """Weigh each year of a linked mention by what the other one can be."""
        alone = [(years, other) for years, other in zip(self._years, self._other, strict=True)]
        for link in links:
            factor = link.factor(self.mentions[link.first].years, self.mentions[link.second].years)
            for here, there, table in ((link.first, link.second, factor.T), (link.second, link.first, factor)):
                years, other = alone[there]
                total = years.sum(axis=1) + other + 1e-12
                none = (other / total)[:, None]
                told = (years / total[:, None]) @ table
                self._years[here] = self._years[here] * (told + none * (_APART if link.range else 1.0))
                if link.range:
                    self._other[here] = self._other[here] * (none[:, 0] + _APART * (1 - none[:, 0]))

    def _log_years(self, contexts: tuple[int, ...], extra: tuple[Extra, ...]) -> Vector:
        """Give the log probability of each year for each own year; shape (own years, years)."""
        key = (contexts, extra)
        if key not in self._cache:
            own = numpy.array(OWN)
            scores = self._base + self._groups @ weights()[1][list(contexts)].sum(axis=0)
            for start, end, weight, first, last in extra:
                scores[(own >= first) & (own <= last), max(0, start - FIRST) : end - FIRST + 1] += weight
            top = scores.max(axis=1, keepdims=True)
            self._cache[key] = scores - top - numpy.log(numpy.exp(scores - top).sum(axis=1, keepdims=True))
        found: Vector = self._cache[key]
        return found

    def _own(self, text: str) -> Vector:
        """Give the probability of each of ``OWN`` to be the document's own year; the sum is 1."""
        often = Counter(m.years for m in self.mentions)
        total = prior(text)
        for mention, years, other in zip(self.mentions, self._years, self._other, strict=True):
            count = often[mention.years]
            total = total + numpy.log(years.sum(axis=1) + other + 1e-9) * numpy.log1p(count) / count
        shares: Vector = numpy.exp(total - total.max())
        shares /= shares.sum()
        return shares

    def odds(self) -> list[dict[int, float]]:
        """Give for each mention the probability of each year; what is missing to 1 is no year."""
        kept = numpy.flatnonzero(self.own > 1e-3 * self.own.max())
        share = self.own[kept] / self.own[kept].sum()
        alone = [
            years[kept] / (years[kept].sum(axis=1) + other[kept] + 1e-12)[:, None]
            for years, other in zip(self._years, self._other, strict=True)
        ]
        used = numpy.zeros((len(kept), LAST - FIRST + 1))
        columns = [[y - FIRST for y in m.years] for m in self.mentions]
        for picked, shares in zip(columns, alone, strict=True):
            used[:, picked] += shares
        return [
            dict(
                zip(
                    m.years,
                    (share @ (shares if free else _agreed(shares, used[:, picked] - shares))).tolist(),
                    strict=True,
                )
            )
            for m, free, picked, shares in zip(self.mentions, self._free, columns, alone, strict=True)
        ]


def _agreed(alone: Vector, others: Vector) -> Vector:
    """Give the odds of one mention after a look at how often the others are each of its years.

    Shape (own years, years).
    """
    agreed = alone * (_UNUSED + others) ** _AGREE
    rest = (1 - alone.sum(axis=1)).clip(0) * (_UNUSED + others.max(axis=1, initial=0.0)) ** _AGREE
    found: Vector = agreed / (agreed.sum(axis=1) + rest + 1e-12)[:, None]
    return found


def heading_over(found: Sequence[tuple[int, str]], at: int) -> str:
    """Find the last of ``headings`` that begins at or before an offset."""
    i = bisect.bisect_right(found, (at, "\uffff"))
    return found[i - 1][1] if i else ""


@functools.cache
def stretch_share(digits: str, lost: frozenset[str]) -> float:
    """Give how often a number of years written in digits is left as these when the lost ones go.

    >>> stretch_share("5", frozenset("01")) > stretch_share("20", frozenset("3")) > stretch_share("33", frozenset("0"))
    True
    """
    numbers = (n for n in range(1, 101) if "".join(c for c in str(n) if c not in lost) == digits)
    return sum(_ONES if n < 10 else _TENS if n % 10 == 0 else _TEENS if n < 20 else _OTHER for n in numbers) + _NEVER
