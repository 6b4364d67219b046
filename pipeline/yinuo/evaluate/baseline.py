"""Extract every clause that a verb opens: the least that a method must beat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_CLAUSE = re.compile(r"[^，。；：？！\n]+")
_ADVERBS = ("d", "ad", "vd")
_DIGIT = re.compile(r"[0-9０-９]")


def baseline(text: str) -> list[dict[str, Any]]:
    """Make records of every clause whose first word, adverbs aside, is a verb in jieba's dictionary.

    Nobody is named and nothing is dated; a clause with a digit counts as quantified.

    >>> [record["text"] for record in baseline("去年成绩很好。今年，新建公园，继续修路3公里。")]
    ['继续修路3公里']
    """
    return [
        {
            "start": start,
            "end": end,
            "text": text[start:end],
            "specificity": "quantified" if _DIGIT.search(text, start, end) else "directional",
            "actor": {"source": "default", "text": None},
            "quantities": [],
            "deadline": None,
        }
        for start, end in _clauses(text)
        if _opens_with_verb(text[start:end])
    ]


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    for match in _CLAUSE.finditer(text):
        clause = match.group()
        start = match.start() + len(clause) - len(clause.lstrip())
        end = match.end() - len(clause) + len(clause.rstrip())
        if start < end:
            yield start, end


def _opens_with_verb(clause: str) -> bool:
    from yinuo.nlp.tokenizer import dictionary

    jieba = dictionary.jieba_dictionary()
    kinds = (jieba.known_tag(word) or "" for word in jieba.cut(clause))
    first = next((kind for kind in kinds if kind not in _ADVERBS), "")
    return first.startswith("v")
