"""Write records to Parquet and read them back: the flat table, or the records as they are, nested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers.atomic import Write, drain, whole_path
from yinuo.writers.columnar.arrow import GROUP, Batches, arrow_schema
from yinuo.writers.flat_tables import TableName


def write_parquet(
    records: Iterable[Commitment], path: str | Path, *, nested: bool = False, table: TableName = "commitments"
) -> int:
    """Write one row a record in row groups of 5,000, whole or not at all; the number of records written.

    ``nested`` keeps every field of the record (``read_parquet`` gives equal records back); without it the columns are
    those of a flat table: ``quantities`` has one row a quantity. The same records give the same bytes with the same
    version of pyarrow. Raises ``InputError`` where the file cannot be written.
    """
    with parquet_writer(path, nested=nested, table=table) as write:
        return drain(records, write)


@contextmanager
def parquet_writer(path: str | Path, *, nested: bool = False, table: TableName = "commitments") -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, to Parquet (zstd)."""
    import pyarrow.parquet as pq

    with (
        whole_path(path) as draft,
        pq.ParquetWriter(draft, arrow_schema(nested=nested, table=table), compression="zstd") as file,
    ):
        batches = Batches(lambda batch: file.write_batch(batch, row_group_size=GROUP), nested=nested, table=table)
        yield batches
        batches.flush()


def read_parquet(path: str | Path) -> Iterator[Commitment]:
    """Read the records of a nested Parquet file, group by group.

    Raises ``InputError`` for a file that is no Parquet file, holds other columns, or is the flat table.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{path}: cannot be read ({reason}); a Parquet file of records is wanted") from None
    with file:
        if file.schema_arrow.names != arrow_schema(nested=True).names:
            raise InputError(f"{path}: holds no whole records; a file written with --nested is wanted")
        for batch in file.iter_batches(batch_size=GROUP):
            for row in batch.to_pylist():
                yield _record(row, path)


def read_columns(path: str | Path) -> tuple[list[str], list[dict[str, Any]]]:
    """Read the names of the columns of a Parquet file, and its rows. Raises ``InputError`` for one that is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: cannot be read ({str(error).splitlines()[0]}); a Parquet file is wanted") from None
    return table.column_names, table.to_pylist()


def _record(row: object, path: str | Path) -> Commitment:
    try:
        return Commitment.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "record"
        raise InputError(f"{path}: {field}: {first['msg']}; the record is described by `yinuo schema`") from None
