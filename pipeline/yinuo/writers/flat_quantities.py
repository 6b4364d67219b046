"""Flatten records into the second table, one row a quantity, which says of each number whose and of when it is."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from yinuo.records import Commitment, Quantity
from yinuo.writers.fields import field_at
from yinuo.writers.flat import Column, Row, columns, to_row

QUANTITY_COLUMNS = (
    "document", "id", "position", "sha256", "year", "place", "level", "organisation", "speaker", "section_kind",
    "status", "commitment", "quantity", "indicator", "horizon", "of", "change", "baseline", "low", "high", "unit",
    "approximate", "damaged", "intact", "due", "due_source", "span_start", "span_end",
)  # fmt: skip
# Columns that hold a field of the quantity, where their names differ.
_PATHS = {"quantity": "text", "span_start": "start", "span_end": "end"}
_OF_QUANTITY = frozenset(QUANTITY_COLUMNS[QUANTITY_COLUMNS.index("quantity") : QUANTITY_COLUMNS.index("due")]) | {
    "span_start",
    "span_end",
}


def to_quantity_rows(records: Iterable[Commitment]) -> list[Row]:
    """Make one flat row a quantity, keys in the order of ``QUANTITY_COLUMNS``; a record without one has no row.

    >>> to_quantity_rows([])
    []
    """
    return [row for record in records for row in quantity_rows(record)]


def quantity_rows(record: Commitment) -> list[Row]:
    """Make the flat rows of the quantities of one record, numbered from 0 in ``position``."""
    if not record.quantities:
        return []
    shared = to_row(record)
    return [_row(shared, position, quantity) for position, quantity in enumerate(record.quantities)]


def _row(shared: Row, position: int, quantity: Quantity) -> Row:
    found: Row = {}
    for name in QUANTITY_COLUMNS:
        if name in _OF_QUANTITY:
            found[name] = getattr(quantity, _PATHS.get(name, name))
        elif name == "position":
            found[name] = position
        else:
            found[name] = shared["text" if name == "commitment" else name]
    return found


@functools.cache
def quantity_columns() -> tuple[Column, ...]:
    """List the columns of the second table in order; kinds and meanings come from the models.

    >>> [(column.name, column.kind) for column in quantity_columns() if column.name in ("low", "position")]
    [('position', 'integer'), ('low', 'number')]
    """
    shared = {column.name: column for column in columns()}
    return tuple(_column(name, shared) for name in QUANTITY_COLUMNS)


def _column(name: str, shared: dict[str, Column]) -> Column:
    if name == "position":
        return Column(name, "", "integer", False, exact=False, meaning="its place in the record, from 0")
    if name == "commitment":
        return Column(name, "text", "string", False, exact=True, meaning="the commitment it stands in, as written")
    if name in _OF_QUANTITY:
        field = field_at(f"quantities[].{_PATHS.get(name, name)}")
        return Column(name, field.path, field.kind, field.optional, exact=True, meaning=field.description)
    return shared[name]
