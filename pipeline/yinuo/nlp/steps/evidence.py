"""Cite for each decision about a record its rule and the words that the rule saw."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.nlp.decisions.due_dates import Due
from yinuo.nlp.decisions.labels import Decided
from yinuo.nlp.record_state import EvidenceState
from yinuo.nlp.state import ClauseState, State
from yinuo.records import Firmness, Specificity


class Evidence:
    """Write the evidence of the records of one text."""

    def __init__(self, source: str, folded: str, state: State) -> None:
        self.source, self.folded, self.state = source, folded, state

    def of(
        self,
        clause: ClauseState,
        exact: Decided[Specificity],
        firm: Decided[Firmness],
        firm_scope: str,
        due: Due | None,
        *,
        slogan: bool,
        long: bool,
    ) -> list[EvidenceState]:
        """Give the evidence of a record; ``long``: its sentence is quoted in part."""
        at = clause["start"] if firm_scope == "span" else self._modal_start(clause)
        found = [
            self._cited("status", clause["reason"], clause["cue"]),
            self._cited("span", clause["rule"]),
            self._cited("specificity", exact.rule, _moved(exact.words, clause["start"])),
            self._cited("firmness", firm.rule, _moved(firm.words, at)),
        ]
        if slogan:
            found.append(self._cited("slogan", "only-watchwords", (clause["start"], clause["end"])))
        if clause["named"]:
            found.append(
                self._cited("span", "named-actor" if clause["actor_span"] else "self-named", clause["actor_span"])
            )
        found += [self._cited("action", kind, (s, e)) for kind, s, e in clause["cues"]]
        found += self._of_scope(clause)
        if long:
            found.append(self._cited("sentence", "long-sentence"))
        if due:
            found.append(self._cited("deadline", due.rule, (due.date["start"], due.date["end"])))
        return found

    def _of_scope(self, clause: ClauseState) -> list[EvidenceState]:
        """Cite the actor, those who answer and the time, which may stand elsewhere."""
        found: list[EvidenceState] = []
        if clause["governing_actor"]:
            found.append(self._cited("actor", f"{clause['governing_actor'][1]}-actor", clause["governing_actor"][0]))
        for number in clause["duties"]:
            duty = self.state["duties"][number]
            if duty["kind"] == "cell" and not duty["parties"]:
                continue  # a time, which is evidence of the deadline
            found.append(self._cited("responsible", f"answers-by-{duty['kind']}", (duty["start"], duty["end"])))
        if clause["governing_time"]:
            number, source = clause["governing_time"]
            time = self.state["deadlines"][number]
            found.append(self._cited("deadline", f"{source}-time", (time["start"], time["end"])))
        return found

    def _modal_start(self, clause: ClauseState) -> int | None:
        """Find where the modal that binds a clause stands; None where it comes from another clause."""
        modal = clause["modal"]
        noted = (s for kind, s, e in clause["cues"] if kind == "modal" and self.folded[s:e] == modal)
        at = self.folded.find(modal, clause["reading_start"], clause["end"])
        return next(noted, None if at < 0 else at)

    def _cited(self, field: str, rule: str, words: Sequence[int | None] | None = None) -> EvidenceState:
        """Make one piece of evidence: the field, the rule that decided it, and the words that it saw."""
        start, end = words or (None, None)
        if start is None or end is None:
            return {"field": field, "rule": rule, "text": None, "start": None, "end": None}
        return {"field": field, "rule": rule, "text": self.source[start:end], "start": start, "end": end}


def _moved(words: tuple[int, int] | None, by: int | None) -> tuple[int, int] | None:
    return None if words is None or by is None else (words[0] + by, words[1] + by)
