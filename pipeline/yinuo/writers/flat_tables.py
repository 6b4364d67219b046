"""Name the two flat tables: one row a record, one row a quantity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from yinuo.errors import UsageError
from yinuo.records import Commitment
from yinuo.writers.flat import Column, Row, columns, to_row
from yinuo.writers.flat_quantities import quantity_columns, quantity_rows

TableName = Literal["commitments", "quantities"]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Hold a flat table: its columns, and what makes the rows of one record."""

    columns: Callable[[], tuple[Column, ...]]
    rows: Callable[[Commitment], list[Row]]


TABLES: Mapping[str, FlatTable] = {
    "commitments": FlatTable(columns, lambda record: [to_row(record)]),
    "quantities": FlatTable(quantity_columns, quantity_rows),
}


def flat_table(name: str) -> FlatTable:
    """Return a flat table by its name. Raises ``UsageError`` where there is none of that name."""
    if name not in TABLES:
        raise UsageError(f"table {name!r} is none of {', '.join(TABLES)}")
    return TABLES[name]
