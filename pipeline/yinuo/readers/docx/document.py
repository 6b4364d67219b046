"""Read Word files (.docx): numbered paragraphs, tables row by row, notes last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yinuo.readers.docx.numbering import Numbering
from yinuo.readers.docx.package import Package
from yinuo.readers.docx.runs import Runs, is_deleted
from yinuo.readers.files import too_large
from yinuo.readers.source import LIMIT, Place, Source, plain_lines, source
from yinuo.readers.task_tables import Cell, header_row, task_lines
from yinuo.readers.xml_parts import Element, child, tag, value

# Elements that hold paragraphs without being one: content controls, tracked insertions and the like.
_HOLDERS = frozenset(("ins", "moveTo", "customXml", "smartTag", "sdtContent"))
_SEARCHED, _WIDEST = 6, 64
_NOTES = (("footnote", "footnotes", "注释："), ("endnote", "endnotes", "尾注："))


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """Read the text of a .docx: a paragraph or a table row a line, and each line's place.

    Numbers that Word counts are written out; cells are parted by tabs; tracked deletions, hidden text, headers,
    footers and Word's own table of contents are left out; foot- and endnotes follow after the text, under 注释： and
    尾注：. Raises ``InputError`` for a file that is damaged, locked or a trap.
    """
    package = Package(data, name, limit)
    root = package.document()
    reading = _Reading(Numbering(package.part("numbering"), package.part("styles")), name, limit)
    for block in _blocks(child(root, "body")):
        reading.block(block)
    reading.finish()
    for kind, part, mark in _NOTES:
        reading.notes(reading.runs.notes[kind], package.part(part), mark)
    return source(name, "".join(reading.pieces), "docx", reading.places)


class _Reading:
    """Gather the text. Lines that one paragraph gives (a text box, a line break) have its place."""

    def __init__(self, numbering: Numbering, name: str, limit: int) -> None:
        self.runs = Runs()
        self._name, self._limit = name, limit
        self.pieces: list[str] = []
        self.places: list[Place] = []
        self._numbering = numbering
        self._length = self._paragraph = 0
        self._held = ""

    def block(self, block: Element) -> None:
        """Add a paragraph, or a table row by row."""
        if tag(block) == "tbl":
            self._table([list(_cells(row)) for row in _rows(block)])
        else:
            self._paragraphs(block)

    def _table(self, rows: Sequence[Sequence[Element]]) -> None:
        """Add a table row by row; in a table of tasks merged cells and paragraphs in cells stay apart."""
        tasks = None
        if header_row([[written(cell) for cell in row] for row in rows[:_SEARCHED]]) is not None:
            tasks = task_lines([[self._task_cell(cell) for cell in row] for row in rows])
        for line in tasks or ():
            self._line(line)
        for row in rows if tasks is None else ():
            self._row(row)

    def _row(self, cells: Sequence[Element]) -> None:
        if len(cells) == 1:  # a frame around text
            for block in _blocks(cells[0]):
                self.block(block)
            return
        texts = ("" if is_continued(cell) else " ".join(self._cell(cell).split("\n")).strip() for cell in cells)
        self._line("\t".join(texts).rstrip("\t"))

    def _task_cell(self, cell: Element) -> Cell:
        span = value(child(cell, "tcPr", "gridSpan")) or "1"
        width = min(int(span), _WIDEST) if span.isdecimal() else 1
        if is_continued(cell):
            return Cell("", merged=child(cell, "tcPr", "vMerge") is not None, width=width)
        return Cell(self._cell(cell), width=width)

    def _cell(self, cell: Element) -> str:
        """Read the text of a cell on one line, tables in it too."""
        inner = _Reading(self._numbering, self._name, self._limit)
        inner.runs = self.runs
        for block in _blocks(cell):
            inner.block(block)
        inner.finish()
        return "".join(inner.pieces).replace("\t", " ")

    def _paragraphs(self, block: Element) -> None:
        """Read a paragraph, joined to the one before where the mark between was deleted, then its text boxes."""
        text, boxes = self.runs.text(block)
        properties = child(block, "pPr")
        if is_deleted(child(properties, "rPr")):
            self._held += text
            return
        label = self._numbering.label(properties)
        text, self._held = self._held + text, ""
        if self._numbering.is_contents(properties):
            self._paragraph += 1
            return
        self._line(label + text if text.strip() else "")
        for box in boxes:
            for inner in _blocks(box):
                text, _ = self.runs.text(inner)
                self._line(self._numbering.label(child(inner, "pPr")) + text, counted=False)

    def _line(self, text: str, *, counted: bool = True) -> None:
        if counted:
            self._paragraph += 1
            self.places.append(Place(self._length, paragraph=self._paragraph))
        text = plain_lines(text)
        self.pieces.append(text + "\n")
        self._length += len(text) + 1
        if self._length > self._limit:  # numbers that Word writes make a text longer than its file
            raise too_large(self._name, self._limit)

    def finish(self) -> None:
        """Add what still waits for a paragraph to join."""
        if self._held:
            self._line(self._held)
            self._held = ""

    def notes(self, wanted: Iterable[str], part: Element | None, mark: str) -> None:
        """Add the notes that the text refers to, in its order, each behind its number."""
        known = {value(note, "id"): note for note in part} if part is not None else {}
        numbered = [(n, known[one]) for n, one in enumerate(wanted, 1) if one in known]
        if not numbered:
            return
        self.places.append(Place(self._length))
        self._line(mark, counted=False)
        for n, note in numbered:
            texts = [self.runs.text(block)[0].strip() for block in _blocks(note)]
            self._line(f"[{n}] {' '.join(filter(None, texts))}", counted=False)


def _blocks(holder: Element | None) -> Iterator[Element]:
    """Yield paragraphs and tables, through what holds them."""
    for one in holder if holder is not None else ():
        name = tag(one)
        if name in ("p", "tbl"):
            yield one
        elif name in _HOLDERS:
            yield from _blocks(one)
        elif name == "sdt":
            yield from _blocks(child(one, "sdtContent"))
        elif name == "AlternateContent":
            yield from _blocks(child(one, "Choice"))


def _within(holder: Element, name: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, through what holds them."""
    for one in holder:
        if tag(one) == name:
            yield one
        elif tag(one) in _HOLDERS:
            yield from _within(one, name)
        elif tag(one) == "sdt" and (content := child(one, "sdtContent")) is not None:
            yield from _within(content, name)


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _within(table, "tr") if child(row, "trPr", "del") is None)


def _cells(row: Element) -> Iterator[Element]:
    return _within(row, "tc")


def written(cell: Element) -> str:
    """Give the words of a cell, whatever they stand in: enough to tell a header."""
    return "".join(one.text or "" for one in cell.iter() if tag(one) == "t").strip()


def is_continued(cell: Element) -> bool:
    """Tell whether a cell belongs to the one above or before it, which has its text."""
    properties = child(cell, "tcPr")
    for name in ("vMerge", "hMerge"):
        merged = child(properties, name)
        if merged is not None and value(merged) != "restart":
            return True
    return False


def tables(root: Element) -> Iterator[Element]:
    """Yield the tables of a document that stand in no other table."""
    return (block for block in _blocks(child(root, "body")) if tag(block) == "tbl")


def table_cells(table: Element) -> list[list[Element]]:
    """List the cells of a table, row by row."""
    return [list(_cells(row)) for row in _rows(table)]
