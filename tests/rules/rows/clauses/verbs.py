"""A verb fires where it opens an action with an object (or a ban, 严防), or where it is an action by itself."""

from tests.rules.rows.clauses.words import reading
from yinuo.nlp.parser.grammar import Verb

ROW = Verb


def fires(row, text):
    found = reading(text)
    opens = found.form == "action" and found.verb == row.verb
    return (opens and (row.whole or found.object_length >= 2)) or (
        found.form == "negative" and found.negation == row.verb
    )
