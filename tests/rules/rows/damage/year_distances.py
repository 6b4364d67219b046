"""A row fires on a distance between its first and its last."""

from yinuo.damage.years.contexts import YearDistance

ROW = YearDistance


def fires(row, text):
    return row.first <= int(text) <= row.last
