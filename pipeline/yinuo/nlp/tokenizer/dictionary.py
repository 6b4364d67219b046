"""Cut strings into words with tags, by jieba's dictionary, the policy lexicon and the user's words."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterable
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import accumulate, compress, count
from typing import TYPE_CHECKING

from yinuo.nlp.tokenizer.user_words import HAN, split_tag
from yinuo.rules import Row, compile_re, load_table, prefix_tree, table_row

if TYPE_CHECKING:
    import rjieba

# The cut is jieba's most probable path without its hidden Markov model, which glues 一|是 and 万|人 into words and
# gives little on policy language that the lexicon does not.
_RUN = compile_re(
    r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?|[A-Za-zΑ-Ωα-ωＡ-Ｚａ-ｚ]+(?:[0-9]+(?:\.[0-9]+)?)?|\s+|…+|—+|."
)
_WIDE_RUN = compile_re(r"[０-９％．Α-Ωα-ωＡ-Ｚａ-ｚ…—]")
_HAN_ONLY = compile_re(f"[{HAN}]")
# Characters within a word at which rjieba cuts all the same.
_APART = compile_re(r"[〇０-９Α-Ωα-ωＡ-Ｚａ-ｚ\U00030000-\U000323af]")
_REACH = 6
# Words and numbers that are longer would fill the memory of a long run.
_REMEMBERED = 4


def _extension() -> type[rjieba.Jieba]:
    """Give rjieba's class out of its extension; the package around it makes an instance of its own: 0.1 s, 25 MiB."""
    name, package = "rjieba.rjieba", find_spec("rjieba")
    if name not in sys.modules and package is not None:
        found = PathFinder.find_spec(name, package.submodule_search_locations)
        if found is not None and found.loader is not None:
            module = module_from_spec(found)
            found.loader.exec_module(module)
            sys.modules[name] = module
    if name in sys.modules:
        jieba: type[rjieba.Jieba] = sys.modules[name].Jieba
        return jieba
    from rjieba import Jieba  # a release that is built otherwise, or that is missing

    return Jieba


_Jieba = _extension()


@table_row
class LexiconRow(Row):
    """Hold a word of policy language, and its part of speech (jieba's tag set: n, v, vn, a, d, nt, …).

    A bar in the word (大力|发展) cuts apart what jieba's dictionary has as one word.
    """

    word: str
    tag: str | None


class _Runs(dict[str, bool]):
    """Tell of what jieba cuts whether it may be joined to such before and behind it: digits, Latin, white space."""

    def __init__(self, jieba: rjieba.Jieba) -> None:
        self._jieba = jieba

    def __missing__(self, word: str) -> bool:
        if len(word) == 1:
            found = word.isascii() or word.isspace() or _WIDE_RUN.match(word) is not None
        else:
            found = word.isspace() or (word.isascii() and not self._jieba.has_word(word))
        if len(word) <= _REMEMBERED or not (found or word.isascii()):  # a long word of the dictionary
            self[word] = found
        return found


class Dictionary:
    """Hold the words of jieba's dictionary, and others that are this one's own, with their tags.

    rjieba is jieba in Rust, dictionary included. It keeps the tag that a word has, so new tags stand beside it.

    >>> jieba_dictionary().cut("新建 7.5万所，C919")
    ['新建', ' ', '7.5', '万', '所', '，', 'C919']
    """

    def __init__(self) -> None:
        self._jieba = _Jieba()
        self._tags: dict[str, str] = {}
        self._runs = _Runs(self._jieba)
        self._whole: list[str] = []
        self._whole_words: re.Pattern[str] | None = None

    def add(self, word: str, tag: str | None) -> None:
        """Make ``word`` at least as probable as the words it would else be cut into; jieba's ``suggest_freq``."""
        if tag or not self._jieba.has_word(word):
            self._tags[word] = tag or "n"
        self._jieba.add_word(word, None, tag)
        if _APART.search(word):
            self._whole.append(word)
            self._whole_words = re.compile(f"({prefix_tree(self._whole)})")

    def part(self, word: str) -> None:
        """Forget ``word``, so that it is cut into the words it is made of."""
        self._jieba.add_word(word, 0, None)

    def cut(self, text: str) -> list[str]:
        """Cut a text into words, numbers, punctuation and runs of white space, in order: joined, they are the text."""
        if self._whole_words is None:
            return self._cut(text)
        words: list[str] = []
        for number, piece in enumerate(self._whole_words.split(text)):
            words += [piece] if number % 2 else self._cut(piece)
        return words

    def tag(self, word: str) -> str:
        """Tag a word: m number, eng Latin, x punctuation and white space, n else, where the dictionary has none.

        >>> [jieba_dictionary().tag(word) for word in ("改革", "12.5%", "GDP", "，", "椀盌")]
        ['vn', 'm', 'eng', 'x', 'n']
        """
        return self.known_tag(word) or _tag_unknown(word)

    def known_tag(self, word: str) -> str | None:
        """Give the tag of a word that the dictionary has."""
        found = self._tags.get(word)
        if found is None and self._jieba.has_word(word):
            found = self._tags[word] = self._jieba.tag(word, False)[0][1]
        return found

    def _cut(self, text: str) -> list[str]:
        """Join what is one word here though it is cut by jieba: 7|.|5|%, white space, ……."""
        cut = self._jieba.cut(text, False)
        runs = list(map(self._runs.__getitem__, cut))
        words: list[str] = []
        end = 0
        for start in compress(count(), runs):
            if start >= end:
                words += cut[end:start]
                end = start + 1
                while end < len(cut) and runs[end]:
                    end += 1
                words += _RUN.findall("".join(cut[start:end]))
        return words + cut[end:] if words else cut


@functools.cache
def jieba_dictionary() -> Dictionary:
    """Give jieba's own dictionary, made once a process; nobody may change it."""
    return Dictionary()


@functools.cache
def policy_dictionary() -> Dictionary:
    """Give jieba's dictionary with the words of the table tokenizer/lexicon, made once; nobody may change it."""
    return own_dictionary(())


def own_dictionary(words: Iterable[str]) -> Dictionary:
    """Make the policy dictionary with the user's words; see ``read_words``.

    Raises ``InputError`` for a word that holds white space or punctuation.
    """
    own = [split_tag(line) for line in words]
    dictionary = Dictionary()
    for row in load_table("tokenizer/lexicon", LexiconRow):
        if "|" in row.word:
            dictionary.part(row.word.replace("|", ""))
        else:
            dictionary.add(row.word, row.tag)
    for word, tag in own:
        dictionary.add(word, tag)
    return dictionary


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
    words = policy_dictionary().cut(text[left:right])
    return list(zip(accumulate(map(len, words), initial=left), words, strict=False))


def _tag_unknown(word: str) -> str:
    first = word[0]
    if first.isdigit():
        return "m"
    if first.isascii() or "Ａ" <= first <= "ｚ":
        return "eng" if first.isalpha() else "x"
    return "n" if first.isalpha() else "x"
