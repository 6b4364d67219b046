"""A rule of specificity fires where it decides for a span without a number."""

from yinuo.nlp.decisions.labels import SpecificityRule, specificity

ROW = SpecificityRule


def fires(row, text):
    return specificity(text, 0)[:2] == (row.label, row.name)
