"""Read acts that their form as a whole tells, whatever verb they have."""

from __future__ import annotations

from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.text_index import TextIndex


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
