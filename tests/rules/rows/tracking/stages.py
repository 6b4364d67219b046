"""A word of the stages fires where it is the furthest that the clause tells."""

from yinuo.tracking.stages import stage
from yinuo.tracking.tables import Stage

ROW = Stage


def fires(row, text):
    return row.word in text and stage(text) == row.stage
