"""Decide for which clauses a bracket, line or phrase says who answers, and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yinuo.nlp.decisions.clause_times import NO_DEADLINE
from yinuo.nlp.record_state import DeadlineState, PartyState
from yinuo.nlp.state import (
    ClauseState,
    DutyState,
    FieldState,
    LineState,
    SentenceState,
    State,
    clauses_by_sentence,
    within,
)
from yinuo.structure.duties import Duty, duties

_READ = ("body", "heading")


def find_duties(state: State, text: str, lines: Sequence[LineState]) -> dict[int, list[DutyState]]:
    """Write the state's ``duties``, and return them by the number of their line."""
    found: dict[int, list[DutyState]] = {}
    ranked: int | None = None
    for number, line in enumerate(lines):
        if line["kind"] not in _READ:
            continue
        if fields := line["fields"]:
            found.setdefault(number, []).extend(_cells(fields, number))
        for duty in duties(text, line["start"], line["end"]):
            ranked = line["speech"] if duty.ranked else ranked
            found.setdefault(number, []).append(_plain(duty, number, first_leads=ranked == line["speech"]))
    state["duties"] = [duty for line_duties in found.values() for duty in line_duties]
    return found


def _cells(fields: FieldState, line: int) -> list[DutyState]:
    """The duties that the cells beside a task name: those of all who answer, and its times."""
    spans = [*[(s, e) for s, e, _, _ in fields["parties"]], *[(s, e) for s, e in fields["times"]]]
    return [
        {
            "start": start,
            "end": end,
            "line": line,
            "kind": "cell",
            "parties": [party for party in fields["parties"] if party[:2] == (start, end)],
        }
        for start, end in spans
    ]


def _plain(duty: Duty, line: int, *, first_leads: bool) -> DutyState:
    """Turn a duty into plain data that ``Doc.user_data`` can carry through a DocBin.

    ``first_leads``: of several without a role the first leads, as the text said (列第一位者为牵头单位).
    """
    parties = [(p.start, p.end, p.role, p.name) for p in duty.parties]
    if first_leads and len(parties) > 1 and all(role == "unspecified" for _, _, role, _ in parties):
        start, end, _, name = parties[0]
        parties[0] = (start, end, "lead", name)
    return {"start": duty.start, "end": duty.end, "line": line, "kind": duty.kind, "parties": parties}


