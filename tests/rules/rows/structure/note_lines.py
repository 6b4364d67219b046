from yinuo.folding import fold
from yinuo.structure.front_matter import NoteLine, note_name

ROW = NoteLine


def fires(row, text):
    return note_name(fold(text)) == row.name
