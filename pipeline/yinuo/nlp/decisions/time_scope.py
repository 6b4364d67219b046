"""Decide how far a time governs the clauses behind it, and write their ``governing_time``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, TypeAlias

from yinuo.nlp.decisions.labels import specificity
from yinuo.nlp.decisions.named_times import of_a_part, tells_which
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.decisions.trailing_time import share_closing_date
from yinuo.nlp.parser.item_marks import CIRCLED, COUNT, MARK, NUMBER_IN_BRACKETS, POINTED
from yinuo.nlp.record_state import DeadlineState
from yinuo.nlp.state import ClauseState, LineState, within

Source: TypeAlias = Literal["explicit", "inherited"]
# Kinds of time that are no deadline: they lie behind, or name an hour.
NO_DEADLINE = frozenset(("past", "base", "length", "mention"))
TARGETS = frozenset(("result", "measure"))

# Marks of items in one list, or dashes; （一） and 一、 mark sections. A form, so no table.
_ITEM = re.compile(f"[ 　]{{0,4}}(?:—{{1,2}}|-{{2}})|{COUNT}[是要]|{NUMBER_IN_BRACKETS}|{CIRCLED}|{POINTED}")
# In a list of works (十件实事) they number items too. A form, so no table.
_OUTER_ITEM = re.compile(f"[ 　]{{0,4}}(?:{MARK}|第{COUNT}[，、])|{_ITEM.pattern}")
# What parts two clauses that no 、 or 和 joins: marks, so no table.
_PART = re.compile("[，,；]")


def is_item(text: str, line: LineState, *, works: bool = False) -> bool:
    """Tell whether a line is an item of a list: 一是…; (1)…; 1.…; ——…; of one of ``works`` also 一、… and （一）…."""
    mark = _OUTER_ITEM if works else _ITEM
    return mark.match(text, line["begins"], line["end"]) is not None


class TimeScope:
    """Gives clauses ``governing_time``: (index of the time, source) or None; ``line`` first, then its sentences.

    Three kinds of time govern later sentences of their paragraph: that of an opener (今年，要实施“暖心行动”。), up to
    the next time; 到2025年, over results and under goals, where 2025年，… does so too; and one in front of a target
    without a comma (今年赤字率拟按4%安排), as long as the sentences go on with targets. An opener that ends its
    paragraph governs the paragraphs right below that are its numbered items.
    """

    def __init__(self, text: str, times: Sequence[DeadlineState]) -> None:
        self.text, self.times = text, times
        self.index = {(t["start"], t["end"]): i for i, t in enumerate(times)}
        self.starts = [t["start"] for t in times]
        self.paragraph: int | None = None
        self.until: int | None = None
        self.year: int | None = None
        self.targets: int | None = None
        self.items: int | None = None
        self.said: int | None = None
        self.works = False  # the items are works done for the people: 十件实事

    def line(self, *, item: bool = False) -> None:
        """Begin a new line: no time of those before it governs, but over an ``item`` that of its list's opener."""
        self.items = self.items if item else None
        self.paragraph, self.until, self.year = self.items, None, None
        self.targets, self.said = None, None

    def sentence(self, clauses: Sequence[ClauseState], *, goals: bool = False) -> None:
        """Set the clauses' ``governing_time``; under a heading of ``goals`` 到2025年 governs all that follow."""
        current: int | None = None
        beside: int | None = None
        opens = clauses[0] if clauses else None
        part, first, end = -1, False, opens["start"] if opens else 0
        told: ClauseState | None = None
        how: Source = "explicit"
        listed = self.targets if self.targets is not None and clauses and all(_is_target(c) for c in clauses) else None
        for clause in clauses:
            lead = self._lead(clause)
            if lead is not None and self._is_frequency(lead):
                beside, lead = lead, None
            elif beside is not None and _PART.search(self.text, end, max(end, clause["start"])):
                beside = None
            end = clause["end"]
            if lead is not None:
                ahead = clause is opens or (current is None and self._leads_all(lead, clauses, clause))
                current, part, first, how = lead, clause["semicolon_part"], ahead and not self._is_end(lead), "explicit"
                told = clause
            elif current is None and self.said is not None and self._says_goals(clause):
                current, part, first, how = self.said, clause["semicolon_part"], True, "inherited"
            elif current is not None and (
                (not first and clause["semicolon_part"] != part) or self._stops(current, told, clause)
            ):
                current, first = None, False
            told = clause if told is not None and told["form"] == "lead" else told
            inside = lead if lead is not None else beside if beside is not None else self._inside(clause)
            if lead is None and inside is not None and self._aimed(clause, inside):
                current, part, first, how = inside, clause["semicolon_part"], False, "explicit"
            if inside is not None:
                clause["governing_time"] = (inside, "explicit")
            elif current is not None:
                clause["governing_time"] = (current, how)
            else:
                governs = self._inherited(clause, goals=goals, listed=listed)
                clause["governing_time"] = None if governs is None else (governs, "inherited")
            self.said = self._of_the_year(clause) if clause["form"] == "state" and lead is None else self.said
        share_closing_date(self.text, clauses)
        self._leave(clauses, current if first else None, listed)

    def _inherited(self, clause: ClauseState, *, goals: bool, listed: int | None) -> int | None:
        """The time of a sentence before this one that governs a clause without any."""
        if self.paragraph is not None:
            return self.paragraph
        if self.until is not None and (goals or clause["form"] in TARGETS):
            return self.until
        return self.year if goals and self.year is not None else listed

    def _leads_all(self, number: int, clauses: Sequence[ClauseState], clause: ClauseState) -> bool:
        """Tell whether what stands before a year only leads to it: 围绕上述目标，|今年重点抓好四件事：…."""
        before = [c for c in clauses if c["start"] < clause["start"]]
        if any(c["status"] is not None or c["form"] in TARGETS for c in before):
            return False
        told = self._text(number)
        return told.startswith(("到", "至")) or shape("bare_year").fullmatch(told) is not None

    def _says_goals(self, clause: ClauseState) -> bool:
        """Tell whether the words right before a clause announce targets: 主要预期目标是：|财政收入增长7%."""
        start = clause["start"]
        return shape("goals").search(self.text, max(0, start - 16), start) is not None

    def _of_the_year(self, clause: ClauseState) -> int | None:
        """Give the year of which a clause says what it is: 今年是“十五五”开局之年."""
        start, end = clause["time_span"] or (-1, -1)
        number = self._usable(self.index.get((start, end)))
        return self.said if number is None or not shape("bare_year").fullmatch(self._text(number)) else number

    def _leave(self, clauses: Sequence[ClauseState], leading: int | None, listed: int | None) -> None:
        """What a sentence leaves to the next one; ``leading`` is the time that opens it and still governs its end."""
        opens = clauses[0] if clauses else None
        told = None if opens is None else self._lead(opens)
        dated = opens is not None and bool(opens["time_span"]) and not (told is not None and self._is_frequency(told))
        self.targets = listed
        if opens is not None and (dated or leading is not None):
            # 到 and 至 are one-character prepositions: grammar, no table.
            self.until = leading if leading is not None and self._text(leading).startswith(("到", "至")) else None
            self.year = leading if self._is_year_apart(leading) else None
            bare = leading is not None and not self.text.startswith(("，", ","), self.times[leading]["end"])
            self.targets = leading if bare and all(_is_target(c) for c in clauses) else None
        opened = bool(clauses) and self.text[clauses[-1]["end"] - 1] in "：:"  # 到2025年，主要预期目标是：
        opened = opened or (leading is not None and self._states_goals(leading, clauses))  # 2025年，主要目标是：…。
        if leading is not None and (opened or any(c["announces"] or c["end_mark"] == "：" for c in clauses)):
            self.paragraph = leading
            last = next((c for c in reversed(clauses) if c["form"] != "lead"), clauses[-1])
            self.items = leading if opened or last["announces"] or last["end_mark"] == "：" else None
            self.works = self.text.find("实事", clauses[0]["start"], last["end"]) >= 0
        elif dated and not self._is_opener_again(leading):
            self.paragraph = None

    def _is_year_apart(self, leading: int | None) -> bool:
        """Tell whether a year and a comma open a sentence: 2031年，…, which under a heading of goals dates them all."""
        if leading is None or not self.text.startswith(("，", ","), self.times[leading]["end"]):
            return False
        return shape("bare_year").fullmatch(self._text(leading)) is not None

    def _states_goals(self, leading: int, clauses: Sequence[ClauseState]) -> bool:
        """Tell whether the words behind a time say that goals follow at once: 2025年，主要目标是：|建设村庄310个。."""
        at = self.times[leading]["end"]
        first = next((c["start"] for c in clauses if c["form"] != "lead" and c["start"] > at), at)
        return (
            first > at
            and self.text.find("目标", at, first) > 0
            and shape("goals").search(self.text, at, first) is not None
        )

    def _is_opener_again(self, leading: int | None) -> bool:
        """Whether a sentence names again the time of its paragraph's opener: 今年抓好三项工作。…今年改造600万套。"""
        if leading is None or self.paragraph is None:
            return False
        told, opener = self.times[leading], self.times[self.paragraph]
        return (told["from"], told["to"]) == (opener["from"], opener["to"]) != (None, None)

    def _is_frequency(self, number: int) -> bool:
        """Tell whether a time says how often one thing is done (and what 、 joins to it): 每年培训教师, not 每年，…."""
        time = self.times[number]
        apart = self.text.startswith(("，", ","), time["end"])
        return time["kind"] == "repeat" and time["from"] is None and not apart

    def _is_end(self, number: int) -> bool:
        """Tell whether a time says by when its own action ends, and no more behind ；: 3月底前完成升级；….

        So does a term that an event opens: 自受理之日起|3日内，作出决定；….
        """
        time = self.times[number]
        if time["duration"] and time["start"] and self.text[time["start"] - 1] in "起的后":
            return True
        by = time["from"] is None and time["to"] is not None and self.text[time["end"] - 1] in "前内底末"
        return (
            by
            and not self._text(number).startswith(("到", "至"))
            and not self.text.startswith(("，", ","), time["end"])
        )

    def _stops(self, number: int, told: ClauseState | None, clause: ClauseState) -> bool:
        """Tell whether a time governs no more from a clause on.

        A day that its own action ends by is not that of an act without an end behind it (6月底前组建机构，|强化责任),
        a term not that of another case (3日内作出决定，协商不成的，|…), and a time of which something is only told not
        that of what is to be done (今年毕业生820万人，要|促进就业).
        """
        time = self.times[number]
        case = clause["reason"] == "condition" or self._is_case(clause)
        if time["duration"] and (case or clause["form"] == "negative"):
            return True
        if told is not None and told is not clause and clause["modal"] and _only_told(told):
            return True
        if not self._is_end(number) or time["duration"] or clause["form"] == "lead" or clause["number_spans"]:
            return False
        start = clause["start"]
        span = self.text[start : clause["end"]]
        return specificity(span, 0, verb_at=clause["verb_start"] - start).label == "directional"

    def _is_case(self, clause: ClauseState) -> bool:
        """Tell whether a clause names those to whom what follows is done: 三个月内未修复的，…."""
        return not clause["form"] and self.text[clause["end"] - 1] == "的"

    def _text(self, number: int) -> str:
        return self.times[number]["text"]

    def _lead(self, clause: ClauseState) -> int | None:
        if clause["time_span"] is None or self._is_case(clause):
            return None
        states = clause["form"] == "state" and clause["end_mark"] != "："
        if states and shape("goals").search(self.text, clause["start"], clause["end"]) is None:
            return None  # 今年是关键之年; 今年的预期目标是，|新增就业900万人 leads
        return self._usable(self.index.get((clause["time_span"][0], clause["time_span"][1])))

    def _inside(self, clause: ClauseState) -> int | None:
        first = bisect_left(self.starts, clause["start"])
        if first == len(self.starts) or self.starts[first] >= clause["end"]:
            return None
        told = within(self.times, clause["start"], clause["end"])
        whole = [i for i in told if not of_a_part(self.text, clause["start"], self.times[i]["start"])]
        usable = (i for i in whole if self._usable(i) is not None)
        return next((i for i in usable if not tells_which(self.text, self.times[i], clause)), None)

    def _aimed(self, clause: ClauseState, number: int) -> bool:
        """Tell whether a time has only a word of aim or 自 before it: 争取|三年内建成园区，带动就业.

        Behind 自 there may be a row of events: 自设立、变更或者注销登记之日起二十日内，报送信息.
        """
        start, time = clause["start"], self.times[number]
        if time["duration"] and time["end"] == clause["end"] and self.text.startswith("自", start):
            return True
        return shape("aims").fullmatch(self.text, start, time["start"]) is not None

    def _usable(self, i: int | None) -> int | None:
        return None if i is None or self.times[i]["kind"] in NO_DEADLINE else i


def _only_told(clause: ClauseState) -> bool:
    """Whether a clause tells something that nobody promises: 高校毕业生820万人, 大会在郑州召开."""
    return clause["status"] not in (None, "commitment") or not clause["form"]


def _is_target(clause: ClauseState) -> bool:
    """Whether a clause names a target or its measure: 财政支出超过23万亿元, 增长6.5%, 对地方转移支付增长10%."""
    if clause["form"] == "lead" or not clause["number_spans"]:
        return clause["form"] == "lead"
    behind = clause["verb_start"] + len(clause["verb"])
    measured = clause["verb_start"] > clause["start"] and any(n[0] == behind for n in clause["number_spans"])
    return clause["form"] in TARGETS or measured
