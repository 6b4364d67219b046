"""Hash n-grams of symbols to keys of 64 bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Hashes = npt.NDArray[np.uint64]

_MASK = (1 << 64) - 1
_BASE = 0x9E3779B97F4A7C15
_MIX = 0xD6E8FEB86659FD93


def finish(hashes: Hashes, order: int) -> npt.NDArray[np.uint32]:
    """Give the stored 32 bits of running hashes of n-grams of one order."""
    mixed = (hashes + np.uint64(order)) * np.uint64(_MIX)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(_MIX)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def windows(ids: Ints, order: int) -> Hashes:
    """Hash all n-grams of the last axis of ``ids``: one fewer than its length for each order above 1."""
    hashes = np.zeros((*ids.shape[:-1], ids.shape[-1] - order + 1), np.uint64)
    for j in range(order):
        hashes = hashes * np.uint64(_BASE) + ids[..., j : ids.shape[-1] - order + 1 + j].astype(np.uint64)
    return hashes


def stored(ids: Sequence[int]) -> int:
    """Give the stored 32 bits of one n-gram, in plain integers: what ``finish`` makes of the last of its ``windows``.

    >>> stored([3, 5]) == int(finish(windows(np.array([3, 5]), 2), 2)[0])
    True
    """
    value = 0
    for i in ids:
        value = (value * _BASE + i) & _MASK
    value = ((value + len(ids)) * _MIX) & _MASK
    return ((value ^ (value >> 32)) * _MIX & _MASK) >> 32


class Keys:
    """Hold sorted hashes and find where each stands: a bucket for the leading bits, then a step or two."""

    def __init__(self, hashes: npt.NDArray[np.uint32]) -> None:
        self.hashes = hashes
        bits = max(1, min(24, len(hashes).bit_length()))
        self._shift = np.uint32(32 - bits)
        sizes = np.bincount(hashes >> self._shift, minlength=1 << bits)
        self._starts = np.concatenate([np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)])
        self._closed = np.append(hashes, np.uint32(0xFFFFFFFF))

    def __len__(self) -> int:
        return len(self.hashes)

    def find(self, hashes: npt.NDArray[np.uint32]) -> Ints:
        """Find the row of each hash; -1 where it is not stored."""
        rows = self._starts[hashes >> self._shift].astype(np.int64)
        below = np.flatnonzero(self._closed[rows] < hashes)
        while len(below):
            rows[below] += 1
            below = below[self._closed[rows[below]] < hashes[below]]
        found = self._closed[rows] == hashes
        return np.where(found & (rows < len(self.hashes)), rows, -1)
