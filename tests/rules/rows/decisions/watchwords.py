"""A watchword fires where a span that is nothing else is a slogan by its own pattern."""

import re

from yinuo.nlp.decisions.slogans import Watchword, is_slogan

ROW = Watchword


def fires(row, text):
    own = any(re.fullmatch(row.pattern, piece) for piece in re.split("[、，；]", text))
    return own and is_slogan(text)
