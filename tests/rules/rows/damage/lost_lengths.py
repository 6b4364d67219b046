"""A term fires where it stands without its number in a text that has lost digits."""

from yinuo.damage.numbers.deadline_flags import DamagedLength
from yinuo.damage.numbers.quantity_flags import flag_deadlines
from yinuo.values.deadlines.scanner import scan

ROW = DamagedLength


def fires(row, text):
    found = flag_deadlines(text, scan(text), frozenset("01"))
    return any(d["text"].startswith(row.term) and d["duration"] is None and d["damaged"] for d in found)
