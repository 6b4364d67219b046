"""Decide how far a time governs the clauses behind it, and write their ``governing_time``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from yinuo.nlp.decisions.clause_times import TARGETS, ClauseTimes
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.decisions.trailing_time import share_closing_date
from yinuo.nlp.parser.item_marks import CIRCLED, COUNT, MARK, NUMBER_IN_BRACKETS, POINTED
from yinuo.nlp.record_state import DeadlineState
from yinuo.nlp.state import ClauseState, LineState
from yinuo.rules import compile_re

Source: TypeAlias = Literal["explicit", "inherited"]
# Marks of items in one list, or dashes; （一） and 一、 mark sections. A form, so no table.
_ITEM = compile_re(f"[ 　]{{0,4}}(?:—{{1,2}}|-{{2}})|{COUNT}[是要]|{NUMBER_IN_BRACKETS}|{CIRCLED}|{POINTED}")
# In a list of works (十件实事) they number items too. A form, so no table.
_OUTER_ITEM = compile_re(f"[ 　]{{0,4}}(?:{MARK}|第{COUNT}[，、])|{_ITEM.pattern}")
# An item that is counted, and the first: forms, so no table.
_COUNTED, _FIRST = compile_re(f"{COUNT}是"), "一是"
# Among so many clauses at its head a sentence on a budget names a line of it.
_GROUNDS_BEFORE = 4
# What parts two clauses that no 、 or 和 joins: marks, so no table.
_PART = compile_re("[，,；]")


def is_item(text: str, line: LineState, *, works: bool = False) -> bool:
    """Tell whether a line is an item of a list: 一是…; (1)…; 1.…; ——…; of one of ``works`` also 一、… and （一）…."""
    mark = _OUTER_ITEM if works else _ITEM
    return mark.match(text, line["begins"], line["end"]) is not None


@dataclass(slots=True)
class Reach:
    """Hold the time that governs from one clause of a sentence on to the next.

    ``part``: the stretch between ； that it stands in, beyond which it reaches only as the ``first``; ``told``: the
    clause that opens with it; ``beside``: a time that says how often something is done; ``end``: of the last clause;
    ``outer``: the first time, while another governs a part of what it reaches.
    """

    time: int | None = None
    part: int = -1
    first: bool = False
    how: Source = "explicit"
    told: ClauseState | None = None
    beside: int | None = None
    end: int = 0
    outer: tuple[int, Source] | None = None

    def govern(self, time: int, clause: ClauseState, *, first: bool = False, how: Source = "explicit") -> None:
        """Let a time govern from a clause on."""
        self.outer = (self.time, self.how) if self.first and not first and self.time is not None else self.outer
        self.time, self.part, self.first, self.how = time, clause["semicolon_part"], first, how

    def give_way(self, clause: ClauseState) -> None:
        """Let the time govern no more from a clause on; behind ； the first one goes on."""
        self.time, self.first = None, False
        if self.outer is not None and clause["semicolon_part"] != self.part:
            (time, how), self.outer = self.outer, None
            self.govern(time, clause, first=True, how=how)

    def governs(self) -> tuple[int, Source] | None:
        """Give the time that governs, and whether it is one of this sentence."""
        return None if self.time is None else (self.time, self.how)


class TimeScope:
    """Gives clauses ``governing_time``: (index of the time, source) or None; ``line`` first, then its sentences.

    Three kinds of time govern later sentences of their paragraph: that of an opener (今年，要实施“暖心行动”。), up
    to the next time; 到2025年, over results and under goals, where 2025年，… and 2025年粮食产量达到90万吨 do too;
    and one in front of a target without a comma (今年赤字率拟按4%安排), as long as the sentences go on with targets
    or open with money. An opener that ends its paragraph governs the paragraphs right below that are its numbered
    items.
    """

    def __init__(self, text: str, times: Sequence[DeadlineState]) -> None:
        self.text, self.times = text, ClauseTimes(text, times)
        self.paragraph: int | None = None
        self.until: int | None = None
        self.year: int | None = None
        self.targets: int | None = None
        self.items: int | None = None
        self.said: int | None = None
        self.of_stage: int | None = None
        self.goals = False  # the paragraph has said that goals follow: 主要目标是：到2030年，…
        self.works = False  # the items are works done for the people: 十件实事
        self.goes_on_below = False  # the line ends in 目标是：, and what stands right below is its end

    def line(self, *, item: bool = False, same: bool = False) -> None:
        """Begin a new line: no time of those before it governs, but over an ``item`` that of its list's opener.

        One that is the ``same`` paragraph still keeps the year that was spoken of.
        """
        said = self.said if same else None
        self.items = self.items if item else None
        self.paragraph, self.until, self.year = self.items, None, None
        self.targets, self.said, self.of_stage, self.goes_on_below = None, said, None, False
        self.goals = False

    def stage(self, start: int, end: int) -> None:
        """Note the time of the stage that a paragraph opens with, which governs what no other does.

        自查阶段（4月1日至30日）。… A year whose guiding thought it opens with is that of the goals behind it.
        """
        asked = self.times.asked_of(start, end)
        self.said = self.said if asked is None else asked
        opens = shape("stage").match(self.text, start, end)
        number = None if opens is None else self.times.bracketed(opens.end())
        self.of_stage = self.of_stage if number is None else number

    def sentence(self, clauses: Sequence[ClauseState], *, goals: bool = False) -> None:
        """Set the clauses' ``governing_time``; under a heading of ``goals`` 到2025年 governs all that follow."""
        listed = self.targets if self._lists_on(clauses) else None
        reach = Reach()
        for clause in clauses:
            lead = self._lead(reach, clause)
            self._move(reach, lead, clauses, clause)
            inside = lead if lead is not None else reach.beside
            inside = self.times.inside(clause) if inside is None else inside
            if lead is None and inside is not None and self.times.is_aimed(clause, inside):
                reach.govern(inside, clause)
            clause["governing_time"] = (inside, "explicit") if inside is not None else reach.governs()
            if clause["governing_time"] is None:
                clause["governing_time"] = self._inherited(clause, goals=goals, listed=listed)
            if clause["form"] == "state" and lead is None:
                year = self.times.of_the_year(clause)
                self.said = self.said if year is None else year
        share_closing_date(self.text, clauses)
        self._leave(clauses, reach.time if reach.first else None, listed)

    def _lead(self, reach: Reach, clause: ClauseState) -> int | None:
        """The time that a clause opens with; of one that says how often, note that it stands beside what 、 joins."""
        lead = self.times.lead(clause)
        if lead is not None and self.times.is_frequency(lead):
            reach.beside, lead = lead, None
        elif reach.beside is not None and _PART.search(self.text, reach.end, max(reach.end, clause["start"])):
            reach.beside = None
        reach.end = clause["end"]
        return lead

    def _move(self, reach: Reach, lead: int | None, clauses: Sequence[ClauseState], clause: ClauseState) -> None:
        """Let the time that a clause opens with govern from here on, or the one before it no more."""
        if lead is not None:
            ahead = clause is clauses[0] or (reach.time is None and self.times.leads_all(lead, clauses, clause))
            ahead = ahead or self.times.says_goals_at(self.times.times[lead]["start"])  # 五年目标是：到2030年，…；…
            reach.govern(lead, clause, first=ahead and not self.times.is_end(lead))
            reach.told = clause
        elif reach.time is None and self.said is not None and self.times.says_goals(clause):
            reach.govern(self.said, clause, first=True, how="inherited")
        elif reach.time is not None and (
            (clause["semicolon_part"] != reach.part and (not reach.first or self._is_next_item(reach.time, clause)))
            or (self._parted(reach.told, clause) and self.times.stops(reach.time, reach.told, clause))
        ):
            reach.give_way(clause)
        if reach.told is not None and reach.told["form"] == "lead":
            reach.told = clause

    def _is_next_item(self, number: int, clause: ClauseState) -> bool:
        """Whether a clause opens an item beside that of the time: 一是今年建设公园；|二是…, not 今年，一是…；|二是…."""
        start = clause["start"]
        counted = _COUNTED.match(self.text, clause["reading_start"], start) is not None
        return counted and self.text.find(_FIRST, self.times.times[number]["end"], start) < 0

    def _parted(self, told: ClauseState | None, clause: ClauseState) -> bool:
        """Tell whether more than 、 stands between the clause that opens with a time and another."""
        return told is None or _PART.search(self.text, told["end"], max(told["end"], clause["start"])) is not None

    def _inherited(self, clause: ClauseState, *, goals: bool, listed: int | None) -> tuple[int, Source] | None:
        """The time of a sentence before this one that governs a clause without any."""
        goals = goals or self.goals
        governs = self.year if goals and self.year is not None else listed
        if self.until is not None and (goals or clause["form"] in TARGETS):
            governs = self.until
        governs = governs if self.paragraph is None else self.paragraph
        governs = self.of_stage if governs is None else governs
        return None if governs is None else (governs, "inherited")

    def _leave(self, clauses: Sequence[ClauseState], leading: int | None, listed: int | None) -> None:
        """What a sentence leaves to the next one; ``leading`` is the time that opens it and still governs its end."""
        opens, times = clauses[0] if clauses else None, self.times
        told = None if opens is None else times.lead(opens)
        dated = opens is not None and bool(opens["time_span"]) and (told is None or not times.is_frequency(told))
        self.targets = listed
        if leading is not None and times.says_goals_at(times.times[leading]["start"]):
            self.goals = True
        if opens is not None and (dated or leading is not None):
            self.until = leading if leading is not None and times.is_until(leading) else None
            bare = leading is not None and not times.is_apart(leading) and self._lists(leading, clauses)
            dates_all = leading is not None and times.is_year(leading, apart=not bare)
            self.year = leading if dates_all or self._names_again(leading, self.year) else None
            self.targets = leading if bare else None
        opened = bool(clauses) and self.text[clauses[-1]["end"] - 1] in "：:"  # 到2025年，主要预期目标是：
        self.goes_on_below = opened and self.times.says_goals_at(clauses[-1]["end"])
        # 2025年，主要目标是：…。
        opened = opened or (leading is not None and times.states_goals(leading, clauses))
        if leading is not None and (opened or any(c["announces"] or c["end_mark"] == "：" for c in clauses)):
            self.paragraph = leading
            last = next((c for c in reversed(clauses) if c["form"] != "lead"), clauses[-1])
            self.items = leading if opened or last["announces"] or last["end_mark"] == "：" else None
            self.works = shape("civic_works").search(self.text, clauses[0]["start"], last["end"]) is not None
        elif (dated or leading is not None) and not self._names_again(leading, self.paragraph):
            self.paragraph = None

    def _lists(self, number: int, clauses: Sequence[ClauseState]) -> bool:
        """Whether a sentence is a list of targets, or of counted acts with a term: 三年内|培训教师90名，新建校舍6所."""
        if all(_is_target(c) or _sets_aside(self.text, c) for c in _measured(clauses)):
            return True
        if _is_of_a_budget(self.text, clauses):
            return True
        return self.times.times[number]["duration"] is not None and all(c["number_spans"] for c in clauses)

    def _lists_on(self, clauses: Sequence[ClauseState]) -> bool:
        """Whether a sentence goes on with the list before it; one of counted acts does if it opens with such an act."""
        if self.targets is None or not clauses:
            return False
        return _goes_on(self.text, clauses) or self._lists(self.targets, _measured(clauses)[:1])

    def _names_again(self, leading: int | None, governs: int | None) -> bool:
        """Whether a sentence names again the time that governs its paragraph: 今年抓好三项工作。…今年改造600万套。"""
        if leading is None or governs is None:
            return False
        told, opener = self.times.times[leading], self.times.times[governs]
        return (told["from"], told["to"]) == (opener["from"], opener["to"]) != (None, None)


