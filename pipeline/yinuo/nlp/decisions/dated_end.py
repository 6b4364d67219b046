"""Decide whether an action ends by the day that its deadline names."""

from __future__ import annotations

from yinuo.nlp.decisions.labels import DATED_TYPES, LEFT_TO_OTHERS, action_type, specificity
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.record_state import DeadlineState
from yinuo.nlp.state import ClauseState

# What a time ends in that names the last day of something: grammar, no table.
_DAY_ENDS = ("底", "前")
# What a time shorter than a year ends in, which a label sets for the end: 完成时限：2031年9月.
_SHORT_TIMES = ("月", "月份", "季度", "半年", "旬", "日")
# Rows of decisions/specificity that no time behind an item outdoes.
_DEGREES = ("does-better-what-is-done", LEFT_TO_OTHERS, "make-strong", "wards-off", "strictly")
# Units of a term so short that whatever is due within it has an end: P20D, P3M, PT24H; what betters in years has none.
_TERM_ENDS = ("内", "前")
_SHORT, _YEARS = ("D", "W", "M", "H"), "Y"
_YEARS_END = (*_TERM_ENDS, "时间")
# The type of verbs of what is reached, which years end as they do what is built: 三年内实现全覆盖.
_REACHES = frozenset(("achieve",))


def dated_end(clause: ClauseState, deadline: DeadlineState | None, span: str) -> bool:
    """Tell whether a day is named by which something with an end is done: 年底前完成调查, 每年3月底前公布结果.

    A day set for the action, in its sentence or behind its item, counts whatever the verb, unless it only goes on
    (持续推进). A stretch of time (年内) counts for its own clause, and only where the verb has an end.
    A year counts whatever the verb, where the text says it: 到2035年，应急体系更加完善. A term of days or months does
    so too, but no ban and nothing that goes on: 自受理之日起20日内作出决定; one of years but for what only betters.
    What becomes of a subject by a time of its own does: 综合体年内营业, 年底前确权登记基本完成.
    """
    if deadline is not None and (_is_term(clause, deadline) or _in_years(clause, deadline, span)):
        return shape("goes_on").match(span) is None
    if deadline is not None and deadline["to"] and deadline["text"].startswith(("到", "至")):
        stated = deadline["source"] in ("explicit", "inherited")
        return stated and shape("goes_on").match(span) is None
    if deadline is not None and (_closes(clause, deadline, span) or _comes_true(clause, deadline)):
        return shape("goes_on").match(span) is None
    if deadline is None or clause["form"] != "action" or action_type(clause["verb"]) not in DATED_TYPES:
        return False
    by_a_day = deadline["repeat"] or (deadline["from"] is None and deadline["to"] is not None)
    own = clause["time_span"] is not None or clause["start"] <= deadline["start"] < clause["end"]
    named = deadline["text"].endswith("前") or (own and deadline["text"].endswith("内"))
    return bool(by_a_day) and named and deadline["source"] == "explicit"


def _closes(clause: ClauseState, deadline: DeadlineState, span: str) -> bool:
    """Tell whether a day is set for the action, in its sentence or behind its item: （X牵头，6月底完成）.

    A time behind an item ends none of its degrees, nor what it leaves to others: 提升服务能力, 支持企业建设平台.
    """
    if clause["form"] != "action" or deadline["to"] is None:
        return False
    behind = deadline["start"] >= clause["end"]
    if behind and clause["duty_time"] is not None and _only_betters(clause, span):
        return False
    if deadline["from"] is not None:
        return behind and clause["duty_time"] is not None and deadline["text"].endswith(_SHORT_TIMES)
    return (behind or deadline["source"] == "explicit") and deadline["text"].endswith(_DAY_ENDS)


def _comes_true(clause: ClauseState, deadline: DeadlineState) -> bool:
    """Tell whether what becomes of a subject has a time of its own: 新院区上半年开诊, 年底前确权基本完成."""
    if clause["form"] != "result" or deadline["source"] != "explicit" or deadline["repeat"]:
        return False
    return deadline["text"].endswith((*_DAY_ENDS, *_SHORT_TIMES, "内"))


def _only_betters(clause: ClauseState, span: str) -> bool:
    """Tell whether an action does better what is done, or has others act, by the rows of specificity."""
    rule = specificity(span, 0, verb_at=clause["verb_start"] - clause["start"]).rule
    return rule in _DEGREES and shape("pushes").match(span) is None


def _is_term(clause: ClauseState, deadline: DeadlineState) -> bool:
    """Tell whether words of the text give the action some days, weeks or months: 三个工作日内."""
    term = deadline["duration"] or ""
    stated = deadline["text"].endswith(_TERM_ENDS) and deadline["source"] in ("explicit", "inherited")
    return stated and term.endswith(_SHORT) and clause["form"] not in ("negative", "measure")


def _in_years(clause: ClauseState, deadline: DeadlineState, span: str) -> bool:
    """Tell whether words of the text give so many years for an end: 三年内完成改造, 用5年时间，新型机制更加完善."""
    term = deadline["duration"] or ""
    stated = deadline["text"].endswith(_YEARS_END) and deadline["source"] in ("explicit", "inherited")
    if not stated or not term.endswith(_YEARS):
        return False
    acts = clause["time_span"] is not None or action_type(clause["verb"]) in DATED_TYPES | _REACHES
    return clause["form"] == "result" or (clause["form"] == "action" and acts and not _only_betters(clause, span))
