"""Read stretches that a preposition opens: an object before its verb, a place or means before it, a means alone."""

from __future__ import annotations

import re

from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.text_index import TextIndex

# What opens a ground that an order may stand behind, however brief (根据情形|提供协助): grammar, no table.
_GROUNDS, _BRIEF = ("根据", "针对"), 2
# What follows a verbal noun within a noun is no longer than this: 建设|项目, 管理|制度.
_NOUN = 4
# What a verbal noun before it makes the name of a rule: grammar, no table.
_RULES = ("规定", "办法", "条例", "制度", "权限")
# What ends a place or an occasion: single characters, no table.
_PLACES = "内中上下前后时置"
# The length of most verbs.
_TWO = 2
# What ends what only comes before an act: 覆盖率达到80%后. Grammar, no table.
_GOES_BEFORE = ("后", "时", "的")
# A noun at the end of 对…, though the dictionary calls it a verb: grammar, no table.
_WORK = "工作"
# A number and its unit, and a noun behind them: 86件信访积案, 32个村; not 3万元, 50%. A form, so no table.
_COUNTED = re.compile("[0-9]万?余?多?[个家户名件处条项座所类种宗栋辆人只支批][^，。；、0-9]{1,16}$")


def preposition(parse: Parse, index: TextIndex) -> bool:
    """Fill in the parse where a preposition stands behind any adverbs."""
    text, end = index.text, parse.end
    at = index.skip_adverbs(parse.start, end)
    match = index.g.preposition.match(text, at, end)
    if not match or index.p.no_preposition.match(text, at, end):
        return False
    if _only_describes(parse, match, index):
        return bool(parse.form)
    kind, fronting = match.group(), index.g.uses["fronting"]
    verb = index.verb_after(match.end(), end, strict=kind == "对")
    parse.cues.append(("preposition", match.start(), match.end()))
    _bind(parse, index, match.end(), verb)
    if kind in fronting:
        after = max(match.end(), text.rfind("的", match.end(), end))
        whole = (
            verb
            or index.p.as_verb.search(text, match.end(), end)
            or index.ends_in_verb(match.end(), end)
            or (index.has_number(after, end) and not (kind in ("对", "对于") and _counts_a_noun(text, after, end)))
        )
        if kind in ("对", "对于"):
            whole = whole and not _is_noun(verb, index, match.end(), end)
        # 对已建成的，… and 对成效突出的地方，…: the verb is still to come.
        if kind in ("对", "对于") and verb is None and text.endswith(_WORK, 0, end):
            whole = False  # 对下一步工作，他提出三点意见
        whole = whole and text[end - 1] != "的" and not index.p.rated.fullmatch(text, at, end)
        parse.read_as(*(("action", "object-before-verb") if whole else ("fronted", "object-without-verb")))
    elif _is_measured(index, at, end):
        parse.read_as("measure", "noun-and-measure")
        parse.set_verb("", parse.start, parse.start)
        return True
    else:
        verb = _leads(parse, index, match, at, verb)
    if index.p.vague.fullmatch(text, at, end) or index.p.setting.fullmatch(text, at, end):
        parse.read_as("means", "means-without-object")
    if verb:
        behind = kind not in fronting and end - verb.end() >= 2
        parse.set_verb(verb.group(), verb.start(), verb.end() if behind else match.end())
    else:
        parse.set_verb(kind, at, match.end())
    return True


def _only_describes(parse: Parse, opening: re.Match[str], index: TextIndex) -> bool:
    """Read a phrase that only says what a noun is like, as a state, a means, or nothing: 在市内开展的培训活动."""
    if opening.group() == "由" and _is_attribute(opening, index, parse.end):
        parse.read_as("state", "describes-state")
        return True
    if opening.group() != "在" or not _is_of_a_noun(index, opening.end(), parse.end):
        return False
    if index.text[parse.end - 1] in _PLACES:
        parse.read_as("means", "means-only")
    return True


def _leads(
    parse: Parse, index: TextIndex, opening: re.Match[str], at: int, verb: re.Match[str] | None
) -> re.Match[str] | None:
    """Read a phrase that leads to an action, or is a means alone; give the verb that it leads to."""
    end = parse.end
    leads = _closes(verb, index, at, end)
    leads = leads or bool(verb and _leads_on(index, opening, end) and not _circumstance(index, at, end))
    then = None if leads else _after(opening.group(), index, at, end)
    if leads or then:
        parse.read_as("action", "phrase-before-verb")
    else:
        parse.read_as("means", "means-only")
    return then or verb


def _is_of_a_noun(index: TextIndex, at: int, end: int) -> bool:
    """Tell whether a place only belongs to the noun at the end: 在检查中发现|的突出问题, 在市内开展|的培训活动.

    Not so where something is done there: 在合同中|明示核定的范围, 在限定的时间内|到任.
    """
    text, of = index.text, index.text.rfind("的", at, end)
    done = index.verb_at(of - _TWO, of) if of > at + _TWO else None
    if done is None or done.end() < of or end - of <= _TWO or text.startswith("的同时", of):
        return False
    if any(mark in text[of : end - 1] for mark in _PLACES) or _acts_there(index, at + 1, done.start()):
        return False
    verb = index.leading_verb(of, end, loose=False, least=1) or index.verb_after(of + 1, end)
    return verb is None or (index.is_nominal(verb) and verb.group() not in index.g.uses["led"])


