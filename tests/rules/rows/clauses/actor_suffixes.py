"""A suffix fires where the actor read in the text ends in it."""

from tests.rules.rows.clauses.words import reading
from yinuo.nlp.parser.patterns import ActorSuffix

ROW = ActorSuffix


def fires(row, text):
    actor = reading(text).actor
    return actor is not None and text[slice(*actor)].endswith(row.suffix)
