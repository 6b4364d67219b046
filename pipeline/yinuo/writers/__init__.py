"""Records to files and back: one format a file. Commitments come in; JSONL, CSV or flat rows go out."""

from yinuo.writers.files import Write
from yinuo.writers.jsonl import iter_jsonl, jsonl_writer, read_jsonl, stream_writer, to_line, write_jsonl
from yinuo.writers.rows import COLUMNS, Cell, Row, to_row, to_rows
from yinuo.writers.tables import csv_writer, write_csv

__all__ = [
    "COLUMNS", "Cell", "Row", "Write", "csv_writer", "iter_jsonl", "jsonl_writer", "read_jsonl", "stream_writer",
    "to_line", "to_row", "to_rows", "write_csv", "write_jsonl",
]  # fmt: skip
