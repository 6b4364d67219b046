"""Write the ledger 台账, an .xlsx workbook that people fill in; read it back and merge it."""

from yinuo.writers.ledger.columns import COLUMNS as LEDGER_COLUMNS
from yinuo.writers.ledger.merge import Lost, Merged, merge_ledgers
from yinuo.writers.ledger.reader import Ledger, Line, read_ledger, read_ledger_records
from yinuo.writers.ledger.workbook import ledger_writer, write_ledger

__all__ = [
    "LEDGER_COLUMNS", "Ledger", "Line", "Lost", "Merged", "ledger_writer", "merge_ledgers", "read_ledger",
    "read_ledger_records", "write_ledger",
]  # fmt: skip
