"""Say to people what a rule of the pipeline means, in English or in Chinese (rules/wording.tsv)."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from yinuo.rules.tables import read_table, shipped

Lang = Literal["en", "zh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Hold what the rule of an identifier says, in each language."""

    rule: str
    en: str
    zh: str


@functools.cache
def wordings() -> dict[str, Wording]:
    """Read the wording of every rule, by its identifier."""
    return {row.rule: row for row in read_table(shipped("wording.tsv"), Wording, file="wording.tsv")}


def wording(rule: str, lang: Lang = "en") -> str:
    """Say what a rule means; a rule without a wording, one of your own, says its identifier.

    >>> wording("verb-and-object"), wording("verb-and-object", "zh")
    ('verb and object', '动词加宾语')
    """
    row = wordings().get(rule)
    if row is None:
        return rule
    return row.zh if lang == "zh" else row.en
