"""Cut strings into words with tags, by jieba's dictionary, the policy lexicon and the user's words."""

from __future__ import annotations

import dataclasses
import functools
import re
from importlib.util import find_spec
from itertools import accumulate
from math import exp, log
from pathlib import Path

from yinuo.errors import InputError
from yinuo.nlp.tokenizer.user_words import ALNUM, HAN
from yinuo.nlp.tokenizer.viterbi import Prefixes, word_ends, word_starts
from yinuo.rules import Row, load_table

# The cut is jieba's most probable path without its hidden Markov model, which glues 一|是 and 万|人 into words and
# gives little on policy language that the lexicon does not. The dictionary is jieba's own file, read as it is: jieba
# would leave a cache in a temporary folder.
_BLOCK = re.compile(rf"[{HAN}{ALNUM}+#&._%\-％．]+|\s+|…+|—+|.", re.DOTALL)
_WESTERN = re.compile(rf"[{ALNUM}+#&._%\-％．]")
_PIECE = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?|[A-Za-zΑ-Ωα-ωＡ-Ｚａ-ｚ]+(?:[0-9]+(?:\.[0-9]+)?)?|.")
_HAN_ONLY = re.compile(f"[{HAN}]")
_REACH = 6
_NO_WORD = -1e300
# The tables of `viterbi` take a quarter of a second to make: for a process that has more to cut than this.
_MUCH = 40_000
_LONG = 400


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LexiconRow(Row):
    """Hold a word of policy language, and its part of speech (jieba's tag set: n, v, vn, a, d, nt, …).

    A bar in the word (大力|发展) cuts apart what jieba's dictionary has as one word.
    """

    word: str
    tag: str | None


@dataclasses.dataclass(slots=True)
class Dictionary:
    """Hold words with the logarithm of their probability and their tag.

    ``longest``: length of the longest word by its first two characters; these are in ``weights`` too, as a word or
    as ``_NO_WORD``, so that one look tells that nothing begins with them.
    """

    weights: dict[str, float]
    tags: dict[str, str]
    longest: dict[str, int]
    log_total: float
    seen: int = 0
    _prefixes: Prefixes | None = None

    def copy(self) -> Dictionary:
        """Copy the dictionary, so that it can grow without the other noticing."""
        return Dictionary(self.weights.copy(), self.tags.copy(), self.longest.copy(), self.log_total)

    def add(self, word: str, tag: str | None) -> None:
        """Make ``word`` at least as probable as the words it would else be cut into; jieba's ``suggest_freq``."""
        apart = sum(self.weights.get(part, -self.log_total) for part in cut_block(word, self))
        count = int(exp(apart + self.log_total)) + 1
        self._prefixes = None
        self.weights[word] = max(log(count) - self.log_total, self.weights.get(word, -self.log_total))
        if tag or word not in self.tags:
            self.tags[word] = tag or "n"
        if len(word) > 2:
            pair = word[:2]
            self.longest[pair] = max(self.longest.get(pair, 0), len(word))
            self.weights.setdefault(pair, _NO_WORD)

    def part(self, word: str) -> None:
        """Forget ``word``, so that it is cut into the words it is made of."""
        self._prefixes = None
        self.weights[word] = _NO_WORD

    def prefixes(self) -> Prefixes:
        """Give the tables that cut many stretches at once, made on first use."""
        if self._prefixes is None:
            self._prefixes = Prefixes(self.weights, unknown=-self.log_total, never=_NO_WORD)
        return self._prefixes


