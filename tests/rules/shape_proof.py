"""Say when a row of a table of shapes fires: its own pattern fits where it is tried, and so does that of its name."""

import re

from yinuo.rules import Shape, load_table, shape_rows, shapes

ROW = Shape
TRIES = {"start": re.match, "whole": re.fullmatch, "anywhere": re.search, "end": re.search}


def fires_in(table):
    with_parts = dict(zip(load_table(table, Shape), shape_rows(table), strict=True))

    def fires(row, text):
        fits, pattern = TRIES[row.where], with_parts[row].pattern
        own = f"(?:{pattern})$" if row.where == "end" else pattern
        return bool(fits(own, text)) and bool(fits(shapes(table)[row.name], text))

    return fires
