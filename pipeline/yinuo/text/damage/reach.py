"""From where to where characters stay away. A text and expected counts come in; the stretch that several share, out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_EXPECTED = 8.0  # in the gap
_CLUSTERED = 0.1  # squared coefficient of variation that the order of topics adds within a text
_CHANCE = 1e-3  # of the longest gap, over all gaps of the character
_SHARED = 0.7  # of two gaps together, for them to be the same gap


@dataclass(frozen=True, slots=True)
class Gap:
    """The longest stretch without a character that the rest of the text uses; ``weight`` is minus its log chance."""

    character: str
    start: int
    end: int
    weight: float

    def shares(self, other: Gap) -> bool:
        """Whether the two are nearly the same stretch."""
        both = min(self.end, other.end) - max(self.start, other.start)
        return both >= _SHARED * (max(self.end, other.end) - min(self.start, other.start))


def gaps(text: str, tried: Iterable[tuple[str, float, float]], shortest: int) -> list[Gap]:
    """The improbable gaps of characters given with the expected count and its spread over the whole text.

    >>> [(g.character, g.start, g.end) for g in gaps("加" * 50 + "。" * 2000 + "加" * 50, [("加", 100.0, 0.1)], 500)]
    [('加', 50, 2050)]
    """
    found, away = [], _longest_absences(text)
    for character, mean, spread in tried:
        if away.get(character, len(text)) < max(shortest, _EXPECTED * len(text) / mean if mean else len(text)):
            continue
        pieces = text.split(character)
        longest = max(map(len, pieces))
        inside = mean * longest / len(text)
        if longest < shortest or inside < _EXPECTED or len(pieces) == 1:
            continue
        wide = spread + _CLUSTERED
        weight = math.log1p(inside * wide) / wide - math.log(len(pieces))
        if weight < -math.log(_CHANCE):
            continue
        at = 0
        for piece in pieces:
            if len(piece) == longest:
                found.append(Gap(character, at, at + longest, weight))
                break
            at += len(piece) + 1
    return found


def _longest_absences(text: str) -> dict[str, int]:
    """How long each character of the text stays away at most, its two ends counted.

    >>> _longest_absences("加减减减加")
    {'减': 1, '加': 3}
    """
    codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=numpy.uint32)
    order = numpy.argsort(codes, kind="stable")
    ordered = codes[order]
    first = numpy.flatnonzero(numpy.diff(ordered, prepend=numpy.uint32(0xFFFFFFFF)))
    last = numpy.append(first[1:], len(codes)) - 1
    between = numpy.diff(order, prepend=-1) - 1
    between[first] = order[first]
    longest = numpy.maximum(numpy.maximum.reduceat(between, first), len(codes) - 1 - order[last])
    return {chr(code): int(gap) for code, gap in zip(ordered[first].tolist(), longest.tolist(), strict=True)}


def region(found: Sequence[Gap]) -> tuple[int, int, frozenset[str]] | None:
    """What the gaps of two or more characters have in common: the heaviest such group's start, end and characters.

    >>> region([Gap("加", 40, 2000, 9.0), Gap("众", 60, 1990, 8.0), Gap("农", 5000, 9000, 12.0)])
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
