"""A part of a year fires where a time found ends with it."""

from yinuo.values.deadlines.grammar import Part
from yinuo.values.deadlines.scanner import scan

ROW = Part


def fires(row, text):
    return any(item["text"].endswith(row.word) and item["to"][5:] == row.last for item in scan(text, "2024-06-12"))
