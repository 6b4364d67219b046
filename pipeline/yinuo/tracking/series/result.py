"""Define the record of a series: one place, one indicator, one year."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from yinuo.records import Record, Span

Mark = Literal["raised", "lowered", "kept", "softened", "new", "dropped", "absent"]


class Told(Span):
    """Hold a value of an indicator as a report gives it, with the clause that says it and its place there."""

    value: str | None = Field(description="as written; null where a report says that it sets no target")
    low: float | None = Field(description="lower bound in `unit`, below zero for a fall; null where open")
    high: float | None = Field(description="upper bound in `unit`, below zero for a fall; null where open")
    unit: str | None = Field(description="as written; null without one")
    approximate: bool = Field(description="whether it is about so much (左右)")
    document: str = Field(description="report that says it")

    @property
    def shown(self) -> str | None:
        """Give the value as written, with a minus before a fall."""
        return f"-{self.value}" if self.value and (self.number or 0) < 0 and self.value[0] != "-" else self.value

    @property
    def number(self) -> float | None:
        """Give one number for a value: its bound, or the middle of two."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else self.high


class Yearly(Record):
    """Hold the target of a year and its result, as the next report tells it."""

    schema_: str = Field(default="1", alias="schema", description="version of this record's form")
    place: str = Field(description="place of the reports")
    indicator: str = Field(description="key of what is measured")
    year: int = Field(description="year of the target and of the result; of a plan, that of the report that sets it")
    period: Literal["year", "plan"] = Field(
        default="year", description="target of one year, or of the years of a plan, which has no result here"
    )
    target: Told | None = Field(default=None, description="as the report of this year sets it; null where it sets none")
    result: Told | None = Field(default=None, description="as the report of the next year tells it; null where unknown")
    marks: tuple[Mark, ...] = Field(
        default=(),
        description="against the target of the year before, whose report is at hand: raised, lowered, kept by the "
        "number; softened: 左右 or a range where a bound or a number stood; new, dropped; absent: said to be none",
    )
    outcome: Literal["exceeded", "reached", "below"] | None = Field(
        default=None, description="result against target; null where one is unknown or the two do not compare"
    )
    attainment: float | None = Field(default=None, description="result by target; null as for `outcome`")
