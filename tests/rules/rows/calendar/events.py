"""An event fires where a bound word makes a time of it."""

from yinuo.values.deadlines.scanner import scan
from yinuo.values.policy_calendar import Event

ROW = Event


def fires(row, text):
    return any(row.word in item["text"] for item in scan(text))
