"""Find the times that a text names, and resolve them by a reference date as the codebook says."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any

from yinuo.records import Deadline
from yinuo.rules import compile_re
from yinuo.values.deadlines import durations, points, policy, relative
from yinuo.values.deadlines.bounds import bind, take_hour
from yinuo.values.deadlines.grammar import DASH, Grammar, behind_an_event, grammar, plain_times
from yinuo.values.deadlines.points import Time
from yinuo.values.numerals import CHINESE
from yinuo.values.policy_calendar import Date, Days, as_date, festivals

__all__ = ["as_date", "deadlines", "scan"]

Reader = Callable[[str, re.Match[str], "Date | None", Grammar], "Time | None"]
_READERS: dict[str, Reader] = {
    "every": durations.every,
    "repeat": durations.repeat,
    "length": durations.length,
    "plan": policy.plan_point,
    "event": policy.event_point,
    "term": policy.term_point,
    "iso": relative.iso_point,
    "school": points.school_point,
    "year": points.year_point,
    "short": points.year_point,
    "relative": relative.relative_point,
    "century": relative.century_point,
    "decade": relative.decade_point,
    "part": points.part_point,
    "weekday": relative.weekday_point,
}
_RANGE = compile_re(f"起?{DASH}|起? ?到")
_BARE_YEAR = compile_re(r"\s{0,9}((?:19|20)[0-9]{2})\s{0,9}")
# A year such as 222年 says that the source has lost digits: there, 22年底 is no year of two digits.
_LOST_DIGITS = compile_re(r"(?<![0-9])2[2-9]{2} ?年")
# What joins two months of each year: 每年3月、9月. Grammar, no table.
_AND = ("、", "和")
_STOP = compile_re(r"[。；\n]")
_NUMERAL = frozenset(CHINESE + "0123456789.第几数")
# A mark of an item that a line begins with, and one right before a month or a term: 9.|12月底前, 9.|3个月内.
_MARK = re.compile(r"[ \t]{0,9}[0-9]{1,3}\.")
_ITEM = re.compile(r"(?m)^[ \t]{0,9}[0-9]{1,2}\.(?=[0-9]{1,3} ?(?:月|个月|个?工作日|(?:天|日|年|小时)之?内))")


def deadlines(text: str, *, date: str | datetime.date | None = None) -> list[Deadline]:
    """Find the times that a text names, in order, each with its first and last day as far as they are known.

    ``date`` is the day of the speech (ISO): what is told from it (今年, 上半年, 今后五年) stays unknown without it.

    >>> [(d.text, d.from_, d.to) for d in deadlines("今年完成改造，2025年底前全部投用", date="2022-03-01")]
    [('今年', '2022-01-01', '2022-12-31'), ('2025年底前', None, '2025-12-31')]
    >>> deadlines("三年内覆盖全市")[0].duration
    'P3Y'

    Raises ``DateError`` where ``date`` is no ISO date.
    """
    return [Deadline.model_validate({k: v for k, v in item.items() if k != "kind"}) for item in scan(text, date)]


def scan(text: str, date: str | datetime.date | None = None, *, year: int | None = None) -> list[dict[str, Any]]:
    """Times of a text as plain dicts: the keys of a deadline, and ``kind``.

    ``year`` is the year that 今年, 年内 and months without a year mean, where it is not the date's own: a report held
    in December plans the next one.

    Kinds that can be a deadline: point (今年), span (2021—2025年, 今后五年), until (到2025年, 年底), before (2030年前),
    since (2020年起), after (2025年后, 三年后), duration (三年内), repeat (每年).
    Kinds that are none: past (去年, 近三年), base (比2015年), length (两年), mention (今天, 本月, 春节).

    >>> [(d["text"], d["kind"]) for d in scan("比去年增长，到2025年翻一番", "2022-03-01")]
    [('比去年', 'base'), ('到2025年', 'until')]
    >>> [(d["text"], d["to"]) for d in scan("年底前完成，明年开工", "2030-12-20", year=2031)]
    [('年底前', '2031-12-31'), ('明年', '2031-12-31')]
    """
    ref = as_date(date)
    planned = datetime.date(year, 1, 1) if ref and year and year != ref.year else ref
    folded = plain_times(text)
    g = grammar()
    times = _link(folded, _read(folded, ref, planned, g), ref, g)
    for time in times:
        bind(folded, time, g)
    kept = [time for time in times if not time.needs_bound and _possible(time)]
    return [_record(text, time, ref) for time in _recurring(folded, list(_apart(kept)), ref)]


def _recurring(text: str, times: list[Time], ref: Date | None) -> list[Time]:
    """Join a beginning and the recurrence behind it into one time: 2020年起，每年3月底前."""
    found: list[Time] = []
    for time in times:
        last = found[-1] if found else None
        if last and _goes_on(text, last, time) and (ref is None or not _over(*last.days, ref)):
            last.end, last.kind, last.repeat = time.end, "repeat", time.repeat
        else:
            found.append(time)
    return found


def _goes_on(text: str, since: Time, time: Time) -> bool:
    gap = text[since.end : time.start]
    return since.kind == "since" and time.kind == "repeat" and gap in ("", "，", ",")


def _apart(times: list[Time]) -> Iterator[Time]:
    """Leave out times that begin within the one before, whose bound may reach into them: 今年前|1日."""
    end = 0
    for time in times:
        if time.start >= end:
            yield time
            end = time.end


def _read(text: str, ref: Date | None, planned: Date | None, g: Grammar) -> list[Time]:
    """Every time in the text, from left to right, without the words that bound it.

    Parts of a year and words for the present one are told from ``planned``, all others from ``ref``.
    """
    bare = _BARE_YEAR.fullmatch(text)
    if bare:
        days = Days(datetime.date(int(bare[1]), 1, 1), datetime.date(int(bare[1]), 12, 31))
        return [Time(bare.start(1), bare.end(1), days, named=True)]
    lossy = _LOST_DIGITS.search(text) is not None
    found: list[Time] = []
    at = first = 0
    while (m := g.head.search(text, at)) is not None:
        kind = m.lastgroup or ""
        if item := _item_end(text, m.start()):
            at = first = item
            continue
        at = m.end()
        if kind == "skip" or (kind == "short" and lossy) or not (m.start() == first or _begins(text, m, kind, g)):
            continue
        today = planned if _of_this_year(m, kind, g) else ref
        if kind == "relative" and g.relative[m["relative"]].anaphoric:
            today = _named_before(text, found, m.start()) or today
            today = None if _follows_an_event(text, found, m.start()) else today
        time = _READERS[kind](text, m, today, g)
        if time is not None:
            take_hour(text, time)
            found.append(time)
            at = max(at, time.end)
        elif kind == "length" and m["lead"]:
            at = m.end("lead")  # 确保|6月底前: no length of six months
    return found


def _line_start(text: str, at: int) -> int:
    """Find where the line of a place begins, if an item mark may stand between."""
    low = max(0, at - 12)
    return text.rfind("\n", low, at) + 1 or low


def _item_end(text: str, at: int) -> int:
    """Find where the mark of an item ends that covers a place; 0 where none does."""
    item = _ITEM.match(text, _line_start(text, at))
    return item.end() if item and at < item.end() else 0


def _opens_item(text: str, at: int) -> bool:
    """Tell whether a place stands right behind the mark of an item: 9.|年底前完成改造, not 3.|三季度."""
    return _MARK.fullmatch(text, _line_start(text, at), at) is not None


def _of_this_year(m: re.Match[str], kind: str, g: Grammar) -> bool:
    """Whether a match is told from the present year and not from a day: 年内, 三季度, 今年."""
    if kind == "relative":
        return g.relative[m["relative"]].this_year
    return kind == "part" or (kind == "length" and durations.names_quarter(m, g))


def _named_before(text: str, found: list[Time], at: int) -> Date | None:
    """The last day of the time that 次年 follows in its sentence: 2025年12月开工，次年6月完工."""
    last = found[-1] if found else None
    if last is None or last.kind == "repeat" or _STOP.search(text, last.end, at):
        return None
    return last.days.last


def _follows_an_event(text: str, found: list[Time], at: int) -> bool:
    """Tell whether 次月 is the one after an event or a recurrence, so nobody knows which: 办理退休的|次月."""
    recurs = any(time.kind == "repeat" and not _STOP.search(text, time.end, at) for time in found[-2:])
    return recurs or behind_an_event(text, at)


def _begins(text: str, m: re.Match[str], kind: str, g: Grammar) -> bool:
    """Tell whether the character before a match leaves it a word of its own."""
    if m.start() == 0:
        return True
    before = text[m.start() - 1]
    if before == "." and _opens_item(text, m.start()):
        return True
    if kind == "relative":
        return before not in g.relative[m["relative"]].not_after
    if kind == "repeat":
        return before not in g.repeats[m["repeat"]].not_after
    if kind == "part" and m["festival"]:
        return before not in _NUMERAL and before not in festivals()[m["festival"]].not_after
    if kind == "part" and m["word"] and before in g.parts[m["word"]].not_after:
        return False
    if kind == "length" and m["lead"]:
        # Single characters that make 用 and 分 other words (使用, 部分): no table.
        return before not in "十百部积评使租试采服信应启专适引选占沿套不附靠"
    if kind == "year":
        return before == "." or before not in _NUMERAL
    return kind not in ("short", "part", "length", "iso", "plan", "decade") or before not in _NUMERAL


def _link(text: str, times: list[Time], ref: Date | None, g: Grammar) -> list[Time]:
    """Join the two ends of a span, the parts of a length, and a recurrence with its day."""
    linked: list[Time] = []
    for time in times:
        if not (linked and _join(text, linked[-1], time, ref, g)):
            linked.append(time)
    return linked


def _join(text: str, a: Time, b: Time, ref: Date | None, g: Grammar) -> bool:
    gap = text[a.end : b.start]
    if not gap and b.feast and b.weak and _same_day(a, b):  # 3月12日|植树节
        a.end, a.feast = b.end, True
        return True
    if a.kind == "repeat":
        if b.kind != "point" or (gap and not (gap in _AND and text[a.end - 1] == text[b.end - 1] == "月")):
            return False
        a.end = b.end
        return True
    if a.duration and b.duration:
        both = durations.join(a.duration, b.duration) if not gap else None
        if both:
            a.duration, a.end = both, b.end
        return both is not None
    if not 0 < len(gap) <= 4 or not _RANGE.fullmatch(gap):
        return False
    return _join_span(a, b, ref, g)


def _same_day(a: Time, b: Time) -> bool:
    """Tell whether two times are one day of the year, whatever year each is read in."""
    one, other = a.days.first, b.days.first
    if one is None or other is None or one != a.days.last:
        return False
    return (one.month, one.day) == (other.month, other.day)


def _join_span(a: Time, b: Time, ref: Date | None, g: Grammar) -> bool:
    if b.kind not in ("point", "past") or a.kind not in ("point", "past"):
        return False
    if a.days.last:
        points.reread(b, a.days.last.year, ref, g)
        if b.days.last and a.days.first and b.days.last < a.days.first and not b.named:
            points.reread(b, a.days.last.year + 1, ref, g)
    if a.days.first and b.days.last and a.days.first > b.days.last:
        return False
    a.kind, a.end, a.days = "span", b.end, Days(a.days.first, b.days.last)
    a.opens, a.weak, a.single, a.feast = False, a.weak and b.weak, False, False
    a.needs_bound = False
    return True


def _possible(time: Time) -> bool:
    first, last = time.days
    return not (first and last and first > last)


def _over(first: Date | None, last: Date | None, ref: Date) -> bool:
    """Tell whether a time lies before the reference date; one open at its end, whether it began in an earlier year."""
    return last < ref if last else first is not None and first.year < ref.year


def _record(text: str, time: Time, ref: Date | None) -> dict[str, Any]:
    first, last = time.days
    kind = time.kind
    if ref and kind not in ("base", "length") and _over(first, last, ref):
        kind = "past"
    if time.weak and kind in ("point", "until", "span"):
        kind = "mention"
    return {
        "text": text[time.start : time.end],
        "start": time.start,
        "end": time.end,
        "from": None if time.opens or first is None else first.isoformat(),
        "to": last.isoformat() if last else None,
        "duration": time.duration,
        "repeat": time.repeat,
        "working": time.working,
        "source": "explicit",
        "damaged": False,
        "kind": kind,
    }
