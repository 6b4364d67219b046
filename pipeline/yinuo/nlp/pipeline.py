"""Build the spaCy pipeline: which components it has, and in which order."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable

import spacy
from spacy.language import Language

from yinuo.learned.folders import identity

ORDER = (
    "yinuo_structure",
    "yinuo_entities",
    "yinuo_quantities",
    "yinuo_deadlines",
    "yinuo_clauses",
    "yinuo_assertion",
    "yinuo_actors",
    "yinuo_commitments",
    "yinuo_reader",
)
_LONGEST = 50_000_000


def load(words: Iterable[str] = (), *, reader: str | os.PathLike[str] | None = "shipped") -> Language:
    r"""Build the whole pipeline as a spaCy ``Language``; ``words`` are the user's own, for the tokenizer.

    ``reader`` is the second reader of the records: the one that is shipped, the folder of another, or None for none.
    It takes a second: build it once, and give it to ``yinuo.extract`` as ``nlp``. Raises ``InputError`` for a word that
    is none, ``ReaderError`` for a folder that holds no reader.

    >>> nlp = load()
    >>> [r.text for r in nlp("二、2024年工作安排\n今年，我们要新建幼儿园7所。")._.commitments]
    ['新建幼儿园7所']
    """
    register()
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "yinuo.jieba.v1", "words": list(words)}}})
    nlp.max_length = _LONGEST
    for name in ORDER:
        if name != "yinuo_reader":
            nlp.add_pipe(name)
    if reader is not None:
        folder = os.fspath(reader)
        nlp.add_pipe("yinuo_reader", config={"folder": folder, "sha256": identity(folder)})
    return nlp


def register() -> None:
    """Import the modules whose factories make the pipeline, for a process where entry points are not installed."""
    for name in ORDER:
        importlib.import_module(f"yinuo.nlp.components.{name.removeprefix('yinuo_')}")
    importlib.import_module("yinuo.nlp.tokenizer.tokenizer")
