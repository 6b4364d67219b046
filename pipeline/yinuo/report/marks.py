"""Paint the records of a text: marks that nest as the records do, each a link to its row of the table."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from yinuo.folding import fold
from yinuo.pages.html import Html, element, join, safe
from yinuo.records import Commitment
from yinuo.report.documents import Anchors, Document

_TAGS = {"quantity": "b", "deadline": "i", "actor": "u"}


@dataclass(slots=True)
class _Mark:
    """Hold the part of a record's span that lies within a line; ``first`` where the record begins here."""

    start: int
    end: int
    record: Commitment
    first: bool
    within: list[_Mark] = field(default_factory=list)


def painted(document: Document, anchors: Anchors) -> tuple[Html, frozenset[int]]:
    """Show the text, its headings as headings, with the marks of its records; and the numbers that were marked."""
    headings = {fold(name) for record in document.records for name in record.section}
    titles = {fold(name) for name in (document.title,)}
    values = sorted({span for record in document.records for span in _values(record)})
    painter = _Painter(document, anchors, values)
    made = []
    for start, line in document.lines():
        if not line.strip():
            continue
        said = fold(line.strip())
        name = "h3" if said in titles else "h4" if said.rstrip("。") in headings or said in headings else "p"
        made.append(element(name, painter.line(start, line)))
    return join(made, "\n"), frozenset(painter.marked)


def _values(record: Commitment) -> Iterator[tuple[int, int, str]]:
    """List the places of a record's numbers, time and actor."""
    for quantity in record.quantities:
        yield quantity.start, quantity.end, "quantity"
    time = record.stated_deadline
    if time is not None and time.start is not None and time.end is not None:
        yield time.start, time.end, "deadline"
    if record.actor.start is not None and record.actor.end is not None:
        yield record.actor.start, record.actor.end, "actor"


class _Painter:
    """Paint lines one after the other; records and values are taken in the order of the text."""

    def __init__(self, document: Document, anchors: Anchors, values: Sequence[tuple[int, int, str]]) -> None:
        self.numbers, self.anchors = document.numbers, anchors
        self.marked: set[int] = set()
        self.records, self.values = document.records, values
        self._record = self._value = 0

    def line(self, start: int, text: str) -> Html:
        """Paint one line of the text."""
        end = start + len(text)
        own = [r for r in self._reaching(start, end) if r.end > start]
        marks = [_Mark(max(r.start, start), min(r.end, end), r, r.start >= start) for r in own]
        tree = _nested(sorted(marks, key=lambda m: (m.start, -m.end)))
        values = _apart(span for span in self._near(start, end) if span[1] > start)
        return self._within(start, end, tree, None, text, start, values)

    def _reaching(self, start: int, end: int) -> list[Commitment]:
        while self._record < len(self.records) and self.records[self._record].end <= start:
            self._record += 1
        at = self._record
        while at < len(self.records) and self.records[at].start < end:
            at += 1
        return list(self.records[self._record : at])

    def _near(self, start: int, end: int) -> list[tuple[int, int, str]]:
        while self._value < len(self.values) and self.values[self._value][1] <= start:
            self._value += 1
        at = self._value
        while at < len(self.values) and self.values[at][0] < end:
            at += 1
        return list(self.values[self._value : at])

    def _within(
        self, start: int, end: int, marks: Sequence[_Mark], owner: Commitment | None, text: str, base: int,
        values: Sequence[tuple[int, int, str]],
    ) -> Html:  # fmt: skip
        parts, at = [], start
        for mark in marks:
            parts.append(self._leaf(at, mark.start, owner, text, base, values))
            inside = self._within(mark.start, mark.end, mark.within, mark.record, text, base, values)
            number = self.numbers[mark.record.id]
            kind = mark.record.specificity if mark.record.status == "commitment" else mark.record.status
            own = {"id": self.anchors.mark(number), "data_n": number} if mark.first else {}
            self.marked.add(number)
            parts.append(element("span", inside, class_=f"m {kind}", **own))
            at = mark.end
        parts.append(self._leaf(at, end, owner, text, base, values))
        return join(parts)

    def _leaf(
        self, start: int, end: int, owner: Commitment | None, text: str, base: int,
        values: Sequence[tuple[int, int, str]],
    ) -> Html | None:  # fmt: skip
        if start >= end:
            return None
        parts, at = [], start
        for left, right, kind in values[bisect_right(values, start, key=lambda span: span[1]) :]:
            if left >= end:
                break
            left, right = max(left, at), min(right, end)
            if left < right:
                parts += [safe(text[at - base : left - base]), _tagged(kind, text[left - base : right - base])]
                at = right
        painted = Html("".join([*parts, safe(text[at - base : end - base])]))
        if owner is None:
            return painted
        number = self.numbers[owner.id]
        return element("a", painted, href=f"#{self.anchors.row(number)}")


def _tagged(kind: str, text: str) -> str:
    return f"<{_TAGS[kind]}>{safe(text)}</{_TAGS[kind]}>"


def _apart(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep spans that cover no part of one before."""
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _nested(marks: Sequence[_Mark]) -> list[_Mark]:
    """Put marks into those that hold them; what crosses an end is cut there, and goes on behind it."""
    roots: list[_Mark] = []
    waiting, open_marks = deque(marks), list[_Mark]()
    while waiting:
        mark = waiting.popleft()
        while open_marks and open_marks[-1].end <= mark.start:
            open_marks.pop()
        if open_marks and mark.end > open_marks[-1].end:
            edge = open_marks[-1].end
            rest = _Mark(edge, mark.end, mark.record, False)
            waiting = deque(sorted([*waiting, rest], key=lambda m: (m.start, -m.end)))
            mark.end = edge
        (open_marks[-1].within if open_marks else roots).append(mark)
        open_marks.append(mark)
    return roots
