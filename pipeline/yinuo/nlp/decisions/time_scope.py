"""Decide how far a time governs the clauses behind it, and write their ``governing_time``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from yinuo.nlp.record_state import DeadlineState
from yinuo.nlp.state import ClauseState

# Kinds of time that are no deadline: they lie behind, or name an hour.
NO_DEADLINE = frozenset(("past", "base", "length", "mention"))


class TimeScope:
    """Give clauses ``governing_time``: (index of the time, source) or None; ``line`` first, then its sentences."""

    def __init__(self, times: Sequence[DeadlineState]) -> None:
        self.times = times
        self.index = {(t["start"], t["end"]): i for i, t in enumerate(times)}
        self.starts = [t["start"] for t in times]
        self.paragraph: int | None = None
        self.until: int | None = None

    def line(self) -> None:
        """Begin a new line: no time of the one before it governs."""
        self.paragraph = self.until = None

    def sentence(self, clauses: Sequence[ClauseState], *, goals: bool = False) -> None:
        """Set the clauses' ``governing_time``; under a heading of ``goals`` 到2025年 governs all that follow."""
        current: int | None = None
        part, first = -1, False
        opens = next((c for c in clauses), None)
        opener = any(c["announces"] or c["end_mark"] == "：" for c in clauses)
        for clause in clauses:
            lead = self._lead(clause)
            if lead is not None:
                current, part, first = lead, clause["semicolon_part"], clause is opens
            elif current is not None and not first and clause["semicolon_part"] != part:
                current = None
            inside = lead if lead is not None else self._inside(clause)
            if inside is not None:
                clause["governing_time"] = (inside, "explicit")
            elif current is not None:
                clause["governing_time"] = (current, "explicit")
            else:
                governs = self.until if goals or clause["form"] in ("result", "measure") else None
                governs = governs if self.paragraph is None else self.paragraph
                clause["governing_time"] = None if governs is None else (governs, "inherited")
        if opens is not None and opens["time_span"]:
            # 到 and 至 are one-character prepositions: grammar, no table.
            until = current is not None and first and self.times[current]["text"].startswith(("到", "至"))
            self.until = current if until else None
        if opener and current is not None and first:
            self.paragraph = current
        elif opens is not None and opens["time_span"]:
            self.paragraph = None

    def _lead(self, clause: ClauseState) -> int | None:
        if clause["time_span"] is None or (clause["form"] == "state" and clause["end_mark"] != "："):
            return None
        return self._usable(self.index.get((clause["time_span"][0], clause["time_span"][1])))

    def _inside(self, clause: ClauseState) -> int | None:
        i = bisect_left(self.starts, clause["start"])
        while i < len(self.times) and self.times[i]["end"] <= clause["end"]:
            if self._usable(i) is not None:
                return i
            i += 1
        return None

    def _usable(self, i: int | None) -> int | None:
        return None if i is None or self.times[i]["kind"] in NO_DEADLINE else i
