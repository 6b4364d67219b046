"""A word of a result fires where it is part of the predicate that closes the text; a shape where it is all of it."""

import re

from yinuo.nlp.parser.patterns import Result, patterns

ROW = Result


def fires(row, text):
    found = patterns().result.search(text)
    if not found:
        return False
    return bool(re.fullmatch(row.word, found[1])) if row.part == "shape" else row.word in found[1]
