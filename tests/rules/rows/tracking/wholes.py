"""A whole fires where a quantity of the text is of its indicator, with this before the name."""

from yinuo.folding import fold
from yinuo.tracking.keys import key_of
from yinuo.tracking.tables import Whole
from yinuo.values.quantities.scanner import scan

ROW = Whole


def fires(row, text):
    keys = [key_of(fold(text), 0, q) for q in scan(text)]
    return any((key.indicator, key.lead) == (row.indicator, row.lead) for key in keys)
