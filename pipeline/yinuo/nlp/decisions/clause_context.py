"""Collect what the other clauses of a sentence say of each one: modal, past time, definition, target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser import ACTS, PERMITS
from yinuo.nlp.parser.bearers import BOUND
from yinuo.nlp.state import ClauseState

# How far before the first clause of a sentence the words reach that announce its targets.
_OPENING = 12
# 目标 and 指标 stand alone here: one word each, no table.
_GOAL = re.compile("[目指]标")
# Readings of a verb with its object, and what an order upon whoever acts so opens with: 要 too. Grammar, no table.
_PLAIN, _MUST = ("verb-and-object", "dictionary-verb-and-object"), (*BOUND, "要")
# What joins a condition to one before it: grammar, no table.
_CHAINS = ("或者", "或", "且", "并且", "并已", "并未")

# How a clause opens that says what something takes: 要管好渔港，就必须健全制度. Grammar, no table.
_THEN = re.compile("(?:也|那)?就(?=必|要|应|得|需|一定)")
# What something is made to be, what opens that, and how far before the next such clause: grammar, no table.
_BECOME, _MAKES, _STOPS, _TAIL = "成为", ("使", "让"), "，；。：\n", 80


class Context(NamedTuple):
    """Hold the facts of one clause that its sentence decides.

    ``modal``: it or an earlier clause up to the last ； has one; ``past``: the last time named lies behind; ``dated``:
    a time governs it, ``due``: one by which (到2025年); ``explained``: another part of the sentence says what it is
    (…是…); ``targeted``: the sentence announces targets (…目标是：), or opens with what is aimed at and this goes on
    with numbers (力争产值达9亿元，|收入增长8%); ``has_following_action``: in the sentence; ``serves``: behind it in
    its part, and nobody else's;
    ``first``: it opens the sentence; ``permitted``: an earlier clause says what somebody may do, and no other modal,
    actor or time stands since; ``conditional``: a later clause ends in 的 before a comma (…，不履行职责的，);
    ``offended``: the part of the sentence opens with what somebody does wrong (违反本条例规定，…); ``chained``: the
    condition behind it is another of the same kind (…，或者拒绝提供资料的，);
    ``occasion``: what must be done by whoever does it stands behind it (设立影院，应当提出申请);
    ``then``: what it takes stands behind it (要管好渔港，就必须健全制度).
    """

    modal: bool
    past: bool
    dated: bool
    due: bool
    explained: bool
    targeted: bool
    has_following_action: bool
    serves: bool
    first: bool
    permitted: bool
    conditional: bool
    offended: bool
    chained: bool
    occasion: bool
    then: bool


def contexts(own: Sequence[ClauseState], text: str) -> list[Context]:
    """Collect the context of each clause of one sentence, in one pass forward and one backward."""
    after = _after(own)
    conditional, then = _conditional(own, text), _before_then(own, text)
    ends = [0, *(clause["end"] for clause in own)]
    stated = next((j for j, clause in enumerate(own) if _states_targets(clause, text, after=ends[j])), len(own))
    targeted, aimed = stated < len(own), _opens_with_an_aim(own, text)
    defined = _defined_part(own, text)
    found: list[Context] = []
    part, modal, reason, past, dated, due, permitted = -1, False, False, False, False, False, False
    offended, begun = False, -1
    for j, clause in enumerate(own):
        if clause["semicolon_part"] != part:
            offended = shape("breach").match(text, clause["reading_start"], clause["end"]) is not None
            part, modal, reason, past, permitted = clause["semicolon_part"], False, False, False, False
        modal = modal or bool(clause["modal"])
        if clause["modal"] or clause["actor_span"] or clause["time_span"]:  # 可先行处理，并在三日内报告
            permitted = clause["modal"] in PERMITS
        permitted = permitted or permits(clause, text)
        if clause["time_span"]:
            past, dated, due = clause["past"], not clause["past"], clause["due"]
            reason = reason and (past or not clause["number_spans"])  # 主要是为了减税，全年减少税负30亿元
        follows, serves, is_after = after[j]
        bound = modal or clause["form"] == "negative"
        explained = is_after or (j < stated and (reason or clause["semicolon_part"] == defined))
        found.append(
            Context(
                modal=bound,
                past=(past or clause["past"]) and not clause["modal"],
                dated=dated,
                due=due,
                explained=explained,
                targeted=targeted or (aimed and bool(clause["number_spans"])),
                has_following_action=follows,
                serves=serves,
                first=j == 0,
                permitted=permitted,
                conditional=conditional[j] != "",
                offended=offended,
                chained=conditional[j].startswith(_CHAINS),
                then=then[j],
                occasion=clause["semicolon_part"] != begun and _is_occasion(clause, own[j + 1 : j + 2], text),
            )
        )
        begun = clause["semicolon_part"]
        reason = reason or (clause["opens_with_is"] and not clause["modal"])
    return found


def permits(clause: ClauseState, text: str) -> bool:
    """Tell whether a clause says of those named in it what they may do: 参保人可持社保卡."""
    may = text.find("可", clause["start"], clause["end"]) >= 0
    return may and shape("may").match(text, clause["start"], clause["end"]) is not None


def goes_on_becoming(clause: ClauseState, text: str) -> bool:
    """Tell whether a clause goes on with a tail that says what something is made to be: 使园区成为窗口，|成为基地."""
    at = clause["start"]
    while text.startswith(_BECOME, at) and text[at - 1] == "，" and not clause["modal"]:
        before = max(text.rfind(stop, max(0, at - _TAIL), at - 1) for stop in _STOPS) + 1
        if text.startswith(_MAKES, before):
            return text.find(_BECOME, before, at) >= 0
        at = before
    return False


def _is_occasion(clause: ClauseState, after: Sequence[ClauseState], text: str) -> bool:
    """Tell whether a clause says when somebody is bound, whom nobody names: 设立影院，应当向文化部门提出申请."""
    told = clause["modal"] or clause["actor_span"] or clause["time_span"] or clause["number_spans"]
    if told or clause["rule"] not in _PLAIN or clause["end_mark"] != "，" or not after:
        return False
    must = after[0]["modal"].startswith(_MUST) and text.startswith(_MUST, after[0]["reading_start"])
    return must and not after[0]["actor_span"] and after[0]["semicolon_part"] == clause["semicolon_part"]


def _states_targets(clause: ClauseState, text: str, after: int) -> bool:
    """Tell whether a clause says that targets follow (主要预期目标是：), or follows at once, ``after`` another."""
    if clause["end_mark"] == "：" and _GOAL.search(text, clause["start"], clause["end"]):
        return True
    between = max(after, clause["start"] - _OPENING)
    return clause["start"] - between > 2 and shape("goals").search(text, between, clause["start"]) is not None


def _opens_with_an_aim(own: Sequence[ClauseState], text: str) -> bool:
    """Tell whether the first thing that a sentence says is a number to be reached: 力争今年产值达9亿元，…."""
    opening = next((c for c in own if c["form"] in ACTS), None)
    if opening is None or not opening["number_spans"]:
        return False
    return shape("aims_at").match(text, opening["reading_start"], opening["end"]) is not None


def _after(own: Sequence[ClauseState]) -> list[tuple[bool, bool, bool]]:
    """Tell for each clause whether an action follows, one of its part and actor, and whether a later part says 是."""
    found: list[tuple[bool, bool, bool]] = []
    part, acts, served, defined = -1, False, False, False
    for clause in reversed(own):
        if clause["semicolon_part"] != part:
            part, served = clause["semicolon_part"], False
        found.append((acts, served, defined))
        acts = acts or clause["form"] in ACTS
        served = not clause["actor_span"] and (served or clause["form"] in ACTS)
        defined = defined or clause["opens_with_is"]
    return found[::-1]


def _defined_part(own: Sequence[ClauseState], text: str) -> int | None:
    """Find the part of the sentence that its opening 是 defines: “X”是以…，通过…，…的模式."""
    opening = next((c for c in own if c["form"] != "lead"), None)
    if (
        opening is None
        or opening["form"] != "state"
        or opening["time_span"]
        or opening["end_mark"] not in ("，", "、", "")
    ):
        return None
    if any(c["rule"] == "purpose-before-proposal" for c in own):  # 我国是…，为…，方案提出，组建…
        return None
    part: int = opening["semicolon_part"]
    says = text[opening["start"] : opening["end"]]
    return part if "是" in says and not shape("plans").search(says) else None


def _before_then(own: Sequence[ClauseState], text: str) -> list[bool]:
    """Tell of each clause whether one behind it in its part says what it takes: 要管好渔港，|就必须健全制度."""
    found: list[bool] = []
    part, follows = -1, False
    for clause in reversed(own):
        if clause["semicolon_part"] != part:
            part, follows = clause["semicolon_part"], False
        found.append(follows)
        follows = follows or (bool(clause["modal"]) and _THEN.match(text, clause["reading_start"]) is not None)
    return found[::-1]


def _conditional(own: Sequence[ClauseState], text: str) -> list[str]:
    """Give for each clause the words of the condition, …的，, that closes behind it in its part of the sentence."""
    found: list[str] = []
    part, closes = -1, ""
    for clause in reversed(own):
        if clause["semicolon_part"] != part:
            part, closes = clause["semicolon_part"], ""
        found.append(closes)
        if clause["end_mark"] == "，" and text.endswith("的", clause["start"], clause["end"]):
            closes = text[clause["reading_start"] : clause["end"]]
    return found[::-1]
