"""A relative word fires where a time found holds it."""

from yinuo.values.deadlines.grammar import Relative
from yinuo.values.deadlines.scanner import scan

ROW = Relative


def fires(row, text):
    return any(row.word in item["text"] for item in scan(text, "2024-06-12"))
