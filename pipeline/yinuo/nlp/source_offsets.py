"""Bring the records of a repaired text back to the offsets of its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar, cast

from yinuo.damage.findings import Repaired
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


class ToSource:
    """Give records with every span in offsets of the source, a block of them at a time, in their order.

    ``text`` is what stands in the file, ``restored`` what it meant where the two differ; ``confidence`` falls with
    each, and a record whose only number is damaged can no longer be measured. Records of one block may name each other.
    """

    def __init__(self, repaired: Repaired, lost: Mapping[str, float] | None = None) -> None:
        """Take the repaired text, and how likely each digit is lost (``numbers.unnamed.lost_digits``)."""
        self._repaired, self._sha = repaired, digest(repaired.source)
        self._folded, self._lost = fold(repaired.source), lost or {}
        self._seen: Counter[tuple[str, str]] = Counter()

    def __call__(self, records: list[RecordState]) -> list[RecordState]:
        """Bring one block back."""
        sentences: dict[tuple[int, int], QuotedState] = {}  # many records share one, and it may be long
        found: list[RecordState] = []
        for record in records:
            span = record["sentence"]["start"], record["sentence"]["end"]
            if span not in sentences:
                sentences[span] = _span(record["sentence"], self._repaired)
            own = _record(record, self._repaired, self._sha, self._seen)
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


def to_source(records: list[RecordState], repaired: Repaired) -> list[RecordState]:
    """Give all records of a text with every span in offsets of the source; see ``ToSource``."""
    return ToSource(repaired)(records)


def _record(record: RecordState, repaired: Repaired, sha: str, seen: Counter[tuple[str, str]]) -> RecordState:
    own = _span(record, repaired)
    meant = None if own["text"] == record["text"] else record["text"]
    quantities = [_as_it_stands(_span(q, repaired)) for q in record["quantities"]]
    deadline = record["deadline"] and _span(record["deadline"], repaired)
    damaged = any(q["damaged"] for q in quantities) or bool(deadline and deadline["damaged"])
    return {
        **own,
        "id": record_id(sha, own["text"], record["status"], seen),
        "document_sha256": sha,
        "restored": meant,
        "actor": _span(record["actor"], repaired),
        "responsible": [_span(party, repaired) for party in record["responsible"]],
        "quantities": quantities,
        "deadline": deadline,
        "measurable": _measurable(record["measurable"], quantities, damaged=damaged),
        "confidence": round(max(0.1, record["confidence"] - _REPAIRED * (meant is not None)), 2),
        "evidence": [_span(e, repaired) for e in record["evidence"]],
    }


def _as_it_stands(quantity: QuantityState) -> QuantityState:
    """Take from a range the lower end that the file lacks: —2个, though read as 1—2个."""
    if quantity["damaged"] and quantity["text"].startswith(("—", "-", "－", "–")):
        return {**quantity, "low": None}
    return quantity


def _span(item: Part, repaired: Repaired) -> Part:
    if item["start"] is None or item["end"] is None:
        return item
    start, end = repaired.span(item["start"], item["end"])
    found = {**item, "text": repaired.source[start:end], "start": start, "end": end}
    return cast(Part, found)


def _measurable(found: MeasurableState, quantities: list[QuantityState], *, damaged: bool) -> MeasurableState:
    if not damaged or not quantities or not all(q["damaged"] for q in quantities):
        return found
    return {"value": False, "missing": ["number", *(m for m in found["missing"] if m != "number")]}
