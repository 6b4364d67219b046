"""Estimate how sure a score is: the interval of F1 over resampled documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from yinuo.evaluate.scores import MEASURES, Count

SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold the bounds of F1 that hold 95 % of the resamples."""

    low: float
    high: float


def intervals(
    documents: Sequence[Mapping[str, Count]], *, seed: int = 0, samples: int = SAMPLES
) -> dict[str, Interval] | None:
    """Give the 95 % bootstrap interval of F1 by measure.

    Documents are drawn with replacement; the same seed gives the same.

    ``None`` for fewer than two documents, of which no interval can be given.

    >>> intervals([{}]) is None
    True
    """
    if len(documents) < 2:
        return None
    draws = _draws(len(documents), seed, samples)
    return {name: _interval([own[name] for own in documents], draws) for name in MEASURES}


def _draws(size: int, seed: int, samples: int) -> list[list[int]]:
    random = Random(seed)
    return [random.choices(range(size), k=size) for _ in range(samples)]


def _interval(counts: Sequence[Count], draws: Sequence[Sequence[int]]) -> Interval:
    scores = sorted(sum((counts[i] for i in draw), Count()).f1 for draw in draws)
    return Interval(_quantile(scores, 0.025), _quantile(scores, 0.975))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
