"""Read the flat tables back, with the names of now, also from files with those of before."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from yinuo.errors import InputError
from yinuo.writers.csv import was_guarded
from yinuo.writers.flat import COLUMNS, OLD_NAMES, Cell, Row, columns, renamed
from yinuo.writers.flat_quantities import QUANTITY_COLUMNS, quantity_columns

_CELLS: Mapping[str, Callable[[str], Cell]] = {
    "string": lambda cell: cell[1:] if was_guarded(cell) else cell,
    "integer": int,
    "number": float,
    "boolean": "true".__eq__,
}


def read_rows(path: str | Path) -> list[Row]:
    """Read a flat table, of records or of quantities, from CSV or Parquet; columns of 0.1 get the names of now.

    Columns that are neither ours now nor were in 0.1 are left out, and those that the file lacks are missing in its
    rows. An empty cell of CSV is None. Raises ``InputError`` for a file that is no such table.
    """
    parquet = str(path).lower().endswith(".parquet")
    names, rows = _of_parquet(path) if parquet else _of_csv(path)
    if not {"document", "id"} <= set(names):
        raise InputError(f"{path}: has no columns document and id; a flat table written by yinuo is wanted")
    kinds = {column.name: column.kind for column in (*columns(), *quantity_columns())}
    known = {*COLUMNS, *QUANTITY_COLUMNS, *OLD_NAMES}
    plain = [renamed({name: row[name] for name in names if name in known}) for row in rows]
    if parquet:
        return plain
    return [{name: _CELLS[kinds[name]](cell) if cell else None for name, cell in row.items()} for row in plain]


def _of_parquet(path: str | Path) -> tuple[list[str], list[dict[str, Any]]]:
    from yinuo.writers.columnar.parquet import read_columns

    return read_columns(path)


def _of_csv(path: str | Path) -> tuple[list[str], list[dict[str, Any]]]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            return list(reader.fieldnames or ()), list(reader)
    except (OSError, UnicodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read ({error}); a flat table written by yinuo is wanted") from None
