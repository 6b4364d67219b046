from yinuo.structure.enumerators import HeadingMark, find_mark

ROW = HeadingMark


def fires(row, text):
    mark = find_mark(text)
    return mark is not None and mark.name == row.name
