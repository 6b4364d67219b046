"""Count the records of a document: how firm, how checkable, when due, under which heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from yinuo.records import Commitment, Deadline, Firmness, Specificity
from yinuo.report.documents import Document
from yinuo.writers.ledger.cells import headings, numbered

SPECIFICITIES: tuple[str, ...] = get_args(Specificity)
FIRMNESSES: tuple[str, ...] = get_args(Firmness)
MISSING = ("number", "deadline", "actor", "object")
_MOST_HEADINGS = 30
LOW = 0.85


@dataclass(frozen=True, slots=True)
class Counts:
    """Hold how many records are what; ``commitments`` are those that repeat no other."""

    commitments: int
    achievements: int
    background: int
    repeated: int
    with_number: int
    with_due: int
    checkable: int
    answered: int
    specificity: Counter[str]
    firmness: Counter[str]
    missing: Counter[str]


def counts(documents: Iterable[Document]) -> Counts:
    """Count the records of documents."""
    documents = tuple(documents)
    own = [r for document in documents for r in document.commitments]
    every = [r for document in documents for r in document.records]
    return Counts(
        commitments=len(own),
        achievements=sum(r.status == "achievement" for r in every),
        background=sum(r.status == "background" for r in every),
        repeated=sum(r.status == "commitment" and r.same_as is not None for r in every),
        with_number=sum(bool(r.quantities) for r in own),
        with_due=sum(due(r) is not None for r in own),
        checkable=sum(r.measurable.value for r in own),
        answered=sum(r.actor.source != "default" or bool(r.responsible) for r in own),
        specificity=Counter(r.specificity for r in own),
        firmness=Counter(r.firmness for r in own),
        missing=Counter(name for r in own for name in r.measurable.missing),
    )


def stated(record: Commitment) -> Deadline | None:
    """Give the deadline that the text states; a heading's time and the year of the whole document are none."""
    return record.stated_deadline


def due(record: Commitment) -> str | None:
    """Give the last day of the stated deadline as an ISO day."""
    time = stated(record)
    return time.to if time else None


def doubtful(record: Commitment) -> list[str]:
    """Say why a person should look at a record first, as keys of words."""
    time = stated(record)
    damaged = any(q.damaged for q in record.quantities) or (time is not None and time.damaged)
    found = {"damaged": damaged, "repaired": record.restored is not None, "low-confidence": record.confidence < LOW}
    return [key for key, holds in found.items() if holds]


def heading_of(records: Sequence[Commitment]) -> Callable[[Commitment], str]:
    """Choose the headings that group records: the nearest with a number, or the foremost where those are too many."""
    if len({numbered(headings(record)) for record in records}) <= _MOST_HEADINGS:
        return lambda record: numbered(headings(record))
    return lambda record: (headings(record) or [""])[0]
