"""A bound word fires where a time beside it is of the kind that it makes."""

from yinuo.values.deadlines.grammar import Bound
from yinuo.values.deadlines.scanner import scan

ROW = Bound
KINDS = {"reported": "past", "from": "since"}


def fires(row, text):
    return any(_beside(row, text, item) for item in scan(text, "2016-06-12"))


def _beside(row, text, item):
    kind = KINDS.get(row.bound, row.bound)
    if row.side == "left":
        return item["kind"] == kind and item["text"].startswith(row.word)
    return item["kind"] == kind and text[item["start"] :].find(row.word) > 0
