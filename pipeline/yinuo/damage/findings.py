"""Hold what diagnosis and repair find, as frozen data with offsets into the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Literal

RepairMode = Literal["off", "propose", "apply"]


@dataclass(frozen=True, slots=True)
class Lost:
    """Hold a character that such a text must have, and that is missing from ``start`` to ``end``."""

    character: str
    expected: float
    observed: int
    p_value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Symptom:
    """Hold another kind of damage.

    ``kind`` is replacement, cid, mojibake, box, hard_wrap, running_line or torn_digits.
    """

    kind: str
    count: int
    start: int
    end: int
    example: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Hold what ails a text; ``lost`` empty and ``symptoms`` empty for a sound one."""

    length: int
    lost: tuple[Lost, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    note: str = ""

    @property
    def characters(self) -> frozenset[str]:
        """Give the lost characters."""
        return frozenset(item.character for item in self.lost)

    @property
    def digits(self) -> frozenset[str]:
        """Give the lost digits."""
        return frozenset(c for c in self.characters if c in "0123456789")


@dataclass(frozen=True, slots=True)
class Repair:
    """Hold an insertion before the source's character ``at``.

    ``candidates`` are the next best, with their confidence.
    """

    at: int
    insert: str
    confidence: float
    applied: bool
    candidates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """Hold a repaired text. ``text`` has the applied repairs; ``to_source`` brings its offsets back to the source."""

    source: str
    repairs: tuple[Repair, ...] = ()
    text: str = ""
    _starts: tuple[int, ...] = field(default=())
    _shifts: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, source: str, repairs: tuple[Repair, ...]) -> Repaired:
        """Apply the repairs that are marked applied, in order of ``at``."""
        pieces: list[str] = []
        starts, shifts, at, length = [0], [0], 0, 0
        for repair in sorted((r for r in repairs if r.applied), key=lambda r: r.at):
            pieces += (source[at : repair.at], repair.insert)
            length += repair.at - at + len(repair.insert)
            at = repair.at
            starts.append(length)
            shifts.append(length - at)
        pieces.append(source[at:])
        return cls(source, repairs, "".join(pieces), tuple(starts), tuple(shifts))

    def proposed(self) -> tuple[Repair, ...]:
        """Give the repairs with none of them applied."""
        return tuple(replace(repair, applied=False) for repair in self.repairs)

    def from_source(self, offset: int) -> int:
        """Give the offset in ``text`` of a character of the source."""
        applied = [r for r in self.repairs if r.applied and r.at <= offset]
        return offset + sum(len(r.insert) for r in applied)

    def to_source(self, offset: int) -> int:
        """Give the source's offset of an offset into ``text``; within an insertion, where it was inserted.

        >>> Repaired.of("强管理", (Repair(0, "加", 0.9, True),)).to_source(1)
        0
        """
        i = bisect_right(self._starts, offset) - 1
        found = offset - self._shifts[i]
        later = self._starts[i + 1] - self._shifts[i + 1] if i + 1 < len(self._starts) else found
        return min(found, later)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the source's span of a span of ``text``."""
        return self.to_source(start), self.to_source(end)
