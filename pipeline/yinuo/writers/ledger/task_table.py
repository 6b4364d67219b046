"""Say what the empty cells of a table of tasks hold, by the records that its rows gave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from yinuo.records import Commitment
from yinuo.structure.table_columns import TASKS, ColumnRole, header_roles
from yinuo.writers.ledger import cells
from yinuo.writers.ledger.cell_text import words
from yinuo.writers.ledger.cells import BY_YEAR, date_of

_SEARCHED = 6  # rows in which the header may stand


def _time(record: Commitment) -> str | None:
    """Give the deadline as written, else the last day of the heading's period or, said to be so, of the year."""
    stated, time = record.stated_deadline, record.deadline
    last = date_of(time.to) if time else None
    if stated or last is None or time is None:
        return stated.text if stated else None
    default = f"（{BY_YEAR}）" if time.source == "document" else ""
    return f"{last.year}年{last.month}月{last.day}日前{default}"


def _text(cell: Callable[[Commitment], cells.Shown]) -> Callable[[Commitment], str | None]:
    return lambda record: str(cell(record).value or "") or None


_FILLED: Mapping[str, Callable[[Commitment], str | None]] = {
    "lead": _text(cells.lead),
    "support": _text(cells.support),
    "unspecified": _text(cells.actor),
    "time": _time,
    "target": _text(cells.measures),
}


class Chooser:
    """Choose the texts of empty cells, table by table in the order of the file; records are used up on the way."""

    def __init__(self, records: Iterable[Commitment]) -> None:
        self._left = list(records)

    def __call__(self, rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], str]:
        """Give texts by row and column of one table, both from 0; nothing for a table of other things."""
        top = next((n for n, row in enumerate(rows[:_SEARCHED]) if header_roles(row)), None)
        if top is None:
            return {}
        roles = header_roles(rows[top]) or []
        found: dict[tuple[int, int], str] = {}
        for number, row in enumerate(rows[top + 1 :], top + 1):
            for column, text in self._of_row(row, roles):
                found[number, column] = text
        return found

    def _of_row(self, row: Sequence[str], roles: Sequence[ColumnRole | None]) -> Iterator[tuple[int, str]]:
        task = words("".join(text for text, role in zip(row, roles, strict=False) if role in TASKS))
        own = self._take(task) if task else []
        for column, (text, role) in enumerate(zip(row, roles, strict=False)):
            filling = _FILLED.get(role or "")
            if filling and not text.strip():
                told = "；".join(dict.fromkeys(filter(None, map(filling, own))))
                if told:
                    yield column, told.replace("\n", "、")

    def _take(self, task: str) -> list[Commitment]:
        """Take the next records whose words stand in the row's task."""
        own: list[Commitment] = []
        for at, record in enumerate(self._left):
            if words(record.text) in task:
                own.append(record)
            elif own:
                self._left = self._left[at:]
                return own
        if own:
            self._left = []
        return own
