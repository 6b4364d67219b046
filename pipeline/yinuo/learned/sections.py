"""Tell which sections look unlike what they were read as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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


class SectionAudit:
    """Gather what two readers make of the records of each section, as the records of a text come."""

    def __init__(self) -> None:
        self._sections: dict[tuple[Any, ...], _Sums] = {}

    def add(self, record: Any, reading: Reading) -> None:
        """Take a record, a plain dict, and what the second reader makes of it."""
        key = (record["speech"]["index"], *record["section"][:2])
        sums = self._sections.get(key)
        if sums is None:
            sums = self._sections[key] = _Sums()
        sums.add(record, reading)

    def doubts(self) -> Iterator[DoubtState]:
        """Find sections of eight records and more whose shares of commitments lie more than 0.7 apart."""
        for (_, *path), found in self._sections.items():
            ruled, read = found.ruled / found.count, found.read / found.count
            if found.count >= _FEWEST and abs(ruled - read) > _FARTHEST:
                yield {
                    "start": found.start,
                    "end": found.end,
                    "section": path,
                    "records": found.count,
                    "ruled": round(ruled, 2),
                    "read": round(read, 2),
                }


@dataclass(slots=True)
class _Sums:
    """Count the records of one section, and what each reader makes of them."""

    count: int = 0
    ruled: int = 0
    read: float = 0.0
    start: int = 0
    end: int = 0

    def add(self, record: Any, reading: Reading) -> None:
        self.start = min(self.start, record["start"]) if self.count else record["start"]
        self.end = max(self.end, record["end"])
        self.count += 1
        self.ruled += record["status"] == "commitment"
        self.read += reading.status["commitment"]
