"""Read stretches that begin with a noun: a topic and its modal, a state, a result reached, a measure."""

from __future__ import annotations

from yinuo.nlp.parser.actions import topic
from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.text_index import TextIndex


def subject(parse: Parse, index: TextIndex) -> bool:
    """Fill in the parse of a stretch that no verb, actor or preposition opens."""
    text, start, end = index.text, parse.start, parse.end
    reported = index.p.reported.fullmatch(text, start, end)
    if reported:
        parse.read_as("action", "topic-as-object")
        parse.set_verb(reported["verb"], reported.start("how"), start)
        return True
    modal = index.inner_modal(start + 1, end)
    if modal:
        return topic(parse, index, modal)
    if _left_over(parse, index):
        return True
    if index.p.state.search(text, start, end):
        parse.read_as("state", "describes-state")
        return True
    result = index.p.result.search(text, start, end)
    if result:
        parse.read_as("result", "subject-and-result")
        parse.set_verb(result.group(1), result.start(1), start)
        return True
    if index.has_number(start, end):
        parse.read_as("measure", "noun-and-measure")
        parse.set_verb("", start, start)
        return True
    return False


def _left_over(parse: Parse, index: TextIndex) -> bool:
    """Read what stands before a verb and ends in 的 as its object: 不达标的坚决依法关停."""
    found = index.p.left_over.search(index.text, parse.start + 2, parse.end)
    verb = index.verb_past_adverbs(found.end(), parse.end) if found else None
    if found is None or verb is None:
        return False
    parse.read_as("action", "topic-as-object")
    parse.set_verb(verb.group(), found.end(), parse.start)
    return True
