"""Count the n-grams of many texts, choose those worth their place, and smooth (Kneser-Ney for pruned models).

An n-gram is one integer of 64 bits, twelve for each symbol: a shift leaves what comes before its last symbol, a mask
what comes after its first. 60 million symbols are counted in less than 2 GB.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from yinuo.damage.ngrams.hashing import finish, windows
from yinuo.damage.ngrams.model import BREAK, NUMBER, STEP, Table, table

if TYPE_CHECKING:
    from collections.abc import Iterable

BITS = 12
SYMBOLS = (1 << BITS) - 1  # so many of the most frequent symbols are known; 0 stands for all others
ORDER = 5
LEAST = (1, 1, 2, 3, 3)  # an n-gram that stands less often is not looked at; one number for each order
GAIN = 4.2  # nor is one kept that makes the texts likelier by less (natural log, over all places where it stands)
_BLOCK = 1 << 22


@dataclass
class Level:
    """Hold the n-grams of one order: sorted keys, how often each stands, and its log gain over shorter ones."""

    keys: Any
    raw: Any
    gain: Any = None
    kept: Any = None


def encode(pieces: Iterable[str]) -> tuple[str, Any]:
    """Number the most frequent symbols, and give all texts, of ``symbols`` already, as their numbers."""
    blocks, counts = [], np.zeros(0x10000, np.int64)
    for piece in pieces:
        points = np.minimum(np.frombuffer((BREAK + piece).encode("utf-32-le", "surrogatepass"), "<u4"), 0xFFFF)
        counts += np.bincount(points, minlength=len(counts))
        blocks.append(points.astype(np.uint16))
    counts[[ord(BREAK), ord(NUMBER)]] += 1
    counts[0xFFFF:] = 0
    order = np.lexsort((np.arange(len(counts)), -counts))[:SYMBOLS]
    known = np.sort(order[counts[order] > 1])
    number = np.zeros(0x10000, np.uint16)
    number[known] = np.arange(1, len(known) + 1)
    ids = np.concatenate([*(number[block] for block in blocks), number[[ord(BREAK)]]])
    return "".join(map(chr, known.tolist())), ids


def packed(ids: Any, order: int) -> Any:
    """Give every n-gram of one order as one integer."""
    keys = np.zeros(len(ids) - order + 1, np.uint64)
    for j in range(order):
        keys <<= np.uint64(BITS)
        keys |= ids[j : len(ids) - order + 1 + j]
    return keys


def counted(keys: Any) -> Level:
    """Sort and count n-grams, in their own memory."""
    keys.sort()
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return Level(keys[starts], np.diff(np.append(starts, len(keys))).astype(np.int32))


def discounts(count: Any) -> Any:
    """Give the discount of each count: three values, of 1, 2 and more (Chen and Goodman)."""
    n = [max(1, int((count == i).sum())) for i in range(1, 5)]
    y = n[0] / (n[0] + 2 * n[1])
    d = np.array([min(i, max(0.1, i - (i + 1) * y * n[i] / n[i - 1])) for i in (1, 2, 3)], np.float32)
    return d[np.minimum(count, 3) - 1]


def _first(count: Any) -> Any:
    """Give the probability of each symbol by itself."""
    total = count.sum()
    return ((count - 0.5) / total + 0.5 * len(count) / total / 8000).astype(np.float32)


def _groups(keys: Any) -> tuple[Any, Any]:
    """Give where each context begins among sorted n-grams, and the number of the context of each."""
    before = keys >> np.uint64(BITS)
    new = np.concatenate([[True], before[1:] != before[:-1]])
    return np.flatnonzero(new), np.cumsum(new, dtype=np.int32) - 1


def _interpolated(level: Level, count: Any, shorter: Level, below: Any, kept: Any = None) -> tuple[Any, Any]:
    """Give the probability of each n-gram after interpolation, and the weight left to shorter ones of each context."""
    starts, group = _groups(level.keys)
    own = (count - discounts(count)) / np.add.reduceat(count.astype(np.float64), starts)[group]
    own = (own if kept is None else np.where(kept, own, 0)).astype(np.float32)
    weight = (1 - np.add.reduceat(own, starts)).astype(np.float32)
    return own + weight[group] * below[_suffix(level, shorter)], (starts, weight)


def _suffix(level: Level, shorter: Level) -> Any:
    """Find each n-gram without its first symbol among the shorter ones."""
    order = _order(level.keys)
    mask = np.uint64((1 << BITS * (order - 1)) - 1)
    rows = np.empty(len(level.keys), np.int32)
    for at in range(0, len(rows), _BLOCK):
        rows[at : at + _BLOCK] = np.searchsorted(shorter.keys, level.keys[at : at + _BLOCK] & mask)
    return rows


def _order(keys: Any) -> int:
    return max(1, -(-int(keys[-1]).bit_length() // BITS))


def gains(levels: list[Level]) -> None:
    """Weigh each n-gram: how often it stands times how much likelier it is than shorter ones make it."""
    below = _first(levels[0].raw)
    for shorter, level in pairwise(levels):
        probability, _ = _interpolated(level, level.raw, shorter, below)
        level.gain = level.raw * np.log(probability / below[_suffix(level, shorter)])
        below = probability


def choose(levels: list[Level], least: float) -> None:
    """Keep what gains at least so much, and every context of what is kept."""
    levels[0].kept = np.ones(len(levels[0].keys), bool)
    for k in range(len(levels) - 1, 0, -1):
        level = levels[k]
        own = (level.gain >= least) & (level.raw >= LEAST[k])
        level.kept = own if level.kept is None else own | level.kept
        if k > 1:
            shorter = levels[k - 1]
            shorter.kept = np.zeros(len(shorter.keys), bool)
            shorter.kept[np.searchsorted(shorter.keys, np.unique(level.keys[level.kept] >> np.uint64(BITS)))] = True


def revised(levels: list[Level]) -> list[Any]:
    """Count for Kneser-Ney: a longer n-gram that is kept counts once, one that is not as often as it stands."""
    counts = [level.raw for level in levels]
    for k in range(len(levels) - 1, 0, -1):
        level, shorter = levels[k], levels[k - 1]
        count = shorter.raw.astype(np.int32)
        # What longer levels took from this one is taken from the shorter one too.
        taken = level.raw - counts[k] + np.where(level.kept, counts[k] - 1, 0)
        some = np.flatnonzero(taken)
        np.subtract.at(count, _suffix(level, shorter)[some], taken[some])
        counts[k - 1] = np.maximum(count, 1)
    return counts


def steps(values: Any) -> Any:
    """Write probabilities as bytes: steps below zero of the natural log."""
    return np.clip(np.rint(-np.log(np.maximum(values, 1e-30)) / STEP), 0, 255).astype(np.uint8)


def tables(levels: list[Level]) -> list[Table]:
    """Smooth what is kept, and make the tables of the model, one for each order."""
    counts = revised(levels)
    below, made = _first(counts[0]), []
    for k, level in enumerate(levels):
        weight = np.ones(len(level.keys), np.float32)
        after = None
        if k + 1 < len(levels):
            longer = levels[k + 1]
            after, (starts, rest) = _interpolated(longer, counts[k + 1], level, below, longer.kept)
            weight[np.searchsorted(level.keys, longer.keys[starts] >> np.uint64(BITS))] = rest
        made.append(_table(level.keys[level.kept], below[level.kept], weight[level.kept], k + 1))
        below = after
    return made


def _table(keys: Any, probability: Any, weight: Any, order: int) -> Table:
    ids = np.stack([keys >> np.uint64(BITS * j) & np.uint64(SYMBOLS) for j in range(order - 1, -1, -1)], 1)
    hashes, rows = np.unique(finish(windows(ids.astype(np.int64), order)[:, 0], order), return_index=True)
    return table(hashes, steps(probability)[rows], steps(weight)[rows])
