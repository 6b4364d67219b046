"""Type the plain dicts that become records: speeches, numbers, times, and a record with its parts."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from yinuo.records import Firmness, Role, Specificity, Status


class SpeechInfoState(TypedDict, total=False):
    """What a speech says of itself, keys as the fields of ``SpeechInfo``."""

    index: int
    title: str | None
    subtitle: str | None
    speaker: str | None
    role: str | None
    organisation: str | None
    date: str | None
    date_source: str | None
    year: int | None
    place: str | None
    level: str | None


class SpeechState(TypedDict):
    """A speech of the text, and what it says of itself."""

    info: SpeechInfoState
    start: int
    end: int


class QuotedState(TypedDict):
    """A piece of the source with its offsets."""

    text: str
    start: int
    end: int


class QuantityState(QuotedState):
    """A number with its bound and unit, keys as the fields of ``Quantity``."""

    low: float | None
    high: float | None
    unit: str | None
    approximate: bool
    damaged: bool
    of: str | None
    change: str
    baseline: float | None
    indicator: str | None


# A time as written and as resolved, and what kind of time it is (see ``values.deadlines.scanner.scan``).
DeadlineState = TypedDict(
    "DeadlineState",
    {
        "text": str,
        "start": int,
        "end": int,
        "from": str | None,
        "to": str | None,
        "duration": str | None,
        "repeat": str | None,
        "damaged": bool,
        "source": str,
        "kind": NotRequired[str],
    },
)


class ActionState(TypedDict):
    """The predicate of a record, keys as the fields of ``Action``."""

    verb: str | None
    object: str | None
    type: str | None


class ActorState(TypedDict):
    """Who acts, keys as the fields of ``Actor``."""

    text: str | None
    start: int | None
    end: int | None
    source: str
    name: str | None


class PartyState(QuotedState):
    """One who answers for a record, keys as the fields of ``Party``."""

    name: str
    role: Role


class MeasurableState(TypedDict):
    """Whether a record can be checked, and what it lacks."""

    value: bool
    missing: list[str]


class EvidenceState(TypedDict):
    """The rule that decided a field, and the words it saw."""

    field: str
    rule: str
    text: str | None
    start: int | None
    end: int | None


class PlaceState(TypedDict):
    """Where a record stands in its file."""

    page: int | None
    paragraph: int | None


class RecordState(QuotedState):
    """One record, keys as the fields of ``Commitment``."""

    schema: str
    id: str
    document: str
    document_sha256: str
    speech: SpeechInfoState
    section: list[str]
    sentence: QuotedState
    restored: str | None
    same_as: str | None
    status: Status
    action: ActionState
    actor: ActorState
    responsible: list[PartyState]
    quantities: list[QuantityState]
    deadline: DeadlineState | None
    firmness: Firmness
    specificity: Specificity
    measurable: MeasurableState
    confidence: float
    evidence: list[EvidenceState]
    place: NotRequired[PlaceState]
