"""A counted verb fires where it is left out of what the quantity counts."""

from yinuo.values.quantities.scanner import scan
from yinuo.values.quantities.tables import CountedVerb

ROW = CountedVerb


def fires(row, text):
    return text.startswith(row.verb) and scan(text)[0]["of"] == "幼儿园"
