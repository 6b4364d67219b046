"""Read acts that their form or a modal before them tells, whatever verb they have."""

from __future__ import annotations

from yinuo.nlp.parser.actions import slogan
from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.text_index import TextIndex

# What somebody is bound to do is longer than this, and its verb stands this near.
_SHORT, _FAR = 4, 6


def alone(parse: Parse, index: TextIndex) -> bool:
    """Read what somebody is bound to do by a verb without an object: 应当|当场受理, 应当|回避."""
    firm = parse.modal in index.g.uses["firm"]
    if not firm or not index.p.act_alone.fullmatch(index.text, parse.start, parse.end):
        return False
    parse.read_as("action", "bound-to-act")
    parse.set_verb(index.text[parse.end - 2 : parse.end], parse.end - 2, parse.start)
    return True


def formed(parse: Parse, index: TextIndex) -> bool:
    """Read an act by its form: 变压力为动力, 走绿色发展之路, 还群众一片蓝天; a manner may stand before it."""
    at = index.skip_adverbs(parse.start, parse.end)
    if not index.p.act_by_form.fullmatch(index.text, at, parse.end):
        return False
    parse.read_as("action", "verb-and-object")
    parse.set_verb(index.text[at], at, at + 1)
    return True


def bound(parse: Parse, index: TextIndex) -> bool:
    """Read what somebody is bound to do, whatever verb says it (应当|当场告知申请人), else as a slogan."""
    at = index.skip_adverbs(parse.start, parse.end)
    told = parse.modal in index.g.uses["firm"] and parse.end - parse.start > _SHORT
    spoken = range(at, min(at + _FAR, parse.end)) if told else ()
    verb = next((i for i in spoken if index.verbs[i] and i + index.verbs[i] < parse.end), None)
    if verb is None:
        return slogan(parse)
    parse.read_as("action", "bound-to-act")
    parse.set_verb(index.text[verb : verb + index.verbs[verb]], verb, verb + index.verbs[verb])
    return True
