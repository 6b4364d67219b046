"""An event fires where its words stand in a text."""

import re

from yinuo.damage.years.facts import YearEvent

ROW = YearEvent


def fires(row, text):
    return re.search(row.pattern, text) is not None
