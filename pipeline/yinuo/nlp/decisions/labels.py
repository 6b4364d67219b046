"""Label the action of a clause: type, specificity, firmness, confidence, each with the rule that decided."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterator
from typing import Generic, Literal, NamedTuple, TypeVar

from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.record_state import ActorState, DeadlineState, MeasurableState, QuantityState
from yinuo.nlp.rule_ids import IN_UNKNOWN_SECTION, Form
from yinuo.nlp.state import ClauseState
from yinuo.records import Firmness, Specificity
from yinuo.rules import Anchored, Row, compile_re, load_table, table_row
from yinuo.rules.anchors import opens

# What a span may end in that is no part of its object: 建立检查对象名录库（以下统称“两库”）, 建设公园、广场等.
_REMARK = compile_re(r"[（(][^（()）]{1,40}[）)]$|等$")
_REMARK_ENDS = ("）", ")", "等")
# The row of decisions/specificity of what others are only supported in doing.
LEFT_TO_OTHERS = "leaves-the-doing-to-others"
# Types of verbs whose action has an end, so that a day can be named by which it is done.
DATED_TYPES = frozenset(("build", "start", "complete", "issue", "establish", "hold", "move"))


@table_row
class SpecificityRule(Row):
    """Hold a row of a shape of span without a number, and whether one could check that it was done."""

    name: str
    label: Specificity
    pattern: str


@table_row
class FirmnessCue(Row):
    """Hold a row of words that bind, aspire or explore."""

    name: str
    word: str
    firmness: Firmness
    scope: Literal["before", "span"]


L = TypeVar("L")


class Decided(NamedTuple, Generic[L]):
    """Hold a label, the rule that decided, and where its words stand (None where it needs none)."""

    label: L
    rule: str
    words: tuple[int, int] | None = None


@functools.cache
def specificity_rules() -> Anchored[SpecificityRule]:
    """Read the table of specificity."""
    return Anchored((row, row.pattern) for row in load_table("decisions/specificity", SpecificityRule))


@functools.cache
def firmness_cues() -> tuple[tuple[FirmnessCue, re.Pattern[str], Container[str]], ...]:
    """Read the firmness table with its patterns compiled, and the characters that each begins with."""
    rows = load_table("decisions/firmness", FirmnessCue)
    return tuple((row, compile_re(row.word), opens(row.word)) for row in rows)


def specificity(span: str, quantities: int, *, ends: bool = False, verb_at: int = 0) -> Decided[Specificity]:
    """Decide the specificity of a folded span.

    ``ends``: a day is named by which it is done. A bracket or 等 at its end is passed over, and where the whole span
    says nothing, it is read from its verb on, which stands at ``verb_at``: 依托现有资源|建设人才库.

    >>> specificity("建立重点项目库", 0)
    Decided(label='deliverable', rule='establish-something-tangible', words=(0, 7))
    """
    if quantities:
        return Decided("quantified", "has-quantity")
    if ends:
        return Decided("deliverable", "dated-end")
    plain = _REMARK.sub("", span) if span.endswith(_REMARK_ENDS) else span
    for at in _beginnings(plain, verb_at):
        told = ((r, m) for r, m in specificity_rules().matches(plain[at:]) if not _ends_by_others(r, plain[at:]))
        if (found := next(told, None)) is not None:
            row, match = found
            return Decided(row.label, row.name, (match.start() + at, match.end() + at))
    return Decided("directional", "no-checkable-end")


def _ends_by_others(row: SpecificityRule, span: str) -> bool:
    """Tell whether others are led to one particular thing with an end of its own: 推动二期工程竣工."""
    return row.name == LEFT_TO_OTHERS and shape("particular_end").match(span) is not None


def _beginnings(span: str, verb_at: int) -> Iterator[int]:
    """Yield where an action may be read from: its start, its verb, and behind 依托… or 在… any verb with an end."""
    yield 0
    places = [verb_at] if verb_at > 0 else []
    if shape("means_first").match(span):
        places += (at for at in range(2, len(span) - 2) if action_type(span[at : at + 4]) in DATED_TYPES - {"move"})
    for at in places:
        if not shape("open_ended").search(span, 0, at):
            yield at


def firmness(before: str, span: str) -> tuple[Decided[Firmness], str]:
    """Decide the firmness by the words before the span (modals) or at its start, and tell which of the two has them.

    >>> firmness("必须", "完成整改任务")
    (Decided(label='binding', rule='binding-modal', words=(0, 2)), 'before')
    """
    for row, pattern, first in firmness_cues():
        if row.scope == "before":
            match = pattern.search(before) if before else None
        else:
            match = pattern.match(span) if span[:1] in first else None
        if match:
            return Decided(row.firmness, row.name, match.span()), row.scope
    return Decided("planned", "no-firmness-cue"), "span"


def action_type(verb: str) -> str | None:
    """Look up the type of a verb in clauses/verbs; of an unknown verb that of its longest known ending."""
    verbs = grammar().verbs
    for size in range(len(verb), 0, -1):
        row = verbs.get(verb[:size])
        if row is not None:
            return row.type
    return None


_CONFIDENCE = {"action": 0.92, "negative": 0.85, "result": 0.8, "measure": 0.85}


def confidence(clause: ClauseState) -> float:
    """Score a clause by how it reads and by its section's vote; a fixed rank, not a probability."""
    told = bool(clause["number_spans"] or clause["governing_time"])
    return _score(clause["form"], told=told, unknown=clause["reason"] in IN_UNKNOWN_SECTION)


@functools.cache
def _score(form: Form, *, told: bool, unknown: bool) -> float:
    score = _CONFIDENCE.get(form, 0.6)
    if told:
        score += 0.04
    if unknown:
        score -= 0.2
    return round(max(0.1, min(0.99, score)), 2)


def measurable(
    exact: str,
    quantities: list[QuantityState],
    deadline: DeadlineState | None,
    actor: ActorState,
    clause: ClauseState,
) -> MeasurableState:
    """Tell whether one could check an action afterwards, and what it lacks for that."""
    missing: list[str] = []
    if not quantities:
        missing.append("number")
    if deadline is None:
        missing.append("deadline")
    if actor["name"] is None and not clause["duties"]:
        missing.append("actor")
    if clause["object_length"] < 2 and clause["form"] == "action":
        missing.append("object")
    return {"value": exact != "directional", "missing": missing}
