"""Split lines into segments, the stretches between punctuation; quotes and brackets are kept whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yinuo.nlp.parser.item_marks import COUNT, MARK
from yinuo.rules import compile_re

_OPAQUE = compile_re(
    r"“[^“”\n]{0,200}”|《[^》\n]{0,200}》|（[^）\n]{0,200}）|〔[^〕\n]{0,40}〕|【[^】\n]{0,60}】|\"[^\"\n]{0,60}\""
)
_SENTENCE_END = compile_re(r"[。！？]+[”’」』）]*|\n")
_BRACKETS = tuple("（【[〔")
_BREAK = compile_re(r"[，；：、]")
# What stands before a sentence and is no part of it: forms, so no table.
_MARK = compile_re(
    "(?:是：|(?:经济社会)?发展的?主要(?:预期)?目标[是为]：?|首先，?|其次，?|再次，|最后，?"
    f"|{COUNT}[是则要]|第{COUNT}，|{MARK})"
)


class Sentence(NamedTuple):
    """Hold a sentence without its final stop; ``mark`` ends an item mark (一是) at its start, else equals ``start``."""

    start: int
    end: int
    mark: int

    def ordered(self, text: str) -> bool:
        """Tell whether its item mark orders what follows: 一要抓好安全.

        >>> Sentence(0, 6, 2).ordered("一要抓好安全"), Sentence(0, 6, 2).ordered("一是抓好安全")
        (True, False)
        """
        return self.mark > self.start and text[self.mark - 1] == "要"


class Segment(NamedTuple):
    """Hold a stretch between punctuation; ``end_mark`` closes it (one of ，；：、。 or empty)."""

    start: int
    end: int
    end_mark: str


class Covered:
    """Spans of a text, merged where they overlap; tells fast whether a place lies within one.

    >>> covered = Covered([(0, 5), (3, 9), (9, 12)])
    >>> covered.holds(4, 5), covered.holds(9, 9), covered.holds(10, 11)
    (True, False, True)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if self.ends and start < self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a span begins before ``start`` and goes on behind ``end``."""
        before = bisect_left(self.starts, start) - 1
        return before >= 0 and end < self.ends[before]


def within(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Give the spans that begin between ``start`` and ``end``, of sorted ones that do not overlap."""
    return spans[bisect_left(spans, (start, 0)) : bisect_right(spans, (end, 0))]


def opaque(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """List the spans of quotes, book titles and brackets between ``start`` and ``end``."""
    return [m.span() for m in _OPAQUE.finditer(text, start, end)]


def sentences(text: str, start: int, end: int, cut: Sequence[tuple[int, int]] = ()) -> Iterator[Sentence]:
    """Split a line into sentences, outside quotes; a stop in a quotation ends one only where the quote closes there.

    A stretch of ``cut`` is no sentence of its own, and none begins with it.
    """
    at = start
    cut = sorted(cut)
    covered = Covered(span for span in opaque(text, start, end) if not _is_speech(text, *span))
    for match in _SENTENCE_END.finditer(text, start, end):
        if covered.holds(match.start(), match.end()):
            continue
        yield from _sentence(text, _head(text, at, match.start(), cut), match.start())
        at = match.end()
    yield from _sentence(text, _head(text, at, end, cut), end)


def _is_speech(text: str, start: int, end: int) -> bool:
    """Whether a quotation is what somebody said, of several sentences: 他说：“……。……。”."""
    return text[start] == "“" and text[start - 1 : start] in "：，" and text.find("。", start, end - 2) > 0


def _head(text: str, at: int, end: int, cut: Sequence[tuple[int, int]]) -> int:
    """Find where a sentence begins: behind brackets at its head, but at a phrase there that is not all of it."""
    if not cut:
        return at
    cut = within(cut, at, end)
    past = _past(text, at, end, cut)
    first = next((s for s, e in cut if at <= s and e <= past), past)
    return past if past >= end or text[first : first + 1] in _BRACKETS else at


def _past(text: str, at: int, end: int, cut: Sequence[tuple[int, int]]) -> int:
    """Find where a sentence begins behind the stretches at its head."""
    for first, last in cut:
        if at <= first < end and not text[at:first].strip(" 　，；、"):
            at = last
    return at


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and text[start] in " 　":
        start += 1
    while end > start and text[end - 1] in " 　":
        end -= 1
    if start < end:
        mark = _MARK.match(text, start, end)
        yield Sentence(start, end, mark.end() if mark else start)


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the mark of a quotation that only begins or only ends in a segment."""
    opens, closes = text.find("“", start, end), text.find("”", start, end)
    if opens == start and closes < 0 and start + 1 < end:
        start += 1
    if closes == end - 1 > start and opens < 0:
        end -= 1
    return start, end


def segments(
    text: str,
    start: int,
    end: int,
    whole: Sequence[tuple[int, int]] = (),
    cut: Sequence[tuple[int, int]] = (),
) -> list[Segment]:
    """Split a sentence at ，；：、 outside quotes, brackets and the spans of ``whole``, without those of ``cut``."""
    spans = [*opaque(text, start, end), *whole, *cut]
    holds = Covered(spans).holds if spans else None
    found: list[Segment] = []
    at = start
    for match in _BREAK.finditer(text, start, end):
        stop = match.start()
        if holds and holds(stop, stop):
            continue
        _add(found, text, at, stop, match[0], cut)
        at = stop + 1
    _add(found, text, at, end, "", cut)
    return found


def _add(found: list[Segment], text: str, start: int, end: int, stop: str, cut: Sequence[tuple[int, int]]) -> None:
    """Add a segment without what is cut off its head and its end; of one cut whole, its stop closes the one before."""
    inner = [(s, e) for s, e in within(cut, start, end) if e <= end] if cut else []
    words = text[start:end]
    if "“" in words or "”" in words:
        start, end = _unquoted(text, start, end)
    if not inner:
        found.append(Segment(start, end, stop))
        return
    start = _past(text, start, end, inner)
    for first, last in reversed(inner):
        if start < first and not text[last:end].strip(" 　"):
            end = first
    stop = "，" if stop == "、" else stop
    if text[start:end].strip(" \u3000"):
        found.append(Segment(start, end, stop))
    elif found:
        found[-1] = Segment(found[-1].start, found[-1].end, stop)
