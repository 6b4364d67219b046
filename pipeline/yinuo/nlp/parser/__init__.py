"""Read one stretch between punctuation: who acts, which verb opens it, where its span begins."""

from __future__ import annotations

from yinuo.nlp.parser import actions, agents, causatives, prefixes, prepositions, purposes, subjects, whole_acts
from yinuo.nlp.parser.parse import ACTS, PERMITS, Parse
from yinuo.nlp.parser.text_index import TextIndex

__all__ = ["ACTS", "PERMITS", "Parse", "TextIndex", "read"]

# No stretch of a text that people write is longer; what is may be of any length, and is not read.
_LONGEST = 400
# What leaves nobody, or no case, out of an order: 不论新机构还是老机构，都要…. Grammar, no table.
_WHETHER = ("不论", "无论", "不管")
# No name that opens like a verb is longer.
_NAME = 20
# Readings in the order in which they are tried; the first that fits decides.
_READINGS = (
    actions.duties,
    actions.negation,
    purposes.purpose,
    causatives.causative,
    causatives.agent,
    agents.placed,
    agents.named,
    actions.verb,
    prepositions.preposition,
    subjects.subject,
    agents.alone,
    agents.hoped,
)


def read(index: TextIndex, start: int, end: int) -> Parse:
    """Read ``index.text[start:end]``, a stretch without a comma.

    >>> found = read(TextIndex("要加快建设示范区"), 0, 8)
    >>> found.form, found.verb, found.start
    ('action', '建设', 1)
    """
    parse = Parse(start, end)
    if end - start > _LONGEST:
        return parse
    prefixes.strip(parse, index)
    if parse.start >= end:
        parse.read_as("lead", "only-a-lead")
    elif index.text.startswith(_WHETHER, parse.start) and not index.has_modal(parse.start, end):
        parse.read_as("means", "means-only")
    elif not (
        _known_alone(parse, index)
        or subjects.classed(parse, index)
        or subjects.qualified(parse, index)
        or subjects.reformed(parse, index)
        or whole_acts.alone(parse, index)
        or whole_acts.formed(parse, index)
        or (_plainly_verbal(parse, index) and actions.verb(parse, index))
    ):
        for reading in _READINGS:
            if reading(parse, index):
                break
    return parse


def _known_alone(parse: Parse, index: TextIndex) -> bool:
    """Read a known body alone, or a long list of them (教育部 is no 教育 with an object), or 作为主管部门."""
    text, start, end = index.text, parse.start, parse.end
    known = text.startswith("作为", start) or (start in index.bodies and end in index.body_ends(start))
    if not known and text[end - 1] in index.s.many_bodies_ends:
        known = index.p.many_bodies.fullmatch(text, start, end) is not None
    if not known and end - start < _NAME and index.s.verbal_name.search(text, start, end):
        named = index.p.verbal_name.match(text, start, end)  # 有条件的地方，…; 试点城市，…
        known = named is not None and named.end() == end
    return known and agents.alone(parse, index)


def _may_be_a_body(index: TextIndex, start: int, end: int) -> bool:
    """Tell whether a noun begins like a verb and acts, by a modal, a time or a known name: 监管部门要…."""
    return start in index.bodies or index.has_time(start, end) or index.has_modal(start, end)


def _plainly_verbal(parse: Parse, index: TextIndex) -> bool:
    """Tell whether a verb that is nothing else stands first, so that no other reading need be tried."""
    text, start, end = index.text, parse.start, parse.end
    at = index.skip_adverbs(start, end)
    verb = index.verb_at(at, end)
    if verb is None or verb.end() - at < 2 or "由" in text[start:end]:
        return False
    row = index.g.verbs.get(verb.group())
    if row is None or (row.nominal and _may_be_a_body(index, start, end)) or index.is_verbal_name(start, end):
        return False
    if (at > start or row.nominal) and index.set_up_body_end(start, end) > start:
        return False
    others = index.s.other_readings
    if causatives.asked(at, end, index):
        return False
    return (text[at] not in others or not index.p.causative.match(text, at, end)) and (
        text[start] not in others
        or not (index.g.negation.match(text, start, end) or index.g.purposive.match(text, start, end))
    )
