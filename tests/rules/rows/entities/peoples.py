"""A people fires where the short name of an autonomous division leaves it out."""

from yinuo.nlp.gazetteer import People, without_people

ROW = People


def fires(row, text):
    return row.name in text[len(without_people(text)) :]
