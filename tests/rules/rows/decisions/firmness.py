"""A cue of firmness fires where it decides for the words before a span, or for the span itself."""

from yinuo.nlp.decisions.labels import FirmnessCue, firmness

ROW = FirmnessCue


def fires(row, text):
    before, span = (text, "完善制度") if row.scope == "before" else ("", text)
    return firmness(before, span)[0][:2] == (row.firmness, row.name)