@functools.cache
def jieba_dictionary() -> Dictionary:
    """Read jieba's own dictionary, once a process; nobody may change it, see ``Dictionary.copy``."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise InputError("jieba is not installed; run: pip install jieba")
    cells = Path(spec.origin).with_name("dict.txt").read_text("utf-8").split()
    words, counts, tags = cells[0::3], cells[1::3], cells[2::3]
    number = {count: int(count) for count in set(counts)}
    log_total = log(sum(map(number.__getitem__, counts)))
    weight = {count: log(n or 1) - log_total for count, n in number.items()}
    longest: dict[str, int] = {}
    for word in words:
        if len(word) > 2 and longest.get(word[:2], 0) < len(word):
            longest[word[:2]] = len(word)
    weights = dict.fromkeys(longest, _NO_WORD)
    weights.update(zip(words, map(weight.__getitem__, counts), strict=True))
    return Dictionary(weights, dict(zip(words, tags, strict=True)), longest, log_total)


@functools.cache
def policy_dictionary() -> Dictionary:
    """Give jieba's dictionary with the words of the table tokenizer/lexicon, as one that nobody may change.

    See ``Dictionary.copy`` to change it.
    """
    dictionary = jieba_dictionary().copy()
    for row in load_table("tokenizer/lexicon", LexiconRow):
        if "|" in row.word:
            dictionary.part(row.word.replace("|", ""))
        else:
            dictionary.add(row.word, row.tag)
    return dictionary


def cut_block(block: str, dictionary: Dictionary) -> list[str]:
    """Cut a stretch without punctuation into its most probable words; of equal ones the longest, as jieba has it.

    >>> cut_block("新建幼儿园", jieba_dictionary())
    ['新建', '幼儿园']
    """
    words, start = [], 0
    ends = _word_ends(block, dictionary)
    while start < len(block):
        end = ends[start]
        words.append(block[start:end])
        start = end
    return words


def _word_ends(block: str, dictionary: Dictionary) -> list[int]:
    """Find, for each place, where the word that begins there ends on the best path from there to the end."""
    weight, longest, unknown = dictionary.weights.get, dictionary.longest.get, -dictionary.log_total
    size = len(block)
    ends = [size] * size
    score = [0.0] * (size + 1)
    score[size - 1] = after = weight(block[-1], unknown)
    for i in range(size - 2, -1, -1):
        best = weight(block[i], unknown) + after
        end = i + 1
        pair = block[i : i + 2]
        found = weight(pair)
        if found is not None:
            found += score[i + 2]
            if found >= best:
                best, end = found, i + 2
            for j in range(i + 3, min(i + longest(pair, 0), size) + 1):
                found = weight(block[i:j])
                if found is not None:
                    found += score[j]
                    if found >= best:
                        best, end = found, j
        score[i] = after = best
        ends[i] = end
    return ends


def cut(text: str, dictionary: Dictionary) -> list[str]:
    """Cut a text into words, numbers, punctuation and runs of white space, in order: joined, they are the text.

    >>> cut("新建 7.5万所，C919", jieba_dictionary())
    ['新建', ' ', '7.5', '万', '所', '，', 'C919']
    """
    dictionary.seen += len(text)
    if dictionary.seen > _MUCH:
        return _cut_at_once(text, dictionary)
    return [word for block in _BLOCK.findall(text) for word in _words(block, dictionary)]


def _words(block: str, dictionary: Dictionary) -> list[str]:
    if not _has_words(block):
        return [block]
    words = cut_block(block, dictionary)
    return _join_western(words) if _WESTERN.search(block) else words


def _has_words(block: str) -> bool:
    return len(block) > 1 and (block[0].isalpha() or block[0] == "〇" or _WESTERN.search(block) is not None)


def _cut_at_once(text: str, dictionary: Dictionary) -> list[str]:
    """Do what ``cut`` does; an overlong block, which would take too many steps, goes alone."""
    blocks = [match.span() for match in _BLOCK.finditer(text)]
    wordy = [(start, end) for start, end in blocks if end - start > 1 and _has_words(text[start:end])]
    ends = word_ends(text, [span for span in wordy if span[1] - span[0] < _LONG], dictionary.prefixes())
    for start, end in wordy:
        if end - start >= _LONG:
            ends[start:end] = [start + stop for stop in _word_ends(text[start:end], dictionary)]
        if _WESTERN.search(text, start, end):
            ends[start:end] = _western_ends(text[start:end], (ends[start:end] - start).tolist())
            ends[start:end] += start
    for start, end in set(blocks).difference(wordy):
        ends[start] = end
    starts = word_starts(ends, blocks)
    return [text[start:end] for start, end in zip(starts.tolist(), ends[starts].tolist(), strict=True)]


def _western_ends(block: str, ends: list[int]) -> list[int]:
    """Find the ends of the words of one block, with the words joined that ``_join_western`` joins."""
    words, start = [], 0
    while start < len(block):
        words.append(block[start : ends[start]])
        start = ends[start]
    start = 0
    for word in _join_western(words):
        ends[start] = start + len(word)
        start = ends[start]
    return ends


def words_near(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """List words of the policy dictionary around ``text[start:end]``, each with its offset.

    A few characters on either side are read too.

    >>> words_near("事关全省长远发展", 2, 5)
    [(0, '事关'), (2, '全省'), (4, '长远'), (6, '发展')]
    """
    left, right = start, end
    while left > 0 and start - left < _REACH and _HAN_ONLY.match(text[left - 1]):
        left -= 1
    while right < len(text) and right - end < _REACH and _HAN_ONLY.match(text[right]):
        right += 1
    words = cut_block(text[left:right], policy_dictionary())
    return list(zip(accumulate(map(len, words), initial=left), words, strict=False))


def _join_western(words: list[str]) -> list[str]:
    """Join the numbers and Latin words that the dictionary has no word for: 1|2|.|5|% is one."""
    joined: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and _WESTERN.match(word):
            run += word
            continue
        if run:
            joined += _PIECE.findall(run)
            run = ""
        joined.append(word)
    return joined + _PIECE.findall(run)


def tag_unknown(word: str) -> str:
    """Tag a word that no dictionary has: m number, eng Latin, x punctuation and white space, n else.

    >>> [tag_unknown(w) for w in ("12.5%", "GDP", "，", "椀")]
    ['m', 'eng', 'x', 'n']
    """
    first = word[0]
    if first.isdigit():
        return "m"
    if first.isascii() or "Ａ" <= first <= "ｚ":
        return "eng" if first.isalpha() else "x"
    return "n" if first.isalpha() else "x"
