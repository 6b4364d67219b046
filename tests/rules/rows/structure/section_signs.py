"""A sign fires where the words of a sentence count for its name, by this very pattern."""

import re

from yinuo.rules import Shape
from yinuo.structure.section_signs import signs

ROW = Shape


def fires(row, text):
    return getattr(signs(text), row.name) > 0 and bool(re.search(row.pattern, text))
