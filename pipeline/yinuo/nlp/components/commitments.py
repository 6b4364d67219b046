"""Make records of clauses, with their numbers, times, actors and labels: ``yinuo_commitments``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from yinuo.digests import digest
from yinuo.nlp.decisions.dated_end import dated_end
from yinuo.nlp.decisions.duty_scope import parties_of, put_duty_times
from yinuo.nlp.decisions.labels import Decided, action_type, confidence, firmness, specificity
from yinuo.nlp.decisions.row_targets import as_target
from yinuo.nlp.decisions.same_tasks import link_same_tasks
from yinuo.nlp.decisions.time_scope import TimeScope, is_item
from yinuo.nlp.entity_finder import Entity
from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.record_state import (
    ActionState,
    ActorState,
    DeadlineState,
    EvidenceState,
    MeasurableState,
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
    clauses_of,
    passes,
    put_spans,
    state_of,
    texts,
)
from yinuo.records import SCHEMA, Commitment, Evidence, Firmness, Span, Specificity, SpeechInfo, Status, record_id

# Titles of annexes that share out the tasks of the text before them, be they tables or lists.
_ANNEX = re.compile("(?:分工|分解)(?:表|方案)?$|任务(?:表|清单)$|台账$")
_DEADLINE = ("text", "start", "end", "from", "to", "duration", "repeat", "working", "damaged")


@Language.factory("yinuo_commitments", assigns=["doc.spans", "doc._.commitments"])
def create_commitments(nlp: Language, name: str) -> Commitments:
    """Make the component for a spaCy pipeline."""
    return Commitments()


class Commitments:
    """Build one plain dict a record; ``doc._.commitments`` reads them as frozen models."""

    def __init__(self) -> None:
        if not Doc.has_extension("commitments"):
            Doc.set_extension("commitments", getter=commitments)

    def __call__(self, doc: Doc) -> Doc:
        """Write the state's ``commitments`` (with what ``include`` asks for) and ``doc.spans["commitments"]``."""
        state = state_of(doc)
        state["sha256"] = digest(texts(doc)[0])
        builder = Builder(*texts(doc), state, doc.user_data.get("entities", ()))
        state["commitments"] = []
        for line, places in by_line(state):
            state["commitments"] += builder.line(line, places)
        link_same_tasks(state["commitments"], builder.tabled)
        put_spans(doc, "commitments", [r for r in state["commitments"] if r["status"] == "commitment"])
        return doc


def commitments(doc: Doc) -> list[Commitment]:
    """Read the commitments of a Doc as records, without achievements and background."""
    return as_records([r for r in state_of(doc).get("commitments", []) if r["status"] == "commitment"])


def as_records(plain: Sequence[RecordState]) -> list[Commitment]:
    """Turn plain dicts into frozen models; parts that many records share are made once."""
    speeches: dict[int, SpeechInfo] = {}
    sentences: dict[int, Span] = {}
    rules: dict[tuple[str, str], Evidence] = {}

    def shared(item: EvidenceState) -> Evidence | EvidenceState:
        if item["start"] is not None:
            return item
        key = item["field"], item["rule"]
        if key not in rules:
            rules[key] = Evidence.model_validate(item)
        return rules[key]

    found = []
    for record in plain:
        speech, sentence = record["speech"], record["sentence"]
        if speech["index"] not in speeches:
            speeches[speech["index"]] = SpeechInfo.model_validate(speech)
        if sentence["start"] not in sentences:
            sentences[sentence["start"]] = Span.model_validate(sentence)
        parts = {
            "speech": speeches[speech["index"]],
            "sentence": sentences[sentence["start"]],
            "evidence": tuple(shared(e) for e in record["evidence"]),
        }
        found.append(Commitment.model_validate({**record, **parts}))
    return found


