"""Look up calendar facts: five-year plans, congresses, terms of office, feasts, and the days of a month."""

from __future__ import annotations

import datetime
import functools
import re
from typing import NamedTuple

from yinuo.errors import DateError
from yinuo.rules import Row, load_table, table_row

Date = datetime.date
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Days(NamedTuple):
    """Hold the first and last day of a stretch; None where open or unknown."""

    first: Date | None
    last: Date | None


UNKNOWN = Days(None, None)


@table_row
class Worded(Row):
    """Hold a row that stands for a word.

    ``not_after`` and ``not_before`` are characters beside it that make it another word.
    """

    word: str
    not_after: str = ""
    not_before: str = ""


@table_row
class Plan(Row):
    """Hold a row of a five-year plan: short name, ordinal, first and last year."""

    name: str
    ordinal: str
    first: int
    last: int


@table_row
class Event(Row):
    """Hold a row of a congress or an anniversary, and its day."""

    word: str
    date: str


@table_row
class Term(Row):
    """Hold a row of a term of the State Council."""

    first: str
    last: str


@table_row
class Festival(Worded):
    """Hold a row of a festival: a day of every year (MM-DD), a column of the lunar table, or none where it varies."""

    day: str


@table_row
class LunarYear(Row):
    """Hold the days (MM-DD) of the feasts of one year that follow the lunar calendar."""

    year: int
    spring: str
    qingming: str
    dragon_boat: str
    mid_autumn: str
    double_ninth: str


def as_date(value: str | Date | None) -> Date | None:
    """Read the reference date as a date.

    >>> as_date("2019-03-05")
    datetime.date(2019, 3, 5)

    Raises ``DateError`` for anything but an ISO date.
    """
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, Date):
        return value
    written = _ISO_DATE.fullmatch(value) if isinstance(value, str) else None
    day = day_of(*(int(part) for part in written.groups())) if written else None
    if day is None:
        raise DateError(f"{value!r} is no date; give it as YYYY-MM-DD, such as 2022-03-01")
    return day


def day_of(year: int, month: int, day: int) -> Date | None:
    """Make a date of year, month and day; None where the calendar has no such day.

    >>> day_of(2021, 2, 30) is None
    True
    """
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    return Date(year, month, day)


def month_length(year: int, month: int) -> int:
    """Count the days of a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def months(year: int, first: int, last: int) -> Days:
    """Give the days from the first of one month to the last of another of the same year.

    >>> months(2022, 7, 9)
    Days(first=datetime.date(2022, 7, 1), last=datetime.date(2022, 9, 30))
    """
    if not (1 <= year <= 9999 and 1 <= first <= 12 and 1 <= last <= 12):
        return UNKNOWN
    return Days(Date(year, first, 1), Date(year, last, month_length(year, last)))


def shift_months(day: Date, count: int) -> Date | None:
    """Move a day by ``count`` months; to the month's last day where the month is shorter.

    >>> shift_months(datetime.date(2020, 1, 31), 1)
    datetime.date(2020, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return Date(year, month + 1, min(day.day, month_length(year, month + 1)))


def shift_days(day: Date | None, count: int) -> Date | None:
    """Move a day by ``count`` days; None for no day, or where the calendar ends."""
    if day is None or not 1 <= day.toordinal() + count <= Date.max.toordinal():
        return None
    return Date.fromordinal(day.toordinal() + count)


@functools.cache
def plans() -> dict[str, Plan]:
    """Look up five-year plans by short name and by ordinal."""
    rows = load_table("calendar/plans", Plan)
    return {row.name: row for row in rows} | {f"第{row.ordinal}": row for row in rows}


@functools.cache
def events() -> dict[str, Date]:
    """Look up days of congresses and anniversaries by name."""
    return {row.word: Date.fromisoformat(row.date) for row in load_table("calendar/events", Event)}


@functools.cache
def festivals() -> dict[str, Festival]:
    """Look up festivals by name."""
    return {row.word: row for row in load_table("calendar/festivals", Festival)}


@functools.cache
def _lunar() -> dict[int, LunarYear]:
    return {row.year: row for row in load_table("calendar/lunar", LunarYear)}


def festival(word: str, year: int) -> Date | None:
    """Find the day of a festival in a year; None outside the lunar table, and where no one day is known.

    >>> festival("春节", 2022)
    datetime.date(2022, 2, 1)
    """
    day = festivals()[word].day
    if not day:
        return None
    if not day[0].isdigit():
        row = _lunar().get(year)
        if row is None:
            return None
        day = getattr(row, day)
    return day_of(year, int(day[:2]), int(day[3:]))


def next_festival(word: str, date: Date) -> Date | None:
    """Find the first day of a festival on or after a date."""
    days = (festival(word, date.year + i) for i in (0, 1))
    return next((day for day in days if day and day >= date), None)


def term_end(date: Date) -> Date | None:
    """Find the last day of the State Council's term in which a date lies."""
    for row in load_table("calendar/terms", Term):
        if Date.fromisoformat(row.first) <= date <= Date.fromisoformat(row.last):
            return Date.fromisoformat(row.last)
    return None
