"""A word of a result fires where it is part of the predicate that closes the text; a shape where it is all of it."""

import re

from yinuo.nlp.parser.patterns import Result, patterns

ROW = Result


def fires(row, text):
    found = patterns().result.search(text)
    if not found:
        return False
    if row.part == "shape":
        return re.compile(row.word).fullmatch(text, *found.span(1)) is not None
    return row.word in found[1]
