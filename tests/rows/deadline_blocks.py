"""A block fires where it leaves no time that could be a deadline."""

from yinuo.values.deadline_words import Block
from yinuo.values.deadlines import scan

ROW = Block


def fires(row, text):
    return not scan(text, "2024-06-12")
