"""Build the spaCy pipeline: which components it has, and in which order."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable

import spacy
from spacy.language import Language

from yinuo.learned.folders import identity
from yinuo.nlp.analysis import LONGEST, Analyser

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
_COMPONENTS = "yinuo.nlp.components"


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
    nlp.max_length = LONGEST
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
        importlib.import_module(f"{_COMPONENTS}.{name.removeprefix('yinuo_')}")
    importlib.import_module("yinuo.nlp.tokenizer.tokenizer")


def analyser_of(nlp: Language) -> Analyser | None:
    """Give what finds the same as a pipeline without making a Doc; None where something in it is not of ``load``.

    A user's own component, pattern or tokenizer, or one left out, wants the Doc.
    """
    from yinuo.nlp.components.entities import Entities
    from yinuo.nlp.components.reader import Reader
    from yinuo.nlp.tokenizer.tokenizer import JiebaTokenizer

    components = dict(nlp.pipeline)
    reader = components.get("yinuo_reader")
    entities, tokenizer = components.get("yinuo_entities"), nlp.tokenizer
    own = all(type(one).__module__ == f"{_COMPONENTS}.{name.removeprefix('yinuo_')}" for name, one in nlp.pipeline)
    if tuple(components) != (ORDER if reader else ORDER[:-1]) or not own or type(tokenizer) is not JiebaTokenizer:
        return None
    if not isinstance(entities, Entities) or entities.ruler is not None:
        return None
    folder = reader.second.folder if isinstance(reader, Reader) else None
    return Analyser(dictionary=tokenizer.dictionary, max_length=nlp.max_length, reader=folder)
