"""Compile shapes that no single word decides: actors, results, states."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, fields
from typing import Literal

from yinuo.nlp.parser.grammar import SHAPES, grammar
from yinuo.rules import Row, alternation, bounded, compile_re, load_table, shapes, table_row

ResultPart = Literal["whole", "degree", "change", "reach", "mark", "shape"]

_ENDS: tuple[ResultPart, ...] = ("whole", "reach", "mark")


@table_row
class ActorSuffix(Row):
    """Hold a row of a word that the name of somebody who acts ends in."""

    suffix: str


@table_row
class Result(Row):
    """Hold a row of a word of a predicate that closes a target without an object (项目竣工).

    ``part``: ``whole``, the predicate; ``degree`` before a ``change`` (持续改善); ``reach`` before a ``mark``
    (迈上新的台阶); ``shape``, a regular expression of the predicate.
    """

    word: str
    part: ResultPart


@dataclass(frozen=True, slots=True)
class Patterns:
    """Hold the shapes of rules/zh/clauses/shapes.tsv by name, and those built of words: actors, results, verbs."""

    actor: re.Pattern[str]
    actor_end: re.Pattern[str]
    strong_actor: re.Pattern[str]
    causative: re.Pattern[str]
    asks: re.Pattern[str]
    by_agent: re.Pattern[str]
    inner_modal: re.Pattern[str]
    no_modal: re.Pattern[str]
    no_preposition: re.Pattern[str]
    time_name: re.Pattern[str]
    event: re.Pattern[str]
    state: re.Pattern[str]
    result: re.Pattern[str]
    achieved: re.Pattern[str]
    reflexive: re.Pattern[str]
    circumstance: re.Pattern[str]
    concrete_for: re.Pattern[str]
    concrete_with: re.Pattern[str]
    light_object: re.Pattern[str]
    chain: re.Pattern[str]
    partner: re.Pattern[str]
    ground: re.Pattern[str]
    vague: re.Pattern[str]
    passing: re.Pattern[str]
    manner: re.Pattern[str]
    verbs_only: re.Pattern[str]
    setting: re.Pattern[str]
    other_modal: re.Pattern[str]
    as_verb: re.Pattern[str]
    lawful: re.Pattern[str]
    bound_ban: re.Pattern[str]
    name_bracket: re.Pattern[str]
    goes_on: re.Pattern[str]
    total: re.Pattern[str]
    rising: re.Pattern[str]
    also: re.Pattern[str]
    hollow: re.Pattern[str]
    rated: re.Pattern[str]
    left_over: re.Pattern[str]
    whenever: re.Pattern[str]
    closing: re.Pattern[str]
    light_verb: re.Pattern[str]
    no_actor_end: re.Pattern[str]
    duties: re.Pattern[str]
    proposes: re.Pattern[str]
    set_up_body: re.Pattern[str]
    reported: re.Pattern[str]
    framed: re.Pattern[str]
    subject_noun: re.Pattern[str]
    becomes: re.Pattern[str]
    filed: re.Pattern[str]
    thing: re.Pattern[str]
    frame: re.Pattern[str]
    reaches: re.Pattern[str]
    levels: re.Pattern[str]
    somebody: re.Pattern[str]
    grants: re.Pattern[str]
    executed: re.Pattern[str]
    while_acting: re.Pattern[str]
    bounded: re.Pattern[str]
    of_a_kind: re.Pattern[str]
    dealt_with: re.Pattern[str]
    jointly: re.Pattern[str]
    verbal_name: re.Pattern[str]
    somebody_acts: re.Pattern[str]
    adverb_row: re.Pattern[str]
    many_bodies: re.Pattern[str]
    classed: re.Pattern[str]
    each: re.Pattern[str]
    granted_to: re.Pattern[str]
    qualified: re.Pattern[str]
    heightened: re.Pattern[str]
    event_verb: re.Pattern[str]
    event_noun: re.Pattern[str]
    takes_on: re.Pattern[str]
    by_attribute: re.Pattern[str]
    in_charge: re.Pattern[str]
    in_company: re.Pattern[str]
    serves: re.Pattern[str]
    place_attribute: re.Pattern[str]
    bearer: re.Pattern[str]
    no_bearer: re.Pattern[str]
    applicant: re.Pattern[str]
    office: re.Pattern[str]
    by_rule: re.Pattern[str]
    longer_name: re.Pattern[str]
    for_somebody: re.Pattern[str]
    takes_noun: re.Pattern[str]
    by_way: re.Pattern[str]
    capped: re.Pattern[str]
    a_share: re.Pattern[str]
    no_reform: re.Pattern[str]
    founds: re.Pattern[str]
    measures: re.Pattern[str]
    aim: re.Pattern[str]
    reform: re.Pattern[str]
    handed_in: re.Pattern[str]
    handed_on: re.Pattern[str]
    settles: re.Pattern[str]
    in_a_way: re.Pattern[str]
    act_alone: re.Pattern[str]
    act_by_form: re.Pattern[str]
    banned_here: re.Pattern[str]
    occasion_opens: re.Pattern[str]
    bearer_verbal: re.Pattern[str]
    handed_over: re.Pattern[str]
    by_several: re.Pattern[str]
    name_goes_on: re.Pattern[str]
    breaks_name: re.Pattern[str]
    industry: re.Pattern[str]
    topic_thing: re.Pattern[str]

    row_noun: re.Pattern[str]
    shifts: re.Pattern[str]
    shifting: re.Pattern[str]


@functools.cache
def patterns() -> Patterns:
    """Compile the shapes, once."""
    named = shapes(SHAPES)
    built = {
        "actor_end": rf"(?:{_suffixes()})(?![化性])|{named['name_end']}",  # no kind (企业化)
        "result": f"({_results()})$",
        "qualified": rf"[^，。；]{{2,40}}的[\u4e00-\u9fff“”、]{{2,20}}?(?P<how>{_degrees()})$",
        "verbs_only": f"(?:{alternation(grammar().verbs)}|[、和与及或])+",
    }
    sources = named | built
    return Patterns(**{field.name: compile_re(sources[field.name]) for field in fields(Patterns)})


def _suffixes() -> str:
    """Match a suffix, but not 全市 (the speaker); each first character stands alone, so that a search skips to it."""
    by_first: dict[str, list[str]] = {}
    for row in load_table("clauses/actor_suffixes", ActorSuffix):
        by_first.setdefault(row.suffix[0], []).append(row.suffix)
    made = map(alternation, by_first.values())
    return "|".join(f"{suffix[0]}(?<!全{suffix[0]}){suffix[1:]}" for suffix in made)


def _result_words(part: ResultPart) -> list[str]:
    return [row.word for row in load_table("clauses/results", Result) if row.part == part]


def _degrees() -> str:
    """Match a degree and what changes by it: 持续改善, 充分传承发展."""
    return f"(?:{alternation(_result_words('degree'))}){{1,9}}(?:{alternation(_result_words('change'))}){{1,2}}"


def _results() -> str:
    """Make one regular expression of all predicates that close a target."""
    whole, reach, mark = (alternation(_result_words(part)) for part in _ENDS)
    shape = "|".join(map(bounded, _result_words("shape")))
    return f"{whole}|(?<!的){_degrees()}|(?:{reach}).{{1,24}}(?:{mark})|{shape}"
