"""A part fires where the text begins with it."""

import re

from yinuo.rules.named_parts import Part, fill_in, named_parts

ROW = Part


def fires(row: Part, text: str) -> bool:
    return re.match(fill_in(row.pattern, named_parts("clauses/shape_parts")), text) is not None
