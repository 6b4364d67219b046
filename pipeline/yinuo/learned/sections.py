"""Tell which sections look unlike what they were read as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypedDict

from yinuo.learned.linear import Reading

_FEWEST, _FARTHEST = 8, 0.7


class DoubtState(TypedDict):
    """Type a section in doubt: where its records begin and end, its headings, their number, and two shares.

    ``ruled`` is the share of its records that the rules call commitments, ``read`` the second reader's.
    """

    start: int
    end: int
    section: list[str]
    records: int
    ruled: float
    read: float


def doubts(records: Sequence[Any], readings: Sequence[Reading]) -> Iterator[DoubtState]:
    """Find sections of eight records and more whose shares of commitments lie more than 0.7 apart."""
    sections: dict[tuple[Any, ...], list[tuple[Any, Reading]]] = {}
    for record, reading in zip(records, readings, strict=True):
        key = (record["speech"]["index"], *record["section"][:2])
        sections.setdefault(key, []).append((record, reading))
    for (_, *path), found in sections.items():
        ruled = sum(record["status"] == "commitment" for record, _ in found) / len(found)
        read = sum(reading.status["commitment"] for _, reading in found) / len(found)
        if len(found) >= _FEWEST and abs(ruled - read) > _FARTHEST:
            yield {
                "start": min(record["start"] for record, _ in found),
                "end": max(record["end"] for record, _ in found),
                "section": path,
                "records": len(found),
                "ruled": round(ruled, 2),
                "read": round(read, 2),
            }
