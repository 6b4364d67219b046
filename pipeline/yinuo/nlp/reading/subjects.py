"""Readings that begin with a noun: a topic and its modal, a state, a result reached, a measure."""

from __future__ import annotations

from yinuo.nlp.reading.actions import topic
from yinuo.nlp.reading.lookup import Lookup
from yinuo.nlp.reading.parse import Parse


def subject(parse: Parse, look: Lookup) -> bool:
    """Fill in the parse of a stretch that no verb, actor or preposition opens."""
    text, start, end = look.text, parse.start, parse.end
    modal = look.inner_modal(start + 1, end)
    if modal:
        return topic(parse, look, modal)
    if look.p.state.search(text, start, end):
        parse.read_as("state", "describes a state")
        return True
    result = look.p.result.search(text, start, end)
    if result:
        parse.read_as("result", "subject and its result")
        parse.set_verb(result.group(1), result.start(1), start)
        return True
    if look.has_number(start, end):
        parse.read_as("measure", "noun and its measure")
        parse.set_verb("", start, start)
        return True
    return False
