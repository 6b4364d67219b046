"""Tell whether a time within a clause says which thing is meant, and not by when: 公布2022年版清单."""

from __future__ import annotations

from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.record_state import DeadlineState
from yinuo.nlp.state import ClauseState
from yinuo.rules import compile_re

# What ends in 的 and goes on is said of a noun. A form, so no table.
_NOUN_BEHIND = compile_re(r"[^，。；：、]{2,16}的(?=[^，。；：、])")
# The years in a bracket behind the title of a plan are those of its name: 规划（2020—2035年）. A form, so no table.
_NAMED_YEARS = compile_re(r"[》划要案动][（(][0-9]{4} ?年?[-—–－~至]{1,2}[0-9]{4} ?年?[）)]")
# What puts an object before its verb: grammar, no table.
_FRONTING = ("对", "将", "把")


def of_a_part(text: str, start: int, at: int) -> bool:
    """Tell whether a place stands in a bracket that counts a part: 30个（其中6月开工10个）, 20条（6月完成10条）."""
    inside = max(text.rfind(mark, start, at) for mark in "（(")
    if inside < 0 or inside < max(text.rfind(mark, start, at) for mark in "）)"):
        return False
    return text.startswith("其中", inside + 1) or shape("counts_by").match(text, at) is not None


def tells_which(text: str, time: DeadlineState, clause: ClauseState) -> bool:
    """Tell whether a time within a clause is part of a name or of what tells its object from others.

    2015年后产生的新增债务, 公布2022年版清单, 建立年底报告制度, “2019—2022年建设计划”, 水利规划（2020—2035年）.
    """
    if _in_a_quotation(text, time, clause) or _of_fronted(text, time, clause):
        return True
    if _NAMED_YEARS.match(text, max(clause["start"], time["start"] - 2), clause["end"]):
        return True
    if time["kind"] == "repeat" and _says_how(time, clause):
        return True
    if time["kind"] == "after":
        return _NOUN_BEHIND.match(text, time["end"], clause["end"]) is not None
    return _of_object(text, time, clause) or _of_named_year(text, time, clause)


def _in_a_quotation(text: str, time: DeadlineState, clause: ClauseState) -> bool:
    """Tell whether a time stands within a name in quotation marks: 按“一次审批、|按月救助”的方式; not “十四五”期间."""
    start, at = clause["start"], time["start"]
    return text.rfind("“", start, at) > text.rfind("”", start, at)


def _of_fronted(text: str, time: DeadlineState, clause: ClauseState) -> bool:
    """Tell whether a time tells which things an object before the verb means: 将每年的投入情况|报送财政部门."""
    start = clause["start"]
    fronted = text.startswith(_FRONTING, start) and time["end"] < clause["verb_start"]
    return fronted and shape("fronted_of_time").match(text, time["end"], clause["verb_start"]) is not None


def _says_how(time: DeadlineState, clause: ClauseState) -> bool:
    """Tell whether a recurrence says how (存量逐年减少), or what its noun is (细化每周|工程量)."""
    if time["text"].startswith("逐"):
        return True
    beside = time["start"] == clause["verb_start"] + len(clause["verb"])
    return beside and not clause["number_spans"] and clause["form"] == "action"


def _of_object(text: str, time: DeadlineState, clause: ClauseState) -> bool:
    """Tell whether a time within an object tells which one: 绘制|未来五年发展蓝图, 建立年初通气、|年底报告制度.

    A verb that takes a clause (确保, 推动) has a time of that clause's own behind it, and what is completed is so by
    its time: 完成2018年的任务.
    """
    start, end, behind = clause["start"], clause["end"], clause["verb_start"] + len(clause["verb"])
    if clause["form"] != "action" or not start <= clause["verb_start"] < behind <= time["start"]:
        return False
    row = grammar().verbs.get(clause["verb"])
    if (row is not None and row.control) or shape("holds_a_clause").match(text, start, end):
        return False
    if shape("system").fullmatch(text, time["end"], end):
        return True
    if shape("completes").search(text, start, time["start"]):
        return False
    if shape("named_by_year").match(text, time["end"], end):
        return True
    beside = time["start"] == behind and not any(number[0] == time["end"] for number in clause["number_spans"])
    return beside and shape("told_of_noun").fullmatch(text, time["end"], end) is not None


def _of_named_year(text: str, time: DeadlineState, clause: ClauseState) -> bool:
    """Tell whether a year or a stretch of years is that of a plan, a report or an edition: 编制2026年预算."""
    start, end = clause["start"], clause["end"]
    if end - time["end"] <= 1:
        return False
    if not shape("bare_year").fullmatch(time["text"]):
        planned = shape("stretch").fullmatch(time["text"]) is not None
        return planned and shape("about_year").search(text, start, time["start"]) is not None
    if shape("about_year").search(text, start, time["start"]):
        return True
    if time["text"][0].isdigit() or time["text"][0] in "“十":
        names = shape("year_document" if "完成" in clause["verb"] else "named_by_year")
        return names.match(text, time["end"], end) is not None
    return False
