"""A row fires on a number with its unit that it is chosen for, and whose shape it knows."""

from yinuo.damage.numbers.intact import NUMBER, NumberShape, row_of

ROW = NumberShape


def fires(row, text):
    number = NUMBER.match(text)
    whole, _, rest = number[0].partition(".")
    return row_of(text[number.end() :]) == row and f"{len(whole)}.{len(rest)}:" in row.shapes
