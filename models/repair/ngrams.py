"""Count the n-grams of texts, and smooth their probabilities (interpolated Kneser-Ney, pruned)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from yinuo.damage.ngrams.hashing import finish, windows
from yinuo.damage.ngrams.model import BREAK, NUMBER, STEP, Table, symbols, table

KEEP = (1, 1, 1, 2, 2)  # an n-gram is stored if it stands this often in the texts; one number for each order
TELLING = 1.6  # or, from order 4, if shorter ones make it this much less likely (natural log)


@dataclass
class Level:
    """Hold the n-grams of one order: a place where each stands, how often, and what smoothing makes of it."""

    at: Any
    raw: Any
    count: Any
    hashes: Any
    probability: Any = None
    weight: Any = None
    kept: Any = None


def levels(ids: Any, order: int) -> list[Level]:
    """Count how often for the longest n-grams, in how many left contexts for the others (Kneser-Ney)."""
    found: list[Level] = []
    for k in range(1, order + 1):
        hashes, at, raw = np.unique(windows(ids, k), return_index=True, return_counts=True)
        found.append(Level(at, raw, raw.astype(np.float64), hashes))
    for k in range(order - 1):
        longer, level = found[k + 1], found[k]
        suffix = windows(ids, k + 1)[longer.at + 1]
        kinds, contexts = np.unique(suffix, return_counts=True)
        rows = np.searchsorted(level.hashes, kinds)
        level.count = np.ones(len(level.hashes))
        level.count[rows] = contexts
    return found


def discounts(count: Any) -> Any:
    """Give the discount of each count: three values, of 1, 2 and more (Chen and Goodman)."""
    n = [max(1, int((count == i).sum())) for i in range(1, 5)]
    y = n[0] / (n[0] + 2 * n[1])
    d = [min(i, max(0.1, i - (i + 1) * y * n[i] / n[i - 1])) for i in (1, 2, 3)]
    return np.choose(np.minimum(count.astype(int), 3) - 1, d)


def smooth(ids: Any, found: list[Level], keep: tuple[int, ...], telling: float) -> None:
    """Interpolate probabilities, longest last; what is not kept gives its share to the shorter n-grams."""
    first = found[0]
    first.probability = (first.count - 0.5) / first.count.sum() + 0.5 * len(first.count) / first.count.sum() / 8000
    first.kept = first.raw >= keep[0]
    for k in range(1, len(found)):
        level, context = found[k], found[k - 1]
        before = np.searchsorted(context.hashes, windows(ids, k)[level.at])
        shorter = context.probability[np.searchsorted(context.hashes, windows(ids, k)[level.at + 1])]
        total = np.bincount(before, level.count, len(context.hashes))
        own = (level.count - discounts(level.count)) / total[before]
        level.kept = level.raw >= keep[k]
        if k == 3:
            level.kept |= np.log1p(own / shorter) > telling
        own = np.where(level.kept, own, 0)
        context.weight = 1 - np.bincount(before, own, len(context.hashes))
        level.probability = own + context.weight[before] * shorter
    found[-1].weight = np.ones(len(found[-1].hashes))


def steps(values: Any) -> Any:
    """Write probabilities as bytes: steps below zero of the natural log."""
    return np.clip(np.rint(-np.log(np.maximum(values, 1e-30)) / STEP), 0, 255).astype(np.uint8)


def encode(pieces: list[str]) -> tuple[str, Any]:
    """Number the characters that stand more than once, and give the texts as their numbers."""
    joined = BREAK + BREAK.join(symbols(piece)[0] for piece in pieces) + BREAK
    kinds, counts = np.unique(np.array(list(joined)), return_counts=True)
    characters = "".join(c for c, n in zip(kinds, counts, strict=True) if n > 1 or c in BREAK + NUMBER)
    number = {c: i + 1 for i, c in enumerate(characters)}
    return characters, np.fromiter((number.get(c, 0) for c in joined), np.int64, len(joined))


def tables(ids: Any, keep: tuple[int, ...] = KEEP, telling: float = TELLING) -> list[Table]:
    """Make the tables of the model, one for each order."""
    found = levels(ids, len(keep))
    smooth(ids, found, keep, telling)
    made = []
    for k, level in enumerate(found):
        keys, rows = np.unique(finish(level.hashes[level.kept], k + 1), return_index=True)
        made.append(table(keys, steps(level.probability[level.kept])[rows], steps(level.weight[level.kept])[rows]))
    return made
