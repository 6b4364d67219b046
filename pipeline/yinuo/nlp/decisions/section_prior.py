"""Decide what a section says of the status of its clauses, where no cue speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yinuo.nlp.decisions.clause_context import Context
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.parser.item_marks import COUNT, ORDERS
from yinuo.nlp.rule_ids import StatusRule
from yinuo.nlp.state import ClauseState, LineState, State
from yinuo.records import Status
from yinuo.structure.enumerators import find_mark
from yinuo.structure.section_kinds import AHEAD
from yinuo.structure.transitions import announces

_BY_KIND: dict[str, StatusRule] = {
    "tasks": "section-tasks",
    "targets": "section-targets",
    "safeguards": "section-safeguards",
    "situation": "section-situation",
    "front": "section-front",
    "closing": "section-closing",
    "guiding": "section-guiding",
}
# A text as short as this, without any heading, is a passage somebody asks about.
_PASSAGE = 1000
# An item that orders opens a line of orders: 三要办好教育。持续开展家访. A form, so no table.
_ORDERS = re.compile(f"{COUNT}是?{ORDERS}")
# The reading of a clause that opens with a verb of the tables, perhaps behind adverbs.
_BARE = "verb-and-object"
# The reading of one that puts its object first, and with what: grammar, no table.
_PUT, _PUTS = "object-before-verb", ("把", "将")
# Forms of clauses that say how things are.
_TOLD = ("state", "result", "topic")
# What opens a means before the act that it serves: grammar, no table.
_BY = "通过"
# How the modals of most orders end: one word, no table.
_MUST = "要"
# The modal of what the issuer of a document promises, and that of what is aimed at: one word each, no table.
_WILL, _AIM = "将", "力争"
# Verbs of acts of office upon bodies and functions: none of them tells by itself, shape("office_act") does.
_OFFICE = ("组建", "撤销", "合并", "划归", "并入", "更名", "改组", "不再保留")


def section_kind(state: State, line: LineState, *, passage: bool) -> str:
    """Give the kind of a line's section; mixed guiding ones count as tasks, unknown ones of a passage as "passage"."""
    section = state["sections"][line["section"]]
    kind = str(section["kind"])
    if kind == "guiding":
        cue = section["cue"] or ""
        heading = next((h for h in reversed(section["path"]) if cue in h), "")
        last = next(reversed(section["path"]), "")
        spelled = last != heading and shape("principle").match(last)
        return "tasks" if spelled or (heading and shape("mixed").search(heading)) else kind
    if kind == "unknown" and _ORDERS.match(state["text"], line["begins"], line["end"]):
        return "tasks"
    return "passage" if passage and kind in ("unknown", "front") else kind


def asked_kind(kind: str, start: int, asked: int | None, reviewed: tuple[int, int] | None = None) -> str:
    """Give the kind of a sentence: items that a speaker asks for are tasks, where the section tells nothing.

    Those that tell what was done are a review.

    >>> asked_kind("unknown", 12, 10), asked_kind("unknown", 8, 10), asked_kind("review", 12, 10)
    ('tasks', 'unknown', 'review')
    >>> asked_kind("passage", 12, None, (10, 20)), asked_kind("passage", 22, None, (10, 20))
    ('review', 'passage')
    """
    if reviewed and reviewed[0] <= start < reviewed[1] and kind in ("unknown", "front", "passage"):
        return "review"
    return "tasks" if asked is not None and start >= asked and kind in ("unknown", "front") else kind


def titled(state: State, line: LineState) -> bool:
    """Tell whether a line stands under a heading of its own, as in plans: 第二节 推进农业信息化, ——设施更加完善。."""
    path = state["sections"][line["section"]]["path"]
    above = (heading for heading in reversed(path) if not state["text"].startswith(heading, line["start"]))
    mark = find_mark(next(above, ""))
    return mark is not None and mark.name in ("chapter", "clause", "dash")


def is_passage(state: State) -> bool:
    """Tell whether the text is short and has no section of a known kind; rows of tables of tasks do not count."""
    tables = {x["section"] for x in state["lines"] if x["kind"] == "cell" or x["fields"]}
    kinds = {str(s["kind"]) for n, s in enumerate(state["sections"]) if n not in tables}
    body = [x for x in state["lines"] if x["kind"] == "body" and not x["fields"]]
    return kinds <= {"unknown", "front"} and sum(x["end"] - x["start"] for x in body) <= _PASSAGE


