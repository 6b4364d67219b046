"""Score how well rows of symbols fall into words of the language behind repair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yinuo.damage.ngrams.hashing import finish, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from yinuo.damage.ngrams.hashing import Keys

    Ints = npt.NDArray[np.int64]

LONGEST = 5
UNKNOWN = -16.0  # natural log of the probability of a symbol that is no word
WORD_STEP = 1 / 8  # natural-log units of one stored byte


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words of one length: their hashes, sorted, and log probability as steps below zero."""

    keys: Keys
    probabilities: npt.NDArray[np.uint8]


class Lexicon:
    """Hold words of one to five symbols with the probability of each."""

    def __init__(self, words: Sequence[Words]) -> None:
        self.words = tuple(words)

    def one(self, ids: Ints) -> Any:
        """Give the log probability of each row as one word; minus infinity where it is none."""
        words = self.words[ids.shape[-1] - 1]
        hashes = finish(windows(ids, ids.shape[-1])[..., 0], ids.shape[-1])
        rows = words.keys.find(hashes)
        return np.where(rows >= 0, words.probabilities[rows] * -WORD_STEP, -np.inf)

    def score(self, ids: Ints) -> Any:
        """Give the log probability of each row, summed over all the ways in which it falls into words."""
        width = ids.shape[1]
        total = np.zeros((len(ids), width + 1))
        for end in range(1, width + 1):
            total[:, end] = total[:, end - 1] + np.maximum(self.one(ids[:, end - 1 : end]), UNKNOWN)
            for length in range(2, min(LONGEST, end) + 1):
                own = total[:, end - length] + self.one(ids[:, end - length : end])
                total[:, end] = np.logaddexp(total[:, end], own)
        return total[:, width]
