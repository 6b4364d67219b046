"""Hold what a report says of one text: its records in order, the text where it is known, and how it is called."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from yinuo.records import Commitment, SpeechInfo

Line = tuple[int, str]


@dataclass(frozen=True)
class Document:
    """Hold a text: ``name`` as its records call it, and ``text`` (``None`` where it is not known)."""

    name: str
    sha256: str
    records: tuple[Commitment, ...]
    text: str | None = None
    speech: SpeechInfo | None = None
    changed: bool = False

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """List the commitments that count: those that repeat no other."""
        return tuple(r for r in self.records if r.status == "commitment" and r.same_as is None)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Give the number of each record, from 1, in the order of the text."""
        return {record.id: number for number, record in enumerate(self.records, 1)}

    @property
    def title(self) -> str:
        """Give the title of the text, or the name of its file."""
        return (self.speech.title if self.speech else None) or os.path.basename(self.name) or self.name or "–"

    @property
    def place(self) -> str:
        """Give its place, or else who speaks, or else its title."""
        speech = self.speech
        return (speech.place or speech.organisation if speech else None) or self.title

    @property
    def year(self) -> int | None:
        """Give the year that the text is about."""
        return self.speech.year if self.speech else None

    def lines(self) -> Iterator[Line]:
        """Give the lines to show, each with its offset: those of the text, or else the sentences of its records."""
        if self.text is None:
            seen = {(r.sentence.start, r.sentence.text) for r in self.records}
            yield from _apart(sorted(seen))
            return
        at = 0
        for line in self.text.split("\n"):
            yield at, line
            at += len(line) + 1


def _apart(sentences: Sequence[Line]) -> Iterator[Line]:
    """Leave out what of a sentence was shown already."""
    end = -1
    for start, text in sentences:
        if start + len(text) > end:
            begin = max(start, end)
            yield begin, text[begin - start :]
            end = start + len(text)


@dataclass(frozen=True, slots=True)
class Anchors:
    """Name the anchors of a document: ``file`` is the page they stand on, seen from another page."""

    prefix: str = ""
    file: str = ""

    def row(self, number: int) -> str:
        """Name the row of a record."""
        return f"{self.prefix}r{number}"

    def mark(self, number: int) -> str:
        """Name the mark of a record in the text."""
        return f"{self.prefix}t{number}"

    def of(self, name: str) -> str:
        """Name a part of the document."""
        return f"{self.prefix}{name}"

    def link(self, anchor: str) -> str:
        """Give the address of an anchor."""
        return f"{self.file}#{anchor}"
