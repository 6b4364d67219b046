"""Group the characters of a page into lines in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from yinuo.readers.layout.strokes import Stroke
from yinuo.readers.layout.tables import Table, filled, regions, rows_of
from yinuo.readers.task_tables import Cell

# In sizes of the characters: a gap that parts cells, one that stands for a space of
# Chinese, one of Latin text, how far a line may waver.
_CELL, _WIDE, _WORD, _WAVER = 1.6, 0.65, 0.18, 0.45
_SHORT = 2.0  # what a line of a cell lacks where it ends a paragraph
# Two columns: so many lines in each, so wide, so many of them filled to the edge.
_COLUMN_LINES, _COLUMN_WIDTH, _FILLED = 6, 11.0, 0.55
_NARROW = re.compile(r"[!-~\u00c0-\u024f]")
_RAISED = re.compile(r"[①-⑳]|[\[〔][0-9]{1,2}[\]〕]")


@dataclass(slots=True)
class Line:
    """Hold a line, or a stretch of one, and where it stands; ``size`` is that of its characters.

    A row of a table that lines rule has its ``cells``, and no text until its table is written.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int = 0
    cells: tuple[Cell, ...] = ()


def page_lines(strokes: Sequence[Stroke], page: int, ruled: Sequence[Table] = ()) -> list[Line]:
    """List the lines of a page as they are read: from the top, two columns of prose one after the other.

    Each row of a table that lines rule (``ruled``) is one line, however often its cells wrap.

    >>> [line.text for line in page_lines([Stroke("新", 0, 9, 700, 9), Stroke("建", 9, 18, 700, 9)], 1)]
    ['新建']
    """
    rows = [line for table in ruled for line in _table_rows(table, strokes, page)]
    prose = [stroke for stroke in strokes if not any(table.holds(stroke) for table in ruled)] if ruled else strokes
    lines = arranged(_pieces(prose, page))
    for line in rows:
        at = next((n for n, other in enumerate(lines) if not other.cells and other.base < line.base), len(lines))
        lines.insert(at, line)
    return lines


def arranged(pieces: Sequence[Line]) -> list[Line]:
    """Set stretches of lines in reading order: those at one height are one line, columns come one after the other."""
    gutter = _gutter(pieces)
    return list(_rows(pieces) if gutter is None else _by_columns(pieces, gutter))


def _pieces(strokes: Iterable[Stroke], page: int) -> list[Line]:
    return [_line(run, page) for row in _clusters(strokes) for run in _runs(_clean(row))]


def _table_rows(table: Table, strokes: Iterable[Stroke], page: int) -> Iterator[Line]:
    """Yield a line for each row of a table, at the height of its upper rule; rows without text are passed over."""
    found = regions(table)
    inside = filled(table, found, strokes)
    texts = {region: _cell_text(list(_rows(_pieces(own, page)))) for region, own in inside.items()}
    size = median([stroke.height for own in inside.values() for stroke in own] or [1.0])
    for height, cells in zip(table.heights, rows_of(table, found, texts), strict=False):
        if any(cell.text or cell.merged for cell in cells):
            yield Line("", table.places[0], table.places[-1], height, size, page, cells=tuple(cells))


def _cell_text(lines: Sequence[Line]) -> str:
    """Join the lines of a cell; one that ends well before the cell's widest line ends a paragraph of it."""
    text = ""
    edge = max((line.right for line in lines), default=0.0)
    for last, line in pairwise([None, *lines]):
        if last is not None and line is not None:
            latin = _NARROW.match(last.text[-1]) and _NARROW.match(line.text)
            text += "\n" if edge - last.right > _SHORT * last.size else " " if latin and last.text[-1] != "-" else ""
        text += line.text.replace("\t", " ") if line is not None else ""
    return text


def _clusters(strokes: Iterable[Stroke]) -> Iterator[list[Stroke]]:
    """Group characters at one height, from left to right, whatever their order in the file.

    Quotes are often drawn apart.
    """
    row: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: -stroke.base):
        if row and row[0].base - stroke.base > _WAVER * max(row[-1].height, stroke.height):
            yield sorted(row, key=lambda stroke: stroke.left)
            row = []
        row.append(stroke)
    if row:
        yield sorted(row, key=lambda stroke: stroke.left)


