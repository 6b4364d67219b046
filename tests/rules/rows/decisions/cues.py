"""A cue fires where its pattern is found in the clause or sentence."""

import re

from yinuo.nlp.decisions.cues import Cue

ROW = Cue


def fires(row, text):
    return bool(re.search(row.pattern, text))
