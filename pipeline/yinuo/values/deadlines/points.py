"""Resolve years, months, quarters and days, as words name them, by a reference date."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from yinuo.rules import compile_re
from yinuo.values.deadlines.grammar import Grammar, Relative
from yinuo.values.numerals import digit_by_digit, small_number
from yinuo.values.policy_calendar import (
    UNKNOWN,
    Date,
    Days,
    day_of,
    festival,
    festivals,
    months,
    next_festival,
    shift_days,
)

_JOINED = compile_re("旬?[至到]|、")
_TENS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31)}


@dataclass(slots=True)
class Time:
    """Hold a time found in folded text.

    ``opens``: its first day is left open; ``weak``: no deadline without a bound word; ``single``: one day;
    ``part`` and ``named``: the part of a year and whether its year was named, for a second reading within a span.
    """

    start: int
    end: int
    days: Days = UNKNOWN
    kind: str = "point"
    opens: bool = False
    weak: bool = False
    single: bool = False
    feast: bool = False
    named: bool = False
    needs_bound: bool = False
    part: re.Match[str] | None = None
    duration: str | None = None
    repeat: str | None = None
    working: bool = False


def near_year(text: str, ref: Date | None) -> int:
    """Complete a year told by its last two digits: this century's unless it lies more than 20 years ahead."""
    here = ref.year if ref else 2010
    low = digit_by_digit(text)
    return 2000 + low if 2000 + low <= here + 20 else 1900 + low


def read_part(time: Time, m: re.Match[str], year: int | None, ref: Date | None, g: Grammar) -> bool:
    """Fill a time's days from a part of a year; False where the part is none (a 13th month)."""
    time.part, time.end = m, m.end()
    d = m.groupdict()
    if d["festival"]:
        return _read_festival(time, d["festival"], year, ref)
    y = year if year is not None else ref.year if ref else 2000
    days = _part_days(time, d, y, g)
    if year is None and ref and days and d["word"] and g.parts[d["word"]].coming and days.last and days.last < ref:
        days = _part_days(time, d, y + 1, g)
    if days is None:
        return False
    time.days = days if year is not None or ref else UNKNOWN
    return True


def _read_festival(time: Time, word: str, year: int | None, ref: Date | None) -> bool:
    if year is not None and not festivals()[word].day:
        time.days, time.kind = Days(day_of(year, 1, 1), day_of(year, 12, 31)), "span"  # some days of it, so by its end
        return True
    day = festival(word, year) if year is not None else next_festival(word, ref) if ref else None
    time.days, time.single, time.feast, time.weak = Days(day, day), True, True, year is None
    return True


def _part_days(time: Time, d: dict[str, str | None], y: int, g: Grammar) -> Days | None:
    if d["word"]:
        row = g.parts[d["word"]]
        time.opens = row.opens
        over = int(row.last < row.first)
        return Days(*(day_of(y + n, int(x[:2]), int(x[3:])) for n, x in ((0, row.first), (over, row.last))))
    for key in ("first_quarters", "first_months"):
        if d.get(key):
            count = small_number(d[key] or "") * (3 if key == "first_quarters" else 1)
            return months(y, 1, count) if count <= 12 else None
    quarter = d["quarter"] or d["nth_quarter"] or d["bare_quarter"] or d["q"]
    if quarter:
        days = _quarter_days(time, y, small_number(quarter), d["quarter_edge"])
        from_ = d["from_quarter"]
        return Days(months(y, small_number(from_) * 3 - 2, small_number(from_) * 3).first, days.last) if from_ else days
    if d["nth_month"]:
        month = small_number(d["nth_month"])
        return months(y, month, month) if 1 <= month <= 12 else None
    return _month_days(time, y, d)


def _quarter_days(time: Time, y: int, quarter: int, edge: str | None) -> Days:
    days = months(y, quarter * 3 - 2, quarter * 3)
    if edge == "初":
        return months(y, quarter * 3 - 2, quarter * 3 - 2)
    time.opens = edge is not None
    return days


def _month_days(time: Time, y: int, d: dict[str, str | None]) -> Days | None:
    last = small_number(d["month"] or "")
    first = small_number(d["from_month"]) if d["from_month"] else last
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    days = Days(day_of(y, first, 1), months(y + (first > last), last, last).last)
    if d["day"]:
        return _day_days(time, y, last, d)
    edge = d["edge"]
    return month_edge(time, days, edge) if edge else days


