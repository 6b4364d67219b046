import re

from yinuo.folding import fold
from yinuo.structure.duties import duties
from yinuo.structure.duty_words import DutyWord

ROW = DutyWord


def fires(row, text):
    """Somebody, or a time, is found by the word; a name that looks like a body is one of those found."""
    folded = fold(text)
    found = duties(folded)
    if row.part == "body":
        return any(re.fullmatch(row.word, folded[p.start : p.end]) for d in found for p in d.parties)
    return bool(found) and row.word in text
