"""Define the parts of a record: frozen pydantic models of what it holds, and the words that their fields take.

Offsets are Unicode code points into the source text as read, end exclusive: ``text[start:end] == part.text``.
What is not known is ``None``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["commitment", "achievement", "background"]
Firmness = Literal["binding", "planned", "aspired", "explored"]
Specificity = Literal["quantified", "deliverable", "directional"]
ActorSource = Literal["explicit", "inherited", "default"]
DeadlineSource = Literal["explicit", "inherited", "section", "document"]
Horizon = Literal["year", "plan", "cumulative"]
Change = Literal["level", "increase", "decrease", "multiple"]
Role = Literal["lead", "support", "unspecified"]
DateSource = Literal["argument", "dateline", "title"]
SectionKind = Literal["front", "review", "situation", "guiding", "targets", "tasks", "safeguards", "closing", "unknown"]


def _without_examples(described: dict[str, Any]) -> None:
    """Leave the Python examples of a docstring out of the schema's description."""
    described["description"] = described["description"].partition("\n\n")[0].replace("``", "`")


class Record(BaseModel):
    """Base of every record: frozen, closed, read by field name or by alias (``from``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, json_schema_extra=_without_examples)

    def to_json(self) -> str:
        """Write the record as one line of JSON with the contract's names, non-ASCII characters as they are."""
        return self.model_dump_json(by_alias=True)

    def to_bytes(self) -> bytes:
        """Write the UTF-8 bytes of ``to_json``, sooner."""
        return self.__pydantic_serializer__.to_json(self, by_alias=True)


class Span(Record):
    """A piece of the source text: its characters from ``start`` to ``end`` are ``text``."""

    text: str = Field(description="as it stands in the source")
    start: int = Field(description="offset of its first character in the source, in code points from 0")
    end: int = Field(description="offset behind its last character")


class Quantity(Span):
    """A number with its bound and unit.

    >>> Quantity(text="95%以上", start=0, end=5, low=95, high=None, unit="%").high is None
    True
    """

    low: float | None = Field(description="lower bound in `unit`; null where open or lost")
    high: float | None = Field(description="upper bound in `unit`; null where open or lost")
    unit: str | None = Field(
        default=None, description="as written after the number: 所, 元, %, 个百分点, 人次; null without one"
    )
    approximate: bool = Field(default=False, description="左右, 约, 近, 上下")
    damaged: bool = Field(default=False, description="digits were lost in the source, or recognised with doubt")
    intact: float | None = Field(
        default=None,
        description="of a damaged one: the likelihood, 0 to 1, that it stands as it was written; null where no lost "
        "digit is in question",
    )
    of: str | None = Field(default=None, description="what is counted, as written; null where unknown")
    change: Change = Field(
        default="level",
        description="level: to reach so much; increase, decrease: by so much; multiple: by so many times",
    )
    baseline: float | None = Field(
        default=None, description="what it starts from, in `unit`: 90 in 由90%提高到92%; null where none is named"
    )
    indicator: str | None = Field(
        default=None, description="key of what is measured: gdp_growth, urban_new_jobs, cpi; null for others"
    )
    horizon: Horizon | None = Field(
        default=None,
        description="year: within one year; plan: at the end of a plan period, or its yearly mean; cumulative: the sum "
        "over a period; null where nothing tells",
    )


class Deadline(Record):
    """A time by which, as written and as resolved. Inclusive ISO dates; ``null`` where open.

    >>> Deadline(text="年内", start=0, end=2, to="2022-12-31").model_dump(by_alias=True)["to"]
    '2022-12-31'
    """

    text: str | None = Field(description="as it stands in the source; null where only the speech's year is known")
    start: int | None = Field(description="offset of its first character; null where only the speech's year is known")
    end: int | None = Field(description="offset behind its last character; null where only the speech's year is known")
    from_: str | None = Field(default=None, alias="from", description="first day, ISO date; null where open or unknown")
    to: str | None = Field(default=None, description="last day, ISO date; null where open or unknown")
    duration: str | None = Field(
        default=None, description="ISO 8601 duration with no anchor: P7D, P1M, P3Y; null for a date"
    )
    repeat: str | None = Field(
        default=None, description="ISO 8601 duration of a recurrence: P1Y, P1M; null where it is no recurrence"
    )
    working: bool = Field(
        default=False, description="duration counts working days (10个工作日 is P10D), which no calendar here resolves"
    )
    source: DeadlineSource = Field(
        default="explicit",
        description="explicit: in the clause; inherited: from before it; section: no time is stated, a heading above "
        "names it; document: no time is stated, only the year or plan period of the speech is known",
    )
    damaged: bool = Field(default=False, description="digits were lost in the source, or recognised with doubt")
    intact: float | None = Field(
        default=None,
        description="of a damaged one: the likelihood, 0 to 1, that it stands as it was written; null where no lost "
        "digit is in question",
    )

    @property
    def stated(self) -> bool:
        """Whether words of the paragraph state it: neither a heading above nor the year of the speech gives it."""
        return self.source in ("explicit", "inherited")


