"""Read times of the general calendar, such as 下个月, 周三 or 2019-03-05, by a reference date."""

from __future__ import annotations

import re

from yinuo.rules import compile_re
from yinuo.values.deadlines.grammar import SMALL, Grammar
from yinuo.values.deadlines.points import Time, cut_month, month_edge, relative_year, school_year
from yinuo.values.numerals import small_number
from yinuo.values.policy_calendar import UNKNOWN, Date, Days, day_of, months, shift_days, shift_months

# Thirds of a month, days of the week, one-character edges: closed classes with a place in the calendar, so no table.
_MONTH_TAIL = compile_re(
    rf"(?P<edge>上(?:旬?[至到]|、)?中旬|中(?:旬?[至到]|、)?下旬|上旬|中旬|下旬|[底末初]|以?内(?!蒙))|的?(?P<day>{SMALL})[日号]"
)
_WEEK_TAIL = compile_re(r"[一二三四五六日天](?![年个])|以?内")
_WEEKDAYS = "一二三四五六日"


def relative_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time:
    """Read a time told from the reference date: 今年, 下个月, 明天."""
    row = g.relative[m["relative"]]
    time = Time(m.start(), m.end(), weak=row.unit not in "YJS", named=True, kind="past" if row.last < 0 else "point")
    if row.unit == "Y":
        time = relative_year(text, time, row, ref, g)
        time.weak = row.anaphoric and time.part is None
        return time
    if ref:
        time.days = _relative_days(ref, row.unit, row.first, row.last)
    time.single = row.unit == "D"
    if row.unit == "E":
        time.days = month_edge(time, time.days, row.word)
        time.weak = not time.opens
    elif row.unit in "MQ":
        _month_tail(text, time, row.unit)
    elif row.unit == "W":
        _week_tail(text, time)
    return time


def _relative_days(ref: Date, unit: str, first: int, last: int) -> Days:
    if unit == "D":
        return Days(shift_days(ref, first), shift_days(ref, last))
    if unit == "W":
        monday = shift_days(ref, 7 * first - ref.weekday())
        return Days(monday, shift_days(monday, 6))
    if unit == "H":
        half = (1, 15) if first == 0 else (16, 31)
        whole = months(ref.year, ref.month, ref.month)
        return cut_month(whole, *half)
    if unit == "J":
        start, end = (shift_months(ref.replace(month=1, day=1), n) for n in (first, last))
        return Days(start, months(end.year, end.month, end.month).last if end else None)
    if unit == "S":
        return school_year(ref.year + first - (ref.month < 9))
    if unit == "Q":
        start = shift_months(ref.replace(day=1), -((ref.month - 1) % 3) + 3 * first)
        end = shift_months(start, 2) if start else None
        return Days(start, months(end.year, end.month, end.month).last if end else None)
    day = shift_months(ref.replace(day=1), first)
    return months(day.year, day.month, day.month) if day else UNKNOWN


def _month_tail(text: str, time: Time, unit: str) -> None:
    m = _MONTH_TAIL.match(text, time.end)
    if not m or (m["day"] and unit == "Q"):
        return
    first = time.days.first
    if m["day"]:
        day = day_of(first.year, first.month, small_number(m["day"])) if first else None
        if first and day is None:
            return
        time.days, time.single = Days(day, day), True
    elif m["edge"].endswith("内"):
        time.opens, time.weak = True, False
    elif unit == "Q" and first:
        time.opens = m["edge"] in "底末"
        if m["edge"] == "初":
            time.days = months(first.year, first.month, first.month)
    else:
        time.days = month_edge(time, time.days, m["edge"])
    time.weak = time.weak and not time.opens
    time.end = m.end()


def _week_tail(text: str, time: Time) -> None:
    m = _WEEK_TAIL.match(text, time.end)
    if not m:
        return
    time.end = m.end()
    if m[0].endswith("内"):
        time.opens, time.weak = True, False
    else:
        day = shift_days(time.days.first, _WEEKDAYS.index(m[0].replace("天", "日")))
        time.days, time.single = Days(day, day), True


def weekday_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time:
    """Read a day of the reference date's week: 周三, 星期天."""
    index = _WEEKDAYS.index(m["weekday_name"].replace("天", "日"))
    day = shift_days(ref, index - ref.weekday()) if ref else None
    return Time(m.start(), m.end(), Days(day, day), weak=True, single=True)


def iso_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time | None:
    """Read a day written in digits: 2019-03-05, 2019.3.5, 20190305."""
    month, day = int(m["iso_month"] or m["iso_mm"]), int(m["iso_day"] or m["iso_dd"])
    found = day_of(int(m["iso_year"]), month, day)
    return Time(m.start(), m.end(), Days(found, found), single=True, named=True) if found else None


def century_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time | None:
    """Read a century or a part of one: 到本世纪中叶, 20世纪80年代."""
    start = _century_start(m["century_name"], ref)
    if start is None:
        return None
    if m["century_decade"]:
        first = start + small_number(m["century_decade"])
        days = Days(day_of(first, 1, 1), day_of(first + 9, 12, 31))
        return Time(m.start(), m.end(), days, named=True)
    last = start + (50 if m["century_edge"] == "中叶" else 100)
    return Time(m.start(), m.end(), Days(None, day_of(last, 12, 31)), opens=True, named=True)


def _century_start(name: str, ref: Date | None) -> int | None:
    """Find the year ending in 00 before a century that is numbered or told from the reference date."""
    if name[0] in "本这上下":
        # Without a date, this century is the present one; the one before and the one after follow from it.
        here = (ref.year - 1) // 100 * 100 if ref else 2000
        return here + {"上": -100, "下": 100}.get(name[0], 0)
    return (small_number(name) - 1) * 100


def decade_point(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time:
    """Read a decade of the twentieth century: 八十年代, 90年代末."""
    first = 1900 + small_number(m["decade_name"])
    days = Days(day_of(first, 1, 1), day_of(first + 9, 12, 31))
    return Time(m.start(), m.end(), days, named=True, opens=bool(m["decade_edge"]))
