"""Read a text without some stretches of it, and bring its offsets back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cut:
    r"""Hold a text, and what is left of it without the stretches that were cut; both ways lead through ``source``.

    >>> cut = Cut.of("新建学\n校5所", [(3, 4)])
    >>> cut.text, cut.span(2, 4), cut.from_source(4)
    ('新建学校5所', (2, 5), 3)
    """

    source: str
    text: str
    _starts: tuple[int, ...] = field(default=())
    _ends: tuple[int, ...] = field(default=())
    _gone: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, source: str, stretches: Iterable[tuple[int, int]]) -> Cut:
        """Cut these stretches, which stand in order and do not overlap."""
        pieces, starts, ends, gone = [], [], [], [0]
        at = 0
        for start, end in stretches:
            pieces.append(source[at:start])
            starts.append(start)
            ends.append(end)
            gone.append(gone[-1] + end - start)
            at = end
        pieces.append(source[at:])
        return cls(source, "".join(pieces), tuple(starts), tuple(ends), tuple(gone))

    def to_source(self, offset: int) -> int:
        """Give the source's offset of the character at ``offset`` of ``text``."""
        before = bisect_right(range(len(self._starts)), offset, key=lambda i: self._starts[i] - self._gone[i])
        return offset + self._gone[before]

    def from_source(self, offset: int) -> int:
        """Give the offset in ``text`` of a character of the source; of one that was cut, of what follows it."""
        before = bisect_right(self._starts, offset)
        if before and offset < self._ends[before - 1]:
            offset = self._ends[before - 1]
        return offset - self._gone[before]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the source's span of a span of ``text``: no stretch at its edges belongs to it."""
        if end <= start:
            return self.to_source(start), self.to_source(start)
        return self.to_source(start), self.to_source(end - 1) + 1