class Builder:
    """Make the records of one text."""

    def __init__(self, source: str, folded: str, state: State, entities: Sequence[Entity] = ()) -> None:
        self.source, self.folded, self.state = source, folded, state
        self.names = {(e["start"], e["end"]): e["name"] for e in entities if e["label"] == "ORG"}
        self.times = state.get("deadlines", [])
        self.scope = TimeScope(folded, self.times)
        self.numbers = {(q["start"], q["end"]): q for q in state.get("quantities", [])}
        self.last_line = -1
        self.wanted = {"commitment", *state.get("include", ())}
        self.seen: Counter[tuple[str, str]] = Counter()
        self.quoted: dict[tuple[int, int], QuotedState] = {}
        self.tabled: set[int] = set()  # offsets of records in tables of tasks and the like

    def line(self, line: int, places: list[int]) -> list[RecordState]:
        """Build the records of one line; the section path grows by a topic sentence as the line goes on."""
        place = self.state["lines"][line]
        path = list(self.state["sections"][place["section"]]["path"])
        sections: dict[int, list[str]] = {}
        for chosen in passes(self.state, places):
            self.scope.line(item=line == self.last_line + 1 and is_item(self.folded, place))
            sections |= self._sections(path, chosen)
        self.last_line = line
        return [
            self.record(clause, clause["status"], self.state["sentences"][number], sections[number], place)
            for number, clauses in zip(places, clauses_of(self.state, places), strict=True)
            for clause in clauses
            if clause["status"] is not None and clause["status"] in self.wanted
        ]

    def _sections(self, path: list[str], places: list[int]) -> dict[int, list[str]]:
        """Give each sentence of a line its section path, and its clauses the times that govern them."""
        topic = ""
        found: dict[int, list[str]] = {}
        for number, clauses in zip(places, clauses_of(self.state, places), strict=True):
            sentence = self.state["sentences"][number]
            self.scope.sentence(clauses, goals="目标" in (topic or "".join(path[-1:])))
            put_duty_times(clauses)
            if sentence["topic"]:
                topic = self.source[sentence["mark"] : sentence["end"]].strip()
            found[number] = [*path, topic] if topic and topic not in path else path
        return found

    def record(
        self, clause: ClauseState, status: Status, sentence: SentenceState, section: list[str], line: LineState
    ) -> RecordState:
        """Build one record as a plain dict with the contract's names."""
        start, end = clause["start"], clause["end"]
        span = self.folded[start:end]
        quantities = [self._quantity(clause, n, line) for n in clause["number_spans"]]
        deadline = self._deadline(clause)
        exact = specificity(span, len(quantities), ends=dated_end(clause, deadline, span))
        firm, firm_scope = firmness(clause["modal"], span)
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
            "sentence": self._sentence(sentence["start"], sentence["end"]),
            "text": self.source[start:end],
            "start": start,
            "end": end,
            "restored": None,
            "same_as": None,
            "status": status,
            "action": self._action(clause),
            "actor": actor,
            "responsible": parties_of(self.state, clause, self.names, self.source),
            "quantities": quantities,
            "deadline": deadline,
            "firmness": firm.label,
            "specificity": exact.label,
            "measurable": _measurable(exact.label, quantities, deadline, actor, clause),
            "confidence": confidence(clause),
            "evidence": self._evidence(clause, exact, firm, firm_scope),
            "second": None,
        }

    def _span(self, start: int, end: int) -> QuotedState:
        return {"text": self.source[start:end], "start": start, "end": end}

    def _sentence(self, start: int, end: int) -> QuotedState:
        """Quote a sentence; its records share the text, since a sentence may be as long as the document."""
        if (start, end) not in self.quoted:
            self.quoted[start, end] = self._span(start, end)
        return self.quoted[start, end].copy()

    def _speech(self, index: int) -> SpeechInfoState:
        found = self.state.get("speeches") or []
        unknown: SpeechInfoState = {"index": index}
        return next((s["info"] for s in found if s["info"]["index"] == index), unknown)

    def _quantity(self, clause: ClauseState, span: Offsets, line: LineState) -> QuantityState:
        found = self.numbers[span[0], span[1]].copy()
        if line["fields"] and not clause["start"] <= span[0] < clause["end"]:
            return as_target(found, line["fields"], self.folded, self._action(clause)["object"])
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
        return cast(DeadlineState, {**{k: time[k] for k in _DEADLINE}, "source": source})

    def _evidence(
        self, clause: ClauseState, exact: Decided[Specificity], firm: Decided[Firmness], firm_scope: str
    ) -> list[EvidenceState]:
        at = clause["start"] if firm_scope == "span" else self._modal_start(clause)
        found = [
            self._cited("status", clause["reason"], clause["cue"]),
            self._cited("span", clause["rule"]),
            self._cited("specificity", exact.rule, _moved(exact.words, clause["start"])),
            self._cited("firmness", firm.rule, _moved(firm.words, at)),
        ]
        if clause["named"]:
            found.append(
                self._cited("span", "named-actor" if clause["actor_span"] else "self-named", clause["actor_span"])
            )
        found += [self._cited("action", kind, (s, e)) for kind, s, e in clause["cues"]]
        if clause["governing_actor"]:
            found.append(self._cited("actor", f"{clause['governing_actor'][1]}-actor", clause["governing_actor"][0]))
        for number in clause["duties"]:
            duty = self.state["duties"][number]
            if duty["kind"] == "cell" and not duty["parties"]:
                continue  # a time, which is evidence of the deadline
            found.append(self._cited("responsible", f"answers-by-{duty['kind']}", (duty["start"], duty["end"])))
        if clause["governing_time"]:
            time = self.times[clause["governing_time"][0]]
            found.append(self._cited("deadline", f"{clause['governing_time'][1]}-time", (time["start"], time["end"])))
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
        return {"field": field, "rule": rule, **self._span(start, end)}


def _moved(words: tuple[int, int] | None, by: int | None) -> tuple[int, int] | None:
    return None if words is None or by is None else (words[0] + by, words[1] + by)


def _before_adverbs(text: str, start: int, end: int) -> int:
    """Find where an object that stands before its verb ends: 学生心理问题|及时发现."""
    adverbs = grammar().adverbs
    return next((at for at in range(start + 2, end) if adverbs.fullmatch(text, at, end)), end)


def _measurable(
    exact: str,
    quantities: list[QuantityState],
    deadline: DeadlineState | None,
    actor: ActorState,
    clause: ClauseState,
) -> MeasurableState:
    lacks = {
        "number": not quantities,
        "deadline": deadline is None,
        "actor": actor["name"] is None and not clause["duties"],
        "object": clause["object_length"] < 2 and clause["form"] == "action",
    }
    return {"value": exact != "directional", "missing": [name for name, lacking in lacks.items() if lacking]}
