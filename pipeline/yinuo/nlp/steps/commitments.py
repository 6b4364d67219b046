"""Make records of clauses, with their numbers, times, actors and labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, cast

from yinuo.digests import digest
from yinuo.nlp.decisions.clause_times import TARGETS
from yinuo.nlp.decisions.dated_end import dated_end
from yinuo.nlp.decisions.due_dates import DueDates
from yinuo.nlp.decisions.duty_scope import parties_of, put_duty_times
from yinuo.nlp.decisions.horizons import horizon
from yinuo.nlp.decisions.labels import action_type, confidence, firmness, measurable, specificity
from yinuo.nlp.decisions.row_targets import as_target
from yinuo.nlp.decisions.same_tasks import link_same_tasks
from yinuo.nlp.decisions.slogans import is_slogan
from yinuo.nlp.decisions.time_scope import TimeScope, is_item
from yinuo.nlp.entity_finder import Entity
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.record_state import (
    ActionState,
    ActorState,
    DeadlineState,
    DueState,
    QuantityState,
    QuotedState,
    RecordState,
    SpeechInfoState,
)
from yinuo.nlp.state import (
    ClauseState,
    LineState,
    Offsets,
    SentenceState,
    State,
    by_line,
    clauses_by_sentence,
    passes,
)
from yinuo.nlp.steps.evidence import Evidence
from yinuo.records import SCHEMA, SectionKind, Status, record_id
from yinuo.structure.duties import is_duty_line

# Titles of annexes that share out the tasks of the text before them, be they tables or lists.
_ANNEX = re.compile("(?:分工|分解)(?:表|方案)?$|任务(?:表|清单)$|台账$")
# Records of a block. A sentence longer than so many characters is quoted so far around each record only: thousands of
# records may stand in it. The field ``sentence`` of the record says so too.
_BLOCK, _LONGEST, _AROUND = 200, 2000, 500
_DEADLINE = ("text", "start", "end", "from", "to", "duration", "repeat", "working", "damaged")


def build_commitments(state: State, entities: Sequence[Entity]) -> None:
    """Write ``commitments``: a plain dict for each, with what ``include`` asks for."""
    builder = Builder(state["source"], state["text"], state, entities)
    state["commitments"] = [record for block in builder.blocks() for record in block]


def is_tabled(state: State) -> bool:
    """Tell whether the text has a table of tasks, or a list under a heading that shares them out."""
    headings = {section["path"][0] for section in state.get("sections", ()) if section["path"]}
    return any(line["fields"] for line in state.get("lines", ())) or any(map(_ANNEX.search, headings))


class Builder:
    """Make the records of one text."""

    def __init__(self, source: str, folded: str, state: State, entities: Sequence[Entity] = ()) -> None:
        state["sha256"] = digest(source)
        self.source, self.folded, self.state = source, folded, state
        self.names = {(e["start"], e["end"]): e["name"] for e in entities if e["label"] == "ORG"}
        self.times = state.get("deadlines", [])
        self.scope = TimeScope(folded, self.times)
        self.numbers = {(q["start"], q["end"]): q for q in state.get("quantities", [])}
        self.due_dates = DueDates(state, folded)
        self.evidence = Evidence(source, folded, state)
        self.repeats = is_tabled(state)
        self.last_line = -1
        self.wanted = {"commitment", *state.get("include", ())}
        self.seen: Counter[tuple[str, str]] = Counter()
        self.speeches = {s["info"]["index"]: s["info"] for s in reversed(state.get("speeches") or [])}
        self.quoted: QuotedState = {"text": "", "start": -1, "end": -1}  # the last sentence
        self.tabled: set[int] = set()  # offsets of records in tables of tasks and the like

    def blocks(self) -> Iterator[list[RecordState]]:
        """Make the records of the clauses in the state as they are asked for, in blocks that need not be kept.

        All are in one block where a table may repeat a task of the text before it: these name each other.
        """
        sections = self.sections()
        records = self.records(sections)
        topics = {path[0] for path in sections if path}
        if self.repeats or any(map(_ANNEX.search, topics)):
            block = list(records)
            link_same_tasks(block, self.tabled)
            yield block
            return
        while block := list(islice(records, _BLOCK)):
            yield block

    def sections(self) -> list[list[str]]:
        """Give each sentence its section path, and its clauses the times that govern them.

        Within a line the path grows by a topic sentence as the line goes on.
        """
        found: list[list[str]] = [[] for _ in self.state.get("sentences", ())]
        clauses = clauses_by_sentence(self.state)
        for line, places in by_line(self.state):
            place = self.state["lines"][line]
            path = list(self.state["sections"][place["section"]]["path"])
            before = self.state["lines"][self.last_line]["end"] if self.last_line >= 0 else 0
            same = self.folded.find("\n", before, place["begins"]) < 0
            for chosen in passes(self.state, places):
                below = self.scope.goes_on_below or is_item(self.folded, place, works=self.scope.works)
                self.scope.line(item=self._follows(line) and below, same=same)
                self._sections(path, chosen, clauses, found)
            self.last_line = line
        return found

    def _follows(self, line: int) -> bool:
        """Tell whether a line stands right below the last one, or below lines that only say who answers for it."""
        between = self.state["lines"][self.last_line + 1 : line]
        return all(is_duty_line(self.folded[place["begins"] : place["end"]]) for place in between)

    def _sections(
        self, path: list[str], places: list[int], clauses: list[list[ClauseState]], found: list[list[str]]
    ) -> None:
        topic, own = "", path
        for number in places:
            sentence = self.state["sentences"][number]
            if number == places[0]:
                self.scope.stage(sentence["mark"], sentence["end"])
            self.scope.sentence(clauses[number], goals="目标" in (topic or "".join(path[-1:])))
            put_duty_times(clauses[number])
            if sentence["topic"]:
                topic = self.source[sentence["mark"] : sentence["end"]].strip()
                own = [*path, topic] if topic and topic not in path else path
            found[number] = own

    def records(self, sections: Sequence[list[str]]) -> Iterator[RecordState]:
        """Build the records of the clauses that are wanted, in their order."""
        for clause in self.state.get("clauses", ()):
            status, sentence = clause["status"], self.state["sentences"][clause["sentence"]]
            if status is not None and status in self.wanted:
                place = self.state["lines"][sentence["line"]]
                yield self.record(clause, status, sentence, sections[clause["sentence"]], place)

    def record(
        self, clause: ClauseState, status: Status, sentence: SentenceState, section: list[str], line: LineState
    ) -> RecordState:
        """Build one record as a plain dict with the contract's names."""
        start, end = clause["start"], clause["end"]
        span = self.folded[start:end]
        quantities = [self._quantity(clause, n, line) for n in clause["number_spans"]]
        stated = self._deadline(clause)
        due = self.due_dates.of(sentence["line"]) if stated is None and status == "commitment" else None
        deadline = due.date.copy() if due else cast(DueState | None, stated)
        ends, verb_at = dated_end(clause, stated, span), clause["verb_start"] - start
        exact = specificity(span, len(quantities), ends=ends, verb_at=verb_at)
        firm, firm_scope = firmness(clause["modal"], span)
        slogan = status == "commitment" and exact.label == "directional" and is_slogan(span)
        speech = self._speech(line["speech"])
        if line["fields"] or (section and _ANNEX.search(section[0])):
            self.tabled.add(start)
        actor = self._actor(clause, speech)
        return {
            "schema": SCHEMA,
            "id": record_id(self.state["sha256"], self.source[start:end], status, self.seen),
            "document": self.state.get("document") or "",
            "document_sha256": self.state["sha256"],
            "speech": speech,
            "section": section,
            "section_kind": cast(SectionKind, self.state["sections"][line["section"]]["kind"]),
            "sentence": self._sentence(sentence, start, end),
            "text": self.source[start:end],
            "start": start,
            "end": end,
            "restored": None,
            "same_as": None,
            "status": status,
            "action": self._action(clause),
            "actor": actor,
            "responsible": parties_of(self.state, clause, self.names, self.source),
            "quantities": self._over(quantities, clause, deadline, speech),
            "deadline": deadline,
            "firmness": firm.label,
            "specificity": exact.label,
            "slogan": slogan,
            "measurable": measurable(exact.label, quantities, stated, actor, clause),
            "confidence": confidence(clause),
            "evidence": self.evidence.of(clause, exact, firm, firm_scope, due, slogan=slogan, long=_is_long(sentence)),
            "second": None,
        }

    def _span(self, start: int, end: int) -> QuotedState:
        return {"text": self.source[start:end], "start": start, "end": end}

    def _sentence(self, sentence: SentenceState, start: int, end: int) -> QuotedState:
        """Quote the sentence of a record; of a very long one what stands around the record."""
        first, last = sentence["start"], sentence["end"]
        if _is_long(sentence):
            first, last = max(first, start - _AROUND), min(last, end + _AROUND)
        if (self.quoted["start"], self.quoted["end"]) != (first, last):
            self.quoted = self._span(first, last)
        return self.quoted.copy()

    def _speech(self, index: int) -> SpeechInfoState:
        unknown: SpeechInfoState = {"index": index}
        return self.speeches.get(index, unknown)

    def _quantity(self, clause: ClauseState, span: Offsets, line: LineState) -> QuantityState:
        found = self.numbers[span[0], span[1]].copy()
        if line["fields"] and not clause["start"] <= span[0] < clause["end"]:
            return as_target(found, line["fields"], self.folded, self._action(clause)["object"])
        return found

    def _over(
        self, found: list[QuantityState], clause: ClauseState, due: DueState | None, speech: SpeechInfoState
    ) -> list[QuantityState]:
        """Give quantities the horizon that the words before them or the due date tell."""
        done = clause["form"] not in TARGETS
        for one in found:
            before = self.folded[min(clause["reading_start"], one["start"]) : one["start"]]
            one["horizon"] = horizon(one, before, due, speech.get("year"), done=done)
        return found

    def _action(self, clause: ClauseState) -> ActionState:
        verb = clause["verb"]
        if not verb or clause["form"] == "measure":
            return {"verb": None, "object": self.source[clause["start"] : clause["end"]], "type": None}
        start, end = clause["object_start"], clause["end"]
        if 0 <= start <= clause["verb_start"] < end:
            end = clause["verb_start"]
            end = _before_adverbs(self.folded, start, end)
        text = self.source[start:end].strip(" ，、,") if start >= 0 else ""
        return {"verb": verb, "object": text or None, "type": action_type(verb)}

    def _actor(self, clause: ClauseState, speech: SpeechInfoState) -> ActorState:
        if not clause["governing_actor"]:
            return {"text": None, "start": None, "end": None, "source": "default", "name": speech.get("organisation")}
        (start, end), source = clause["governing_actor"]
        return {**self._span(start, end), "source": source, "name": self.source[start:end]}

    def _deadline(self, clause: ClauseState) -> DeadlineState | None:
        if not clause["governing_time"]:
            return None
        number, source = clause["governing_time"]
        time = cast(dict[str, Any], self.times[number])
        return cast(DeadlineState, {**{k: time[k] for k in _DEADLINE}, "intact": None, "source": source})


def _is_long(sentence: SentenceState) -> bool:
    return sentence["end"] - sentence["start"] > _LONGEST


def _before_adverbs(text: str, start: int, end: int) -> int:
    """Find where an object that stands before its verb ends: 学生心理问题|及时发现."""
    adverbs = grammar().adverbs
    return next((at for at in range(start + 2, end) if adverbs.fullmatch(text, at, end)), end)
