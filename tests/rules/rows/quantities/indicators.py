"""An indicator fires where a quantity of the text carries its key."""

from yinuo.values.quantities.indicators import Indicator
from yinuo.values.quantities.scanner import scan

ROW = Indicator


def fires(row, text):
    return any(q["indicator"] == row.key for q in scan(text))
