"""Kin fire where, of two texts beside a bar, the first is of the indicator and the second of what is told."""

from yinuo.folding import fold
from yinuo.tracking.keys import key_of
from yinuo.tracking.tables import Kin
from yinuo.values.quantities.scanner import scan

ROW = Kin


def fires(row, text):
    found = [{key_of(fold(part), 0, q).indicator for q in scan(part)} for part in text.split("|")]
    return len(found) == 2 and row.indicator in found[0] and row.told in found[1]
