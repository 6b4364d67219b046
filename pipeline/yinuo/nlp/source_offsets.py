"""Bring the records of a text that was not read as it stands back to the offsets of its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Protocol, TypeVar, cast

from yinuo.damage.numbers.intact import likelihood
from yinuo.digests import digest
from yinuo.folding import fold
from yinuo.nlp.record_state import (
    ActorState,
    DueState,
    EvidenceState,
    MeasurableState,
    PartyState,
    QuantityState,
    QuotedState,
    RecordState,
)
from yinuo.records import record_id

# Parts of a record that have offsets of their own, and the record itself.
Part = TypeVar("Part", RecordState, QuotedState, PartyState, ActorState, QuantityState, DueState, EvidenceState)

# What a record loses in confidence if its span was repaired, and if it holds a number that cannot stand as written.
_REPAIRED, _DAMAGED = 0.05, 0.2


class WayBack(Protocol):
    """Lead from the text that was read to its source."""

    @property
    def source(self) -> str:
        """Give the text as it stands in the file."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the source's span of a span of the text that was read."""

    def meant(self, start: int, end: int) -> str | None:
        """Give what such a span says if its source was repaired there, else None."""


class ToSource:
    """Give records with every span in offsets of the source, a block of them at a time, in their order.

    ``text`` is what stands in the file, ``restored`` what it meant where the two differ; ``confidence`` falls with
    each, and a record whose only number is damaged can no longer be measured. Records of one block may name each other.
    """

    def __init__(self, way: WayBack, lost: Mapping[str, float] | None = None) -> None:
        """Take the way back, and how likely each digit is lost (``numbers.unnamed.lost_digits``)."""
        self._way, self._sha = way, digest(way.source)
        self._folded, self._lost = fold(way.source), lost or {}
        self._seen: Counter[tuple[str, str]] = Counter()

    def __call__(self, records: list[RecordState]) -> list[RecordState]:
        """Bring one block back."""
        sentences: dict[tuple[int, int], QuotedState] = {}  # many records share one, and it may be long
        found: list[RecordState] = []
        for record in records:
            span = record["sentence"]["start"], record["sentence"]["end"]
            if span not in sentences:
                sentences[span] = _span(record["sentence"], self._way)
            own = _record(record, self._way, self._sha, self._seen)
            found.append({**self._weighed(own), "sentence": sentences[span].copy()})
        ids = {record["id"]: own["id"] for record, own in zip(records, found, strict=True)}
        for record in found:
            record["same_as"] = ids.get(record["same_as"] or "")
        return found

    def _weighed(self, record: RecordState) -> RecordState:
        """Say of each damaged number and time how likely it stands as written; the least likely lowers confidence."""
        least = 1.0
        for value in (*record["quantities"], record["deadline"]):
            if value is not None and value["damaged"] and value["start"] is not None and value["end"] is not None:
                value["intact"] = own = likelihood(self._folded, value["start"], value["end"], self._lost)
                least = min(least, own)
        return {**record, "confidence": round(max(0.1, record["confidence"] - _DAMAGED * (1 - least)), 2)}


def to_source(records: list[RecordState], way: WayBack) -> list[RecordState]:
    """Give all records of a text with every span in offsets of the source; see ``ToSource``."""
    return ToSource(way)(records)


def _record(record: RecordState, way: WayBack, sha: str, seen: Counter[tuple[str, str]]) -> RecordState:
    own = _span(record, way)
    meant = way.meant(record["start"], record["end"])
    quantities = [_as_it_stands(_span(q, way)) for q in record["quantities"]]
    deadline = record["deadline"] and _span(record["deadline"], way)
    damaged = any(q["damaged"] for q in quantities) or bool(deadline and deadline["damaged"])
    return {
        **own,
        "id": record_id(sha, own["text"], record["status"], seen),
        "document_sha256": sha,
        "restored": meant,
        "actor": _span(record["actor"], way),
        "responsible": [_span(party, way) for party in record["responsible"]],
        "quantities": quantities,
        "deadline": deadline,
        "measurable": _measurable(record["measurable"], quantities, damaged=damaged),
        "confidence": round(max(0.1, record["confidence"] - _REPAIRED * (meant is not None)), 2),
        "evidence": [_span(e, way) for e in record["evidence"]],
    }


def _as_it_stands(quantity: QuantityState) -> QuantityState:
    """Take from a range the lower end that the file lacks: —2个, though read as 1—2个."""
    if quantity["damaged"] and quantity["text"].startswith(("—", "-", "－", "–")):
        return {**quantity, "low": None}
    return quantity


def _span(item: Part, way: WayBack) -> Part:
    if item["start"] is None or item["end"] is None:
        return item
    start, end = way.span(item["start"], item["end"])
    found = {**item, "text": way.source[start:end], "start": start, "end": end}
    return cast(Part, found)


def _measurable(found: MeasurableState, quantities: list[QuantityState], *, damaged: bool) -> MeasurableState:
    if not damaged or not quantities or not all(q["damaged"] for q in quantities):
        return found
    return {"value": False, "missing": ["number", *(m for m in found["missing"] if m != "number")]}
