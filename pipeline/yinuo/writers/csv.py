"""Write records as CSV, one row each, with no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yinuo.records import Commitment
from yinuo.writers.atomic import Write, drain, whole_file
from yinuo.writers.flat import Cell, Row
from yinuo.writers.flat_tables import TableName, flat_table

# A spreadsheet runs a cell that begins with one of these, in either width, as a formula; some drop what is blank first.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BLANK = " \u00a0\u3000\ufeff\u200b\u200c\u200d\u2060\0"


def write_csv(
    records: Iterable[Commitment], path: str | Path, *, bom: bool = False, table: TableName = "commitments"
) -> int:
    """Write one row a record under ``COLUMNS`` (RFC 4180), whole or not at all; the number of records written.

    The table ``quantities`` has one row a quantity, under ``QUANTITY_COLUMNS``.

    ``bom`` puts a byte order mark first, by which Excel knows UTF-8. A text cell that a spreadsheet would run as a
    formula begins with an apostrophe. Raises ``InputError`` where the file cannot be written.
    """
    with csv_writer(path, bom=bom, table=table) as write:
        return drain(records, write)


@contextmanager
def csv_writer(path: str | Path, *, bom: bool = False, table: TableName = "commitments") -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, with a header line and the rows of a flat table."""
    flat = flat_table(table)
    with whole_file(path, "utf-8-sig" if bom else "utf-8") as file:
        sheet = csv.writer(file, lineterminator="\r\n")  # with a line feed alone, a carriage return is left unquoted
        sheet.writerow([column.name for column in flat.columns()])
        yield lambda record: _write_rows(sheet, flat.rows(record))


def _write_rows(sheet: Any, rows: Iterable[Row]) -> None:
    sheet.writerows([safe_cell(value) for value in row.values()] for row in rows)


def safe_cell(value: Cell) -> str:
    """Write a cell; a text that a spreadsheet would run as a formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, str):
        return "'" + value if _runs(value) else value
    return str(value)


def was_guarded(cell: str) -> bool:
    """Tell whether a cell begins with the apostrophe that keeps a spreadsheet from running it."""
    return cell.startswith("'") and _runs(cell[1:])


def _runs(value: str) -> bool:
    return value.lstrip(_BLANK).startswith(_FORMULA)
