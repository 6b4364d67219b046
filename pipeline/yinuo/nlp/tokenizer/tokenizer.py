"""Tokenize a text into a Doc whose tokens carry jieba's part of speech in ``tag_``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from yinuo.nlp.tokenizer import dictionary, user_words

_SURROGATE = re.compile("[\ud800-\udfff]")


class JiebaTokenizer:
    r"""Cut texts into words by jieba's dictionary, the policy lexicon and the user's own words.

    ``words``: each a word, or a word, a tab and a tag; see ``read_words``. They belong to this tokenizer alone.
    ``doc.text`` is the text, character for character; only a lone surrogate, which spaCy cannot store, is U+FFFD there.

    >>> import spacy
    >>> nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "yinuo.jieba.v1", "words": []}}})
    >>> [(token.text, token.tag_) for token in nlp("深化放管服改革")]
    [('深化', 'v'), ('放管服', 'n'), ('改革', 'v')]
    >>> JiebaTokenizer(nlp.vocab, words=["鹤城通\tnz"])("推广鹤城通").text
    '推广鹤城通'

    Raises ``InputError`` for a word that holds white space or punctuation.
    """

    def __init__(self, vocab: Vocab, words: Iterable[str] = ()) -> None:
        self.vocab = vocab
        self.words = tuple(words)
        self.dictionary = self._build()

    def _build(self) -> dictionary.Dictionary:
        return dictionary.own_dictionary(self.words) if self.words else dictionary.policy_dictionary()

    def __call__(self, text: str) -> Doc:
        """Make the tokens of one text; white space beyond one space after a word is a token of its own."""
        pieces = self.dictionary.cut(_storable(text))
        words, spaces = _take_spaces(pieces) if " " in text else (pieces, [False] * len(pieces))
        return Doc(self.vocab, words=words, spaces=spaces, tags=list(map(self.dictionary.tag, words)))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.vocab, self.words)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Write the user's words as bytes; the lexicon comes with the package."""
        return json.dumps({"words": self.words}).encode()

    def from_bytes(self, data: bytes, **kwargs: Any) -> JiebaTokenizer:
        """Take the words that ``to_bytes`` gave, in place of its own."""
        self.words = tuple(json.loads(data)["words"])
        self.dictionary = self._build()
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write the user's words as a file that ``read_words`` reads."""
        Path(path).write_text("".join(f"{line}\n" for line in self.words), "utf-8")

    def from_disk(self, path: str | Path, **kwargs: Any) -> JiebaTokenizer:
        """Take the words of a file that ``to_disk`` wrote, in place of its own."""
        self.words = tuple(user_words.read_words(path))
        self.dictionary = self._build()
        return self


def create_tokenizer(words: list[str] | None = None) -> Callable[[Language], JiebaTokenizer]:
    """Make the tokenizer for a spaCy config: ``[nlp.tokenizer]``, ``@tokenizers = "yinuo.jieba.v1"``."""

    def create(nlp: Language) -> JiebaTokenizer:
        return JiebaTokenizer(nlp.vocab, words or ())

    return create


registry.tokenizers.register("yinuo.jieba.v1", func=create_tokenizer)


def _storable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _take_spaces(pieces: list[str]) -> tuple[list[str], list[bool]]:
    """List words, and whether a space follows each: spaCy keeps one space after a word as a mark on the word."""
    spaces = [False] * len(pieces)
    dropped = []
    for i in [i for i, piece in enumerate(pieces) if piece[0] == " "]:
        if i == 0:
            continue
        spaces[i - 1] = True
        pieces[i] = pieces[i][1:]
        if not pieces[i]:
            dropped.append(i)
    for i in reversed(dropped):
        del pieces[i], spaces[i]
    return pieces, spaces
