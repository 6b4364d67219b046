"""Compile the tables behind quantities to rows and regular expressions."""

from __future__ import annotations

import functools
import re
from typing import Literal

from yinuo.rules import Row, alternation, compile_re, load_table, shapes, table_row


@table_row
class Unit(Row):
    """Hold a row of what may stand after a number.

    ``factor`` turns the value into ``canonical`` (七成 is 70 %).
    """

    unit: str
    kind: str
    not_before: str = ""
    canonical: str = ""
    factor: float | None = None


@table_row
class Bound(Row):
    """Hold a row of a word beside a number that makes it a bound or approximate."""

    word: str
    side: str
    bound: str
    inside: bool = True
    not_after: str = ""
    not_before: str = ""
    only: str = ""


@table_row
class ChangeVerb(Row):
    """Hold a row of a verb before a quantity, and the change it speaks of."""

    word: str
    change: str
    not_after: str = ""


@table_row
class CountedVerb(Row):
    """Hold a row of a verb before a counted noun: 新建 in 新建幼儿园7所; ``first``: only where it opens its clause."""

    verb: str
    first: bool = False


@table_row
class ActionVerb(Row):
    """Hold a row of clauses/verbs.tsv.

    ``nominal``: the verb is also a common noun; ``control``: it takes another's clause.
    """

    verb: str
    type: str
    nominal: bool = False
    control: bool = False
    whole: bool = False


@table_row
class Closing(Row):
    """Hold a row of clauses/results.tsv: a predicate; those of the part ``whole`` close a noun: 竣工, 投入使用."""

    word: str
    part: str


@table_row
class NumberName(Row):
    """Hold a row of a fixed expression whose numerals are no quantities."""

    pattern: str


@table_row
class ClassNoun(Row):
    """Hold a row of a noun that a threshold sorts into classes: 项目 in 亿元以上项目."""

    noun: str
    kind: Literal["any", "people", "homes"]


Change = Literal["level", "increase", "decrease", "multiple"]


@functools.cache
def units() -> dict[str, Unit]:
    """Look up rows of units.tsv by their unit."""
    return {row.unit: row for row in load_table("quantities/units", Unit)}


@functools.cache
def unit_pattern() -> re.Pattern[str]:
    """Match a unit at a place, longest first, each with its guard; Latin units end where the letters end."""
    parts = []
    for row in sorted(units().values(), key=lambda r: (-len(r.unit), r.unit)):
        guard = f"(?!{row.not_before})" if row.not_before else ""
        latin = "(?![A-Za-z0-9])" if row.unit[-1].isascii() and row.unit[-1].isalpha() else ""
        parts.append(re.escape(row.unit) + latin + guard)
    return compile_re(rf"\s?({'|'.join(parts)})(?:/([一-龥A-Za-z³²]{{1,3}}))?")


@functools.cache
def before_pattern() -> re.Pattern[str]:
    """Match the bound words that end where a number begins; group 1 is the word nearest to the number."""
    rows = sorted(
        (r for r in load_table("quantities/bounds", Bound) if r.side == "before"), key=lambda r: (-len(r.word), r.word)
    )
    words = "|".join((f"(?<![{r.not_after}])" if r.not_after else "") + re.escape(r.word) for r in rows)
    return compile_re(rf"({words})(?:[了到至在有]|可达)?\s?$")


def bound_before(folded: str, low: int, at: int) -> re.Match[str] | None:
    """Find the bound word that ends where a number begins; most characters end none."""
    last = folded[at - 1 : at]
    return before_pattern().search(folded, low, at) if last in _ends_of_bounds() or last.isspace() else None


@functools.cache
def _ends_of_bounds() -> frozenset[str]:
    """Give the characters that ``before_pattern`` ends with, but white space."""
    return frozenset("了到至在有达").union(row.word[-1] for row in load_table("quantities/bounds", Bound))


@functools.cache
def after_pattern() -> re.Pattern[str]:
    """Match a bound word where a number and its unit end."""
    rows = sorted(
        (r for r in load_table("quantities/bounds", Bound) if r.side == "after"), key=lambda r: (-len(r.word), r.word)
    )
    words = "|".join(re.escape(r.word) + (f"(?![{r.not_before}])" if r.not_before else "") for r in rows)
    return compile_re(rf"\s?({words})")


@functools.cache
def bounds() -> dict[tuple[str, str], Bound]:
    """Look up rows of bounds.tsv by side and word."""
    return {(row.side, row.word): row for row in load_table("quantities/bounds", Bound)}


@functools.cache
def change_pattern() -> re.Pattern[str]:
    """Match a change verb and what may stand between it and a number."""
    rows = load_table("quantities/changes", ChangeVerb)
    guarded = "|".join(f"(?<![{r.not_after}]){r.word}" for r in rows if r.not_after)
    words = alternation(r.word for r in rows if not r.not_after)
    return compile_re(rf"({words}|{guarded})(?:幅度?)?(?:[均都]为|([到至在为]))?[了再仅就]?\s?$")


