"""A context fires between what stands before a year, left of the bar, and what stands behind it; or as a heading."""

import re

from yinuo.damage.years.contexts import YearContext, contexts, fired

ROW = YearContext


def fires(row, text):
    before, _, after = text.partition("|")
    behind = re.sub(r"^\d+", "", after)
    heading = text if row.side == "heading" else ""
    return any(contexts()[i] == row for i in fired(before, behind, heading))
