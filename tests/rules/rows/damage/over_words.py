"""A word fires where a unit stands behind it and no number is missed between them."""

from yinuo.damage.numbers.missing import OverWord, gone
from yinuo.values.quantities.tables import unit_pattern

ROW = OverWord


def fires(row, text):
    end = text.find(row.word) + len(row.word)
    missed = list(gone(text, text, frozenset("01")))
    return row.word in text and unit_pattern().match(text, end) is not None and not missed
