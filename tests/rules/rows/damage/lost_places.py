"""A row fires on a character that it names."""

from yinuo.damage.numbers.odds import DamagedPlace

ROW = DamagedPlace


def fires(row, text):
    return len(text) == 1 and text in row.characters
