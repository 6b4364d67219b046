"""Records to files and back: one format a file. Commitments come in; JSONL, CSV or flat rows go out."""

from yinuo.writers.files import Write
from yinuo.writers.formats import FORMATS, writer
from yinuo.writers.jsonl import jsonl_writer, read_jsonl, stream_writer, to_line, write_jsonl
from yinuo.writers.ledger import ledger_writer, merge_ledgers, read_ledger, read_ledger_records, write_ledger
from yinuo.writers.rows import COLUMNS, Cell, Row, to_row, to_rows
from yinuo.writers.tables import csv_writer, write_csv

__all__ = [
    "COLUMNS", "FORMATS", "Cell", "Row", "Write", "csv_writer", "jsonl_writer", "ledger_writer", "merge_ledgers",
    "read_jsonl", "read_ledger", "read_ledger_records", "stream_writer", "to_line", "to_row", "to_rows", "write_csv",
    "write_jsonl", "write_ledger", "writer",
]  # fmt: skip
