"""Find the stretch of a text from which several characters stay away together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from yinuo.damage.background import Codes, Floats, Ints

_EXPECTED = 8.0  # in the gap
_CLUSTERED = 0.1  # squared coefficient of variation that the order of topics adds within a text
_CHANCE = 1e-3  # of the longest gap, over all gaps of the character
_SHARED = 0.7  # of two gaps together, for them to be the same gap


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """Hold the characters (codes) that a text must have: scale and mean of their expected counts, and their spread."""

    characters: Ints
    scales: Floats
    means: Floats
    spreads: Floats

    def only(self, which: NDArray[numpy.bool_]) -> Tried:
        """Give some of them."""
        return Tried(self.characters[which], self.scales[which], self.means[which], self.spreads[which])

    def each(self) -> Iterator[tuple[int, float, float, float]]:
        """Yield them one after the other."""
        columns = (self.characters, self.scales, self.means, self.spreads)
        return zip(*(column.tolist() for column in columns), strict=True)


@dataclass(frozen=True, slots=True)
class Gap:
    """Hold the longest stretch without a character that the rest of the text uses.

    ``weight`` is minus the logarithm of its chance.
    """

    character: int
    start: int
    end: int
    weight: float

    def shares(self, other: Gap) -> bool:
        """Tell whether two gaps are nearly the same stretch."""
        both = min(self.end, other.end) - max(self.start, other.start)
        return both >= _SHARED * (max(self.end, other.end) - min(self.start, other.start))


def gaps(codes: Codes, tried: Tried, shortest: int) -> list[Gap]:
    """List the improbable gaps of the characters tried over the whole text.

    >>> tried = Tried(numpy.array([5]), numpy.ones(1), numpy.array([100.0]), numpy.array([0.1]))
    >>> [(g.start, g.end) for g in gaps(numpy.array([5] * 50 + [9] * 2000 + [5] * 50), tried, 500)]
    [(50, 2050)]
    """
    longest, count = _absences(codes, int(tried.characters.max(initial=0)))
    away = longest[tried.characters]
    inside = tried.means * away / len(codes)
    found = []
    for i in numpy.flatnonzero((away >= shortest) & (inside >= _EXPECTED)).tolist():
        character = int(tried.characters[i])
        wide = float(tried.spreads[i]) + _CLUSTERED
        weight = math.log1p(float(inside[i]) * wide) / wide - math.log(int(count[character]) + 1)
        if weight >= -math.log(_CHANCE):
            start = _longest_absence(codes, character)
            found.append(Gap(character, start, start + int(away[i]), weight))
    return found


def _absences(codes: Codes, last: int) -> tuple[Ints, Ints]:
    """Count how long each code up to ``last`` stays away at most, the two ends included, and how often it stands.

    One that does not stand at all is not away.

    >>> _absences(numpy.array([1, 2, 2, 2, 1]), 2)
    (array([0, 3, 1]), array([0, 2, 3]))
    """
    count = numpy.bincount(codes, minlength=last + 1)
    longest = numpy.zeros(len(count), numpy.int64)
    order = numpy.argsort(codes, kind="stable")
    there = numpy.flatnonzero(count)
    end = numpy.cumsum(count[there])
    first = end - count[there]
    between = numpy.diff(order, prepend=-1) - 1
    between[first] = order[first]
    longest[there] = numpy.maximum(numpy.maximum.reduceat(between, first), len(codes) - 1 - order[end - 1])
    return longest, count


def _longest_absence(codes: Codes, character: int) -> int:
    """Find where the first of the longest stretches without a character begins."""
    places = numpy.flatnonzero(codes == character)
    return int(numpy.append(0, places + 1)[numpy.argmax(numpy.diff(places, prepend=-1, append=len(codes)))])


def region(found: Sequence[Gap]) -> tuple[int, int, frozenset[int]] | None:
    """Find what the gaps of two or more characters have in common: the heaviest group's start, end and characters.

    >>> region([Gap(7, 40, 2000, 9.0), Gap(8, 60, 1990, 8.0), Gap(9, 5000, 9000, 12.0)])
    (60, 1990, frozenset(...))
    """
    best: list[Gap] = []
    for seed in found:
        group = [gap for gap in found if gap.shares(seed)]
        if len(group) > 1 and sum(g.weight for g in group) > sum(g.weight for g in best):
            best = group
    if not best:
        return None
    return max(g.start for g in best), min(g.end for g in best), frozenset(g.character for g in best)
