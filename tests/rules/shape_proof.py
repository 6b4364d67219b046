"""Say when a row of a table of shapes fires: its own pattern fits where it is tried, and so does that of its name."""

import re

from yinuo.rules import Shape, shapes

ROW = Shape
TRIES = {"start": re.match, "whole": re.fullmatch, "anywhere": re.search, "end": re.search}


def fires_in(table):
    def fires(row, text):
        fits = TRIES[row.where]
        own = f"(?:{row.pattern})$" if row.where == "end" else row.pattern
        return bool(fits(own, text)) and bool(fits(shapes(table)[row.name], text))

    return fires
