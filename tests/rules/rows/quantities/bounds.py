"""A bound fires where its word opens a side of a quantity of the text, or makes it approximate."""

from yinuo.values.numerals import plain_numerals
from yinuo.values.quantities.scanner import scan
from yinuo.values.quantities.tables import Bound

ROW = Bound


def fires(row, text):
    for q in scan(text):
        if row.inside and row.word not in plain_numerals(q["text"]):
            continue
        effect = {"low": q["high"] is None, "high": q["low"] is None, "approximate": q["approximate"]}
        if effect[row.bound]:
            return True
    return False
