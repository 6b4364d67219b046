"""A shape fires where its own pattern fits where it is tried, and the compiled pattern of its name does so too."""

import re

from yinuo.nlp.parser.grammar import Shape, shapes

ROW = Shape
TRIES = {"start": re.match, "whole": re.fullmatch, "anywhere": re.search}


def fires(row, text):
    fits = TRIES[row.where]
    return bool(fits(row.pattern, text)) and bool(fits(shapes()[row.name], text))
