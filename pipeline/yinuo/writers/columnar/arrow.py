"""Make Arrow record batches of records, flat or nested, by an explicit schema."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from yinuo.records import Commitment
from yinuo.writers.document import plain_text
from yinuo.writers.fields import FieldTree, record_fields
from yinuo.writers.flat_tables import TableName, flat_table

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 5000  # records held in memory at a time


def arrow_schema(*, nested: bool = False, table: TableName = "commitments") -> pa.Schema:
    """Make the schema of a flat table: a column a cell of its row; or, nested, a column a field of the record.

    >>> arrow_schema(nested=True).field("quantities").type.value_type.field("low").type
    DataType(double)
    """
    import pyarrow as pa

    if nested:
        return pa.schema([_arrow_field(field) for field in record_fields()])
    kinds = _plain_types()
    return pa.schema([pa.field(c.name, kinds[c.kind], nullable=True) for c in flat_table(table).columns()])


def arrow_batch(
    records: Sequence[Commitment], *, nested: bool = False, table: TableName = "commitments"
) -> pa.RecordBatch:
    """Make records rows of ``arrow_schema``; a character that is no UTF-8 is written as its escape."""
    import pyarrow as pa

    schema = arrow_schema(nested=nested, table=table)
    flat = flat_table(table).rows
    rows = [row for record in records for row in ([nested_row(record)] if nested else flat(record))]
    try:
        return pa.RecordBatch.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist([plain_text(row) for row in rows], schema=schema)


def arrow_table(records: Sequence[Commitment], *, nested: bool = False) -> pa.Table:
    """Do what ``arrow_batch`` does, as a table.

    >>> arrow_table([]).num_rows
    0
    """
    import pyarrow as pa

    return pa.Table.from_batches([arrow_batch(records, nested=nested)])


def nested_row(record: Commitment) -> dict[str, Any]:
    """Give the record as plain values under the names of its JSON."""
    return record.model_dump(by_alias=True)


class Batches:
    """Collect records and hand them on as the rows of ``GROUP`` records, so that memory stays flat."""

    def __init__(self, take: Callable[[Any], None], *, nested: bool = False, table: TableName = "commitments") -> None:
        self._take, self._nested, self._table = take, nested, table
        self._records: list[Commitment] = []

    def __call__(self, record: Commitment) -> None:
        """Take one record."""
        self._records.append(record)
        if len(self._records) >= GROUP:
            self.flush()

    def flush(self) -> None:
        """Hand on what has been collected."""
        if self._records:
            self._take(arrow_batch(self._records, nested=self._nested, table=self._table))
            self._records.clear()


def _arrow_field(field: FieldTree) -> pa.Field:
    import pyarrow as pa

    return pa.field(field.name, _arrow_type(field), nullable=True)


def _arrow_type(field: FieldTree) -> Any:
    import pyarrow as pa

    if field.kind == "list":
        return pa.list_(_arrow_type(field.parts[0]))
    if field.kind == "object":
        return pa.struct([_arrow_field(part) for part in field.parts])
    return _plain_types()[field.kind]


def _plain_types() -> dict[str, Any]:
    import pyarrow as pa

    return {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