def _acts_there(index: TextIndex, start: int, end: int) -> bool:
    """Tell whether a verb that is no noun, or one right behind a place or an occasion, begins within a stretch."""
    for at in range(start, end):
        verb = index.verb_at(at, end)
        if verb and len(verb.group()) > 1 and not index.is_nominal(verb):
            return True
        if index.text[at - 1] in _PLACES and index.verb_end(at, end) > at:
            return True
    return False


def _is_measured(index: TextIndex, at: int, end: int) -> bool:
    """Tell whether a noun and the measure that it is to reach end the phrase: 以县为单位接种率|达到95%以上."""
    if not index.has_number(at + 2, end) or index.p.ground.search(index.text, at, end):
        return False
    reached = index.p.measures.search(index.text, at, end)
    if reached is None or reached.end() == end or index.text.find("的", reached.end(), end) >= 0:
        return False
    return index.text[reached.end()].isdigit() and not index.text.endswith(_GOES_BEFORE, at, end)


def _is_attribute(by: re.Match[str], index: TextIndex, end: int) -> bool:
    """Tell whether 由X… only says what the noun at its end is like: 由委员会履行的职责, not 由机关按有关的规定处罚."""
    if not index.p.by_attribute.match(index.text, by.start(), end) or index.has_number(by.end(), end):
        return False
    noun = index.text.rfind("的", by.end(), end) + 1
    verb = index.verb_after(noun, end)
    acts = verb is not None and not (index.is_nominal(verb) and verb.end() < end)
    return not acts and not index.ends_in_verb(noun, end)


def _bind(parse: Parse, index: TextIndex, at: int, verb: re.Match[str] | None) -> None:
    """Note the modal between an object and its verb: 对个人信息|应当|采取措施, not within 依法应当公开的信息."""
    stop = verb.start() if verb else parse.end
    modal = None if parse.modal else index.inner_modal(at, stop)
    if modal and index.text.find("的", modal.end(), stop) < 0:
        parse.modal = modal.group()


def _after(kind: str, index: TextIndex, at: int, end: int) -> re.Match[str] | None:
    """Find what is done after what had to come first, however brief: 经集体研究后|作出决定."""
    then = index.text.rfind("后", at + 2, end - 2) + 1 if kind == "经" else 0
    verb = index.verb_past_adverbs(then, end) if then else None
    return verb if verb and end - verb.end() >= 2 else None


def _closes(verb: re.Match[str] | None, index: TextIndex, at: int, end: int) -> bool:
    """Tell whether a phrase ends in the verb that it leads to: 按照水毁损失的70%|补偿."""
    told = verb or index.ends_in_verb(at, end) or index.has_number(at, end)
    return bool(told) and index.p.closing.search(index.text, at, end) is not None


def _counts_a_noun(text: str, start: int, end: int) -> bool:
    """Tell whether the number behind 对 only counts whom the verb to come is about: 对排查出的86件|信访积案，…."""
    return _COUNTED.search(text, start, end) is not None


def _is_noun(verb: re.Match[str] | None, index: TextIndex, start: int, end: int) -> bool:
    """Tell whether the verb at the end is a noun with an attribute: 对新产业的监管, 对经营者的投诉."""
    at = verb.start() if verb else end - 2
    attribute = (
        verb is not None and index.is_nominal(verb) and end - verb.end() <= _NOUN and index.text[at - 1] in "的、"
    )
    closes = (verb.end() == end or attribute) if verb else index.ends_in_verb(start, end)
    if not closes or index.text[at - 1] not in "的和与及或、" or index.has_number(at, end):
        return False
    return index.p.takes_noun.search(index.text, start, at) is None and not index.has_modal(start, end)


def _circumstance(index: TextIndex, at: int, end: int) -> bool:
    """Tell whether the stretch ends in a word of place or manner (在…过程中), not in a measure (8公里)."""
    return bool(index.p.circumstance.search(index.text, max(at, end - 4), end)) and not index.has_number(end - 4, end)


def _leads_on(index: TextIndex, opening: re.Match[str], end: int) -> bool:
    """Tell whether the phrase goes on to an action with an object (依托院校增设专业), not to a ground (按照…要求)."""
    kind, at = opening.group(), opening.end()
    if kind == "通过" and index.text.startswith("在", at):  # 通过在试点城市深化改革，…: a means, however long
        return False
    way = index.p.by_way.match(index.text, opening.start(), end)
    if way and (told := index.verb_past_adverbs(way.end(), end)) and end - told.end() >= 2:
        return True  # 通过通报批评等方式强化责任落实
    if kind in index.g.uses["placing"]:
        return kind == "在" or not index.p.ground.search(index.text, at, end)
    if kind not in _GROUNDS and index.verb_at(at, end):
        return False
    brief = {"least": _BRIEF} if kind in _GROUNDS else {}
    verb = index.leading_verb(at, end, loose=kind == "通过", **brief)
    if verb is None or (index.is_nominal(verb) and index.text[verb.end() : end] in _RULES):  # 按照出资人管理规定，…
        return False
    if kind == "通过" and not index.is_nominal(verb):  # 通过短信|告知录取结果
        return True
    return index.p.ground.search(index.text, verb.end(), end) is None
