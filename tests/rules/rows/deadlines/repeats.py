"""A word of recurrence fires where a recurrence found is that word."""

from yinuo.values.deadlines.grammar import Repeat
from yinuo.values.deadlines.scanner import scan

ROW = Repeat


def fires(row, text):
    return any(item["text"] == row.word and item["repeat"] == row.repeat for item in scan(text))
