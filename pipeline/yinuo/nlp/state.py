"""Say what the components share through the Doc: plain data in doc.user_data, under one key."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, TypedDict

from yinuo.folding import fold
from yinuo.learned.sections import DoubtState
from yinuo.nlp.record_state import DeadlineState, QuantityState, RecordState, SpeechState
from yinuo.nlp.rule_ids import CueKind, Form, Reading
from yinuo.records import Role, Status
from yinuo.rules import compiled
from yinuo.values.joints import JOINTS

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from yinuo.nlp.entity_finder import Entity

KEY = "yinuo"
# What joins two names: grammar, no table.
_JOINT = re.compile(f"、|{JOINTS}")
# What stands before a stretch of its own: a mark, or a line's end.
_OPENS = ("", *"，。；：、！？ \n\u3000）”")
_START, _BEGINS = itemgetter("start"), itemgetter("begins")

# Offsets as a Doc can carry them through a DocBin: start and end.
Offsets = Sequence[int]


class SpanState(TypedDict):
    """Type a piece of the source: offsets, end exclusive."""

    start: int
    end: int


class SectionState(TypedDict):
    """Type a stretch under one heading: the headings above it, its kind, and the words that say so."""

    path: list[str]
    kind: str
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    year: int | None


class FieldState(TypedDict):
    """Type what the cells beside a task in a table say; ``filled``: the time stands in a row above.

    A party has start, end, role and, where it is not the one written, name.
    """

    parties: list[tuple[int, int, Role, str | None]]
    times: list[Offsets]
    targets: list[Offsets]
    unit: Offsets | None
    filled: bool


class LineState(SpanState):
    """Type a line: ``start`` behind its item mark, ``begins`` before it, the numbers of its section and speech.

    ``fields`` are those of the row of a table of tasks that it is a cell of.
    """

    begins: int
    kind: str
    section: int
    speech: int
    numbered: bool
    fields: FieldState | None


class SentenceState(SpanState):
    """Type a sentence: the end of its item mark, its line, whether it is a heading or can plan nothing."""

    mark: int
    line: int
    topic: bool
    idle: bool


class ClauseState(SpanState):
    """Type a clause: how it reads, what its sentence says of it, and what was decided.

    ``reading_start`` is where its reading began, before leads and modals; ``semicolon_part`` counts the parts of its
    sentence between ；, ``end_mark`` closes the clause; ``past`` and ``due``: its time lies behind, or is one by which.
    ``governing_actor`` and ``governing_time`` (the number of a deadline) come with their source: explicit or inherited.
    ``urger_span``: who has another act, in the same clause (A要督促B整改).
    ``duties``: the numbers of the duties that name who answers for it; ``duty_time``: a time that one of them sets;
    ``tabled``: it stands in a table of tasks.
    """

    reading_start: int
    form: Form
    rule: Reading
    named: bool
    verb: str
    verb_start: int
    object_length: int
    object_start: int
    modal: str
    negation: str
    time_span: Offsets | None
    self_named: bool
    actor_span: Offsets | None
    urger_span: Offsets | None
    cues: list[tuple[CueKind, int, int]]
    number_spans: list[Offsets]
    segment: int
    semicolon_part: int
    end_mark: str
    opens_with_is: bool
    past: bool
    due: bool
    sentence: int
    status: Status | None
    reason: str
    cue: tuple[int | None, int | None]
    announces: bool
    governing_actor: tuple[Offsets, str] | None
    governing_time: tuple[int, str] | None
    duties: list[int]
    duty_time: tuple[int, str] | None
    tabled: bool


class DutyState(SpanState):
    """Type a stretch that says who answers for a task: the number of its line, its kind, its parties.

    A party has start, end, role and, where it is not the one written, name.
    """

    line: int
    kind: str
    parties: list[tuple[int, int, Role, str | None]]


class State(TypedDict, total=False):
    """Type everything the components know of a Doc, msgpack-able as it stands.

    ``date``, ``actor``, ``title``, ``document``, ``include`` (statuses beside commitments) and ``measured`` (nothing
    is wanted but what has a number) are the caller's, and so are ``lost``, the digits known to be lost; ``text`` is the
    folded text, same length as ``source``, the text as given.
    """

    date: str | None
    actor: str | None
    title: str | None
    document: str
    include: list[str]
    measured: bool
    lost: list[str]
    sha256: str
    source: str
    text: str
    speeches: list[SpeechState]
    sections: list[SectionState]
    lines: list[LineState]
    quantities: list[QuantityState]
    deadlines: list[DeadlineState]
    clauses: list[ClauseState]
    sentences: list[SentenceState]
    duties: list[DutyState]
    commitments: list[RecordState]
    doubts: list[DoubtState]


def state_of(doc: Doc) -> State:
    """Give the state of a Doc, made empty on first use."""
    found: State = doc.user_data.setdefault(KEY, {})
    return found


def texts(doc: Doc) -> tuple[str, str]:
    """Give the text of a Doc and its folded form, same length.

    Both are made once and kept in the state: Doc.text joins all tokens anew. A caller that has them sets them first.
    """
    state = state_of(doc)
    source = state.get("source")
    if source is None:
        source = state["source"] = doc.text
    folded = state.get("text")
    if folded is None:
        folded = state["text"] = fold(source)
    return source, folded


def by_cells(state: State, folded: str) -> str:
    """Give the folded text with stops around the cells of tables of tasks, so that nothing is read across them.

    A task begins a line, as its item mark is one only there.
    """
    cells = [line for line in state.get("lines", []) if line["kind"] == "cell" or line["fields"]]
    if not cells:
        return folded
    found = list(folded)
    openings = [(line["begins"] - 1, "\n") for line in cells if line["fields"]]
    for place, stop in (*openings, *((at, "；") for line in cells for at in (line["begins"] - 1, line["end"]))):
        if 0 <= place < len(found) and found[place] == " ":
            found[place] = stop
    return "".join(found)


def bodies(doc: Doc) -> dict[int, int]:
    """Map the start of each named organisation of a Doc to its end, and of each place told to act."""
    return bodies_of(doc.user_data.get("entities", ()), state_of(doc))


def bodies_of(entities: Sequence[Entity], state: State) -> dict[int, int]:
    """Map the start of each named organisation among entities to its end, and of each place told to act."""
    found = {e["start"]: e["end"] for e in entities if e["label"] == "ORG"}
    return found | _told_to_act([e for e in entities if e["label"] == "GPE"], state)


def _told_to_act(places: Sequence[Entity], state: State) -> dict[int, int]:
    """Map the start of each place that must do something, or does it, to its end: 沈阳、大连|要…; ，大连|打造….

    So do places joined to such a one. The place of which the text is the report is no other than the speaker.
    """
    text, found = state.get("text", ""), dict[int, int]()
    told, acts_so = (compiled("clauses/shapes")[name] for name in ("place_told", "place_acts"))
    own = "".join(f"{told['info']['title']}{told['info']['organisation']}" for told in state.get("speeches", []))
    for place in reversed(places):
        end = place["end"]
        joint = _JOINT.match(text, end)
        acts = (joint is not None and joint.end() in found) or told.match(text, end) is not None
        acts = acts or (text[place["start"] - 1 : place["start"]] in _OPENS and acts_so.match(text, end) is not None)
        if acts and place["text"] not in own:
            found[place["start"]] = end
    return found


def within(spans: Sequence[SpanState], start: int, end: int) -> range:
    """Number the spans, of sorted ones that do not overlap, that lie wholly between two places."""
    first = last = bisect_left(spans, start, key=_START)
    while last < len(spans) and spans[last]["end"] <= end:
        last += 1
    return range(first, last)


def lines_of(state: State, speech: SpeechState) -> list[LineState]:
    """List the lines of a speech."""
    lines = state.get("lines", [])
    first, last = (bisect_left(lines, at, key=_BEGINS) for at in (speech["start"], speech["end"]))
    return lines[first:last]


def by_line(state: State) -> list[tuple[int, list[int]]]:
    """Give each line that has sentences, with the indices of its sentences."""
    found: dict[int, list[int]] = {}
    for place, sentence in enumerate(state.get("sentences", [])):
        found.setdefault(sentence["line"], []).append(place)
    return list(found.items())


def passes(state: State, places: list[int]) -> list[list[int]]:
    """Give the sentences of one line, once for each pass of a rule that reaches from one sentence into the next.

    The first pass takes all of them, where clauses of idle ones were asked for; the last leaves the idle ones out, so
    that it decides the others alike whatever was asked for.
    """
    busy = [place for place in places if not state["sentences"][place]["idle"]]
    everything = [places] if state.get("include") and len(busy) < len(places) else []
    return [*everything, busy] if busy else everything


def clauses_by_sentence(state: State) -> list[list[ClauseState]]:
    """List the clauses of each sentence."""
    found: list[list[ClauseState]] = [[] for _ in state.get("sentences", ())]
    for clause in state.get("clauses", ()):
        found[clause["sentence"]].append(clause)
    return found
