"""Weigh the cues of a clause and of its sentence: what they say of its standing, and what speaks against them."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal, NamedTuple

from yinuo.nlp.decisions.clause_context import Context
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser.bearers import BOUND
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.state import ClauseState
from yinuo.records import Status
from yinuo.rules import Anchored, Row, load_table
from yinuo.structure.section_kinds import AHEAD

Effect = Literal["background", "achievement", "means", "opener"]
# Rows of decisions/cues that hold under conditions of their own.
_STATED_GOAL, _GRASP, _FOCUS = "opener-stated-goal", "means-grasp", "means-focus"
_GUIDES, _CALLS, _MEETING = "background-guiding-idea", "background-closing-call", "background-meeting"
_OF_STATE, _COSTS = "background-state-verb", "background-project-cost"
_HONOURED, _SUMMED, _ALREADY = "achievement-honoured", "achievement-accumulated", "achievement-already"
_COMPARED = "achievement-same-period"
# What a duty may speak of and still be one.
_STATES = ("background-has", "background-faces")
# What opens the call for results in honour of a day: grammar, no table.
_WITH = ("以", "用")
# What says what a meeting is for, or what it said: grammar, no table.
_SAYS_WHAT = ("是", "任务", "目的", "指出", "强调", "印发")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue(Row):
    """Hold a row of words that tell the standing of a clause or of its whole sentence."""

    name: str
    effect: Effect
    scope: Literal["clause", "sentence"]
    pattern: str


class Found(NamedTuple):
    """Hold a cue where it stands in the text."""

    cue: Cue
    start: int
    end: int


class Decision(NamedTuple):
    """Hold the status of a clause, the rule that decided and the cue's span.

    ``announces``: the cue speaks of what comes behind it.
    """

    status: Status | None
    rule: str
    start: int | None = None
    end: int | None = None
    announces: bool = False


@functools.cache
def cues(scope: str) -> Anchored[Cue]:
    """Read the rows of rules/zh/decisions/cues.tsv of one scope."""
    return Anchored((row, row.pattern) for row in load_table("decisions/cues", Cue) if row.scope == scope)


def find_cue(text: str, scope: str, start: int, end: int) -> Found | None:
    """Find the first cue of a scope in a stretch of text, not a quoted one where it is of a clause."""
    piece = text[start:end]
    for cue, match in cues(scope).matches(piece):
        if scope == "sentence" or not _quoted(piece, match.start()):
            return Found(cue, start + match.start(), start + match.end())
    return None


def _quoted(piece: str, at: int) -> bool:
    return piece.count("“", 0, at) > piece.count("”", 0, at) or piece.count("《", 0, at) > piece.count("》", 0, at)


def by_cue(kind: str, text: str, clause: ClauseState, context: Context, found: Found) -> Decision | None:
    """Decide by a cue; None where the clause or its section speaks against it."""
    cue = found.cue
    status: Status | None = None
    if cue.name == _STATED_GOAL and (clause["time_span"] or clause["actor_span"]):
        return None
    if cue.effect == "means" and not _is_means(cue, text, clause, context):
        return None
    if cue.effect == "achievement":
        if not _is_achieved(kind, cue, context) or (cue.name == _HONOURED and _is_urged(kind, text, clause)):
            return None
        if cue.name == _ALREADY and clause["modal"]:  # 对已经出台的政策，都要制定办法: the order is what counts
            return None
        status = "achievement"
    elif cue.effect == "background":
        # 规定应当包括责任条款
        holds = clause["modal"] and shape("must_hold").match(text, clause["start"], clause["end"])
        congratulates = cue.name == _CALLS and kind in AHEAD and clause["number_spans"]  # …增长7%，以优异成绩庆祝…
        costs = cue.name == _COSTS and (kind not in AHEAD or clause["modal"])  # of a review it is a result
        # 要强化要素保障，以优异成绩迎接大庆: an order, and what for
        ordered = cue.name == _CALLS and context.modal and text.startswith(_WITH, found.start)
        ordered |= cue.name == _MEETING and context.modal and not _explains(text, found, clause)
        guided = cue.name == _GUIDES and kind in AHEAD and clause["number_spans"] and clause["modal"]
        bound = cue.name in _STATES and clause["modal"].startswith(BOUND)  # 存在错误的应当作出检查
        if bound or (cue.name == _OF_STATE and holds) or congratulates or costs or guided or ordered:
            return None
        status = "background"
    return Decision(status, cue.name, found.start, found.end, announces=cue.effect == "opener")


def _explains(text: str, found: Found, clause: ClauseState) -> bool:
    """Tell whether what is said of a meeting goes on to say what it is for: 这次会议的主要任务是|…."""
    return any(text.find(word, found.start, clause["start"]) >= 0 for word in _SAYS_WHAT)


def _is_urged(kind: str, text: str, clause: ClauseState) -> bool:
    """Tell whether what the cue of an honour speaks of is still to be won: 支持高校入选一流工程, 确保产量居全国前列."""
    row = grammar().verbs.get(clause["verb"])
    aimed = shape("aims_at").match(text, clause["start"], clause["end"]) is not None
    return kind in AHEAD and (aimed or (row is not None and row.control))


def _is_means(cue: Cue, text: str, clause: ClauseState, context: Context) -> bool:
    """Tell whether a ground is only a means: an action follows it, or it is too short to be one itself."""
    firm = clause["modal"] in grammar().uses["firm"]
    if firm and shape("followed_principles").match(text, clause["start"], clause["end"]):
        return False
    if cue.name == _GRASP and _leads_to_act(text, clause):
        return False
    ground = clause["end_mark"] == "，" and (cue.name == _GRASP or (cue.name == _FOCUS and context.first))
    short: bool = clause["end"] - clause["start"] <= 6
    return ground or context.has_following_action or short


def _leads_to_act(text: str, clause: ClauseState) -> bool:
    """Tell whether an action follows its ground without a comma, whatever is named before: 规定应根据情况确定渠道."""
    if clause["rule"] == "phrase-before-verb":
        return True
    if clause["rule"] == "verb-and-object" and shape("by_office").match(text, clause["start"], clause["verb_start"]):
        return True
    ground = text.startswith(clause["verb"], clause["start"])
    return clause["rule"] == "topic-then-action" and clause["modal"] in grammar().uses["firm"] and not ground


def _is_achieved(kind: str, cue: Cue, context: Context) -> bool:
    """Tell whether a cue of the past holds: no modal, and no section of plans, speaks against it."""
    if context.modal and (cue.scope == "sentence" or cue.name == _HONOURED):
        return False
    if cue.name == _SUMMED and (context.modal or context.due or kind in AHEAD):
        return False
    if cue.name == _COMPARED and context.targeted:
        return False
    return not (kind in AHEAD and (cue.scope == "sentence" or cue.name == _COMPARED))
