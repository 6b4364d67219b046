"""A cue of the horizon fires where it stands last before a quantity of the text."""

from yinuo.values.quantities.horizons import HorizonCue, horizon_cue
from yinuo.values.quantities.scanner import scan

ROW = HorizonCue


def fires(row, text):
    return any(horizon_cue(text[: q["start"]]) == row for q in scan(text))
