"""Make a pandas DataFrame of records, with types that keep what is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from yinuo.records import Commitment
from yinuo.writers.flat import columns, to_rows

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


def to_frame(records: Iterable[Commitment]) -> pd.DataFrame:
    """Make a pandas DataFrame of records: a row a record, the columns of ``writers.COLUMNS`` in nullable types.

    What is unknown is ``pd.NA``. ``yinuo.extract`` and ``writers.read_jsonl`` give records. Raises nothing of its own.

    >>> import yinuo
    >>> frame = yinuo.to_frame(yinuo.extract("今年，我们要新建幼儿园7所，改造道路3公里。"))
    >>> frame[["text", "low", "unit"]].values.tolist()
    [['新建幼儿园7所', 7.0, '所'], ['改造道路3公里', 3.0, '公里']]
    """
    import pandas as pd

    rows = to_rows(records)
    series = {c.name: pd.array([row[c.name] for row in rows], dtype=_TYPES[c.kind]) for c in columns()}
    return pd.DataFrame(series)
