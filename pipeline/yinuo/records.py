"""Define the record: the frozen pydantic model of one commitment, with its JSON and schema, and all its parts.

Offsets are Unicode code points into the source text as read, end exclusive: ``text[start:end] == record.text``.
What is not known is ``None``.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from pydantic import Field

from yinuo.digests import digest
from yinuo.record_parts import (
    Action,
    Actor,
    ActorSource,
    Change,
    DateSource,
    Deadline,
    DeadlineSource,
    Evidence,
    Firmness,
    Horizon,
    Measurable,
    Party,
    Place,
    Quantity,
    Record,
    Role,
    SecondReading,
    SectionKind,
    Span,
    Specificity,
    SpeechInfo,
    Status,
)

__all__ = [
    "SCHEMA",
    "Action",
    "Actor",
    "ActorSource",
    "Change",
    "Commitment",
    "DateSource",
    "Deadline",
    "DeadlineSource",
    "Evidence",
    "Firmness",
    "Horizon",
    "Measurable",
    "Party",
    "Place",
    "Quantity",
    "Record",
    "Role",
    "SecondReading",
    "SectionKind",
    "Span",
    "Specificity",
    "SpeechInfo",
    "Status",
    "record_id",
    "schema",
]

SCHEMA = "1"


class Commitment(Span):
    """One commitment: actor, action, quantities and deadline, each with its place in the source text."""

    schema_: str = Field(default=SCHEMA, alias="schema", description="version of the record's form")
    id: str = Field(description="stable key: from the text's content, the span's quote and its occurrence")
    document: str = Field(description="the source file's path as given")
    document_sha256: str = Field(description="SHA-256 of the source text in UTF-8")
    speech: SpeechInfo = Field(description="the speech it stands in")
    section: tuple[str, ...] = Field(default=(), description="headings above it, outermost first")
    section_kind: SectionKind | None = Field(
        default=None,
        description="what that part of the text is: front (before the body), review (of the past), situation, guiding "
        "(guiding thought), targets, tasks, safeguards, closing; unknown: nothing tells; null in records made before "
        "yinuo told it",
    )
    sentence: Span = Field(
        description="the sentence it stands in; of one longer than 2,000 characters, what stands around the span"
    )
    place: Place | None = Field(default=None, description="page (pdf, ofd) or paragraph (docx) of `start`, else null")
    restored: str | None = Field(
        default=None, description="the span as it was meant; null where nothing in it was repaired"
    )
    same_as: str | None = Field(
        default=None,
        description="id of the record that states this task first, in the text or a table of it; null where none does",
    )
    status: Status = Field(
        default="commitment",
        description="commitment: promised; achievement: reported as done; background: how things are",
    )
    action: Action = Field(description="what is to be done")
    actor: Actor = Field(description="who acts")
    responsible: tuple[Party, ...] = Field(
        default=(),
        description="who answers for it: （教育部负责）, 牵头单位：X, 由X牵头，Y配合; empty where nobody is named",
    )
    quantities: tuple[Quantity, ...] = Field(default=(), description="how much")
    deadline: Deadline | None = Field(default=None, description="by when; null where no time is stated or known")
    firmness: Firmness = Field(
        default="planned", description="binding: 必须, 确保; planned: 将, 要; aspired: 力争; explored: 探索, 鼓励"
    )
    specificity: Specificity = Field(
        description="quantified: has a number; deliverable: one can check whether it was done; directional: a direction"
    )
    slogan: bool = Field(
        default=False, description="says no more than watchwords do: 提高站位、拉高标杆; false for what is not marked"
    )
    measurable: Measurable = Field(description="whether one could check it afterwards")
    confidence: float = Field(
        ge=0,
        le=1,
        description="0 to 1; of a commitment that a second reader read: the share of such commitments that a person "
        "marks too, over many texts; of others it ranks",
    )
    evidence: tuple[Evidence, ...] = Field(default=(), description="the rules that decided, with their cues")

    second: SecondReading | None = Field(
        default=None, description="what a second reader makes of it; null where none was asked"
    )

    @property
    def stated_deadline(self) -> Deadline | None:
        """Give the deadline that words of the paragraph state; a heading's time and the year of the speech are none."""
        return self.deadline if self.deadline and self.deadline.stated else None

    @property
    def intact(self) -> float:
        """Give the least likelihood of its numbers and its deadline to stand as written: 1 where none is damaged."""
        values: list[Quantity | Deadline] = [*self.quantities, *([self.deadline] if self.deadline else [])]
        return min((v.intact for v in values if v.damaged and v.intact is not None), default=1.0)

    @property
    def responsible_party(self) -> str | None:
        """Give the party to contact: explicit actor, else those who lead, else all who answer, else the speaker."""
        leads = [party for party in self.responsible if party.role == "lead"]
        others = [party for party in self.responsible if party.role == "unspecified"]
        return self.actor.text or "、".join(p.text for p in leads or others or self.responsible) or self.actor.name


def schema() -> dict[str, Any]:
    """Give the JSON Schema of a record, as it stands on a line of JSONL. Raises nothing.

    >>> schema()["title"]
    'Commitment'
    """
    return Commitment.model_json_schema(by_alias=True)


def record_id(sha: str, quote: str, status: str, seen: Counter[tuple[str, str]]) -> str:
    """Make the stable id of a record: the text's digest, the span's quote and its occurrence, counted by status."""
    occurrence = seen[status, quote] = seen.get((status, quote), 0) + 1
    kind = "" if status == "commitment" else f"\n{status}"
    key = f"{sha}\n{quote}\n{occurrence}{kind}"
    return digest(key)[:16]
