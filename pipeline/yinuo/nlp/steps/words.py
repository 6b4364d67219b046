"""Look up where words, verbs and adverbs begin in a text, and how long they are."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy

from yinuo.nlp.tokenizer.dictionary import Dictionary

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OTHER, _VERB, _ADVERB = range(3)


class WordLengths(NamedTuple):
    """Hold, for each offset, the length of the word that begins there (0: none), at most 255.

    Of all words, of verbs and of adverbs (both of two characters and more).
    """

    words: bytes
    verbs: bytes
    adverbs: bytes


def word_lengths(text: str, dictionary: Dictionary) -> WordLengths:
    """Look up the words of a text by a dictionary's cut and tags.

    >>> from yinuo.nlp.tokenizer.dictionary import policy_dictionary
    >>> found = word_lengths("加快建设7所", policy_dictionary())
    >>> list(found.words), list(found.verbs)
    ([2, 0, 2, 0, 1, 1, 0], [2, 0, 2, 0, 0, 0, 0])
    """
    words = dictionary.cut(text)
    lengths = numpy.fromiter(map(len, words), numpy.int64, len(words))
    kind = numpy.fromiter(map(_kinds(dictionary).__getitem__, words), numpy.uint8, len(words))
    return at_offsets(lengths, lengths.cumsum() - lengths, len(text), kind == _VERB, kind == _ADVERB)


class _Kinds(dict[str, int]):
    """Tell of a word whether it is a verb or an adverb of two characters and more; words of a dictionary are kept."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary

    def __missing__(self, word: str) -> int:
        known = self._dictionary.known_tag(word) if len(word) > 1 else None
        kind = _OTHER if known is None else _VERB if is_verb(known) else _ADVERB if is_adverb(known) else _OTHER
        if known is not None or len(word) == 1:
            self[word] = kind
        return kind


@functools.lru_cache(maxsize=4)
def _kinds(dictionary: Dictionary) -> _Kinds:
    return _Kinds(dictionary)


def at_offsets(
    lengths: NDArray[Any], starts: NDArray[Any], size: int, verbs: NDArray[Any], adverbs: NDArray[Any]
) -> WordLengths:
    """Put the lengths of words at their starts; the flags tell which words are verbs, and which adverbs."""

    def put(chosen: Any) -> bytes:
        found = numpy.zeros(size + 1, "uint8")
        found[starts[chosen]] = lengths[chosen].clip(max=255)
        return found.tobytes()

    return WordLengths(put(...), put(verbs), put(adverbs))


def is_verb(tag: str) -> bool:
    """Tell whether jieba's tag is that of a verb."""
    return tag[0] == "v" and tag != "vd"


def is_adverb(tag: str) -> bool:
    """Tell whether jieba's tag is that of an adverb."""
    return tag in ("d", "ad", "vd")
