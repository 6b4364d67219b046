"""Score clauses by weights of hashed n-grams: whole numbers that are added up, so that every machine finds the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy

from yinuo.learned.features import Array, Item, grams, strings
from yinuo.records import Status

STATUSES: tuple[Status, ...] = ("commitment", "achievement", "background")
_FARTHEST = 12.0


class Reading(NamedTuple):
    """Hold what a reader makes of one clause: the probability of each status, and the log odds of deliverable."""

    status: Mapping[Status, float]
    deliverable: float


class LinearReader:
    """Read clauses by the weights and the description of a folder; no reading depends on what else is read with it."""

    def __init__(self, weights: Mapping[str, Array], heads: Mapping[str, Any]) -> None:
        self.weights, self.heads = weights, heads

    def __call__(self, items: Sequence[Item]) -> list[Reading]:
        """Give one reading an item."""
        if not items:
            return []
        hashed = {group: list(grams(texts, group)) for group, texts in strings(items).items()}
        status, deliverable = (self._scores(name, len(items), hashed) for name in ("status", "deliverable"))
        shares, odds = _shares(status).tolist(), deliverable[:, 0].tolist()
        first, second, third = STATUSES
        return [Reading({first: a, second: b, third: c}, one) for (a, b, c), one in zip(shares, odds, strict=True)]

    def _scores(self, name: str, texts: int, hashed: Mapping[str, Sequence[tuple[Array, Array, Array]]]) -> Array:
        """Give the log odds of each label of a head by the n-grams of each group: a row a text, a column a label.

        They are cut off at 12 on either side.
        """
        head, weights = self.heads[name], self.weights[name]
        found = numpy.zeros((texts, weights.shape[0]))
        for group in head["groups"]:
            total = numpy.zeros(found.shape, dtype=numpy.int64)
            count = numpy.zeros(texts, dtype=numpy.int64)
            for buckets, first, last in hashed[group]:
                count += last - first
                sums = numpy.zeros(len(buckets) + 1, dtype=numpy.int64)
                for label in range(weights.shape[0]):
                    weights[label].take(buckets).cumsum(out=sums[1:])
                    total[:, label] += sums[last] - sums[first]
            found += total / numpy.sqrt(numpy.maximum(count, 1))[:, None]
        scaled: Array = found * numpy.array(head["scale"]) + numpy.array(head["bias"])
        return scaled.clip(-_FARTHEST, _FARTHEST)


def probability(odds: float) -> float:
    """Turn log odds into a probability of four decimals."""
    return round(1 / (1 + math.exp(-max(-_FARTHEST, min(_FARTHEST, odds)))), 4)


def _shares(odds: Array) -> Array:
    """Turn log odds, within bounds, of each status against all others into shares that add up to one, row by row."""
    each = _rounded(1 / (1 + numpy.exp(-odds)))
    first, second, third = each.T
    return _rounded(each / (first + second + third)[:, None])


def _rounded(values: Array) -> Array:
    """Round to four decimals as ``round`` does, which alone is asked where it is close."""
    scaled = values * 1e4
    near = numpy.floor(scaled + 0.5)
    found = near / 1e4
    for place in zip(*numpy.nonzero(abs(scaled - near) > 0.49), strict=True):
        found[place] = round(float(values[place]), 4)
    return found
