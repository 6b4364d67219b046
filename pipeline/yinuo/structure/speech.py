"""Hold what structure finds in a text: speeches, their paragraphs and sections, each with its offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yinuo.records import DateSource, SectionKind
from yinuo.structure.lines import Fields

LineKind = Literal[
    "contents", "title", "subtitle", "dateline", "byline", "salutation", "heading", "body", "note", "cell"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """Hold a stretch under one heading: the headings above it, its kind and the words that say so.

    Headings come outermost first.
    """

    path: tuple[str, ...]
    kind: SectionKind
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line (paragraph) without outer white space; two where a paragraph turns to what is to come.

    ``marker_end`` is where the text after an item mark (一、 (一) 1. ①) begins; equals ``start`` without one.
    ``topic_end`` is the end of an inline heading, a short first sentence that the rest of the line spells out (its 。
    left out); equals ``marker_end`` without one. A line of kind ``note`` (glossary, imprint) promises nothing.
    """

    start: int
    end: int
    kind: LineKind
    section: Section
    level: int = 0
    marker_end: int = 0
    topic_end: int = 0
    fields: Fields | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """Hold one speech or plan of a text; ``lines`` are all its lines, title included.

    ``genre`` is what the title tells: report, account (of what was done), speech, plan, opinion, notice, rules, list.
    ``organisation_source`` is
    argument, byline, text (我代表……), title, dateline or compilation (the one organisation that the other pieces name).
    ``year_source`` is title, date, number (国办发〔2019〕4号), heading or text.
    """

    index: int
    start: int
    end: int
    lines: tuple[Line, ...]
    title: str | None = None
    subtitle: str | None = None
    speaker: str | None = None
    role: str | None = None
    organisation: str | None = None
    organisation_source: str | None = None
    date: str | None = None
    date_source: DateSource | None = None
    year: int | None = None
    year_source: str | None = None
    genre: str | None = None
