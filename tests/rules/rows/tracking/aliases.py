"""An alias fires where a quantity of the text gets the other name of what it measures."""

from yinuo.folding import fold
from yinuo.tracking.keys import clean, key_of
from yinuo.tracking.tables import Alias
from yinuo.values.quantities.scanner import scan

ROW = Alias


def fires(row, text):
    return any(key_of(fold(text), 0, q).name == clean(row.same) for q in scan(text))
