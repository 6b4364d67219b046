from yinuo.structure.genres import Title, genre_of

ROW = Title


def fires(row, text):
    return genre_of(text) == row.genre and text.endswith(row.word)
