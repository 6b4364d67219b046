"""Find times, and resolve them by the date of each speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from yinuo.damage.numbers.quantity_flags import flag_deadlines
from yinuo.nlp.record_state import DeadlineState, SpeechInfoState, SpeechState
from yinuo.nlp.state import LineState, State, by_cells, lines_of
from yinuo.structure.speech_year import late
from yinuo.values.deadlines.scanner import scan

# What these say of 今年 is said on the day of the speech, whatever year it plans.
_OF_THE_DAY = frozenset(("review", "front", "situation"))
_MONTH = re.compile(r"((?:19|20)[0-9]{2})[./-]0?([1-9]|1[0-2])")


def find_deadlines(state: State) -> None:
    """Write ``deadlines``: each speech has its own reference date; without one, relative times stay unresolved."""
    source, folded = state["source"], state["text"]
    found: list[dict[str, Any]] = []
    cut = by_cells(state, folded)
    whole: SpeechState = {"start": 0, "end": len(source), "info": {"date": state.get("date")}, "genre": None}
    for speech in state.get("speeches") or [whole]:
        date = reference(speech["info"])
        for start, end, year in stretches(state, speech):
            for time in scan(cut[start:end], date, year=year):
                time["start"] += start
                time["end"] += start
                time["text"] = source[time["start"] : time["end"]]
                found.append(time)
    if months := _bare_months(state, folded, source):
        found = sorted([*found, *months], key=lambda time: cast(int, time["start"]))
    if state.get("lost"):
        found = flag_deadlines(folded, found, frozenset(state["lost"]))
    state["deadlines"] = cast(list[DeadlineState], found)


def reference(info: SpeechInfoState) -> str | None:
    """Give the date that relative times count from: the speech's date, else the first day of its year."""
    if info.get("date"):
        return str(info["date"])
    return f"{info['year']}-01-01" if info.get("year") else None


def stretches(state: State, speech: SpeechState) -> Iterator[tuple[int, int, int | None]]:
    """Stretches of a speech that speak of one year: start, end, and the year they plan if it is not the date's.

    A report held in November or December about the next year speaks of that one in its plan: 年底前, 今年, 上半年.
    """
    start, end, info = speech["start"], speech["end"], speech["info"]
    planned: int | None = None
    if late(info.get("date")):
        for line in lines_of(state, speech):
            year = _planned(state, line, info)
            if year != planned:
                if line["begins"] > start:
                    yield start, line["begins"], planned
                start, planned = line["begins"], year
    yield start, end, planned


def _planned(state: State, line: LineState, info: SpeechInfoState) -> int | None:
    section = state["sections"][line["section"]]
    year = int(str(info["date"])[:4]) + 1
    if section["kind"] in _OF_THE_DAY and section["year"] != year:
        return None
    return year if section["kind"] != "review" and year in (section["year"], info.get("year")) else None


def _bare_months(state: State, folded: str, source: str) -> list[dict[str, Any]]:
    """Months as cells of tables write them: 2031.9, 2031/09."""
    rows = [line["fields"] for line in state.get("lines", []) if line["fields"]]
    cells = sorted({(start, end) for row in rows for start, end in row["times"]})
    months = ((start, end, _MONTH.fullmatch(folded, start, end)) for start, end in cells)
    return [
        {**time, "start": start, "end": end, "text": source[start:end]}
        for start, end, month in months
        if month
        for time in scan(f"{month[1]}年{month[2]}月", None)
    ]
