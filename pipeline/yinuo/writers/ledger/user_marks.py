"""Read what people put upon cells: comments, cells joined over rows, formulas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yinuo.writers.ledger.cell_text import shown

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cell = tuple[str, int, int]  # sheet, row, column
_RANGE = re.compile(rb'mergeCell ref="\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)"')
_NO_VALUE = re.compile(rb"(?:</f>|<f[^<>]*/>)\s{0,9}(?:<v\s{0,9}/>|<v></v>|</c>)")
_CHUNK, _OVERLAP = 1 << 22, 100


@dataclass(frozen=True, slots=True)
class Marks:
    """Hold comments by cell; for each cell merged with one above it, the value they share; cells with a formula."""

    path: str
    comments: dict[Cell, str] = field(default_factory=dict)
    merged: dict[Cell, Any] = field(default_factory=dict)
    formulas: set[Cell] = field(default_factory=set)


def read_marks(path: str | Path) -> Marks:
    """Read the marks of a workbook; it is read into memory as a whole only where there are any."""
    with zipfile.ZipFile(path) as archive:
        if not _any(archive):
            return Marks(str(path))
    import openpyxl

    marks = Marks(str(path))
    for sheet in openpyxl.load_workbook(path, data_only=True, keep_links=False).worksheets:
        marks.comments.update(_comments(sheet))
        marks.merged.update(_merged(sheet))
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        for sheet in book.worksheets:
            cells = (cell for row in sheet.iter_rows() for cell in row)
            marks.formulas.update((sheet.title, c.row, c.column) for c in cells if c.data_type == "f")
    finally:
        book.close()
    return marks


def _any(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    if any("comments" in name.lower() for name in names):
        return True
    sheets = (name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    return any(_marked(archive, name) for name in sheets)


def _marked(archive: zipfile.ZipFile, name: str) -> bool:
    rest = b""
    with archive.open(name) as sheet:
        while chunk := sheet.read(_CHUNK):
            part = rest + chunk
            if _NO_VALUE.search(part) or any(top != bottom for top, bottom in _RANGE.findall(part)):
                return True
            rest = chunk[-_OVERLAP:]
    return False


def _comments(sheet: Worksheet) -> Iterator[tuple[Cell, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment:
                yield (sheet.title, cell.row, cell.column), shown(cell.comment.text)


def _merged(sheet: Worksheet) -> Iterator[tuple[Cell, Any]]:
    for found in sheet.merged_cells.ranges:
        if found.min_row < found.max_row:
            value = sheet.cell(found.min_row, found.min_col).value
            for row in range(found.min_row + 1, found.max_row + 1):
                yield (sheet.title, row, found.min_col), value