def _goes_on(text: str, clauses: Sequence[ClauseState]) -> bool:
    """Whether a sentence goes on with a list of targets: it has nothing else, or opens with the money of a budget."""
    listed = _sets_aside(text, clauses[0]) or all(_is_target(c) for c in _measured(clauses))
    return listed or _is_of_a_budget(text, clauses)


def _is_of_a_budget(text: str, clauses: Sequence[ClauseState]) -> bool:
    """Whether a sentence tells a line of a budget, first or behind its ground: 因收入增长，|财政支出比去年增加，…."""
    line = shape("budget_line")
    return any(line.match(text, c["start"], c["end"]) for c in clauses[:_GROUNDS_BEFORE])


def _measured(clauses: Sequence[ClauseState]) -> Sequence[ClauseState]:
    """Leave out results without a number beside measured ones: 财政支出21万亿元，|支出规模进一步加大."""
    return [c for c in clauses if c["number_spans"] or c["form"] != "result"] or clauses


def _sets_aside(text: str, clause: ClauseState) -> bool:
    """Whether a clause sets money aside: 安排财政赤字2.18万亿元."""
    return bool(clause["number_spans"]) and shape("sets_aside").match(text, clause["start"], clause["end"]) is not None


def _is_target(clause: ClauseState) -> bool:
    """Whether a clause names a target or its measure: 财政支出超过23万亿元, 增长6.5%, 对地方转移支付增长10%."""
    if clause["form"] == "lead" or not clause["number_spans"]:
        return clause["form"] == "lead"
    behind = clause["verb_start"] + len(clause["verb"])
    measured = clause["verb_start"] > clause["start"] and any(n[0] == behind for n in clause["number_spans"])
    return clause["form"] in TARGETS or measured
