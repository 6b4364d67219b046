"""What the joins of a text say of a character it lacks. A text in; how much likelier deleted than never used, out."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yinuo.text.damage.background import Background

_WHITE = re.compile(r"\s+")
_REPEATS = 3  # a pair of neighbours counts this often at most: one odd name is no proof, however often it stands
_MINIMUM = 0.001  # of the uses of a context: below this it says nothing
_WORD = 0.02  # of the uses of a character: above this, the next is lost with it often enough to matter


class Joins:
    """The pairs of neighbours of a text, each with its probability in sound texts.

    >>> from yinuo.text.damage.background import background
    >>> joins = Joins("人民群服务，服务群，群满意，依靠群。" * 3, background())
    >>> joins.evidence("众") > 3 > 0 > joins.evidence("水")
    True
    """

    def __init__(self, text: str, background: Background) -> None:
        self._background = background
        index = background.index
        codes = [index.get(c, -1) for c in _WHITE.sub("\n", text)]
        self._uses = Counter(codes)
        self._lost: dict[int, float] = {}
        self._followers: dict[int, list[tuple[int, int]]] = {}
        for (x, y), n in Counter(pairwise(codes)).items():
            if x >= 0 and y >= 0:
                self._followers.setdefault(x, []).append((y, min(n, _REPEATS)))
        self._weighed: dict[int, list[tuple[int, float, int]]] = {}

    def _pairs(self, x: int) -> list[tuple[int, float, int]]:
        """What follows a context: code, probability in sound texts, how often here."""
        if x not in self._weighed:
            known = self._background
            row, base, rest = known.rows[x], known.base, 1 - known.own[x]
            scale = known.own[x] / (known.totals[x] or 1)
            pairs = self._followers.get(x, ())
            self._weighed[x] = [(y, row.get(y, 0) * scale + rest * base[y] + 1e-9, n) for y, n in pairs]
        return self._weighed[x]

    def know(self, lost: Iterable[str]) -> None:
        """Take characters as lost: what they explain is no evidence for others, and others may be lost beside them."""
        found = {self._background.index[c]: self.evidence(c) for c in lost}
        new = sorted(found.keys() - self._lost.keys())
        for c in new:
            after = self._after(c)
            rest, base = 1 - self._background.own[c], self._background.base
            for x, chance in self._before(c).items():
                self._weighed[x] = [
                    (y, p + chance * (after.get(y, 0.0) + rest * base[y]), n) for y, p, n in self._pairs(x)
                ]
        self._lost |= {c: found[c] for c in new}

    def evidence(self, character: str) -> float:
        """Natural logarithm of the likelihood ratio: above 0 for deleted, below 0 for never used."""
        c = self._background.index[character]
        if c in self._lost:
            return self._lost[c]
        after, before = self._after(c), self._before(c)
        for other in self._lost:
            if self._chance(c, other) > _WORD:
                _add(after, self._chance(c, other), self._after(other))
            if self._chance(other, c) > _WORD:
                _add(before, self._chance(other, c), self._before(other))
        rest, base, log1p = 1 - self._background.own[c], self._background.base, math.log1p
        ratio = 0.0
        for x, chance in before.items():
            if x not in self._uses:
                continue
            ratio += self._uses[x] * log1p(-min(chance, 0.99))
            for y, probability, n in self._pairs(x):
                ratio += n * log1p(chance * (after.get(y, 0.0) + rest * base[y]) / probability)
        return ratio

    def _chance(self, x: int, y: int) -> float:
        known = self._background
        return known.own[x] * known.rows[x].get(y, 0) / (known.totals[x] or 1)

    def _after(self, c: int) -> dict[int, float]:
        scale = self._background.own[c] / (self._background.totals[c] or 1)
        return {y: n * scale for y, n in self._background.rows[c].items()}

    def _before(self, c: int) -> dict[int, float]:
        """How often each context is followed by the character, where it is at all often."""
        own, totals = self._background.own, self._background.totals
        found = {x: own[x] * n / totals[x] for x, n in self._background.before[c].items()}
        return {x: chance for x, chance in found.items() if chance >= _MINIMUM}


def _add(chances: dict[int, float], weight: float, more: Mapping[int, float]) -> None:
    for x, chance in more.items():
        chances[x] = chances.get(x, 0.0) + weight * chance
