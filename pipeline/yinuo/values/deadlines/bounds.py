"""Read what stands beside a time and bounds it: an hour of the day, 前, 起, 到. Times are changed in place."""

from __future__ import annotations

from yinuo.rules import compile_re
from yinuo.values.deadlines.grammar import Grammar
from yinuo.values.deadlines.points import Time
from yinuo.values.policy_calendar import Days, shift_days

# Days of the week and clock times behind a day: forms, so no table.
_WEEKDAY = r" ?[（(](?:含[^）)]{0,4}|(?:周|星期|礼拜)[一二三四五六日天][^）)]{0,6})[）)]"
_CLOCK = (
    r" ?(?:上午|下午|中午|晚上?|凌晨)?[0-9]{1,2}"
    r"(?:时(?:[0-9]{1,2}分|整)?(?![代期空间])|点(?:[0-9]{1,2}分|整|半)?(?=[之以]?前)|[:：][0-9]{2})"
)
_HOUR = compile_re(rf"(?:{_WEEKDAY})?(?:{_CLOCK}|(?:下班|中午|午夜|零时)(?=[之以]?前))?")
_INCLUDED = compile_re(r" ?[（(]含[^）)]{0,4}[）)](?=[之以]?前)")


def take_hour(text: str, time: Time) -> None:
    """Take in what stands between a time and 前: 6月30日（星期一）17时, 12月（含）.

    A time that says 含 is itself the last one.
    """
    included = _INCLUDED.match(text, time.end)
    if included and not time.single:
        time.end, time.opens = included.end(), True
    m = _HOUR.match(text, time.end) if time.single else None
    if m and m.end() > time.end:
        time.end, time.feast = m.end(), time.feast and not included


def bind(text: str, time: Time, g: Grammar) -> None:
    """Take in the words before and behind a time that bound it."""
    if time.kind == "repeat":
        bound, end = _right(text, time, g)
        time.end = end if bound == "before" else time.end
        return
    if time.kind in ("duration", "length", "after", "mention") or (time.kind == "past" and time.days.last is None):
        return
    left, start = _left(text, time, g)
    right, end = _right(text, time, g)
    if right:
        time.feast = time.feast or (right == "before" and _leaves_out(text, time))
        if _bind_right(time, right):
            time.end = end
            if left in ("from", "until"):
                time.start = start
    elif left:
        _bind_left(text, time, left, start)
    elif time.opens and time.kind == "point":
        time.kind = "until"


def _left(text: str, time: Time, g: Grammar) -> tuple[str, int]:
    m = g.left.search(text[max(0, time.start - 5) : time.start])
    if m is None:
        return "", time.start
    row = g.bounds["left", m["word"]]
    start = time.start - len(m[0])
    if start and text[start - 1] in row.not_after:
        return "", time.start
    return row.bound, start


def _right(text: str, time: Time, g: Grammar) -> tuple[str, int]:
    m = g.right.match(text, time.end)
    return (g.bounds["right", m[0].strip()].bound, m.end()) if m else ("", time.end)


def _bind_right(time: Time, bound: str) -> bool:
    """Apply a bound that stands behind; False where it does not go with the time."""
    first, last = time.days
    time.weak = time.needs_bound = False
    if bound == "before":
        if time.feast or not (time.opens or time.single or time.kind == "span"):
            last = shift_days(first, -1)
        time.kind, time.days = "before", Days(None, last)
    elif bound in ("since", "past"):
        first = last if time.opens else first
        time.kind, time.days = bound, Days(first, None)
    elif bound == "after":
        time.kind, time.days = "after", Days(shift_days(last, 1), None)
    else:
        time.kind = "base"
        return False
    time.opens = False
    return True


def _leaves_out(text: str, time: Time) -> bool:
    """Tell whether a time is the first of a month, which 前 leaves out: 5月1日前开馆 is by the end of April."""
    first = time.days.first
    opens = time.single and first is not None and first.day == 1
    return opens and text[time.end - 1] in "日号" and not text.startswith("或", time.end)


def _bind_left(text: str, time: Time, bound: str, start: int) -> None:
    if bound == "from":
        if time.kind == "span":
            time.start = start
            time.end += text.startswith("止", time.end)
        elif time.opens:
            time.kind = "until"
        return
    if time.needs_bound and bound not in ("until",):
        return
    time.start, time.weak, time.needs_bound = start, False, False
    if bound == "until":
        time.opens, time.kind = True, "until" if time.kind != "past" else "past"
    elif bound == "reported":
        time.opens, time.kind = True, "past"
    else:
        time.kind = "base"
