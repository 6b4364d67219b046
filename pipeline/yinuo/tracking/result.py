"""Define the record of tracking: one commitment, what the next report says of it, and how sure that is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from yinuo.records import Record, Span, Specificity

Verdict = Literal[
    "reached", "exceeded", "below", "partly", "not_comparable", "rolled_over", "not_mentioned", "too_early"
]
Why = Literal["other_measure", "cumulative", "qualitative"]
Rule = Literal["key", "kindred", "text"]


class Value(Record):
    """Hold a value as promised or as told: its bounds in ``unit``, and what it measures."""

    low: float | None = Field(description="lower bound in `unit`; null where open")
    high: float | None = Field(description="upper bound in `unit`; null where open")
    unit: str | None = Field(description="as written; null without one")
    of: str | None = Field(description="what is measured, as written; null where unknown")
    indicator: str | None = Field(description="key of what is measured; null where the table has none")
    change: str = Field(description="level, increase, decrease or multiple")
    horizon: Literal["year", "plan"] = Field(description="of one year, or of the years of a plan")
    text: str = Field(description="as written")


class TrackedEvidence(Span):
    """Hold a clause of the new report that tells what became of the commitment."""

    score: float = Field(ge=0, le=1, description="share of the commitment's wording that it holds, 1 for an equal key")
    rule: Rule = Field(
        description="key: measures the same; kindred: nearly the same name; text: found by its wording only"
    )


class Subject(Span):
    """Hold the commitment that is tracked, with its place in the old report."""

    id: str = Field(description="id of its record")
    document: str = Field(description="document it stands in")
    specificity: Specificity = Field(description="as in its record")
    due: str | None = Field(description="last day of its deadline, ISO date; null where it has none")


class Tracked(Record):
    """Hold one commitment and what the next report says of it; a suggestion, which a person confirms."""

    schema_: str = Field(default="1", alias="schema", description="version of this record's form")
    commitment: Subject = Field(description="the commitment")
    document: str = Field(description="document of the commitment")
    next_document: str = Field(description="document that was searched")
    place: str | None = Field(default=None, description="place of the reports; null where unknown")
    year: int | None = Field(default=None, description="year that the promise is about; null where unknown")
    verdict: Verdict = Field(
        description="reached, exceeded, below, partly: against the promise; not_comparable: told in another measure; "
        "rolled_over: promised again; not_mentioned: nothing found; too_early: due after the new report"
    )
    why: Why | None = Field(
        default=None,
        description="why it is not comparable: other_measure (a level for a growth), cumulative (several years for "
        "one), qualitative (no value); null for other verdicts",
    )
    promised: Value | None = Field(default=None, description="the value promised; null without one")
    reached: Value | None = Field(default=None, description="the value told; null where none is")
    attainment: float | None = Field(default=None, description="told by promised; null unless of one measure")
    evidence: tuple[TrackedEvidence, ...] = Field(default=(), description="up to three clauses of the new report")
    again: Span | None = Field(default=None, description="the commitment of the new report that says it again")
    reason: str = Field(description="why this verdict, in a few words")
    confidence: float = Field(ge=0, le=1, description="0 to 1; ranks verdicts, no probability")
    needs_check: bool = Field(description="whether a person should look before the verdict is used")
