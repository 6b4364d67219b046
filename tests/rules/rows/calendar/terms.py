"""A term fires where 本届政府任期内 ends on its last day; the text opens with the reference date."""

from yinuo.values.deadlines.scanner import scan
from yinuo.values.policy_calendar import Term

ROW = Term


def fires(row, text):
    date, words = text.split(" ")
    return [item["to"] for item in scan(words, date)] == [row.last]