class DutyScope:
    """Give the clauses of a text their ``duties`` and ``duty_time``."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.duties = state.get("duties", [])
        self.times = state.get("deadlines", [])
        self.by_line: dict[int, list[int]] = {}
        for number, duty in enumerate(self.duties):
            self.by_line.setdefault(duty["line"], []).append(number)

    def lines(self, by_line: Sequence[tuple[int, list[int]]]) -> None:
        """Set the clauses of all lines: by their own line or row, else by lines around it, else by headings above."""
        if not self.duties:
            return
        beside, by_sentence = self._beside(), clauses_by_sentence(self.state)
        for line, places in by_line:
            sentences = [self.state["sentences"][place] for place in places]
            cells = [n for n in self.by_line.get(line, ()) if self.duties[n]["kind"] == "cell"]
            within = [n for n in self.by_line.get(line, ()) if self.duties[n]["kind"] not in ("line", "cell")]
            for at, place in enumerate(places):
                for clause in by_sentence[place]:
                    chosen = self._own(clause, sentences, at, within)
                    chosen = [*chosen, *cells] if cells else chosen or beside.get(line, [])
                    clause["duties"] = chosen
                    clause["duty_time"] = self._time(chosen, sentences[at])

    def _own(
        self, clause: ClauseState, sentences: Sequence[SentenceState], at: int, within: Sequence[int]
    ) -> list[int]:
        """Find the duties of its line that speak for a clause.

        That is the next bracket in its sentence, or a phrase beside it; a bracket or phrase behind the sentence, which
        speaks for all before it; one within a later sentence only at the line's very end, where it stands alone; and
        that of a heading at the line's beginning.
        """
        own = sentences[at]
        inside = [n for n in within if own["start"] <= self.duties[n]["start"] < own["end"]]
        behind = [n for n in inside if self.duties[n]["start"] >= clause["end"]]
        if found := behind[:1] or [n for n in inside if self.duties[n]["kind"] == "phrase"]:
            return found
        later = next((n for n in within if self.duties[n]["start"] >= own["end"]), None)
        if later is not None and (
            self._is_free(later, sentences) or (len(within) == 1 and self._closes(later, sentences))
        ):
            return [later]
        opening = sentences[0]
        if at and opening["topic"]:
            return [n for n in within if opening["start"] <= self.duties[n]["start"] < opening["end"]]
        return [n for n in within if self.duties[n]["end"] <= opening["start"]]

    def _is_free(self, number: int, sentences: Sequence[SentenceState]) -> bool:
        """Tell whether a duty stands between sentences, in none of them."""
        start = self.duties[number]["start"]
        return not any(s["start"] <= start < s["end"] for s in sentences)

    def _closes(self, number: int, sentences: Sequence[SentenceState]) -> bool:
        return self.duties[number]["end"] >= sentences[-1]["end"]

    def _beside(self) -> dict[int, list[int]]:
        """List for each line the duties of lines of their own below it, or of the headings above it."""
        found: dict[int, list[int]] = {}
        above: list[tuple[list[str], int, list[int]]] = []
        waiting: list[int] = []
        run: list[int] = []
        told = False  # a line of duties stood in this section already
        ahead: list[int] = []  # duties right under a heading: they speak for what follows
        for number, line in enumerate(self.state.get("lines", [])):
            own = [n for n in self.by_line.get(number, ()) if self.duties[n]["kind"] == "line"]
            path = self._path(line)
            if line["kind"] == "heading":
                above = [entry for entry in above if entry[1] == line["speech"] and path[: len(entry[0])] == entry[0]]
                if self.by_line.get(number):
                    above.append((path, line["speech"], self.by_line[number]))
                waiting, run, told, ahead = [], [], False, []
            elif own:
                run += own
                if waiting:
                    for place in self._item(waiting) if told else waiting:
                        found[place] = run
                else:
                    ahead = run
            elif line["kind"] == "body":
                if run:
                    waiting, run, told = [], [], True
                waiting.append(number)
                found[number] = ahead or next(
                    (n for p, speech, n in reversed(above) if speech == line["speech"] and path[: len(p)] == p), []
                )
        return found

    def _item(self, waiting: list[int]) -> list[int]:
        """Give the last numbered line and those behind it, else all."""
        numbered = [place for place in waiting if self.state["lines"][place]["numbered"]]
        return [place for place in waiting if not numbered or place >= numbered[-1]]

    def _path(self, line: LineState) -> list[str]:
        return self.state["sections"][line["section"]]["path"]

    def _time(self, chosen: Sequence[int], sentence: SentenceState) -> tuple[int, str] | None:
        """Find the time that the duties name: explicit in the sentence or right behind it, else inherited.

        Of several of one duty it is the last that ends: 完成时限：3月底前完成方案，12月底前完工.
        """
        for number in chosen:
            duty = self.duties[number]
            told = [i for i in within(self.times, duty["start"], duty["end"]) if self._usable(self.times[i])]
            if told:
                near = sentence["start"] <= duty["start"] <= sentence["end"] + 1
                last = next((i for i in reversed(told) if self.times[i]["to"]), told[0])
                return last, "explicit" if near or self._beside_cell(duty) else "inherited"
        return None

    def _beside_cell(self, duty: DutyState) -> bool:
        """Whether a time stands in the row of its task, not in one above."""
        fields = self.state["lines"][duty["line"]]["fields"]
        return duty["kind"] == "cell" and fields is not None and not fields["filled"]

    def _usable(self, time: DeadlineState) -> bool:
        return time["kind"] not in NO_DEADLINE


def put_duty_times(clauses: Sequence[ClauseState]) -> None:
    """Give clauses that name no time of their own the time of those who answer (县教育局牵头，6月底前完成)."""
    for clause in clauses:
        own = clause["governing_time"]
        if clause["duty_time"] and (own is None or own[1] == "inherited"):
            clause["governing_time"] = clause["duty_time"]


def parties_of(
    state: State, clause: ClauseState, names: Mapping[tuple[int, int], str], source: str
) -> list[PartyState]:
    """List who answers for a clause.

    ``names`` has full names of bodies by their place in the ``source``.
    """
    named = [party for number in clause["duties"] for party in state["duties"][number]["parties"]]
    return [
        {
            "text": source[start:end],
            "start": start,
            "end": end,
            "name": name or names.get((start, end)) or source[start:end],
            "role": role,
        }
        for start, end, role, name in named
    ]
