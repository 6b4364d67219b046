"""A word beside a length fires where the length is of the kind that the word makes."""

from yinuo.values.deadlines.grammar import LengthWord
from yinuo.values.deadlines.scanner import scan

ROW = LengthWord
KINDS = {
    "ahead": "span",
    "past": "past",
    "length": "duration",
    "goal": "duration",
    "ago": "past",
    "on": "mention",
    "none": "length",
    "expiry": "duration",
    "early": "duration",
}


def fires(row, text):
    return row.word in text and any(_is(row, text, item) for item in scan(text, "2024-06-12"))


def _is(row, text, item):
    covered = text[max(0, item["start"] - len(row.word)) : item["end"]]
    return item["kind"] == KINDS[row.sense] and row.word in covered
