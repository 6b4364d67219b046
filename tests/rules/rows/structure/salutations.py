from yinuo.folding import fold
from yinuo.structure.front_matter import Salutation, is_salutation

ROW = Salutation


def fires(row, text):
    return is_salutation(fold(text), (row,))
