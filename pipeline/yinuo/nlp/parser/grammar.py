"""Compile the tables of rules/zh/clauses: the words around a verb."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Literal

from yinuo.rules import Row, alternation, compile_re, load_table, shape_rows, shapes, table_row
from yinuo.rules.anchors import guard, opens

SHAPES = "clauses/shapes"
WordKind = Literal["conjunction", "modal", "adverb", "preposition", "negation", "purposive", "self"]
Use = Literal[
    "fronting",
    "placing",
    "lead",
    "loose",
    "verbal",
    "firm",
    "short_ban",
    "ground",
    "measuring",
    "definition",
    "single",
    "led",
    "terse",
]


@table_row
class Verb(Row):
    """Hold a row of a verb that opens an action.

    ``type``: what kind of action, of the closed list at the head of the table; ``nominal``: also a common noun;
    ``control``: takes another's clause; ``whole``: needs no object (简政放权).
    """

    verb: str
    type: str
    nominal: bool = False
    control: bool = False
    whole: bool = False


@table_row
class PlainVerb(Row):
    """Hold a verb of jieba's dictionary that opens no action: a state, or a noun that opens a measure."""

    word: str
    reads_as: Literal["state", "noun"]


@table_row
class Word(Row):
    """Hold a row of a word that stands before the verb, and what it does there."""

    word: str
    kind: WordKind


@table_row
class UseRow(Row):
    """Hold a further use of a word, which tells it from its like; the head of the table lists the uses."""

    word: str
    use: Use


@dataclass(frozen=True, slots=True)
class Grammar:
    """Hold the compiled tables; each pattern is meant for ``match`` at a position of the folded text."""

    verbs: dict[str, Verb]
    plain: dict[str, PlainVerb]
    uses: dict[Use, frozenset[str]]
    verb: re.Pattern[str]
    adverbs: re.Pattern[str]
    conjunctions: re.Pattern[str]
    modal: re.Pattern[str]
    self_name: re.Pattern[str]
    preposition: re.Pattern[str]
    negation: re.Pattern[str]
    purposive: re.Pattern[str]


@functools.cache
def grammar() -> Grammar:
    """Compile the grammar, once."""
    verbs = {row.verb: row for row in load_table("clauses/verbs", Verb)}
    words: dict[str, list[str]] = {}
    for row in load_table("clauses/words", Word):
        words.setdefault(row.kind, []).append(row.word)

    uses: dict[Use, set[str]] = {}
    for use in load_table("clauses/uses", UseRow):
        uses.setdefault(use.use, set()).add(use.word)

    def one(kind: WordKind) -> str:
        return alternation(words[kind])

    adverbs = adverb_patterns()
    return Grammar(
        verbs=verbs,
        plain={row.word: row for row in load_table("clauses/plain_verbs", PlainVerb)},
        uses={use: frozenset(found) for use, found in uses.items()},
        verb=_verb(verbs),
        adverbs=compile_re(f"{guard(adverbs)}(?:{'|'.join(adverbs)})+"),
        conjunctions=compile_re(one("conjunction")),
        modal=compile_re(one("modal")),
        self_name=compile_re(one("self")),
        preposition=compile_re(one("preposition")),
        negation=compile_re(one("negation")),
        purposive=compile_re(one("purposive")),
    )


@functools.cache
def adverb_patterns() -> tuple[str, ...]:
    """List the patterns of adverbs: of each way to say how something is done, and of all single words together."""
    words = alternation(row.word for row in load_table("clauses/words", Word) if row.kind == "adverb")
    return (*(row.pattern for row in shape_rows(SHAPES) if row.name == "manner_adverb"), words)


@functools.cache
def verb_from(first: str) -> re.Pattern[str]:
    """Give ``Grammar.verb`` for places where ``first`` stands: the others need not be tried.

    >>> verb_from("管").match("管好公共资源")[0]
    '管好'
    """
    verbs = _verbs_from().get(first)
    if not verbs:
        return _resultative()
    return _verb(verbs, resultative=first in opens(shapes(SHAPES)["resultative"]))


@functools.cache
def _opens_verb() -> Container[str]:
    return opens(f"[{''.join(_verbs_from())}]|{shapes(SHAPES)['resultative']}")


class VerbsFrom(dict[str, "re.Pattern[str] | None"]):
    """Give ``verb_from`` of each character, None of one that begins no verb; each is looked up once."""

    def __missing__(self, first: str) -> re.Pattern[str] | None:
        found = self[first] = verb_from(first) if first in _opens_verb() else None
        return found


@functools.cache
def _verbs_from() -> dict[str, list[str]]:
    """Sort the verbs by their first character."""
    found: dict[str, list[str]] = {}
    for verb in grammar().verbs:
        found.setdefault(verb[0], []).append(verb)
    return found


@functools.cache
def _resultative() -> re.Pattern[str]:
    """Compile, once for all characters that begin no verb, what a verb with its result looks like (管好)."""
    return _verb(())


def _verb(verbs: Iterable[str], *, resultative: bool = True) -> re.Pattern[str]:
    """Compile the verbs; of equal starts the longest counts, and a verb of one character after one with its result."""
    long: list[str] = []
    short: list[str] = []
    for verb in verbs:
        (long if len(verb) > 1 else short).append(verb)
    named = f"(?!{shapes(SHAPES)['strength']})"
    words = [alternation(long) + named] * bool(long), [alternation(short)] * bool(short)
    shape = [shapes(SHAPES)["resultative"]] * resultative
    return compile_re("|".join((*words[0], *shape, *words[1])))
