"""Read OpenDocument texts (.odt): numbered paragraphs, tables row by row, notes last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yinuo.readers.docx.number_formats import count
from yinuo.readers.file_types import locked
from yinuo.readers.source import LIMIT, Place, Source, plain_lines, source
from yinuo.readers.task_tables import Cell, task_lines
from yinuo.readers.xml_parts import Element, Parts, child, number, tag, value

WHAT = "an OpenDocument text (.odt)"
# Forms of numbers by the first sign that a style writes, as Word calls them.
_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCountingThousand", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional", "子": "ideographZodiac", "１": "decimalFullWidth",
}  # fmt: skip
_SIGNS = {"tab": "\t", "line-break": "\n"}
_HOLDERS = frozenset(("section", "list-header", "index-body", "text-box", "numbered-paragraph"))
# Deleted text, remarks, pronunciations, what a style hides: nothing that a reader sees in the text.
_LEFT_OUT = frozenset(("annotation", "ruby-text", "hidden-text", "hidden-paragraph", "tracked-changes", "script"))
_SPACES, _WIDEST = 100, 64
_BLANK = re.compile(r"[ \t\r\n]+")
_NOTES = (("footnote", "注释："), ("endnote", "尾注："))


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """Read the text of an .odt: a paragraph or a table row a line, and each line's place.

    Numbers of lists are written out; cells are parted by tabs; tracked deletions, remarks, hidden text, headers,
    footers and tables of contents are left out; foot- and endnotes follow after the text, under 注释： and 尾注：.
    Raises ``InputError`` for a file that is damaged, locked by a password or a trap.
    """
    parts = Parts(data, name, WHAT, limit)
    if b":encryption-data" in (parts.read("META-INF/manifest.xml") or b""):
        raise locked(name, WHAT)
    root = parts.needed("content.xml")
    reading = _Reading([root, parts.parse("styles.xml")])
    reading.blocks(child(root, "body", "text"))
    for kind, mark in _NOTES:
        reading.add_notes(kind, mark)
    return source(name, "".join(reading.pieces), "odt", reading.places)


class _Lists:
    """Count the items of lists, by the styles that number them."""

    def __init__(self, roots: Sequence[Element | None]) -> None:
        styles = [one for root in roots if root is not None for part in root for one in part]
        self._levels = {
            value(style, "name"): {number(level, "level") or 0: level for level in style}
            for style in styles
            if tag(style) == "list-style"
        }
        self.hidden = {
            value(style, "name")
            for style in styles
            if tag(style) == "style" and value(child(style, "text-properties"), "display") == "none"
        }
        self._counts: dict[str | None, list[int]] = {}

    def begin(self, style: str | None, *, goes_on: bool) -> None:
        """Begin a list of this style, which may go on with the numbers of the one before."""
        if not goes_on:
            self._counts.pop(style, None)

    def label(self, style: str | None, depth: int, start: int | None) -> str:
        """Count an item, and give what stands before it; empty for a list of bullets."""
        level = self._levels.get(style, {}).get(depth)
        counts = self._counts.setdefault(style, [])
        del counts[depth:]
        while len(counts) < depth:
            first = number(self._levels.get(style, {}).get(len(counts) + 1), "start-value")
            counts.append((1 if first is None else first) - (len(counts) + 1 == depth))
        counts[-1] = counts[-1] + 1 if start is None else start
        form = _FORMS.get((value(level, "num-format") or " ")[0])
        if level is None or form is None:
            return ""
        shown = number(level, "display-levels") or 1
        written = ".".join(count(one, form) for one in counts[-shown:])
        return f"{value(level, 'num-prefix') or ''}{written}{value(level, 'num-suffix') or ''}"


class _Reading:
    """Gather the text line by line."""

    def __init__(self, roots: Sequence[Element | None]) -> None:
        self._lists = _Lists(roots)
        self.pieces: list[str] = []
        self.places: list[Place] = []
        self._notes: dict[str, list[str]] = {}
        self._length = self._paragraph = 0

    def blocks(self, holder: Element | None, label: str = "") -> None:
        """Add what a holder holds; ``label`` goes before its first paragraph."""
        for one in holder if holder is not None else ():
            name = tag(one)
            if name in ("p", "h"):
                self._add_paragraph(one, label)
                label = ""
            elif name == "list":
                self._list(one, None, 1)
            elif name == "table":
                self._table(one)
            elif name in _HOLDERS:
                self.blocks(one)
            elif name == "frame":
                self._boxes([one])

    def _list(self, element: Element, style: str | None, depth: int) -> None:
        own = value(element, "style-name")
        style = own or style
        if depth == 1:
            goes_on = value(element, "continue-numbering") == "true" or value(element, "continue-list") is not None
            self._lists.begin(style, goes_on=goes_on)
        for item in element:
            if tag(item) not in ("list-item", "list-header"):
                continue
            first = next((tag(one) for one in item), "")
            numbered = tag(item) == "list-item" and first in ("p", "h")
            label = self._lists.label(style, depth, number(item, "start-value")) if numbered else ""
            for one in item:
                if tag(one) == "list":
                    self._list(one, style, depth + 1)
                elif tag(one) in ("p", "h"):
                    self._add_paragraph(one, label)
                    label = ""

    def _table(self, table: Element) -> None:
        """Add a table row by row; in a table of tasks merged cells and paragraphs in cells stay apart."""
        rows = [list(self._cells(row)) for row in _rows(table)]
        tasks = task_lines(rows)
        for line in tasks if tasks is not None else ():
            self._line(line)
        for row in rows if tasks is None else ():
            texts = [" ".join(cell.text.split("\n")).strip() for cell in row]
            for line in row[0].text.split("\n") if len(row) == 1 else ["\t".join(texts).rstrip("\t")]:
                self._line(line)

    def _cells(self, row: Element) -> Iterator[Cell]:
        """Read the cells of a row; a covered one is part of the cell above, or of the wide one before it."""
        beside = 0
        for cell in row:
            if tag(cell) == "covered-table-cell":
                merged = min(number(cell, "number-columns-repeated") or 1, _WIDEST) - beside
                yield from (Cell("", merged=True) for _ in range(merged))
                beside = max(0, -merged)
            elif tag(cell) == "table-cell":
                width = min(max(1, number(cell, "number-columns-spanned") or 1), _WIDEST)
                inner = _Reading([])
                inner._lists, inner._notes = self._lists, self._notes
                inner.blocks(cell)
                text = "".join(inner.pieces).rstrip("\n").replace("\t", " ")
                for _ in range(min(max(1, number(cell, "number-columns-repeated") or 1), _WIDEST)):
                    yield Cell(text, width=width)
                beside = width - 1

    def _add_paragraph(self, paragraph: Element, label: str) -> None:
        boxes: list[Element] = []
        text = "".join(self._inline(paragraph, boxes)).lstrip(" ")
        self._line(label + text if text.strip() else "")
        self._boxes(boxes)

    def _boxes(self, frames: Sequence[Element]) -> None:
        for frame in frames:
            for box in frame:
                if tag(box) == "text-box":
                    self.blocks(box)

    def _inline(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        """Yield the pieces of a paragraph; gather the frames in it, and its notes."""
        if value(element, "style-name") in self._lists.hidden:
            return
        yield _BLANK.sub(" ", element.text or "")
        for one in element:
            name = tag(one)
            if name == "s":
                yield " " * min(number(one, "c") or 1, _SPACES)
            elif name == "note":
                kind = value(one, "note-class") or "footnote"
                texts = ("".join(self._inline(inner, [])) for inner in one.iter() if tag(inner) in ("p", "h"))
                self._notes.setdefault(kind, []).append(" ".join(filter(None, map(str.strip, texts))))
            elif name == "frame":
                boxes.append(one)
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name not in _LEFT_OUT:
                yield from self._inline(one, boxes)
            yield _BLANK.sub(" ", one.tail or "")

    def _line(self, text: str) -> None:
        self._paragraph += 1
        self.places.append(Place(self._length, paragraph=self._paragraph))
        text = plain_lines(text)
        self.pieces.append(text + "\n")
        self._length += len(text) + 1

    def add_notes(self, kind: str, mark: str) -> None:
        """Add the notes of a kind, each behind its number."""
        for n, text in enumerate(self._notes.get(kind, ()), 1):
            if n == 1:
                self.places.append(Place(self._length))
            line = f"{mark}\n[{n}] {text}\n" if n == 1 else f"[{n}] {text}\n"
            self.pieces.append(line)
            self._length += len(line)


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if tag(one) == "table-row":
            yield one
        elif tag(one) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(one)
