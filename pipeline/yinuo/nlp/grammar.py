"""The words around a verb, compiled from rules/verbs.tsv and rules/words.tsv. Tables come in; regular expressions go out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from yinuo.rules import Row, load_table

WordKind = Literal["conjunction", "modal", "adverb", "preposition", "negation", "purposive", "self"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb(Row):
    """A verb that opens an action.

    ``nominal``: also a common noun; ``control``: takes another's clause; ``whole``: needs no object (简政放权).
    """

    verb: str
    type: str
    nominal: bool = False
    control: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Row):
    """A word that stands before the verb, and what it does there."""

    word: str
    kind: WordKind


def alternation(words: Iterable[str]) -> str:
    """A regular expression of the words, longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled tables. Every pattern is meant for ``match`` at a position of the folded text."""

    verbs: dict[str, Verb]
    verb: re.Pattern[str]
    adverbs: re.Pattern[str]
    conjunctions: re.Pattern[str]
    modal: re.Pattern[str]
    self_name: re.Pattern[str]
    preposition: re.Pattern[str]
    negation: re.Pattern[str]
    purposive: re.Pattern[str]


# A one-syllable verb with its result: 管好, 压实, 守牢. Any of them opens an action.
_RESULT = r"[做抓办用管建守护扎筑压夯握把看养治教练带领选育留引讲唱走开打拼补配铺连架修理顺调稳保兜扛担履落盯瞄织擦拧绷干踏站摆算夺种收盘树摸吃住解](?:好(?!转|的|人|事|坏)|牢|实(?!施|行|现|际|事|体|干|效)|优(?!化|先|质|势|惠)|足|齐|稳(?!定|步)|紧|住|透|准(?!备|入|则))"
_MANNER = r"(?:创造性|有针对性|针对性|建设性|实质性|有序|积极|主动|坚定|切实|全面|更好|更多|更大|自觉|稳步|稳妥|有效|科学|深入|广泛)地|[\u4e00-\u9fff]{2,3}化(?=推进|推动|开展|加强|建设|实施|发展|打造|落实|提升|强)"


@functools.cache
def grammar() -> Grammar:
    """The compiled grammar, built once."""
    verbs = {row.verb: row for row in load_table("verbs", Verb)}
    words: dict[str, list[str]] = {}
    for row in load_table("words", Word):
        words.setdefault(row.kind, []).append(row.word)

    def one(kind: WordKind) -> str:
        return alternation(words[kind])

    return Grammar(
        verbs=verbs,
        verb=re.compile(
            rf"{alternation(v for v in verbs if len(v) > 1)}|{_RESULT}|{alternation(v for v in verbs if len(v) == 1)}"
        ),
        adverbs=re.compile(rf"(?:{one('adverb')}|{_MANNER})+"),
        conjunctions=re.compile(rf"(?:{one('conjunction')})"),
        modal=re.compile(one("modal")),
        self_name=re.compile(one("self")),
        preposition=re.compile(one("preposition")),
        negation=re.compile(one("negation")),
        purposive=re.compile(one("purposive")),
    )
