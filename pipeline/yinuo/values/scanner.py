"""Find the quantities and deadlines of any string, with plain functions that load neither spaCy nor jieba."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from yinuo.records import Deadline, Quantity
from yinuo.values.deadlines.scanner import deadlines
from yinuo.values.quantities.scanner import quantities


@dataclass(frozen=True, slots=True)
class Values:
    """The quantities and the deadlines of one string, each in the order of the text."""

    quantities: tuple[Quantity, ...]
    deadlines: tuple[Deadline, ...]


def values(text: str, *, date: str | datetime.date | None = None) -> Values:
    """Find the quantities and deadlines of a string.

    ``date`` is the day of the speech (ISO): 今年 and 上半年 have no days without it. Bounds are in the unit as written,
    万 and 亿 multiplied out; days are ISO dates, both included; ``start`` and ``end`` are code points of ``text``.

    >>> found = values("6月底前新建幼儿园7所", date="2024-01-16")
    >>> [(q.text, q.low, q.unit) for q in found.quantities], [(d.text, d.to) for d in found.deadlines]
    ([('7所', 7.0, '所')], [('6月底前', '2024-06-30')])

    Raises ``DateError`` where ``date`` is no ISO date.
    """
    return Values(tuple(quantities(text)), tuple(deadlines(text, date=date)))
