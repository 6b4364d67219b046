from yinuo.folding import fold
from yinuo.structure.organisations import OrganisationCue, find_represented

ROW = OrganisationCue


def fires(row, text):
    found = find_represented(fold(text))
    return found is not None and found.cue == row.name
