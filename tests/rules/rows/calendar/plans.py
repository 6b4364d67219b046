"""A plan fires where its period is found, from its first year to its last."""

from yinuo.values.deadlines.scanner import scan
from yinuo.values.policy_calendar import Plan

ROW = Plan


def fires(row, text):
    days = (f"{row.first}-01-01", f"{row.last}-12-31")
    return any((item["from"], item["to"]) == days and row.name in item["text"] for item in scan(text))
