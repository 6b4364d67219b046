"""Lay numbers and days out on an axis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Choose round numbers that span a range, no more than ``most`` steps of them.

    >>> ticks(0, 9.5), ticks(-0.3, 0.4)
    ([0.0, 2.0, 4.0, 6.0, 8.0, 10.0], [-0.4, -0.2, 0.0, 0.2, 0.4])
    """
    span = (high - low) or abs(high) or 1.0
    unit = 10.0 ** math.floor(math.log10(span / most))
    step = next(unit * times for times in (1, 2, 5, 10) if unit * times * most >= span * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, max(last, first + 1) + 1)]


@dataclass(frozen=True, slots=True)
class Scale:
    """Hold a linear scale from values to places."""

    low: float
    high: float
    left: float
    right: float

    def __call__(self, value: float) -> float:
        """Give the place of a value; one outside stands at the end of the scale."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)


_SHORT = 63  # days: in less, single days are named


def day_number(iso: str) -> int:
    """Give the number of an ISO day, by which days are laid out."""
    return date.fromisoformat(iso).toordinal()


def day_ticks(first: int, last: int, most: int = 12) -> list[tuple[int, str]]:
    """Choose the days that an axis names: days, the first of months, quarters, years or groups of years.

    >>> [name for _, name in day_ticks(day_number("2025-01-01"), day_number("2025-12-31"))][:3]
    ['2025-01', '2025-02', '2025-03']
    """
    if last - first < _SHORT:
        return [(day, date.fromordinal(day).isoformat()) for day in range(first, last + 1, max(7, _SHORT // most))]
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = next((n for n in (1, 3, 6, 12, 24, 60, 120, 240, 600) if months / n <= most), 1200)
    begin = start.year * 12 + start.month - 1
    begin -= begin % step
    made = []
    for month in range(begin, end.year * 12 + end.month, step):
        year, of_year = divmod(month, 12)
        at = date(year, of_year + 1, 1).toordinal() if year >= 1 else 1
        if first <= at <= last:
            made.append((at, f"{year}" if step >= 12 else f"{year}-{of_year + 1:02}"))
    return made
