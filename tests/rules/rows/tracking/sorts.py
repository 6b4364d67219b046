"""A sort fires where a quantity of the text is of its indicator and its sum."""

from yinuo.folding import fold
from yinuo.tracking.keys import key_of
from yinuo.tracking.tables import Sort
from yinuo.values.quantities.scanner import scan

ROW = Sort


def fires(row, text):
    keys = [key_of(fold(text), 0, q) for q in scan(text)]
    return any(key.indicator == row.indicator and key.sort == row.sort for key in keys)
