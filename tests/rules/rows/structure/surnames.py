"""A surname fires where a line that begins with it is read as a name."""

from yinuo.structure.bylines import Surname, read_name

ROW = Surname


def fires(row, text):
    return text.startswith(row.surname) and read_name(text) is not None
