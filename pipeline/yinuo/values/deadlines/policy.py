"""Resolve times of the policy calendar: plan periods, congresses, terms of office."""

from __future__ import annotations

import re

from yinuo.values.deadlines.grammar import Grammar
from yinuo.values.deadlines.points import Time
from yinuo.values.numerals import small_number
from yinuo.values.policy_calendar import Date, Days, day_of, events, plans, term_end


def plan_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time | None:
    """“十四五”期间, 第七个五年计划末, “十五五”后三年."""
    row = plans()[m["plan_name"] or m["plan_ordinal"] or m["plan_lead"]]
    first, last = row.first, row.last
    part = m["plan_part"] or ""
    if m["plan_lead"] and text[max(0, m.start() - 1) : m.start()] not in ("", "。", "；", "\n", " ", "在", "：", "”"):
        return None
    if m["plan_years"]:
        count = small_number(m["plan_years"])
        first, last = (first, first + count - 1) if m["plan_side"] == "前" else (last - count + 1, last)
    time = Time(m.start(), m.end(), Days(day_of(first, 1, 1), day_of(last, 12, 31)), named=True)
    time.opens = part.endswith(("末", "末期")) or (not part and m[0].endswith(("末", "内")))
    if part == "以来":
        time.kind, time.days = "past", Days(time.days.first, None)
    return time


def event_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time:
    """党的二十大前, 到建军一百年时: only beside a bound word."""
    day = events()[m["event"]]
    time = Time(m.start(), m.end(), Days(day, day), single=True, feast=True, named=True, needs_bound=True)
    if text.startswith("时", m.end()):
        time.end, time.opens, time.needs_bound = m.end() + 1, True, False
    return time


def term_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time:
    """本届政府任期内: to the end of the State Council's term."""
    return Time(m.start(), m.end(), Days(None, term_end(ref) if ref else None), opens=True, named=True)