class Actor(Record):
    """Who acts. ``default`` means the speech's own organisation: no span, its name in ``name``."""

    text: str | None = Field(default=None, description="the actor as written; null for a default actor")
    start: int | None = Field(default=None, description="offset of its first character; null for a default actor")
    end: int | None = Field(default=None, description="offset behind its last character; null for a default actor")
    source: ActorSource = Field(
        default="default", description="explicit: in the clause; inherited: from before it; default: who speaks"
    )
    name: str | None = Field(default=None, description="canonical name; null where unknown")


class Party(Span):
    """One who answers for a commitment, as brackets, lines or phrases beside it say: （县教育局牵头，县财政局配合）."""

    name: str = Field(description="canonical name, or the name as written")
    role: Role = Field(description="lead: 牵头, 主办; support: 配合, 协办; unspecified: 负责, 责任单位")


class Action(Record):
    """The predicate: its head verb, its object, its type from `rules/zh/clauses/verbs.tsv`."""

    verb: str | None = Field(default=None, description="the head verb as written; null where the clause has none")
    object: str | None = Field(default=None, description="what it is done to, as written; null where none is found")
    type: str | None = Field(default=None, description="kind of action (build, issue, hold); null for an unknown verb")


class Measurable(Record):
    """Whether one could check the commitment afterwards, and what it lacks for that."""

    value: bool = Field(description="whether one could check afterwards that it was done")
    missing: tuple[Literal["number", "deadline", "actor", "object"], ...] = Field(
        default=(), description="what it lacks for that: number, deadline, actor, object"
    )


class Evidence(Record):
    """Why a field has its value: the rule that decided, and the words it saw (null where it needs none)."""

    field: str = Field(description="the field that the rule decided")
    rule: str = Field(description="identifier of the rule; `yinuo explain` says what it means")
    text: str | None = Field(default=None, description="the cue as written; null where the rule needs none")
    start: int | None = Field(default=None, description="offset of the cue's first character; null without a cue")
    end: int | None = Field(default=None, description="offset behind the cue's last character; null without a cue")


class SecondReading(Record):
    """What a second reader, which learned from gold, makes of a record without knowing what the rules say."""

    status: Status = Field(description="its own reading: commitment, achievement or background")
    specificity: Literal["deliverable", "directional"] | None = Field(
        default=None, description="deliverable or directional; null where a number decides"
    )
    p: float = Field(ge=0, le=1, description="its probability that the record's status and specificity are right")
    agrees: bool = Field(description="whether it reads both as the rules do")


class SpeechInfo(Record):
    """The speech a record comes from, as the record carries it."""

    index: int = Field(description="number of the speech in its file, from 0")
    title: str | None = Field(default=None, description="its title; null where none is found")
    subtitle: str | None = Field(default=None, description="its subtitle; null where it has none")
    speaker: str | None = Field(default=None, description="who speaks, by name; null where unknown")
    role: str | None = Field(default=None, description="the speaker's office; null where unknown")
    organisation: str | None = Field(default=None, description="the organisation that speaks; null where unknown")
    date: str | None = Field(default=None, description="day of the speech, ISO date; null where unknown")
    date_source: DateSource | None = Field(
        default=None,
        description="argument: given with the text; dateline: under the title or at the end; title: in the title; "
        "null without a date",
    )
    year: int | None = Field(default=None, description="the year the speech is about; null where unknown")
    place: str | None = Field(default=None, description="its place, as given beside the text; null without one")
    level: str | None = Field(
        default=None, description="its level of government, as given beside the text; null without one"
    )

    @property
    def organisations(self) -> tuple[str, ...]:
        """The organisations that speak: one, or the issuers of a joint document, whom ``organisation`` parts by 、."""
        return tuple(self.organisation.split("、")) if self.organisation else ()


class Place(Record):
    """Where a record stands in a paged source: the page of a pdf, the paragraph or table row of a docx, from 1."""

    page: int | None = Field(default=None, description="page of a pdf, from 1; null elsewhere")
    paragraph: int | None = Field(default=None, description="paragraph or table row of a docx, from 1; null elsewhere")
