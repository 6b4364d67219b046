"""Weigh the cues of a clause and of its sentence: what they say of its standing, and what speaks against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from yinuo.nlp.decisions.clause_context import Context
from yinuo.nlp.decisions.cues import Found
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser.bearers import BOUND
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.parser.item_marks import COUNT, FIRST, MARK
from yinuo.nlp.state import ClauseState
from yinuo.records import Status
from yinuo.rules import compile_re
from yinuo.structure.section_kinds import AHEAD

# The row of decisions/cues whose means is one at the head of its sentence.
FOCUS = "means-focus"
# The row whose means is an action of its own where it serves none: 发挥工会作用；….
ADVANTAGE = "means-advantage"
# What opens the call for results in honour of a day: grammar, no table.
_WITH = ("以", "用")
# A guiding idea right behind the opener of an item: a form, so no table.
_IDEA = "。以"
# What heads a list behind a guiding idea, and its first item: 以…为指导，重点抓好三项工作：一是…
_GUIDES = "为指导"
_LISTED = compile_re(f"：(?:{MARK}|{COUNT}是)")
# What says what a meeting is for, or what it said: grammar, no table.
_BELOW = ("以下", "如下", "下列", "下述", "方面")
_SAYS_WHAT = ("是", "任务", "目的", "印发")
# The works of a year that the people see, and the marks of the items that spell them out. Forms, so no table.
_WORKS = ("实事", "实事项目")
_CLOSES, _NEAR = ("", "。"), 12
_ITEM = compile_re(f"[。：；\\s]{{0,8}}+(?:{FIRST})")
# A sentence that looks back, though it stand in a plan: 。近年来，…. A form, so no table.
_LOOKS_BACK = compile_re("[。\\n](?:近年来|近[几两三]年来?|多年来|过去(?:一年|几年|五年)|去年以?来?)，")
# The modals of an order that follows its reason: grammar, no table.
_ORDERS = ("要", "必须", "务必", "一定要", "就要")
# What a meeting says may go on with orders, whatever it says of the state of things before: grammar, no table.
_SAYS = ("指出", "强调")


class Decision(NamedTuple):
    """Hold the status of a clause, the rule that decided and the cue's span.

    ``announces``: the cue speaks of what comes behind it.
    """

    status: Status | None
    rule: str
    start: int | None = None
    end: int | None = None
    announces: bool = False


class Case(NamedTuple):
    """Hold a cue, the clause that it is weighed for, and what is around it; ``kind`` is that of the section."""

    kind: str
    text: str
    clause: ClauseState
    context: Context
    found: Found


def by_cue(kind: str, text: str, clause: ClauseState, context: Context, found: Found) -> Decision | None:
    """Decide by a cue; None where the clause or its section speaks against it."""
    cue, case = found.cue, Case(kind, text, clause, context, found)
    against = SPEAKS_AGAINST.get(cue.name)
    if against is not None and against(case):
        return None
    if cue.effect in ("means", "ground") and not _is_means(case):
        return None
    if cue.effect == "achievement" and not _is_achieved(case):
        return None
    status: Status | None = cue.effect if cue.effect in ("achievement", "background") else None
    return Decision(status, cue.name, found.start, found.end, announces=cue.effect == "opener")


def _is_dated_or_named(case: Case) -> bool:
    return bool(case.clause["time_span"] or case.clause["actor_span"])


def _has_modal(case: Case) -> bool:
    return bool(case.clause["modal"])


def _is_ban(case: Case) -> bool:
    """Tell whether 了 stands in what nobody may do: 不能出了问题再补救."""
    return case.clause["form"] == "negative"


def _is_duty(case: Case) -> bool:
    """Tell whether a state is only what a duty speaks of: 存在错误的应当作出检查."""
    return case.clause["modal"].startswith(BOUND)


def _mends_or_must(case: Case) -> bool:
    """Tell whether a trouble is named only for what is to be done about it: 切实解决基础设施薄弱的问题."""
    start, end = case.clause["start"], case.clause["end"]
    return _is_duty(case) or shape("deals_with_trouble").match(case.text, start, end) is not None


def _must_hold(case: Case) -> bool:
    """Tell whether a rule says what another must hold: 规定应当包括责任条款."""
    start, end = case.clause["start"], case.clause["end"]
    return _has_modal(case) and shape("must_hold").match(case.text, start, end) is not None


def _is_no_call(case: Case) -> bool:
    """Tell whether a call is a target, or an order and what for: …增长7%，以优异成绩庆祝…; 要强化保障，以…成绩迎接…."""
    counted = case.kind in AHEAD and bool(case.clause["number_spans"])
    return counted or (case.context.modal and case.text.startswith(_WITH, case.found.start))


def _is_result(case: Case) -> bool:
    """Tell whether what a project costs is the result of a review, or what is to be spent."""
    return case.kind not in AHEAD or _has_modal(case)


def _goes_on_with_tasks(case: Case) -> bool:
    """Tell whether a sentence on a meeting goes on with what must be done, and does not say what the meeting is for."""
    says = case.text.endswith(_SAYS, case.found.start, case.found.end)
    return case.context.modal and (says or not _explains(case))


def _is_guided_target(case: Case) -> bool:
    """Tell whether a guiding idea only leads up to a target, or to what an item does: 1.加强学习。以…为指导，开展…."""
    start, end, at = case.found.start, case.found.end, case.clause["start"]
    if case.text.find(_GUIDES, start, end) >= 0 and _LISTED.search(case.text, end, at):
        return True
    if case.kind not in AHEAD:
        return False
    within = case.text.startswith(_IDEA, start - 1) and at > end
    return (bool(case.clause["number_spans"]) and _has_modal(case)) or within


def _explains(case: Case) -> bool:
    """Tell whether what is said of a meeting goes on to say what it is for: 这次会议的主要任务是|…."""
    return any(case.text.find(word, case.found.start, case.clause["start"]) >= 0 for word in _SAYS_WHAT)


def _is_urged(case: Case) -> bool:
    """Tell whether what the cue of an honour speaks of is still to be won: 支持高校入选一流工程, 确保产量居全国前列."""
    row = grammar().verbs.get(case.clause["verb"])
    aimed = shape("aims_at").match(case.text, case.clause["start"], case.clause["end"]) is not None
    return case.context.modal or (case.kind in AHEAD and (aimed or (row is not None and row.control)))


def _is_counted(case: Case) -> bool:
    """Tell whether a task or target has a number, whatever it is good for: 赤字率按2.8%安排，有利于财政可持续."""
    return case.kind in AHEAD and bool(case.clause["number_spans"])


def _is_due(case: Case) -> bool:
    return case.context.modal or bool(case.context.due) or case.kind in AHEAD


def _names_none(case: Case) -> bool:
    """Tell whether so many works stand amid other acts, or come every year: 办好60项民生实事，解决群众难题.

    What says 以下 or 如下 always leads to what follows.
    """
    text, clause = case.text, case.clause
    if any(text.find(word, clause["start"], clause["end"]) >= 0 for word in _BELOW):
        return False
    if text.find("每年", clause["start"], case.found.start) >= 0:
        return True
    amid = clause["end_mark"] == "，" and case.context.has_following_action
    return case.kind in AHEAD and (amid or _stands_alone(case))


def _stands_alone(case: Case) -> bool:
    """Tell whether works for the people close a sentence amid a paragraph, and no items behind spell them out."""
    text, clause = case.text, case.clause
    if case.context.first and text.rfind("。", max(0, clause["start"] - _NEAR), clause["start"]) < 0:
        return False
    named = text.endswith(_WORKS, clause["start"], clause["end"]) and clause["end_mark"] in _CLOSES
    return named and _ITEM.match(text, clause["end"]) is None


def _lists_none(case: Case) -> bool:
    """Tell whether no item follows so many measures: then they are what is to be done. 出台20条措施，优化服务."""
    return _ITEM.match(case.text, case.clause["end"]) is None


def _is_the_act(case: Case) -> bool:
    """Tell whether a clause is what must be done for a goal, and not the goal: 完成全年目标，必须|稳住投资."""
    return bool(case.clause["start"] >= case.found.end)


def _stands_before(case: Case) -> bool:
    """Tell whether a clause stands before what makes the rest of its sentence no order: 要管好源头，|只有…，才能…."""
    return bool(case.clause["start"] < case.found.start)


def _is_no_outcome(case: Case) -> bool:
    """Tell whether a clause is no part of a reason: it stands before 只有…，才能…, or orders behind it."""
    bound = case.clause["modal"] in _ORDERS and case.clause["start"] > case.found.end
    return bound or _stands_before(case)


def _is_a_target(case: Case) -> bool:
    return bool(case.context.targeted) or case.kind in AHEAD


# What speaks against the cue of one row of decisions/cues.
SPEAKS_AGAINST: Mapping[str, Callable[[Case], bool]] = {
    "opener-announces": _names_none,
    "opener-so-many-respects": _names_none,
    "opener-so-many-works": _names_none,
    "opener-so-many-measures": _lists_none,
    "opener-stated-goal": _is_dated_or_named,
    "opener-goal-first": _is_the_act,
    "background-heeds": _has_modal,
    "achievement-honoured": _is_urged,
    "achievement-already": _has_modal,  # 对已经出台的政策，都要制定办法: the order is what counts
    "achievement-accumulated": _is_due,
    "achievement-same-period": _is_a_target,
    "achievement-done": _is_ban,
    "background-favours": _is_counted,
    "background-only-so": _is_no_outcome,
    "background-said-before": _stands_before,
    "background-comes-to-see": _is_the_act,
    "background-its-aim": _is_no_outcome,
    "background-so-strong": _has_modal,
    "background-document-says": _has_modal,
    "background-studies-together": _has_modal,
    "background-state-verb": _must_hold,
    "background-possesses": _must_hold,
    "background-practises": _must_hold,
    "background-has": _is_duty,
    "background-faces": _mends_or_must,
    "background-falls-short": _mends_or_must,
    "background-grows-harder": _mends_or_must,
    "background-closing-call": _is_no_call,
    "background-project-cost": _is_result,
    "background-talks": _has_modal,
    "background-meeting": _goes_on_with_tasks,
    "background-meeting-did": _has_modal,
    "background-guiding-idea": _is_guided_target,
}


def _is_means(case: Case) -> bool:
    """Tell whether a ground is only a means: an action or targets follow it, or it is too short to be one itself."""
    text, clause, cue = case.text, case.clause, case.found.cue
    if cue.name == ADVANTAGE:
        return case.context.serves
    firm = clause["modal"] in grammar().uses["firm"]
    if firm and shape("followed_principles").match(text, clause["start"], clause["end"]):
        return False
    if cue.effect == "ground" and _leads_to_act(text, clause):
        return False
    grounds = cue.effect == "ground" or (cue.name == FOCUS and case.context.first) or case.context.targeted
    ground = clause["end_mark"] == "，" and grounds
    short: bool = clause["end"] - clause["start"] <= 6
    return ground or case.context.has_following_action or short


def _leads_to_act(text: str, clause: ClauseState) -> bool:
    """Tell whether an action follows its ground without a comma, whatever is named before: 规定应根据情况确定渠道."""
    if clause["rule"] == "phrase-before-verb":
        return True
    if clause["rule"] == "verb-and-object" and shape("by_office").match(text, clause["start"], clause["verb_start"]):
        return True
    ground = text.startswith(clause["verb"], clause["start"])
    return clause["rule"] == "topic-then-action" and clause["modal"] in grammar().uses["firm"] and not ground


def _is_achieved(case: Case) -> bool:
    """Tell whether a cue of the past for a whole sentence holds: no modal, and no section of plans, is against it."""
    if case.found.cue.scope != "sentence":
        return True
    planned = case.kind in AHEAD and not _LOOKS_BACK.match(case.text, case.found.start - 1)
    return not (case.context.modal or planned)
