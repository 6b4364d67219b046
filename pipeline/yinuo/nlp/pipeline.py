"""The pipeline: which components, in which order. Options in, a spaCy Language out."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

import spacy
from spacy.language import Language

ORDER = (
    "yinuo_structure",
    "yinuo_entities",
    "yinuo_quantities",
    "yinuo_deadlines",
    "yinuo_clauses",
    "yinuo_assertion",
    "yinuo_actors",
    "yinuo_commitments",
)
_LONGEST = 50_000_000


def load(words: Iterable[str] = ()) -> Language:
    r"""Build the whole pipeline as a spaCy ``Language``; ``words`` are the user's own, for the tokenizer.

    It takes a second: build it once, and give it to ``yinuo.extract`` as ``nlp``. Raises ``InputError`` for a word that
    is none.

    >>> nlp = load()
    >>> [r.text for r in nlp("二、2024年工作安排\n今年，我们要新建幼儿园7所。")._.commitments]
    ['新建幼儿园7所']
    """
    register()
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "yinuo.jieba.v1", "words": list(words)}}})
    nlp.max_length = _LONGEST
    for name in ORDER:
        nlp.add_pipe(name)
    return nlp


def register() -> None:
    """Import the modules whose factories make the pipeline, for a process where entry points are not installed."""
    for name in ORDER:
        importlib.import_module(f"yinuo.nlp.components.{name.removeprefix('yinuo_')}")
    importlib.import_module("yinuo.nlp.tokenizer.tokenizer")
