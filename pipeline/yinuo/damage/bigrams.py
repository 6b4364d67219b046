"""Weigh by the joins of a text how much likelier a character it lacks was deleted than never used."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy

from yinuo.damage.background import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yinuo.damage.background import Background, Floats, Ints

_WHITE = re.compile(r"\s+")
_REPEATS = 3  # a pair of neighbours counts this often at most: one odd name is no proof, however often it stands
_MINIMUM = 0.001  # of the uses of a context: below this it says nothing
_WORD = 0.02  # of the uses of a character: above this, the next is lost with it often enough to matter


class Joins:
    """Hold the pairs of neighbours of a text, each with its probability in sound texts. Characters are codes.

    >>> from yinuo.damage.background import background
    >>> known = background()
    >>> joins = Joins("人民群服务，服务群，群满意，依靠群。" * 3, known)
    >>> lost, unused = known.codes("众水").tolist()
    >>> joins.evidence(lost) > 3 > 0 > joins.evidence(unused)
    True
    """

    def __init__(self, text: str, background: Background) -> None:
        self._background = known = background
        codes = known.codes(_WHITE.sub("\n", text)).astype(numpy.int64)
        self._uses = numpy.bincount(codes, minlength=known.many + 1)
        self._lost: dict[int, float] = {}
        both = (codes[:-1] < known.many) & (codes[1:] < known.many)
        numbers = (codes[:-1] * known.many + codes[1:])[both]
        pairs, first, often = _counted(numbers)
        together = known.together(pairs)
        order = numpy.argsort(pairs // known.many * len(numbers) + first)  # by context, then as they first stand
        pairs = pairs[order]
        self._often = numpy.minimum(often[order], _REPEATS)
        self._before, self._after = pairs // known.many, pairs % known.many
        self._starts = numpy.searchsorted(self._before, numpy.arange(known.many + 1))
        x, scale = self._before, known.own / numpy.maximum(known.totals, 1)
        self._sound = together[order] * scale[x] + (1 - known.own[x]) * known.base[self._after] + 1e-9

    def know(self, lost: Iterable[int]) -> None:
        """Take characters as lost: what they explain is no evidence for others, and others may be lost beside them."""
        found = {c: self.evidence(c) for c in lost}
        new = sorted(found.keys() - self._lost.keys())
        for c in new:
            chances = numpy.zeros(self._background.many)
            places, often = self._places(c)
            chances[places] = often
            self._sound = self._sound + chances[self._before] * self._next(c, self._followers(c))[self._after]
        self._lost |= {c: found[c] for c in new}

    def evidence(self, character: int) -> float:
        """Give the natural logarithm of the likelihood ratio: above 0 for deleted, below 0 for never used."""
        c = character
        if c in self._lost:
            return self._lost[c]
        after, places = self._followers(c), self._places(c)
        for other in self._lost:
            if self._chance(c, other) > _WORD:
                after = after + self._chance(c, other) * self._followers(other)
            if self._chance(other, c) > _WORD:
                places = _joined(places, self._chance(other, c), self._places(other))
        used = self._uses[places[0]] > 0
        return self._ratio(places[0][used], places[1][used], self._next(c, after))

    def _ratio(self, places: Ints, chances: Floats, after: Floats) -> float:
        """Give the evidence of all contexts: of each that nothing was lost behind it, then of what follows it now.

        Sums go in this order and logarithms are the C library's, so that a diagnosis is the same to the last bit.
        """
        starts, sizes = self._starts[places], self._starts[places + 1] - self._starts[places]
        context = numpy.repeat(numpy.arange(len(places)), sizes)
        pairs = numpy.arange(len(context)) + (starts - numpy.cumsum(sizes) + sizes)[context]
        lost = chances[context] * after[self._after[pairs]] / self._sound[pairs]
        order = numpy.argsort(numpy.append(numpy.arange(len(places)), context), kind="stable")
        values = numpy.append(-numpy.minimum(chances, 0.99), lost)[order]
        often = numpy.append(self._uses[places], self._often[pairs])[order]
        return in_order(often * numpy.array(list(map(math.log1p, values.tolist()))))

    def _chance(self, x: int, y: int) -> float:
        known = self._background
        often = int(known.together(numpy.array([x * known.many + y]))[0])
        return float(known.own[x]) * often / (int(known.totals[x]) or 1)

    def _followers(self, c: int) -> Floats:
        """Count how often each context follows the character, as far as its pairs tell."""
        known = self._background
        found = numpy.zeros(known.many)
        codes, often = known.followers(c)
        found[codes] = often * (float(known.own[c]) / (int(known.totals[c]) or 1))
        return found

    def _next(self, c: int, followers: Floats) -> Floats:
        """Count the same with each context's share of all for the rest."""
        known = self._background
        return followers + (1 - float(known.own[c])) * known.base

    def _places(self, c: int) -> tuple[Ints, Floats]:
        """List the contexts that the character follows at all often, and how often."""
        known = self._background
        codes, often = known.leaders(c)
        chances = known.own[codes] * often / known.totals[codes]
        usual = chances >= _MINIMUM
        return codes[usual], chances[usual]


def _counted(numbers: Ints) -> tuple[Ints, Ints, Ints]:
    """List different numbers in order, where each first stands, and how often: as ``numpy.unique``, but faster."""
    size = len(numbers)
    sorted_, places = numpy.divmod(numpy.sort(numbers * size + numpy.arange(size)), max(size, 1))
    heads = numpy.flatnonzero(numpy.diff(sorted_, prepend=-1))
    return sorted_[heads], places[heads], numpy.diff(heads, append=size)


def _joined(places: tuple[Ints, Floats], weight: float, more: tuple[Ints, Floats]) -> tuple[Ints, Floats]:
    """Join contexts with their chances, those of others added by weight."""
    chances = dict(zip(places[0].tolist(), places[1].tolist(), strict=True))
    for x, chance in zip(more[0].tolist(), more[1].tolist(), strict=True):
        chances[x] = chances.get(x, 0.0) + weight * chance
    return numpy.array(list(chances), numpy.int64), numpy.array(list(chances.values()), float)
