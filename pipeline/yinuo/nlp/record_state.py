"""Type the plain dicts that become records: speeches, numbers, times, and a record with its parts."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from yinuo.records import Firmness, Horizon, Role, SectionKind, Specificity, Status


class SpeechInfoState(TypedDict, total=False):
    """Type what a speech says of itself, keys as the fields of ``SpeechInfo``."""

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
    """Type a speech of the text, what it says of itself, and the genre that its title tells, if any."""

    info: SpeechInfoState
    start: int
    end: int
    genre: str | None


class QuotedState(TypedDict):
    """Type a piece of the source with its offsets."""

    text: str
    start: int
    end: int


class QuantityState(QuotedState):
    """Type a number with its bound and unit, keys as the fields of ``Quantity``."""

    low: float | None
    high: float | None
    unit: str | None
    approximate: bool
    damaged: bool
    intact: float | None
    of: str | None
    change: str
    baseline: float | None
    indicator: str | None
    horizon: Horizon | None


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
        "working": bool,
        "damaged": bool,
        "intact": float | None,
        "source": str,
        "kind": NotRequired[str],
    },
)


# When a record is due: a time as above, or one that no words state (``text``, ``start`` and ``end`` are None then).
DueState = TypedDict(
    "DueState",
    {
        "text": str | None,
        "start": int | None,
        "end": int | None,
        "from": str | None,
        "to": str | None,
        "duration": str | None,
        "repeat": str | None,
        "working": bool,
        "damaged": bool,
        "intact": float | None,
        "source": str,
    },
)


class ActionState(TypedDict):
    """Type the predicate of a record, keys as the fields of ``Action``."""

    verb: str | None
    object: str | None
    type: str | None


class ActorState(TypedDict):
    """Type who acts, keys as the fields of ``Actor``."""

    text: str | None
    start: int | None
    end: int | None
    source: str
    name: str | None


class PartyState(QuotedState):
    """Type one who answers for a record, keys as the fields of ``Party``."""

    name: str
    role: Role


class MeasurableState(TypedDict):
    """Type whether a record can be checked, and what it lacks."""

    value: bool
    missing: list[str]


class EvidenceState(TypedDict):
    """Type the rule that decided a field, and the words it saw."""

    field: str
    rule: str
    text: str | None
    start: int | None
    end: int | None


class SecondState(TypedDict):
    """Type what a second reader makes of a record, keys as the fields of ``SecondReading``."""

    status: Status
    specificity: Literal["deliverable", "directional"] | None
    p: float
    agrees: bool


class PlaceState(TypedDict):
    """Type where a record stands in its file."""

    page: int | None
    paragraph: int | None


class RecordState(QuotedState):
    """Type one record, keys as the fields of ``Commitment``."""

    schema: str
    id: str
    document: str
    document_sha256: str
    speech: SpeechInfoState
    section: list[str]
    section_kind: SectionKind
    sentence: QuotedState
    restored: str | None
    same_as: str | None
    status: Status
    action: ActionState
    actor: ActorState
    responsible: list[PartyState]
    quantities: list[QuantityState]
    deadline: DueState | None
    firmness: Firmness
    specificity: Specificity
    slogan: bool
    measurable: MeasurableState
    confidence: float
    evidence: list[EvidenceState]
    second: SecondState | None
    place: NotRequired[PlaceState]
