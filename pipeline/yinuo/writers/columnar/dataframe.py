"""Make a pandas DataFrame of records, with types that keep what is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from yinuo.records import Commitment
from yinuo.writers.flat_tables import TableName, flat_table

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


def to_frame(records: Iterable[Commitment], *, table: TableName = "commitments") -> pd.DataFrame:
    """Make a pandas DataFrame of records: a row a record, the columns of ``writers.COLUMNS`` in nullable types.

    ``table="quantities"`` gives a row a quantity, with the columns of ``writers.QUANTITY_COLUMNS``. What is unknown is
    ``pd.NA``. ``yinuo.extract`` and ``writers.read_jsonl`` give records. Raises ``UsageError`` for another table.

    >>> import yinuo
    >>> frame = yinuo.to_frame(yinuo.extract("今年，我们要新建幼儿园7所，改造道路3公里。"))
    >>> frame[["text", "low", "unit"]].values.tolist()
    [['新建幼儿园7所', 7.0, '所'], ['改造道路3公里', 3.0, '公里']]
    """
    import pandas as pd

    flat = flat_table(table)
    rows = [row for record in records for row in flat.rows(record)]
    series = {c.name: pd.array([row[c.name] for row in rows], dtype=_TYPES[c.kind]) for c in flat.columns()}
    return pd.DataFrame(series)
