"""A short word fires where a text is written with it in the place of the long one."""

from yinuo.tracking.tables import Short, shortened

ROW = Short


def fires(row, text):
    told = shortened(text, names=row.where == "names")
    return row.word in text and row.short in told and row.word not in told
