"""Write records as CSV, one row each, with no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yinuo.records import Commitment
from yinuo.writers.atomic import Write, drain, whole_file
from yinuo.writers.flat import COLUMNS, Cell, to_row

# A spreadsheet runs a cell that begins with one of these, in either width, as a formula; some drop what is blank first.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BLANK = " \u00a0\u3000\ufeff\u200b\u200c\u200d\u2060\0"


def write_csv(records: Iterable[Commitment], path: str | Path, *, bom: bool = False) -> int:
    """Write one row a record under ``COLUMNS`` (RFC 4180), whole or not at all; the number of records written.

    ``bom`` puts a byte order mark first, by which Excel knows UTF-8. A text cell that a spreadsheet would run as a
    formula begins with an apostrophe. Raises ``InputError`` where the file cannot be written.
    """
    with csv_writer(path, bom=bom) as write:
        return drain(records, write)


@contextmanager
def csv_writer(path: str | Path, *, bom: bool = False) -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, with a header line and one row a record."""
    with whole_file(path, "utf-8-sig" if bom else "utf-8") as file:
        table = csv.writer(file, lineterminator="\r\n")  # with a line feed alone, a carriage return is left unquoted
        table.writerow(COLUMNS)
        yield lambda record: _write_row(table, record)


def _write_row(table: Any, record: Commitment) -> None:
    table.writerow([safe_cell(value) for value in to_row(record).values()])


def safe_cell(value: Cell) -> str:
    """Write a cell; a text that a spreadsheet would run as a formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, str):
        return "'" + value if value.lstrip(_BLANK).startswith(_FORMULA) else value
    return str(value)
