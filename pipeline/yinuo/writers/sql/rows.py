"""Make the rows of a record as a database can hold them, and the record of a row."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from yinuo.records import Commitment
from yinuo.writers.flat import to_row
from yinuo.writers.flat_quantities import quantity_rows
from yinuo.writers.sql.remainder import clean, remainder, whole
from yinuo.writers.sql.tables import DAYS

Values = dict[str, Any]


def commitment_row(record: Commitment) -> Values:
    """Make the row of a record: the flat one, and in ``record`` what that does not hold."""
    row = {name: _held(name, clean(value)) for name, value in to_row(record).items()}
    return {**{name: _day(name, value) for name, value in row.items()}, "record": remainder(record, row)}


def quantity_values(record: Commitment) -> list[Values]:
    """Make the rows of the quantities of a record."""
    return [
        {name: _day(name, _held(name, clean(value))) for name, value in row.items()} for row in quantity_rows(record)
    ]


def record_of(row: Mapping[Any, Any]) -> Commitment:
    """Make the record of a row again."""
    plain = {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in row.items()}
    return whole(plain.pop("record"), plain)


def _held(name: str, value: Any) -> Any:
    """Leave out what a column of days cannot hold."""
    return value if name not in DAYS or value is None or _as_day(value) is not None else None


def _day(name: str, value: Any) -> Any:
    return _as_day(value) if name in DAYS and value is not None else value


def _as_day(value: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None
