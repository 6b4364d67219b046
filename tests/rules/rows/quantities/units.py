"""A unit fires where scan reads it after a number; an ordinal or a bare time fires where it keeps the number out."""

import re

from yinuo.values.numerals import RUN, plain_numerals
from yinuo.values.quantities.scanner import scan
from yinuo.values.quantities.tables import Unit, unit_pattern

ROW = Unit


def fires(row, text):
    folded = plain_numerals(text)
    read = any(
        (m := unit_pattern().match(folded, n.end())) and m[1] == plain_numerals(row.unit)
        for n in re.finditer(RUN, folded)
    )
    if row.kind == "ordinal":
        return read and scan(text) == []
    return read and any(q["unit"] == (row.canonical or row.unit) for q in scan(text))
