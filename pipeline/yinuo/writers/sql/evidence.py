"""Keep evidence small: a table has each rule once, under a number, and a record holds the numbers with their cues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from yinuo.writers.sql.remainder import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection

# What a piece of evidence holds, in the order of the list that older rows have of it.
_NAMES = ("field", "rule", "text", "start", "end")


class Rules:
    """Number rules in the order in which they come; those that a database knows keep their numbers."""

    def __init__(self, known: Mapping[int, tuple[str, str]] | None = None) -> None:
        self._named = dict(known or {})
        self._numbers = {named: number for number, named in self._named.items()}
        self._waiting: list[dict[str, Any]] = []

    def short(self, evidence: Mapping[str, Any]) -> list[Any]:
        """Give evidence as a list: the number of its rule; of its cue text, start, and an end if it does not follow.

        A rule is named where no database can hold its name.
        """
        field, rule, text, start, end = (evidence.get(name) for name in _NAMES)
        if clean(field) != field or clean(rule) != rule:
            return [field, rule, text, start, end]
        if text is start is end is None:
            return [self._number(field, rule)]
        follows = text is not None and start is not None and end == start + len(text)
        return [self._number(field, rule), text, start] + ([] if follows else [end])

    def whole(self, short: Any) -> dict[str, Any]:
        """Give the evidence of such a list again, or of what older rows hold: a list with names, an object."""
        if isinstance(short, dict):
            return short
        if isinstance(short[0], str):
            return dict(zip(_NAMES, short, strict=False))
        number, *cue = short
        if len(cue) == 2:
            cue.append(cue[1] + len(cue[0]))
        return dict(zip(_NAMES, (*self._named[number], *cue), strict=False))

    def take(self) -> list[dict[str, Any]]:
        """Give the rows of the table that are new since the last time."""
        found, self._waiting = self._waiting, []
        return found

    def _number(self, field: str, rule: str) -> int:
        if (field, rule) not in self._numbers:
            number = max(self._named, default=0) + 1
            self._named[number], self._numbers[field, rule] = (field, rule), number
            self._waiting.append({"number": number, "field": field, "rule": rule})
        return self._numbers[field, rule]


def stored_rules(connection: Connection) -> Rules:
    """Read the rules that a database has numbered; older forms have none."""
    from sqlalchemy import inspect, select

    from yinuo.writers.sql.tables import table

    own = table("rules")
    if not inspect(connection).has_table(own.name):
        return Rules()
    rows: Iterable[Any] = connection.execute(select(own.c.number, own.c.field, own.c.rule))
    return Rules({number: (field, rule) for number, field, rule in rows})
