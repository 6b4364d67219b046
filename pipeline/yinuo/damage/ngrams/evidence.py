"""Weigh by the gaps of a text what it must have lost: places that read badly, and well with a character put back."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from yinuo.damage.ngrams.lattice import Limits, candidates, fillers
from yinuo.damage.ngrams.model import as_trained, padded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yinuo.damage.ngrams.lattice import Ids
    from yinuo.damage.ngrams.model import Model

# Narrower than in repair: a gap that is not sure is no evidence.
_LIMITS = Limits(bigram=-5.0, pair=-3.0, triple=-7.0, word_bigram=-9.0, word_pair=-6.0, trigram=-3.0, local=1.0)
_TOGETHER = -6.5  # log probability from which two characters are looked for in one gap
_LOSS = 0.03  # of the gaps where a character seems to lack, so many do lack it if it was lost: authors write oddly, too


def evidence(model: Model, text: str, wanted: Sequence[str], lost: Sequence[str]) -> dict[str, float]:
    """Give how much likelier a text is if each of ``wanted`` was deleted from it: the logarithm of the ratio.

    ``lost`` are known to be lost: they may have stood beside it, or explain a gap without it. The same neighbours
    count once: one odd name is no proof.
    """
    names = {model.ids[known]: c for c in wanted if (known := as_trained(c)) in model.ids}
    others = sorted({model.ids[known] for c in lost if (known := as_trained(c)) in model.ids})
    ids, _ = padded(model, text)
    best: dict[int, dict[tuple[int, Ids, int], float]] = defaultdict(dict)
    found = candidates(model, ids, _fillings(model, sorted(names), others), _LIMITS)
    for gap, options in sorted(found.items()):
        for own, odds in options.items():
            place = int(ids[gap - 1]), own, int(ids[gap])
            for c in sorted(names.keys() & set(own)):
                more = odds - _explained(options, c, others)
                best[c][place] = max(more, best[c].get(place, more))
    return {
        name: math.fsum(math.log1p(_LOSS * math.exp(odds)) for odds in best[c].values()) for c, name in names.items()
    }


def _explained(options: Mapping[Ids, float], without: int, lost: Sequence[int]) -> float:
    """Give how much better a gap reads by what else is lost."""
    known = set(lost) - {without}
    return math.log1p(math.fsum(math.exp(odds) for own, odds in options.items() if known.issuperset(own)))


def _fillings(model: Model, wanted: Sequence[int], lost: Sequence[int]) -> list[Ids]:
    """List what may stand in a gap: each of ``wanted``, alone or beside one that is lost, and what is lost."""
    pairs = sorted({pair for c in wanted for x in lost if x != c for pair in ((c, x), (x, c))})
    likely = model.last(np.array(pairs, np.int64).reshape(-1, 2)) > _TOGETHER
    return sorted({*((c,) for c in wanted), *fillers(model, lost), *itertools.compress(pairs, likely.tolist())})
