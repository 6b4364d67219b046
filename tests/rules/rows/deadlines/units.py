"""A unit fires where a time found holds a number and the unit."""

from yinuo.values.deadlines.grammar import Unit
from yinuo.values.deadlines.scanner import scan

ROW = Unit


def fires(row, text):
    return any("3" + row.word in item["text"] for item in scan(text, "2024-06-12"))
