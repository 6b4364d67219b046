"""A word of recurrence fires where a recurrence found is that word."""

from yinuo.values.deadline_words import Repeat
from yinuo.values.deadlines import scan

ROW = Repeat


def fires(row, text):
    return any(item["text"] == row.word and item["repeat"] == row.repeat for item in scan(text))
