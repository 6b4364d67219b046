"""Ledgers 台账, workbooks that people fill in: write them, read them back, carry people's work to a new extraction.

``write(records, path)`` makes a ledger, ``read(path)`` gives its rows as people left them, ``read_records(path)`` the
records as they were written to it, and ``merge(edited, new, output)`` carries people's work over to a new ledger.
"""

from yinuo.writers.ledger import Ledger, Merged
from yinuo.writers.ledger import merge_ledgers as merge
from yinuo.writers.ledger import read_ledger as read
from yinuo.writers.ledger import read_ledger_records as read_records
from yinuo.writers.ledger import write_ledger as write

__all__ = ["Ledger", "Merged", "merge", "read", "read_records", "write"]
