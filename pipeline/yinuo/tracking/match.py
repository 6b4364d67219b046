"""Find the clauses that may tell what became of a promise: by pairs of characters that are rare in reports (BM25)."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yinuo.nlp.tokenizer.dictionary import policy_dictionary
from yinuo.tracking.tables import shape, shortened, stage_pattern, weight

_K1, _B = 1.2, 0.75
_MOST = 1.0  # a pair counts once, however short the clause: the score is the share of the wording
_LEAST = 12.0  # the weight of two or three pairs: a promise of fewer is not told by its wording
_WORD = 2
_ACROSS = 0.4  # what a pair across two words counts of its weight
_RARE = 8.0
_NEAR_RAREST = 0.7  # a pair less rare than that share of the rarest tells nothing apart
_RUN = re.compile("[一-龥A-Za-z]+")
_NUMBER = re.compile(r"[0-9.,]+[万亿千百]*|[一二三四五六七八九十百千万亿两]{2,}")


def pairs(text: str) -> list[str]:
    """List the pairs of neighbouring characters of a text, without numbers, stages and words of no matter.

    >>> pairs("加快建设海外仓8个")
    ['海外', '外仓']
    """
    return [a + b for run in _runs(text) for a, b in pairwise(run)]


def _runs(text: str) -> list[str]:
    bare = stage_pattern().sub(" ", shape("stop_word").sub(" ", _NUMBER.sub(" ", shortened(text))))
    return _RUN.findall(bare)


@functools.lru_cache(maxsize=4096)
def wording(text: str) -> Mapping[str, float]:
    """Weigh the pairs of characters of a promise; one that lies across two words says less than one within a word.

    >>> weighed = wording("小街小巷整修")
    >>> weighed["巷整"] < weighed["小巷"] < weighed["整修"]
    True
    """
    found: dict[str, float] = {}
    for run in _runs(text):
        for pair, rare in _weighed(run).items():
            found[pair] = max(found.get(pair, 0.0), rare)
    return found


def _weighed(run: str) -> Mapping[str, float]:
    """Weigh the pairs of a run of characters, those across two words less."""
    shares, at = [1.0] * (len(run) + 1), 0
    for word, following in pairwise([*policy_dictionary().cut(run), ""]):
        at += len(word)
        if len(word) >= _WORD and len(following) >= _WORD:
            shares[at] = _ACROSS
    found: dict[str, float] = {}
    for i, pair in enumerate((a + b for a, b in pairwise(run)), 1):
        found[pair] = max(found.get(pair, 0.0), weight(pair) * shares[i])
    return found


def tells_apart(text: str, clause: str, place: str = "") -> bool:
    """Tell whether a clause holds one of the two rarest pairs of a promise, which tell its thing from its like.

    Pairs of the name of ``place``, the report's own, do not count.

    >>> tells_apart("启动栖霞大桥建设", "栖霞大桥通车"), tells_apart("启动栖霞大桥建设", "长江大桥通车")
    (True, False)
    """
    weights = wording(text)
    rarest = sorted((pair for pair in weights if pair not in place), key=lambda pair: (-weights[pair], pair))[:2]
    told = shortened(clause)
    return any(pair in told for pair in rarest if weights[pair] >= _NEAR_RAREST * weights[rarest[0]])


def shares_what_is_rare(text: str, clause: str) -> bool:
    """Tell whether a clause holds a rare pair of a promise, without which it tells nothing of how many were made.

    >>> shares_what_is_rare("招引服务业项目300个", "推动服务业提质增效")
    False
    """
    told = shortened(clause)
    return any(rare >= _RARE and pair in told for pair, rare in wording(text).items())


def part_of(one: str, other: str) -> bool:
    """Tell whether a name is the other with a word put in, which makes it a part: 核心产业增加值, 核心产业制造业增加值.

    >>> part_of("数字经济核心产业增加值", "数字经济核心产业制造业增加值"), part_of("蔬菜产量", "蔬菜产量")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    head = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    put_in = len(long) - len(short)
    return put_in >= _WORD and min(head, len(short) - head) >= _WORD and long.endswith(short[head:])


def nearness(one: str, other: str) -> float:
    """Tell how much of what is rare in two names they share, from 0 to 1.

    >>> nearness("社区食堂", "社区便民食堂") > nearness("社区食堂", "社区卫生院")
    True
    """
    left, right = _weighed_name(one), _weighed_name(other)
    both = sum(left.values()) + sum(right.values())
    return sum(left[pair] + right[pair] for pair in left.keys() & right.keys()) / both if both else 0.0


@functools.lru_cache(maxsize=8192)
def _weighed_name(name: str) -> Mapping[str, float]:
    return _weighed(name)


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold a text that was found, by its place in the index, and how much of what was sought it holds (0 to 1)."""

    index: int
    score: float


class Index:
    """Look texts up by the pairs of characters that they share with a promise."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(pairs(text)) for text in texts]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / max(1, len(lengths)) or 1.0
        self._posting: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for i, count in enumerate(counts):
            norm = _K1 * (1 - _B + _B * lengths[i] / mean)
            for pair, n in count.items():
                self._posting[pair].append((i, min(_MOST, n * (_K1 + 1) / (n + norm))))

    def search(self, text: str) -> list[Hit]:
        """List the texts that share a pair with this one, the best first; of equals the first in the report."""
        wanted = wording(text)
        own = max(_LEAST, sum(wanted.values()))
        scores: dict[int, float] = defaultdict(float)
        for pair, rare in wanted.items():
            for i, share in self._posting.get(pair, ()):
                scores[i] += rare * share
        return [
            Hit(i, round(score / own, 6)) for i, score in sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        ]