def may_be_of_office(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence may hold an act of office: 撤销林业部, 业务划归农业部."""
    return any(text.find(word, start, end) >= 0 for word in _OFFICE)


def acts_of_office(text: str, clause: ClauseState, *, before: bool) -> bool:
    """Tell whether a clause is an act of office, or says who takes on what one ``before`` it in the sentence left."""
    if before and clause["rule"] == "agent":
        return True
    start, end = clause["start"], clause["end"]
    return may_be_of_office(text, start, end) and shape("office_act").fullmatch(text, start, end) is not None


def binds(clause: ClauseState) -> bool:
    """Tell whether the modal of a clause orders: 必须, 应当, 都要."""
    return clause["modal"].endswith(_MUST) or clause["modal"] in grammar().uses["firm"]


def heads_tasks(text: str, clause: ClauseState) -> bool:
    """Tell whether a clause says that so many tasks follow it: 重点抓好三方面工作：一是…."""
    heads = clause["end_mark"] == "：" and not clause["past"]
    return heads and announces(text[clause["reading_start"] : clause["end"]] + "：")


def tells_somebody(text: str, kind: str, own: Sequence[ClauseState]) -> bool:
    """Tell whether a sentence that only opens or closes a text, or tells why, orders whom it names: 各级党委要加强领导.

    Or that the issuer promises something: 市政府将加强督查. With a time before whom it names, it gives the thought that
    guides what follows: “十三五”期间，新区要坚持….
    """
    if kind not in ("front", "closing", "situation"):
        return False
    opening = next((c for c in own if c["form"] != "lead"), None)
    if opening is None:
        return False
    if kind == "front" and opening["modal"] == _WILL and shape("issuer").match(text, opening["reading_start"]):
        return True
    if not opening["actor_span"] or opening["self_named"] or any(c["time_span"] for c in own[:2]):
        return False
    act = next((c for c in own if c["modal"]), None)
    return act is not None and act["semicolon_part"] == opening["semicolon_part"] and binds(act)


def aims(text: str, clause: ClauseState) -> bool:
    """Tell whether a clause says what is aimed at, and so is not reached yet even in a review: 将力争取得突破."""
    return clause["modal"] == _AIM or text.endswith(_AIM, 0, clause["start"])


def parts_going_on(text: str, own: Sequence[ClauseState]) -> set[int]:
    """Number the parts of a sentence that open with an act of nobody named, as orders do that go on: 要…。继续…."""
    opening: dict[int, ClauseState] = {}
    for clause in own:
        if clause["form"] != "means" or not text.startswith(_BY, clause["start"]):
            opening.setdefault(clause["semicolon_part"], clause)
    acts = (c for c in opening.values() if (c["rule"] == _BARE or _puts(text, c)) and not c["past"])
    bare = (c for c in acts if not c["actor_span"] and not c["self_named"])
    told = {c["semicolon_part"] for c in own if c["form"] in _TOLD}  # 改善条件，困难还很多
    return {c["semicolon_part"] for c in bare} - told


def _puts(text: str, clause: ClauseState) -> bool:
    """Tell whether a clause opens with what it does something to: 把培训摆上日程."""
    return clause["rule"] == _PUT and text.startswith(_PUTS, clause["start"])


def vote(kind: str, clause: ClauseState, context: Context) -> tuple[Status, StatusRule]:
    """Decide status and rule by the section, where no cue speaks.

    >>> from types import SimpleNamespace
    >>> vote("review", {"time_span": None, "form": "action"}, SimpleNamespace(modal=False, targeted=False, dated=False))
    ('achievement', 'section-review')
    """
    if kind in AHEAD:
        return "commitment", _BY_KIND[kind]
    if kind == "review":
        return "achievement", "section-review"
    if kind == "passage":
        return "commitment", "action-in-passage"
    if kind in ("situation", "front", "closing", "guiding"):
        dated = clause["time_span"] or context.due
        if context.targeted or (dated and clause["form"] != "negative" and kind in ("situation", "front")):
            return "commitment", "target-or-dated-action"
        return "background", _BY_KIND[kind]
    if context.modal or context.dated:
        return "commitment", "modal-or-time-in-unknown-section"
    if kind == "ordered":
        return "commitment", "order-goes-on"
    return "background", "nothing-in-unknown-section"
