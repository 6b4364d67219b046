"""Write series as CSV: one row for each place, indicator and year."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from yinuo.rules.wording import Lang
from yinuo.tracking.series.result import Told, Yearly
from yinuo.writers.atomic import whole_file
from yinuo.writers.csv import safe_cell

Cell = str | int | float | bool | None
_OF_A_VALUE = ("value", "low", "high", "unit", "approximate", "text", "document", "start", "end")
COLUMNS = (
    "place",
    "indicator",
    "year",
    "period",
    "marks",
    "outcome",
    "attainment",
    *(f"target_{name}" for name in _OF_A_VALUE),
    *(f"result_{name}" for name in _OF_A_VALUE),
)


def cells(one: Yearly) -> list[Cell]:
    """Give the cells of a row."""
    own: list[Cell] = [one.place, one.indicator, one.year, one.period, " ".join(one.marks), one.outcome, one.attainment]
    return [*own, *_value(one.target), *_value(one.result)]


def _value(told: Told | None) -> list[Cell]:
    return [getattr(told, name) if told else None for name in _OF_A_VALUE]


def write(found: Sequence[Yearly], target: str, _: Lang | None) -> None:
    """Write the rows, whole or not at all; a byte order mark tells Excel that it is UTF-8."""
    with whole_file(target, "utf-8-sig") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(COLUMNS)
        table.writerows([safe_cell(cell) for cell in cells(one)] for one in found)
