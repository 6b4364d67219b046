"""A festival fires where a bound word makes a time of it."""

from yinuo.values.deadline_calendar import Festival
from yinuo.values.deadlines import scan

ROW = Festival


def fires(row, text):
    return any(row.word in item["text"] and item["kind"] == "before" for item in scan(text, "2024-06-12"))
