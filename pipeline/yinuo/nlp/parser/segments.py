"""Lines to segments: the stretches between punctuation, quotes and brackets kept whole. Text in, spans out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_OPAQUE = re.compile(
    r"“[^”\n]{0,200}”|《[^》\n]{0,200}》|（[^）\n]{0,200}）|〔[^〕\n]{0,40}〕|【[^】\n]{0,60}】|\"[^\"\n]{0,60}\""
)
_SENTENCE_END = re.compile(r"[。！？]+[”’」』）]*|\n")
_BREAK = re.compile(r"[，；：、]")
# Marks of items are forms, with numerals and signs in them, so no table.
_MARK = re.compile(
    r"(?:是：|(?:经济社会)?发展的?主要(?:预期)?目标[是为]：?|[一二三四五六七八九十]{1,3}(?:是|则)|第[一二三四五六七八九十]{1,3}，|首先，?|其次，?|再次，|最后，?"
    r"|[一二三四五六七八九十]{1,3}要|——|—{1,2}|（[一二三四五六七八九十\d]{1,3}）|[①-⑳]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its final stop; ``mark`` ends an item mark (一是) at its start, else equals ``start``."""

    start: int
    end: int
    mark: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between punctuation; ``stop`` is the mark that closes it (one of ，；：、。 or empty)."""

    start: int
    end: int
    stop: str


def opaque(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of quotes, book titles and brackets between ``start`` and ``end``."""
    return [m.span() for m in _OPAQUE.finditer(text, start, end)]


def sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Sentences of one line, outside quotes; a stop inside a quotation ends nothing unless the quote closes there."""
    at = start
    covered = opaque(text, start, end)
    for match in _SENTENCE_END.finditer(text, start, end):
        if any(s < match.start() and match.end() < e for s, e in covered):
            continue
        yield from _sentence(text, at, match.start())
        at = match.end()
    yield from _sentence(text, at, end)


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and text[start] in " 　":
        start += 1
    while end > start and text[end - 1] in " 　":
        end -= 1
    if start < end:
        mark = _MARK.match(text, start, end)
        yield Sentence(start, end, mark.end() if mark else start)


def segments(text: str, start: int, end: int, whole: Sequence[tuple[int, int]] = ()) -> list[Segment]:
    """Segments of a sentence at ，；：、 outside quotes, brackets and the spans of ``whole``."""
    covered = [*opaque(text, start, end), *whole]
    found, at = [], start
    for match in _BREAK.finditer(text, start, end):
        if any(s < match.start() < e for s, e in covered):
            continue
        found.append(Segment(at, match.start(), match.group()[0]))
        at = match.end()
    found.append(Segment(at, end, ""))
    return found
