"""A class noun fires where the threshold before it is no quantity of the text."""

from yinuo.values.quantities.scanner import scan
from yinuo.values.quantities.tables import ClassNoun

ROW = ClassNoun


def fires(row, text):
    return row.noun in text and scan(text) == []
