"""A name fires where its pattern stands at a numeral of the text and scan finds no quantity there."""

import re

from yinuo.values.numerals import plain_numerals
from yinuo.values.quantities.scanner import scan
from yinuo.values.quantities.tables import NumberName

ROW = NumberName


def fires(row, text):
    found = re.search(row.pattern, plain_numerals(text))
    return bool(found) and not any(found.start() <= q["start"] < found.end() for q in scan(text))
