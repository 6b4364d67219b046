"""Decide by when a record is due whose words name no time: by a heading above it, else by the year of its speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from yinuo.damage.numbers.quantity_flags import flag_deadlines
from yinuo.folding import fold
from yinuo.nlp.decisions.clause_times import NO_DEADLINE
from yinuo.nlp.record_state import DeadlineState, DueState, SpeechInfoState, SpeechState
from yinuo.nlp.rule_ids import FieldRule
from yinuo.nlp.state import LineState, State, within
from yinuo.structure.section_kinds import PLAN
from yinuo.values.deadlines.scanner import scan
from yinuo.values.policy_calendar import plans

# Forms of headings and titles, so no table: “十五五”发展目标 is due by the plan's end, “十五五”规划编制 is not.
_OF_PLAN = re.compile(
    r"(?:规划)?的?(?![^，。；：]{0,20}(?:编制|回顾|完成|执行|成就))[^，。；：]{0,20}?(?:目标|任务|蓝图|重点)"
)
_YEARS_OF_A_PLAN = 5
_ORDINAL_PLAN = re.compile(r"(?P<plan>第十?[一二三四五六七八九十])个五年规划")


class Due(NamedTuple):
    """Hold a due date that no words beside the record state, and the rule that gave it."""

    date: DueState
    rule: FieldRule


@dataclass(slots=True)
class _Heading:
    """Hold an open heading: the headings above it with it, its speech, its dates, and which of them holds ``now``."""

    path: list[str]
    speech: int
    dates: list[DueState]
    now: int = 0


class DueDates:
    """Give the due date of each line's records that name none; call ``of`` with the number of a line."""

    def __init__(self, state: State, folded: str) -> None:
        self.state, self.folded = state, folded
        self.times = state.get("deadlines", [])
        self.speeches = {speech["info"]["index"]: speech for speech in state.get("speeches", [])}
        self.years = {index: self._document(speech) for index, speech in self.speeches.items()}
        self.above = self._headings()

    def of(self, line: int) -> Due | None:
        """Give the due date that holds in a line: that of the nearest heading with one, else the speech's."""
        return self.above.get(line) or self.years.get(self.state["lines"][line]["speech"])

    def _headings(self) -> dict[int, Due]:
        """Find for each line that has one the due date of the nearest heading above."""
        found: dict[int, Due] = {}
        open_: list[_Heading] = []
        for number, line in enumerate(self.state.get("lines", [])):
            path = self.state["sections"][line["section"]]["path"]
            if line["kind"] == "heading":
                open_ = [entry for entry in open_ if len(entry.path) < len(path) and _holds(entry, path, line)]
                open_.append(_Heading(path, line["speech"], self._dates(line)))
                continue
            nearest = next((entry for entry in reversed(open_) if entry.dates and _holds(entry, path, line)), None)
            if nearest:
                self._turn(nearest, line)
                found[number] = Due(nearest.dates[nearest.now], "section-time")
        return found

    def _dates(self, line: LineState) -> list[DueState]:
        """Read the times of a heading, the one that ends first in front; none that ends before the speech's year."""
        own = [self.times[i] for i in within(self.times, line["start"], line["end"])]
        dates = [_named(time) for time in own if time.get("kind") not in NO_DEADLINE and time["to"]]
        plan = PLAN.match(self.folded, line["start"], line["end"])
        if plan and plan["plan"] in plans() and not own and _OF_PLAN.match(self.folded, plan.end(), line["end"]):
            dates.append(self._plan(plan))
        year = self._year(line)
        ahead = [date for date in dates if not year or str(date["to"]) >= f"{year:04}"]
        return sorted(ahead, key=lambda date: str(date["to"]))

    def _turn(self, heading: _Heading, line: LineState) -> None:
        """Let the time of a heading of several hold that a line names last: “十五五”时期主要目标和今年重点工作."""
        year = self._year(line)
        if len(heading.dates) < 2 or not year:
            return
        last = f"{year + _YEARS_OF_A_PLAN}-12-31"
        ends = {date["to"]: i for i, date in enumerate(heading.dates) if str(date["to"]) <= last}
        named = (self.times[i] for i in within(self.times, line["start"], line["end"]))
        said = [time["to"] for time in named if time.get("kind") not in NO_DEADLINE and time["to"] in ends]
        heading.now = ends[said[-1]] if said else heading.now

    def _year(self, line: LineState) -> int | None:
        speech = self.speeches.get(line["speech"])
        return speech["info"].get("year") if speech else None

    def _plan(self, plan: re.Match[str]) -> DueState:
        period = plans()[plan["plan"]]
        start, end = plan.span()
        text = self.state.get("source", self.folded)[start:end]
        return _date(text, start, end, f"{period.first}-01-01", f"{period.last}-12-31", source="section")

    def _document(self, speech: SpeechState) -> Due | None:
        """Give the last day of what a speech plans: the period that its title names, else its year."""
        info = speech["info"]
        head = fold("\n".join(line for line in (info.get("title"), info.get("subtitle")) if line))
        times = _read(head, info, self.state.get("lost", ()))
        last = next((time["to"] for time in times if _is_period(time)), None) or _plan_end(head)
        year = info.get("year")
        damaged = any(time["damaged"] for time in times)
        last = last or (f"{year:04}-12-31" if year else None)
        if last is None or last < (info.get("date") or ""):
            return None
        return Due(_date(None, None, None, None, last, source="document", damaged=damaged), "document-year")


def _holds(entry: _Heading, path: Sequence[str], line: LineState) -> bool:
    """Tell whether a heading, with the headings above it and its speech, stands above a line of this path."""
    return entry.speech == line["speech"] and list(path[: len(entry.path)]) == entry.path


def _read(head: str, info: SpeechInfoState, lost: Iterable[str]) -> list[DeadlineState]:
    return cast(list[DeadlineState], flag_deadlines(head, scan(head, info.get("date")), frozenset(lost)))


def _is_period(time: DeadlineState) -> bool:
    """Tell whether a time of a title goes over more than one year: （2021—2023年）, “十四五”时期."""
    first, last = time["from"], time["to"]
    return bool(first and last and first[:4] < last[:4]) and time.get("kind") not in NO_DEADLINE


def _plan_end(head: str) -> str | None:
    """Find the last day of the five-year plan that a title names, unless the plan is still to be drafted."""
    plan = PLAN.search(head) or _ORDINAL_PLAN.search(head)
    period = plans().get(plan["plan"]) if plan and "编制" not in head else None
    return f"{period.last}-12-31" if period else None


def _named(time: DeadlineState) -> DueState:
    first, last = time["from"], time["to"]
    return _date(time["text"], time["start"], time["end"], first, last, source="section", damaged=time["damaged"])


def _date(
    text: str | None,
    start: int | None,
    end: int | None,
    first: str | None,
    last: str | None,
    *,
    source: str,
    damaged: bool = False,
) -> DueState:
    return {
        "text": text,
        "start": start,
        "end": end,
        "from": first,
        "to": last,
        "duration": None,
        "repeat": None,
        "working": False,
        "damaged": damaged,
        "intact": None,
        "source": source,
    }
