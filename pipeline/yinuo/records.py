"""The records: frozen pydantic models of one commitment and of its parts. Values come in; JSON and its schema go out.

Offsets are Unicode code points into the source text as read, end exclusive: ``text[start:end] == record.text``.
What is not known is ``None``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "1"

Status = Literal["commitment", "achievement", "background"]
Firmness = Literal["binding", "planned", "aspired", "explored"]
Specificity = Literal["quantified", "deliverable", "directional"]
ActorSource = Literal["explicit", "inherited", "default"]
DeadlineSource = Literal["explicit", "inherited", "document"]
Change = Literal["level", "increase", "decrease", "multiple"]
DateSource = Literal["argument", "dateline", "title", "text"]


class Record(BaseModel):
    """Base of every record: frozen, closed, read by field name or by alias (``from``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def to_json(self) -> str:
        """One line of JSON with the contract's names, non-ASCII characters as they are."""
        return self.model_dump_json(by_alias=True)


class Span(Record):
    """A piece of the source: ``source_text[start:end] == text``."""

    text: str
    start: int
    end: int


class Quantity(Span):
    """A number with its bound and unit.

    >>> Quantity(text="95%以上", start=0, end=5, low=95, high=None, unit="%").high is None
    True
    """

    low: float | None = Field(description="lower bound in `unit`; null where open or lost")
    high: float | None = Field(description="upper bound in `unit`; null where open or lost")
    unit: str | None = Field(default=None, description="as written after the number: 所, 元, %, 个百分点, 人次")
    approximate: bool = Field(default=False, description="左右, 约, 近, 上下")
    damaged: bool = Field(default=False, description="digits were lost in the source")
    of: str | None = Field(default=None, description="what is counted, as written")
    change: Change = "level"


class Deadline(Span):
    """A time by which, as written and as resolved. Inclusive ISO dates; ``null`` where open.

    >>> Deadline(text="年内", start=0, end=2, to="2022-12-31").model_dump(by_alias=True)["to"]
    '2022-12-31'
    """

    from_: str | None = Field(default=None, alias="from", description="first day, ISO date")
    to: str | None = Field(default=None, description="last day, ISO date")
    duration: str | None = Field(default=None, description="ISO 8601 duration with no anchor: P7D, P1M, P3Y")
    repeat: str | None = Field(default=None, description="ISO 8601 duration of a recurrence: P1Y, P1M")
    source: DeadlineSource = "explicit"
    damaged: bool = False


class Actor(Record):
    """Who acts. ``default`` means the speech's own organisation: no span, its name in ``name``."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    source: ActorSource = "default"
    name: str | None = Field(default=None, description="canonical name, null where unknown")


class Action(Record):
    """The predicate: its head verb, its object, its type from rules/actions.tsv."""

    verb: str | None = None
    object: str | None = None
    type: str | None = None


class Measurable(Record):
    """Whether one could check the commitment afterwards, and what it lacks for that."""

    value: bool
    missing: tuple[Literal["number", "deadline", "actor", "object"], ...] = ()


class Evidence(Record):
    """Why a field has its value: the rule that decided, and the cue it saw (null where there is none)."""

    field: str
    rule: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


class SpeechInfo(Record):
    """The speech a record comes from, as the record carries it."""

    index: int
    title: str | None = None
    subtitle: str | None = None
    speaker: str | None = None
    role: str | None = None
    organisation: str | None = None
    date: str | None = None
    date_source: DateSource | None = None
    year: int | None = Field(default=None, description="the year the speech is about")
    place: str | None = Field(default=None, description="as a table of metadata says; null without one")
    level: str | None = Field(default=None, description="as a table of metadata says; null without one")


class Commitment(Span):
    """One commitment: actor, action, quantities and deadline, each grounded in the source (RECORD, schema 1)."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    id: str
    document: str
    document_sha256: str
    speech: SpeechInfo
    section: tuple[str, ...] = ()
    sentence: Span
    restored: str | None = None
    status: Status = "commitment"
    action: Action
    actor: Actor
    quantities: tuple[Quantity, ...] = ()
    deadline: Deadline | None = None
    firmness: Firmness = "planned"
    specificity: Specificity
    measurable: Measurable
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[Evidence, ...] = ()


def schema() -> dict[str, Any]:
    """The JSON Schema of one record line.

    >>> schema()["title"]
    'Commitment'
    """
    return Commitment.model_json_schema(by_alias=True)
