"""Texts and jieba's dictionary in; the words of the repair model with their probabilities out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import jieba
import numpy as np

from yinuo.damage.ngrams.hashing import Keys, finish, windows
from yinuo.damage.ngrams.lexicon import LONGEST, WORD_STEP, Lexicon, Words
from yinuo.damage.ngrams.model import as_trained

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS = 0.6  # of a word's probability comes from the texts, the rest from the dictionary
SEEN = 3  # a word that the dictionary lacks is taken if the texts have it this often


def probabilities(pieces: list[str]) -> dict[str, float]:
    """The probability of every word of the dictionary, and of the words that segmenting the texts finds."""
    jieba.initialize()
    known = Counter({as_trained(w): n for w, n in jieba.dt.FREQ.items() if n > 0 and _is_word(w)})
    seen = Counter(w for piece in pieces for w in jieba.cut(as_trained(piece)) if _is_word(w))
    all_known, all_seen = sum(known.values()), sum(seen.values())
    words = [w for w in sorted({*known, *seen}) if w in known or len(w) == 1 or seen[w] >= SEEN]
    return {w: TEXTS * seen[w] / all_seen + (1 - TEXTS) * known[w] / all_known for w in words}


def _is_word(word: str) -> bool:
    return 0 < len(word) <= LONGEST and all("\u4e00" <= c <= "\u9fff" for c in word)


def lexicon(words: Mapping[str, float], number: Mapping[str, int]) -> Lexicon:
    """The words whose characters the model has."""
    made = []
    for length in range(1, LONGEST + 1):
        own = [w for w in words if len(w) == length and all(c in number for c in w)]
        ids = np.array([[number[c] for c in w] for w in own], np.int64)
        keys, rows = np.unique(finish(windows(ids, length)[:, 0], length), return_index=True)
        values = -np.log(np.array([words[w] for w in own])) / WORD_STEP
        made.append(Words(Keys(keys), np.clip(np.rint(values), 0, 255).astype(np.uint8)[rows]))
    return Lexicon(made)
