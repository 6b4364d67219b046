"""Read .xlsx files: rows with a column of texts, or tables of tasks, the sheets one after the other."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from yinuo.errors import FormatError
from yinuo.readers.file_types import XLSX, broken
from yinuo.readers.files import File, too_large, whole
from yinuo.readers.source import LIMIT, Failure, Options, Source, plain_lines, source
from yinuo.readers.tabular import no_column, text_of
from yinuo.readers.task_tables import Cell, Choose, task_lines
from yinuo.readers.unzip import open_zip, unpack

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WHAT = "a spreadsheet"
_CHANGED = re.compile(rb"(<dcterms:modified[^<>]{0,200}>)[^<>]{0,40}")
_MOST_CELLS, _MOST_COLUMNS = 500_000, 64


def texts(file: File, options: Options) -> Iterator[Source | Failure]:
    """Yield the texts of a workbook: of rows under a column of texts one each, else all tables of tasks as one.

    A table of tasks (工作任务, 牵头单位) gives a row a line. Numbers and days read as they are shown; merged cells are
    read as one; rows are counted through all sheets that have the column. Raises ``InputError`` for a workbook that is
    damaged or a trap, ``FormatError`` for one with neither.
    """
    name = file.name
    sheets = [_rows(sheet, name) for sheet in _sheets(whole(file, options.limit), name, options.limit)]
    columns = [_header(rows) for rows in sheets]
    if any(options.column in names for names in columns):
        rows = (row for names, rows in zip(columns, sheets, strict=True) for row in _texts(names, rows, options.column))
        for number, row in enumerate(rows, 1):
            yield text_of(f"{name}#{number}", row, options)
        return
    lines = [line for rows in sheets for line in task_lines(rows) or ()]
    if lines:
        yield source(name, "".join(f"{line}\n" for line in lines), "xlsx")
    elif any(columns):
        raise FormatError(f"{XLSX.refusal(name)} ({no_column(file, options.column, next(filter(None, columns)))})")
    else:
        raise XLSX.refusal(name)


def _header(rows: list[list[Cell]]) -> list[str]:
    """Give the names in the first row of a sheet; a cell over several columns names the first of them."""
    names: list[str] = []
    for cell in rows[0] if rows else ():
        names += [cell.text.strip(), *[""] * (cell.width - 1)]
    return names


def _texts(names: list[str], rows: list[list[Cell]], column: str) -> Iterator[dict[str, str]]:
    """Yield the rows under the names; none of a sheet without the column."""
    for row in rows[1:] if column in names else ():
        cells: list[str] = []
        for cell in row:
            cells += [cell.text, *[""] * (cell.width - 1)]
        yield {name: cell for name, cell in zip(reversed(names), reversed(cells), strict=True) if name}


def _sheets(data: bytes, name: str, limit: int) -> list[Worksheet]:
    """The sheets of a workbook that are shown. Each part is unpacked within limits before openpyxl sees it."""
    from openpyxl import load_workbook

    with open_zip(io.BytesIO(data), name, _WHAT) as archive:
        parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > limit:
            raise too_large(name, limit)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as kept:
            for part in parts:
                content = unpack(archive, part, name, _WHAT, limit)
                if b"<!DOCTYPE" in content:
                    raise broken(name, _WHAT, "it defines entities of its own")
                kept.writestr(part.filename, content)
    try:
        book = load_workbook(stream, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl has no error of its own for a file that is no workbook
        raise XLSX.refusal(name) from error
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _rows(sheet: Worksheet, name: str) -> list[list[Cell]]:
    """The rows that hold something; what one cell reaches over below it is merged, what lies beside it is its width."""
    width = min(sheet.max_column, _MOST_COLUMNS)
    if sheet.max_row * width > _MOST_CELLS:
        raise too_large(name, _MOST_CELLS)
    below: set[tuple[int, int]] = set()
    widths: dict[tuple[int, int], int] = {}
    for area in sheet.merged_cells.ranges:
        right = min(area.max_col, width)
        below |= {(row, n) for row in range(area.min_row + 1, area.max_row + 1) for n in range(area.min_col, right + 1)}
        widths[area.min_row, area.min_col] = right - area.min_col + 1
    found = []
    for number, values in enumerate(sheet.iter_rows(max_col=width), 1):
        row = list(_cells(number, values, below, widths))
        if any(cell.text for cell in row):
            found.append(row)
    return found


def _cells(
    number: int, values: tuple[Any, ...], below: set[tuple[int, int]], widths: dict[tuple[int, int], int]
) -> Iterator[Cell]:
    column = 1
    while column <= len(values):
        width = widths.get((number, column), 1)
        yield Cell(_shown(values[column - 1]), merged=(number, column) in below, width=width)
        column += width


def _shown(cell: Any) -> str:
    """The text of a cell as it is shown: 95%, 2031年9月, 7."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        day = f"{value.day}日" if "d" in str(cell.number_format).lower() else ""
        return f"{value.year}年{value.month}月{day}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value * 100:.10g}%" if "%" in str(cell.number_format) else f"{value:.15g}"
    return plain_lines(str(value)).strip()


def filled(data: bytes, name: str, choose: Choose, limit: int = LIMIT) -> tuple[bytes, int]:
    """Give the workbook with what ``choose`` gives for the rows of each sheet, and the number of cells filled.

    Formulas, looks and sheets stay; the same file gives the same bytes. Raises what ``texts`` raises.
    """
    from openpyxl import load_workbook

    for _ in _sheets(data, name, limit):  # raises for a file that is damaged or a trap
        pass
    book = load_workbook(io.BytesIO(data))
    changed, count = book.properties.modified, 0
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]
            for (row, column), text in choose(rows).items():
                cell = sheet.cell(row + 1, column + 1)
                if type(cell).__name__ != "MergedCell":
                    cell.value, cell.data_type = text, "s"
                    count += 1
    stream = io.BytesIO()
    book.save(stream)
    return _without_clock(stream, changed), count


def _without_clock(stream: io.BytesIO, changed: datetime.datetime) -> bytes:
    """Put the day of the last change back, and one time on all parts."""
    again = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                content = _CHANGED.sub(rf"\g<1>{changed:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            new.writestr(zipfile.ZipInfo(info.filename), content, zipfile.ZIP_DEFLATED)
    return again.getvalue()
