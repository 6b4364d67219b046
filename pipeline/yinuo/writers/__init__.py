"""Write records to files, folders and databases, and read them back: one format a file, all in ``targets``."""

from yinuo.writers.annotation import write_brat, write_doccano, write_label_studio
from yinuo.writers.atomic import Write
from yinuo.writers.columnar.dataframe import to_frame
from yinuo.writers.columnar.huggingface import read_dataset, write_dataset, write_hub
from yinuo.writers.columnar.parquet import read_parquet, write_parquet
from yinuo.writers.csv import csv_writer, write_csv
from yinuo.writers.document import Document, announce
from yinuo.writers.flat import COLUMNS, Cell, Row, to_row, to_rows
from yinuo.writers.flat_quantities import QUANTITY_COLUMNS, quantity_rows, to_quantity_rows
from yinuo.writers.flat_rows import read_rows
from yinuo.writers.jsonl import iter_jsonl, jsonl_writer, read_jsonl, stream_writer, to_line, write_jsonl
from yinuo.writers.ledger import ledger_writer, merge_ledgers, read_ledger, read_ledger_records, write_ledger
from yinuo.writers.sql import read_sql, write_sql
from yinuo.writers.targets import writer_for

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
