"""A block fires where it leaves no time that could be a deadline."""

from yinuo.values.deadlines.grammar import Block
from yinuo.values.deadlines.scanner import scan

ROW = Block


def fires(row, text):
    return not scan(text, "2024-06-12")
