"""Read the times of a clause: which of them governs it, and how far one that it opens with reaches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from yinuo.nlp.decisions.labels import specificity
from yinuo.nlp.decisions.named_times import of_a_part, tells_which
from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.record_state import DeadlineState
from yinuo.nlp.state import ClauseState, within

# Kinds of time that are no deadline: they lie behind, or name an hour.
NO_DEADLINE = frozenset(("past", "base", "length", "mention"))
TARGETS = frozenset(("result", "measure"))
# What opens a ground that only leads to what is set for a year: grammar, no table.
_CONSIDERING = ("考虑到", "鉴于", "综合考虑", "统筹考虑")


class ClauseTimes:
    """Answers what one time of a text, by its index, is to a clause."""

    def __init__(self, text: str, times: Sequence[DeadlineState]) -> None:
        self.text, self.times = text, times
        self.index = {(t["start"], t["end"]): i for i, t in enumerate(times)}
        self.starts = [t["start"] for t in times]

    def leads_all(self, number: int, clauses: Sequence[ClauseState], clause: ClauseState) -> bool:
        """Tell whether what stands before a year only leads to it: 围绕上述目标，|今年重点抓好四件事：…."""
        before = [c for c in clauses if c["start"] < clause["start"]]
        grounds = [c for c in before if not self.text.startswith(_CONSIDERING, c["start"])]
        if any(c["status"] is not None or c["form"] in TARGETS for c in grounds):
            return False
        told = self.told(number)
        return self.is_until(number) or any(shape(name).fullmatch(told) for name in ("bare_year", "stretch"))

    def says_goals(self, clause: ClauseState) -> bool:
        """Tell whether the words right before a clause announce targets: 主要预期目标是：|财政收入增长7%."""
        return self.says_goals_at(clause["start"])

    def says_goals_at(self, place: int) -> bool:
        """Tell whether the words right before a place announce targets."""
        return shape("goals").search(self.text, max(0, place - 16), place) is not None

    def of_the_year(self, clause: ClauseState) -> int | None:
        """Give the year of which a clause says what it is: 今年是“十五五”开局之年."""
        start, end = clause["time_span"] or (-1, -1)
        number = self._usable(self.index.get((start, end)))
        return None if number is None or not shape("bare_year").fullmatch(self.told(number)) else number

    def asked_of(self, start: int, end: int) -> int | None:
        """Give the year whose guiding thought opens a stretch: 今年政府工作的总体要求是：…."""
        found = bisect_left(self.starts, start)
        if found == len(self.starts) or self.starts[found] != start:
            return None
        asks = shape("guides_year").match(self.text, self.times[found]["end"], end)
        number = self._usable(found) if asks else None
        return None if number is None or not shape("bare_year").fullmatch(self.told(number)) else number

    def is_year(self, number: int, *, apart: bool) -> bool:
        """Tell whether a time is a bare year, with a comma behind it where it must stand ``apart``: 2031年，…."""
        return (not apart or self.is_apart(number)) and shape("bare_year").fullmatch(self.told(number)) is not None

    def states_goals(self, leading: int, clauses: Sequence[ClauseState]) -> bool:
        """Tell whether the words behind a time say that goals follow at once: 2025年，主要目标是：|建设村庄310个。."""
        at = self.times[leading]["end"]
        first = next((c["start"] for c in clauses if c["form"] != "lead" and c["start"] > at), at)
        return (
            first > at
            and self.text.find("目标", at, first) > 0
            and shape("goals").search(self.text, at, first) is not None
        )

    def is_frequency(self, number: int) -> bool:
        """Tell whether a time says how often one thing is done (and what 、 joins to it): 每年培训教师, not 每年，…."""
        time = self.times[number]
        return time["kind"] == "repeat" and time["from"] is None and not self.is_apart(number)

    def is_end(self, number: int) -> bool:
        """Tell whether a time says by when its own action ends, and no more behind ；: 3月底前完成升级；….

        So does a term that an event opens: 自受理之日起|3日内，作出决定；….
        """
        time = self.times[number]
        if time["duration"] and time["start"] and self.text[time["start"] - 1] in "起的后":
            return True
        by = time["from"] is None and time["to"] is not None and self.text[time["end"] - 1] in "前内底末"
        return by and not self.is_until(number) and not self.is_apart(number)

    def stops(self, number: int, told: ClauseState | None, clause: ClauseState) -> bool:
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
        if not self.is_end(number) or time["duration"] or clause["form"] == "lead" or clause["number_spans"]:
            return False
        start = clause["start"]
        span = self.text[start : clause["end"]]
        return specificity(span, 0, verb_at=clause["verb_start"] - start).label == "directional"

    def _is_case(self, clause: ClauseState) -> bool:
        """Tell whether a clause names those to whom what follows is done: 三个月内未修复的，…."""
        names = not clause["form"] or clause["reason"] == "condition"
        return names and self.text[clause["end"] - 1] == "的"

    def is_apart(self, number: int) -> bool:
        """Tell whether a comma stands behind a time."""
        return self.text.startswith(("，", ","), self.times[number]["end"])

    def is_until(self, number: int) -> bool:
        """Tell whether a time says until when: 到2025年. One-character prepositions are grammar, no table."""
        return self.told(number).startswith(("到", "至"))

    def told(self, number: int) -> str:
        """Give a time as it is written."""
        return self.times[number]["text"]

    def lead(self, clause: ClauseState) -> int | None:
        """Find the time that a clause opens with, where it is one by which something is to be done."""
        if clause["time_span"] is None or self._is_case(clause):
            return None
        states = clause["form"] == "state" and clause["end_mark"] != "："
        if states and shape("goals").search(self.text, clause["start"], clause["end"]) is None:
            return None  # 今年是关键之年; 今年的预期目标是，|新增就业900万人 leads
        return self._usable(self.index.get((clause["time_span"][0], clause["time_span"][1])))

    def inside(self, clause: ClauseState) -> int | None:
        """Find the first time within a clause by which what it says is to be done."""
        first = bisect_left(self.starts, clause["start"])
        if first == len(self.starts) or self.starts[first] >= clause["end"]:
            return None
        told = within(self.times, clause["start"], clause["end"])
        whole = [i for i in told if not of_a_part(self.text, clause["start"], self.times[i]["start"])]
        usable = (i for i in whole if self._usable(i) is not None)
        return next((i for i in usable if not tells_which(self.text, self.times[i], clause)), None)

    def bracketed(self, at: int) -> int | None:
        """Find the time by which something is to be done that fills a bracket from its first character on."""
        found = bisect_left(self.starts, at)
        if found == len(self.starts) or self.starts[found] != at:
            return None
        return self._usable(found) if self.text.startswith(("）", ")"), self.times[found]["end"]) else None

    def is_aimed(self, clause: ClauseState, number: int) -> bool:
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
