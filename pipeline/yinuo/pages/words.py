"""Say what pages say beside the text, in English and in Chinese (pages/words.tsv)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from yinuo.rules.tables import read_table, shipped
from yinuo.rules.wording import Lang

_CHINESE = re.compile("[\u3400-\u9fff]")
_TAGS = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Hold what a key says in each language."""

    key: str
    en: str
    zh: str


@functools.cache
def _table() -> dict[str, Word]:
    rows = read_table(shipped("words.tsv", "yinuo.pages"), Word, file="pages/words.tsv")
    return {row.key: row for row in rows}


@dataclass(frozen=True, slots=True)
class Words:
    """Speak one language: ``words("due")``; placeholders of a phrase are filled by name."""

    lang: Lang

    @property
    def tag(self) -> str:
        """Give the language as HTML names it."""
        return _TAGS[self.lang]

    def __call__(self, key: str, **values: object) -> str:
        """Say what a key says; raises ``KeyError`` for one that the table does not have."""
        row = _table()[key]
        said = row.zh if self.lang == "zh" else row.en
        return said.format(**values) if values else said

    def name(self, kind: str, key: str | None) -> str:
        """Name a value of the records (``specificity``, ``quantified``); one without a name is its own."""
        row = _table().get(f"{kind}.{key}")
        return (row.zh if self.lang == "zh" else row.en) if row else str(key or "")


def words_of(lang: Lang | None, texts: Iterable[str]) -> Words:
    """Choose the language of a page: the one asked for, else Chinese where a text is Chinese.

    >>> words_of(None, ["2024年工作安排"]).lang, words_of(None, ["plan"]).lang, words_of("en", ["计划"])("due")
    ('zh', 'en', 'due')
    """
    if lang is not None:
        return Words(lang)
    return Words("zh" if any(map(_CHINESE.search, texts)) else "en")
