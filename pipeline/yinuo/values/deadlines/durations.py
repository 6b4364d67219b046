"""Read lengths of time and recurrences, such as 三年内, 今后五年 or 每年, by a reference date."""

from __future__ import annotations

import re

from yinuo.rules import compile_re
from yinuo.values.deadlines.grammar import Grammar, Unit, after_placing
from yinuo.values.deadlines.points import Time, part_point
from yinuo.values.numerals import small_number
from yinuo.values.policy_calendar import UNKNOWN, Date, Days, day_of, shift_days, shift_months

# Words beside a length that only say what it is for.
_PLAIN = {"goal": "length", "expiry": "", "early": "none"}
_SENSES = {"length": "duration", "past": "past", "ahead": "span", "on": "mention", "ago": "past", "none": "length"}
# Single characters, so no table: 前 and 后 behind a length open many other words: 三年前后, 五年前期, 两年后续.
_NO_TAIL = compile_re(
    "[前后来内](?:[后续期进勤果台备往沿列景方自源宾年乱]|三[年个]|蒙古|需|涵|提(?:是|下|条件|要|[，。；、）]))"
)


def every(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time:
    """Read a recurrence that counts or names its unit: 每年, 每隔3天, 每半年, 每季度末."""
    unit = g.units.get(m["every_unit"]) or g.units["季度"]
    return Time(m.start(), m.end(), kind="repeat", repeat=iso_length(_count(m["every_count"] or "一"), unit))


def repeat(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time:
    """Read a recurrence that is one word: 逐年, 按月."""
    return Time(m.start(), m.end(), kind="repeat", repeat=g.repeats[m["repeat"]].repeat)


def length(text: str, m: re.Match[str], ref: Date | None, g: Grammar) -> Time | None:
    """Read a length of time with the words around it: 三年内, 今后五年, 近三年, 用3年时间, 两周, 10天后."""
    count = _count(m["count"]) + (0.5 if m["half"] or m["and_half"] else 0)
    unit = g.units[m["unit"]]
    long = unit.iso == "Y" and (count > 100 or count % 0.5)
    if count <= 0 or long or (unit.word == "月" and not (m["tail"] or m["half"])):
        return None
    if names_quarter(m, g):
        quarter = g.part.match(text, m.start("count"))
        if quarter and quarter["quarter"]:
            return part_point(text, quarter, ref, g)
    if _is_day(m):
        return _day_of_month(m, ref)
    sense, end = _sense(text, m, g)
    if time := _before_an_event(m, unit, count, end, g):
        return time
    goal = m["lead"] and g.lengths["left", m["lead"]].sense in ("goal", "expiry")
    start = m.end("lead") if goal or (m["lead"] in ("前", "后") and sense == "length") else m.start()
    time = Time(start, end, kind=_SENSES.get(sense, "length"), working="工作日" in unit.word)
    if time.working and sense not in ("", "none"):
        time.kind, sense = "duration", "length"  # which days are holidays nobody knows, so no date
    if sense in ("", "none", "length"):
        time.duration = iso_length(count, unit) + (f"{small_number(m['minutes'])}M" if m["minutes"] else "")
        return time
    time.days = _stretch(ref, sense, count, unit)
    time.single = sense in ("on", "ago")
    return time


def _before_an_event(m: re.Match[str], unit: Unit, count: float, end: int, g: Grammar) -> Time | None:
    """Read a term that ends so long before an event: 届满|3个月前, 提前15日; None where no word says so."""
    lead = g.lengths["left", m["lead"]].sense if m["lead"] else ""
    ago = m["tail"] and g.lengths["right", m["tail"]].sense == "ago"
    ends = ago and (lead == "expiry" or (not lead and unit.iso == "D" and after_placing(m.string, m.start())))
    if not ends and not (lead == "early" and unit.iso in "Dh" and not m["tail"]):
        return None
    start = m.end("lead") if ends and m["lead"] else m.start()
    time = Time(start, end, kind="duration", working="工作日" in unit.word)
    time.duration = iso_length(count, unit)
    return time


def names_quarter(m: re.Match[str], g: Grammar) -> bool:
    """Tell whether a length is a quarter of the year behind a word of aim: 确保一季度开工率, 力争三季度完工."""
    aim = m["lead"] and g.lengths["left", m["lead"]].sense == "goal"
    return bool(aim) and m["unit"] == "季度" and not m["tail"]


def _is_day(m: re.Match[str]) -> bool:
    """Whether 10日前 is before the tenth, as offices write it; 10天前 is ten days ago."""
    at = m.end("lead") if m["lead"] and m["lead"].startswith("应") else m.start()  # 应当在|10日前上报
    whole = not (m["half"] or m["and_half"] or m["effort"]) and m.start("count") == at
    day = m["unit"] == "日" and m["tail"] in ("前", "之前", "以前") and _count(m["count"]) <= 31
    return day and whole and not after_placing(m.string, m.start())


def _day_of_month(m: re.Match[str], ref: Date | None) -> Time:
    """10日前: before the next tenth of a month, told from the date."""
    time = Time(m.start("count"), m.end("unit"), single=True)
    if ref:
        days = (
            day_of(y.year, y.month, int(_count(m["count"])))
            for n in range(3)
            if (y := shift_months(ref.replace(day=1), n))
        )
        day = next((day for day in days if day and day >= ref), None)
        time.days = Days(day, day)
    return time


def _sense(text: str, m: re.Match[str], g: Grammar) -> tuple[str, int]:
    """Tell what the words beside a length of time make of it, and where they end."""
    tail, end = m["tail"], m.end()
    if tail and _NO_TAIL.match(text, m.start("tail")):
        tail, end = None, m.start("tail")
    lead = _PLAIN.get(led := g.lengths["left", m["lead"]].sense, led) if m["lead"] else ""
    back = g.lengths["right", tail].sense if tail else ""
    if m["lead"] in ("前", "后") and back == "length" and (m["lead"] == "后" or after_placing(m.string, m.start())):
        return back, end  # 收到申请后7日内, 届满前三十日内: 前 and 后 close the event before
    # Of the words in deadlines/lengths these two are verbs too (利用三年数据): two words, no table.
    if m["lead"] in ("利用", "通过") and not (back or m["effort"]):
        lead = ""
    return (lead if lead in ("ahead", "past", "none") else back or lead), end


def _stretch(ref: Date | None, sense: str, count: float, unit: Unit) -> Days:
    if ref is None:
        return UNKNOWN
    sign = 1 if sense in ("ahead", "on") else -1
    other = shift(ref, sign * count, unit)
    if other is None:
        return UNKNOWN
    if sense in ("on", "ago"):
        return Days(other, other)
    return Days(ref, other) if sign > 0 else Days(other, ref)


def shift(day: Date, count: float, unit: Unit) -> Date | None:
    """Move a day by a number of units, on or back; hours and minutes do not change it."""
    steps = count * unit.factor
    if unit.iso == "Y":
        return shift_months(day, round(12 * steps))
    if unit.iso == "M":
        return shift_months(day, int(steps)) if steps == int(steps) else shift_days(day, round(30 * steps))
    return shift_days(day, round({"W": 7, "D": 1}.get(unit.iso, 0) * steps))


def iso_length(count: float, unit: Unit) -> str:
    """Write a length of time as an ISO 8601 duration.

    Half a year is P6M, half a month P15D; half a week or less is told as a fraction.

    >>> from yinuo.values.deadlines.grammar import grammar
    >>> units = grammar().units
    >>> iso_length(3, units["年"]), iso_length(0.5, units["年"]), iso_length(2, units["季度"])
    ('P3Y', 'P6M', 'P6M')
    """
    value, letter = count * unit.factor, unit.iso
    if letter == "Y" and value == 0.5:
        value, letter = 6, "M"
    elif letter == "M" and value == 0.5:
        value, letter = 15, "D"
    return f"P{'T' if letter in 'Hm' else ''}{value:g}{letter.upper()}"


def _count(text: str) -> float:
    if text == "半":
        return 0.5
    return float(text) if "." in text else float(small_number(text))


def join(first: str, second: str) -> str | None:
    """Join two durations told one after the other: P36D and PT5H are P36DT5H; None where they do not go on.

    >>> join("P36D", "PT5H"), join("P36DT5H", "PT30M"), join("P3D", "P2Y")
    ('P36DT5H', 'P36DT5H30M', None)
    """
    order = "YMWDHm"
    a = re.findall(r"[A-Z]", first.replace("PT", "P", 1))
    if not second.startswith("PT") or (a[-1] == "M" and "T" in first):
        return None
    last = "m" if second.endswith("M") else "H"
    if "T" in first and order.index("H" if first.endswith("H") else "m") >= order.index(last):
        return None
    return first + (second[2:] if "T" in first else second[1:])
