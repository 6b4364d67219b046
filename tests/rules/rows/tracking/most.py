"""A row fires where a growth of its indicator counts as one of several years."""

from yinuo.tracking.clauses import Passage, clauses_of
from yinuo.tracking.tables import Most

ROW = Most


def fires(row, text):
    facts = [fact for clause in clauses_of([Passage(0, text)]) for fact in clause.facts]
    return any(fact.key.indicator == row.indicator and fact.horizon == "plan" for fact in facts)
