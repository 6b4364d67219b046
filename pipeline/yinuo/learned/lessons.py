"""Say what a lesson is: a clause, and what gold says of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from yinuo.learned.features import Item
from yinuo.records import Specificity, Status


class Lesson(NamedTuple):
    """Hold a clause of a document, its labels by gold (None where gold says nothing), and its labels by the rules.

    ``marked`` says whether gold has it as a commitment. What gold does not have is an achievement or background where
    the rules say which of the two. ``rule`` decided the specificity, in a text of this ``genre``.
    """

    document: str
    item: Item
    marked: bool
    status: Status | None
    specificity: Literal["deliverable", "directional"] | None
    ruled_status: Status
    ruled_specificity: Specificity
    rule: str = ""
    genre: str | None = None
