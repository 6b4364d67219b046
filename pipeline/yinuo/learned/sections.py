"""Tell which sections look unlike what they were read as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from yinuo.learned.linear import Reading

_FEWEST, _FARTHEST = 8, 0.6
# Words a record: of results in a section of plans, of plans in a review, and of a situation where tasks are looked for;
# and how many times as many as words of the other time. models/reader/README.md shows the choice.
_PAST, _AHEAD, _SITUATION, _MORE, _MUCH_MORE = 0.1, 0.25, 0.2, 2, 4
_UNTOLD = ("unknown", "front")  # kinds of a section that no words told


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
    """Gather what two readers make of the records of each section, as the records of a text come.

    ``signs`` counts how many words of a sentence speak of results, of what is to be done, of a situation.
    """

    def __init__(self, signs: Callable[[str], Sequence[int]]) -> None:
        self._signs = signs
        self._sections: dict[tuple[Any, ...], _Sums] = {}

    def add(self, record: Any, reading: Reading, sentence: str) -> None:
        """Take a record, a plain dict, what the second reader makes of it, and its sentence."""
        key = (record["speech"]["index"], *record["section"][:2])
        sums = self._sections.get(key)
        if sums is None:
            sums = self._sections[key] = _Sums()
        sums.add(record, reading, sentence)

    def doubts(self) -> Iterator[DoubtState]:
        """Find sections of eight records and more that two readers read apart, and whose words bear the second out."""
        for (_, *path), found in self._sections.items():
            ruled, read = found.ruled / found.count, found.read / found.count
            if found.count >= _FEWEST and abs(ruled - read) > _FARTHEST and found.borne_out(self._signs):
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
    """Count the records of one section and what each reader makes of them, and keep its sentences."""

    count: int = 0
    ruled: int = 0
    read: float = 0.0
    start: int = 0
    end: int = 0
    last: int = -1
    sentences: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, record: Any, reading: Reading, sentence: str) -> None:
        self.start = min(self.start, record["start"]) if self.count else record["start"]
        self.end = max(self.end, record["end"])
        self.count += 1
        self.ruled += record["status"] == "commitment"
        self.read += reading.status["commitment"]
        self.kinds[record["section_kind"]] += 1
        if record["sentence"]["start"] != self.last:
            self.last = record["sentence"]["start"]
            self.sentences.append(sentence)

    def borne_out(self, signs: Callable[[str], Sequence[int]]) -> bool:
        """Tell whether the words of the sentences speak for the second reader, or the rules named no kind."""
        ((kind, _),) = self.kinds.most_common(1)
        if kind in _UNTOLD:
            return True
        counted = [signs(sentence) for sentence in self.sentences]
        past, ahead, situation = (sum(own[n] for own in counted) / self.count for n in range(3))
        if self.ruled > self.read:
            return past >= _PAST and past > (_MUCH_MORE if kind == "targets" else _MORE) * ahead
        if kind == "review":
            return ahead >= _AHEAD and ahead > _MUCH_MORE * past
        return situation < _SITUATION
