"""A festival fires where a bound word makes a time of it."""

from yinuo.values.deadlines.scanner import scan
from yinuo.values.policy_calendar import Festival

ROW = Festival


def fires(row, text):
    return any(row.word in item["text"] and item["kind"] == "before" for item in scan(text, "2024-06-12"))