def _clean(row: list[Stroke]) -> Iterator[Stroke]:
    """Clean a row of raised marks of footnotes, and of what is drawn twice to look bold."""
    height, base = median(stroke.height for stroke in row), median(stroke.base for stroke in row)
    raised = {n for n, s in enumerate(row) if s.height < 0.8 * height and s.base - base > 0.12 * height}
    text = "".join(stroke.text if n in raised else "\0" for n, stroke in enumerate(row))
    gone = {n for match in _RAISED.finditer(text) for n in range(*match.span())}
    last: Stroke | None = None
    for n, stroke in enumerate(row):
        twice = last is not None and last.text == stroke.text and stroke.left - last.left < 0.2 * stroke.height
        if n not in gone and not twice:
            yield stroke
            last = stroke


def _runs(row: Iterable[Stroke]) -> Iterator[list[Stroke]]:
    """Split a row into stretches between wide gaps, none of white space alone."""
    run: list[Stroke] = []
    for stroke in row:
        if stroke.text.isspace() and not run:
            continue
        if run and stroke.left - run[-1].right > _CELL * max(stroke.height, run[-1].height):
            yield run
            run = []
            if stroke.text.isspace():
                continue
        run.append(stroke)
    if run:
        yield run


def _line(run: list[Stroke], page: int) -> Line:
    pieces = [run[0].text]
    for last, stroke in pairwise(run):
        pieces += (_space(last, stroke), stroke.text)
    wide = [stroke.right - stroke.left for stroke in run if stroke.text > "\u2e80"]
    size = median(wide) if wide else median(stroke.height for stroke in run)
    return Line("".join(pieces).strip(), run[0].left, run[-1].right, median(s.base for s in run), max(size, 1.0), page)


def _space(last: Stroke, stroke: Stroke) -> str:
    """Give the space that a gap stands for: between Latin words a small one, between Chinese ones a character."""
    gap, size = stroke.left - last.right, max(last.height, stroke.height)
    if last.text.isspace() or stroke.text.isspace():
        return ""
    if _NARROW.match(last.text) and _NARROW.match(stroke.text):
        return " " if gap > _WORD * size else ""
    return "\u3000" if gap > _WIDE * size else ""


def _rows(pieces: Iterable[Line]) -> Iterator[Line]:
    """Join pieces at one height into one line, its cells parted by tabs."""
    row: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if row and row[0].base - piece.base > _WAVER * max(row[0].size, piece.size):
            yield _row(row)
            row = []
        row.append(piece)
    if row:
        yield _row(row)


def _row(row: list[Line]) -> Line:
    row = sorted(row, key=lambda piece: piece.left)
    text = row[0].text
    for last, piece in pairwise(row):
        gap = piece.left - last.right
        space = bool(_NARROW.match(last.text[-1]) and _NARROW.match(piece.text)) and gap > _WORD * piece.size
        text += ("\t" if gap > _CELL * max(last.size, piece.size) else " " if space else "") + piece.text
    size = max(row, key=lambda piece: len(piece.text)).size
    return Line(text, row[0].left, max(p.right for p in row), row[0].base, size, row[0].page, row[0].column)


def _gutter(pieces: Sequence[Line]) -> float | None:
    """Find what parts two columns of prose; None for a page of one, or for a table."""
    if len(pieces) < 2 * _COLUMN_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    starts = [piece.left for piece in pieces if 0.4 < (piece.left - left) / (right - left + 1) < 0.65]
    if not starts:
        return None
    at = min(starts) - 0.3 * median(piece.size for piece in pieces)
    sides = [p for p in pieces if p.right <= at], [p for p in pieces if p.left >= at]
    return at if all(map(_is_prose, sides)) and len(sides[0]) + len(sides[1]) > 0.6 * len(pieces) else None


def _is_prose(column: Sequence[Line]) -> bool:
    """Tell whether lines are those of running text: wide, and most of them filled to the same edge."""
    if len(column) < _COLUMN_LINES:
        return False
    size, edge = median(line.size for line in column), max(line.right for line in column)
    filled = sum(edge - line.right < 1.2 * size for line in column)
    return edge - min(line.left for line in column) > _COLUMN_WIDTH * size and filled >= _FILLED * len(column)


def _by_columns(pieces: Sequence[Line], gutter: float) -> Iterator[Line]:
    """Read a page band by band, each column by column; lines over the whole width part the bands."""
    across = list(_rows(piece for piece in pieces if piece.left < gutter < piece.right))
    for number in range(len(across) + 1):
        top = across[number - 1].base if number else float("inf")
        foot = across[number].base if number < len(across) else float("-inf")
        band = [piece for piece in pieces if foot < piece.base < top]
        for column, own in ((1, [p for p in band if p.right <= gutter]), (2, [p for p in band if p.left >= gutter])):
            for line in _rows(own):
                line.column = column
                yield line
        yield from across[number : number + 1]
