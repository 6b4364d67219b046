"""Write records to files, folders and databases, and read them back: one format a file, all in ``targets``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yinuo.writers.annotation import write_brat as write_brat
    from yinuo.writers.annotation import write_doccano as write_doccano
    from yinuo.writers.annotation import write_label_studio as write_label_studio
    from yinuo.writers.atomic import Write as Write
    from yinuo.writers.columnar.dataframe import to_frame as to_frame
    from yinuo.writers.columnar.huggingface import read_dataset as read_dataset
    from yinuo.writers.columnar.huggingface import write_dataset as write_dataset
    from yinuo.writers.columnar.huggingface import write_hub as write_hub
    from yinuo.writers.columnar.parquet import read_parquet as read_parquet
    from yinuo.writers.columnar.parquet import write_parquet as write_parquet
    from yinuo.writers.csv import csv_writer as csv_writer
    from yinuo.writers.csv import write_csv as write_csv
    from yinuo.writers.document import Document as Document
    from yinuo.writers.document import announce as announce
    from yinuo.writers.flat import COLUMNS as COLUMNS
    from yinuo.writers.flat import Cell as Cell
    from yinuo.writers.flat import Row as Row
    from yinuo.writers.flat import to_row as to_row
    from yinuo.writers.flat import to_rows as to_rows
    from yinuo.writers.flat_quantities import QUANTITY_COLUMNS as QUANTITY_COLUMNS
    from yinuo.writers.flat_quantities import quantity_rows as quantity_rows
    from yinuo.writers.flat_quantities import to_quantity_rows as to_quantity_rows
    from yinuo.writers.flat_rows import read_rows as read_rows
    from yinuo.writers.jsonl import iter_jsonl as iter_jsonl
    from yinuo.writers.jsonl import jsonl_writer as jsonl_writer
    from yinuo.writers.jsonl import read_jsonl as read_jsonl
    from yinuo.writers.jsonl import stream_writer as stream_writer
    from yinuo.writers.jsonl import to_line as to_line
    from yinuo.writers.jsonl import write_jsonl as write_jsonl
    from yinuo.writers.ledger import ledger_writer as ledger_writer
    from yinuo.writers.ledger import merge_ledgers as merge_ledgers
    from yinuo.writers.ledger import read_ledger as read_ledger
    from yinuo.writers.ledger import read_ledger_records as read_ledger_records
    from yinuo.writers.ledger import write_ledger as write_ledger
    from yinuo.writers.sql import read_sql as read_sql
    from yinuo.writers.sql import write_sql as write_sql
    from yinuo.writers.targets import writer_for as writer_for

# Loaded on first use: who writes JSONL needs no workbook.
_PLACES = {
    "COLUMNS": "yinuo.writers.flat",
    "Cell": "yinuo.writers.flat",
    "Document": "yinuo.writers.document",
    "QUANTITY_COLUMNS": "yinuo.writers.flat_quantities",
    "Row": "yinuo.writers.flat",
    "Write": "yinuo.writers.atomic",
    "announce": "yinuo.writers.document",
    "csv_writer": "yinuo.writers.csv",
    "iter_jsonl": "yinuo.writers.jsonl",
    "jsonl_writer": "yinuo.writers.jsonl",
    "ledger_writer": "yinuo.writers.ledger",
    "merge_ledgers": "yinuo.writers.ledger",
    "quantity_rows": "yinuo.writers.flat_quantities",
    "read_dataset": "yinuo.writers.columnar.huggingface",
    "read_jsonl": "yinuo.writers.jsonl",
    "read_ledger": "yinuo.writers.ledger",
    "read_ledger_records": "yinuo.writers.ledger",
    "read_parquet": "yinuo.writers.columnar.parquet",
    "read_rows": "yinuo.writers.flat_rows",
    "read_sql": "yinuo.writers.sql",
    "stream_writer": "yinuo.writers.jsonl",
    "to_frame": "yinuo.writers.columnar.dataframe",
    "to_line": "yinuo.writers.jsonl",
    "to_quantity_rows": "yinuo.writers.flat_quantities",
    "to_row": "yinuo.writers.flat",
    "to_rows": "yinuo.writers.flat",
    "write_brat": "yinuo.writers.annotation",
    "write_csv": "yinuo.writers.csv",
    "write_dataset": "yinuo.writers.columnar.huggingface",
    "write_doccano": "yinuo.writers.annotation",
    "write_hub": "yinuo.writers.columnar.huggingface",
    "write_jsonl": "yinuo.writers.jsonl",
    "write_label_studio": "yinuo.writers.annotation",
    "write_ledger": "yinuo.writers.ledger",
    "write_parquet": "yinuo.writers.columnar.parquet",
    "write_sql": "yinuo.writers.sql",
    "writer_for": "yinuo.writers.targets",
}
__all__ = [
    "COLUMNS",
    "QUANTITY_COLUMNS",
    "Cell",
    "Document",
    "Row",
    "Write",
    "announce",
    "csv_writer",
    "iter_jsonl",
    "jsonl_writer",
    "ledger_writer",
    "merge_ledgers",
    "quantity_rows",
    "read_dataset",
    "read_jsonl",
    "read_ledger",
    "read_ledger_records",
    "read_parquet",
    "read_rows",
    "read_sql",
    "stream_writer",
    "to_frame",
    "to_line",
    "to_quantity_rows",
    "to_row",
    "to_rows",
    "write_brat",
    "write_csv",
    "write_dataset",
    "write_doccano",
    "write_hub",
    "write_jsonl",
    "write_label_studio",
    "write_ledger",
    "write_parquet",
    "write_sql",
    "writer_for",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'yinuo.writers' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