def month_edge(time: Time, days: Days, edge: str) -> Days:
    """Read a part of a month: ten days of it, a week of it, its end or its beginning."""
    first, last = days
    if first is None or last is None:
        return days
    tens = _TENS.get(_JOINED.sub("", edge))
    if tens:
        return cut_month(days, *tens)
    if edge.startswith("第"):
        monday = shift_days(first, -first.weekday() + 7 * (small_number(edge[1]) - (first.weekday() < 4)))
        return Days(monday, shift_days(monday, 6))
    if edge.endswith("初"):
        return Days(first, first.replace(day=10))
    time.opens = True
    return days


def cut_month(whole: Days, a: int, b: int) -> Days:
    """Give days ``a`` to ``b`` of a month, cut at its end."""
    if whole.last is None:
        return whole
    return Days(whole.last.replace(day=a), whole.last.replace(day=min(b, whole.last.day)))


def _day_days(time: Time, y: int, month: int, d: dict[str, str | None]) -> Days | None:
    last = day_of(y, month, small_number(d["day"] or ""))
    first = day_of(y, month, small_number(d["from_day"])) if d["from_day"] else last
    if first is None or last is None or first > last:
        return None
    time.single = first == last
    return Days(first, last)


def year_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time | None:
    """Read a year, or a range of years, with the part of it behind: 2025年, 2021—2025年, 19年底."""
    if m["year"]:
        last = digit_by_digit(m["to_year"])
        first = digit_by_digit(m["from_year"]) if m["from_year"] else last
    else:
        first = last = near_year(m["short_year"] or m["zero_year"], ref)
    if first > last:
        return None
    time = Time(m.start(), m.end(), Days(day_of(first, 1, 1), day_of(last, 12, 31)), named=True)
    if first < last:
        time.kind = "span"
    return _with_part(text, time, last, ref, g)


def _with_part(text: str, time: Time, year: int | None, ref: Date | None, g: Grammar) -> Time:
    at = time.end + (text.startswith(("的", " "), time.end))
    m = g.part.match(text, at)
    if m:
        first, end = time.days.first, time.end
        if not read_part(time, m, year, ref, g):
            time.part, time.end = None, end
        elif time.kind == "span":
            time.days = Days(first, time.days.last)
    return time


def school_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time | None:
    """2024—2025学年, 2024学年第一学期: from September to August, or one of its two terms."""
    last = m["to_school"]
    first = digit_by_digit(m["from_school"] or last)
    if m["from_school"] and digit_by_digit(last) % 100 != (first + 1) % 100:
        return None
    days = school_year(first)
    if m["school_term"]:
        days = Days(days.first, day_of(first + 1, 1, 31)) if m["school_term"] in "一上" else second_term(first)
    return Time(m.start(), m.end(), days, named=True)


def school_year(first: int) -> Days:
    """Give the school year that begins in the September of a year."""
    return Days(day_of(first, 9, 1), day_of(first + 1, 8, 31))


def second_term(first: int) -> Days:
    """Give the second term of the school year that begins in a year."""
    return Days(day_of(first + 1, 2, 1), day_of(first + 1, 7, 31))


def relative_year(text: str, time: Time, row: Relative, ref: Date | None, g: Grammar) -> Time:
    """Read a year told from the reference date, with the part of it behind: 今年, 明年, 今明两年."""
    if ref:
        time.days = Days(day_of(ref.year + row.first, 1, 1), day_of(ref.year + row.last, 12, 31))
    if row.first != row.last:
        return time
    return _with_part(text, time, ref.year + row.last if ref else None, ref, g)


def part_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time | None:
    """Read a part of the reference date's year: 上半年, 6月底, 三季度, 年内, 春节."""
    time = Time(m.start(), m.end())
    inner = g.part.match(text, m.start())
    if inner is None or not read_part(time, inner, None, ref, g):
        return None
    return time


def reread(time: Time, year: int, ref: Date | None, g: Grammar) -> None:
    """Read a part without a year of its own again, in the year of the time before it."""
    if time.part is not None and not time.named:
        opens = time.opens
        read_part(time, time.part, year, datetime.date(year, 1, 1), g)
        time.opens = opens
