"""A name fires at its 万 or 亿."""

from yinuo.damage.numbers.names import DamagedName, is_name

ROW = DamagedName


def fires(row, text):
    return any(is_name(text, at, (row,)) for at, c in enumerate(text) if c in "万亿")
