"""Make the rows of a record as a database can hold them, and the record of a row."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from yinuo.records import Commitment
from yinuo.writers.flat import to_row
from yinuo.writers.flat_quantities import quantity_rows
from yinuo.writers.sql.evidence import Rules
from yinuo.writers.sql.remainder import clean, remainder, speech_index, speech_row, whole
from yinuo.writers.sql.tables import DAYS

Values = dict[str, Any]
# Document, SHA-256 and number of a speech.
Key = tuple[str, str, int]


class Speeches:
    """Collect the rows of speeches as records come; what the first record says of its speech counts."""

    def __init__(self) -> None:
        self._rows: dict[Key, Values] = {}
        self._waiting: list[Values] = []

    def of(self, record: Commitment) -> Values:
        """Give the row of a record's speech."""
        key = (clean(record.document), record.document_sha256, record.speech.index)
        if key not in self._rows:
            self._rows[key] = speech_row(record.speech)
            names = ("document", "sha256", "position")
            self._waiting.append({**dict(zip(names, key, strict=True)), **self._rows[key]})
        return self._rows[key]

    def take(self) -> list[Values]:
        """Give the rows that are new since the last time."""
        found, self._waiting = self._waiting, []
        return found


def commitment_row(record: Commitment, speech: Values, rules: Rules) -> Values:
    """Make the row of a record: the flat one, and in ``record`` what that and the row of its speech do not hold."""
    row = {name: _held(name, clean(value)) for name, value in to_row(record).items()}
    return {**{name: _day(name, value) for name, value in row.items()}, "record": remainder(record, row, speech, rules)}


def quantity_values(record: Commitment) -> list[Values]:
    """Make the rows of the quantities of a record."""
    return [
        {name: _day(name, _held(name, clean(value))) for name, value in row.items()} for row in quantity_rows(record)
    ]


def record_of(row: Mapping[Any, Any], speeches: Mapping[Key, Values], rules: Rules) -> Commitment:
    """Make the record of a row again."""
    plain = {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in row.items()}
    rest = plain.pop("record")
    return whole(rest, plain, speeches[plain["document"], plain["sha256"], speech_index(rest)], rules)


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
