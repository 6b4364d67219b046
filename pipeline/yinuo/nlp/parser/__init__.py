"""Read one stretch between punctuation: who acts, which verb opens it, where its span begins."""

from __future__ import annotations

from yinuo.nlp.parser import actions, agents, prefixes, prepositions, subjects
from yinuo.nlp.parser.lookup import Lookup
from yinuo.nlp.parser.parse import ACTS, Parse

__all__ = ["ACTS", "Lookup", "Parse", "read"]

# No stretch of a text that people write is longer; what is may be of any length, and is not read.
_LONGEST = 400
# Readings in the order in which they are tried; the first that fits decides.
_READINGS = (
    actions.duties,
    actions.negation,
    actions.purpose,
    agents.causative,
    agents.agent,
    agents.named,
    actions.verb,
    prepositions.preposition,
    subjects.subject,
    agents.alone,
)


def read(look: Lookup, start: int, end: int) -> Parse:
    """Read ``look.text[start:end]``, a stretch without a comma.

    >>> found = read(Lookup("要加快建设示范区"), 0, 8)
    >>> found.form, found.verb, found.start
    ('action', '建设', 1)
    """
    parse = Parse(start, end)
    if end - start > _LONGEST:
        return parse
    prefixes.strip(parse, look)
    if parse.start >= end:
        parse.read_as("lead", "only-a-lead")
    elif end in look.body_ends(parse.start) and agents.alone(parse, look):  # 教育部 is no 教育 with an object
        pass
    elif not (_plainly_verbal(parse, look) and actions.verb(parse, look)):
        any(reading(parse, look) for reading in _READINGS)
    return parse


def _may_be_a_body(look: Lookup, start: int, end: int) -> bool:
    """Tell whether a noun begins like a verb and acts, by a modal, a time or a known name: 监管部门要…."""
    return start in look.bodies or look.has_time(start, end) or bool(look.p.inner_modal.search(look.text, start, end))


def _plainly_verbal(parse: Parse, look: Lookup) -> bool:
    """Tell whether a verb that is nothing else stands first, so that no other reading need be tried."""
    text, start, end = look.text, parse.start, parse.end
    verb = look.verb_past_adverbs(start, end)
    if verb is None or len(verb.group()) < 2 or "由" in text[start:end] or look.set_up_body_end(start, end) > start:
        return False
    row = look.row(verb)
    if (
        row is None
        or look.p.causative.match(text, verb.start(), end)
        or (row.nominal and _may_be_a_body(look, start, end))
    ):
        return False
    return not look.g.negation.match(text, start, end) and not look.g.purposive.match(text, start, end)