@functools.cache
def opening_decrease() -> re.Pattern[str]:
    """Match a verb of decrease that opens a clause, behind a time or modal: 全年减轻企业负担近2万亿元."""
    leads = shapes("quantities/shapes")["decrease_lead"] + "{0,9}"
    verbs = alternation(w for w, change in changes().items() if change == "decrease" and len(w) > 1)
    return compile_re(f"{leads}(?:{verbs}|{shapes('quantities/shapes')['removes']})")


@functools.cache
def opening_increase() -> re.Pattern[str]:
    """Match a verb that adds what it counts and opens a clause: 新增高新技术企业40家, but not the measure 新增就业."""
    leads = shapes("quantities/shapes")["decrease_lead"] + "{0,9}"
    return compile_re(leads + f"(?:{shapes('quantities/shapes')['adds']})")


@functools.cache
def opening_raise() -> re.Pattern[str]:
    """Match a verb that raises a rate and opens a clause: 提高城镇化率5个百分点."""
    leads = shapes("quantities/shapes")["decrease_lead"] + "{0,9}"
    return compile_re(leads + f"(?:{shapes('quantities/shapes')['raises']})")


@functools.cache
def changes() -> dict[str, str]:
    """Look up changes by verb."""
    return {row.word: row.change for row in load_table("quantities/changes", ChangeVerb)}


@functools.cache
def counted_verb_pattern() -> re.Pattern[str]:
    """Match verbs at the beginning of a clause."""
    return compile_re(rf"(?:{alternation(r.verb for r in load_table('quantities/counted_verbs', CountedVerb))})+")


@functools.cache
def opening_verbs() -> frozenset[str]:
    """Give the verbs that are none behind another, where they begin a name: 新建|养护站7个."""
    return frozenset(row.verb for row in load_table("quantities/counted_verbs", CountedVerb) if row.first)


@functools.cache
def _verbs() -> tuple[ActionVerb, ...]:
    return tuple(row for row in load_table("clauses/verbs", ActionVerb) if len(row.verb) > 1)


@functools.cache
def action_verb_pattern() -> re.Pattern[str]:
    """Match a verb that may stand before a counted noun, of two characters and more."""
    counted = (row.verb for row in load_table("quantities/counted_verbs", CountedVerb))
    return compile_re(alternation({*counted, *(row.verb for row in _verbs())}))


@functools.cache
def object_verb_pattern() -> re.Pattern[str]:
    """Match a verb that is never a noun, or one of counted_verbs.tsv: 安排债券3亿元, but not 教育支出."""
    counted = {row.verb for row in load_table("quantities/counted_verbs", CountedVerb)}
    return compile_re(alternation(counted | {row.verb for row in _verbs() if not row.nominal}))


@functools.cache
def making_pattern() -> re.Pattern[str]:
    """Match a verb that is no noun and makes, starts or ends something: what stands behind it is counted."""
    kinds = ("build", "start", "complete", "establish")
    return compile_re(alternation(row.verb for row in _verbs() if not row.nominal and row.type in kinds))


@functools.cache
def inner_verb_pattern() -> re.Pattern[str]:
    """Match a verb within a stretch behind which what is counted stands: 面向农民开展|培训."""
    return compile_re(f"{making_pattern().pattern}|{shapes('quantities/shapes')['inner_verb']}")


@functools.cache
def predicate_pattern() -> re.Pattern[str]:
    """Match a verb that is no noun and no degree (提升, 增强): it ends the noun before it."""
    degrees = ("improve", "strengthen", "increase", "reduce", "promote", "maintain")
    return compile_re(alternation(row.verb for row in _verbs() if not row.nominal and row.type not in degrees))


@functools.cache
def plain_verb_pattern() -> re.Pattern[str]:
    """Match a verb that is never a noun."""
    return compile_re(alternation(row.verb for row in _verbs() if not row.nominal))


@functools.cache
def led_verb_pattern() -> re.Pattern[str]:
    """Match a verb that takes another's clause: 推动 in 推动就诊率达到90%."""
    words = alternation(row.verb for row in _verbs() if row.control)
    return compile_re(f"{shapes('quantities/shapes')['led']}|{words}")


@functools.cache
def closing_pattern() -> re.Pattern[str]:
    """Match a predicate that closes a noun without an object: 竣工, 投入使用, 稳定增长."""
    words = {row.word for row in load_table("clauses/results", Closing) if row.part == "whole"}
    return compile_re(alternation(words | {"稳定增长", "稳步增长", "持续增长", "快速增长", "退城入园"}))


@functools.cache
def class_pattern(kind: str) -> re.Pattern[str]:
    """Match what stands behind a threshold up to the noun that it sorts; ``kind`` as in classes.tsv."""
    nouns = alternation(r.noun for r in load_table("quantities/classes", ClassNoun) if r.kind == kind)
    return compile_re(rf"的?(?!、)(?:[一-龥“”、]{{0,8}}?){nouns}(?!投资|产值|收入|总)")


@functools.cache
def name_pattern() -> re.Pattern[str]:
    """Match a fixed expression of number_names.tsv at the place where its first numeral stands."""
    rows = load_table("quantities/number_names", NumberName)
    return compile_re("|".join(f"(?:{row.pattern})" for row in rows))
