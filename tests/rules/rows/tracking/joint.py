"""A joint fires where two values, or one of each, get the names of its two things."""

from yinuo.folding import fold
from yinuo.tracking.sharing import shared_out
from yinuo.tracking.tables import Joint
from yinuo.values.quantities.scanner import scan

ROW = Joint


def fires(row, text):
    names = [one["of"] or "" for one in shared_out(fold(text), 0, scan(text))]
    return len(names) == 2 and row.one in names[0] and row.other in names[1]
