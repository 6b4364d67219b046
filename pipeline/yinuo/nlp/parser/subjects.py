"""Read stretches that begin with a noun: a topic and its modal, a state, a result reached, a measure."""

from __future__ import annotations

import re

from yinuo.nlp.parser import prefixes
from yinuo.nlp.parser.actions import negation, topic, verb
from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.prepositions import preposition
from yinuo.nlp.parser.text_index import TextIndex
from yinuo.rules.anchors import found_in

# What leads to a time that is only compared with: grammar, no table.
_COMPARES = "比较与同"
# What says or orders something of a noun, which then becomes nothing: grammar, no table.
_SAYS = "是要"
# What opens a tail that says what comes of an act: grammar, no table.
_MAKES = ("使", "让")
# How long an object is at least that shows a verb behind a noun to be one.
_LEAST = 2


def subject(parse: Parse, index: TextIndex) -> bool:
    """Fill in the parse of a stretch that no verb, actor or preposition opens."""
    text, start, end = index.text, parse.start, parse.end
    modal = index.inner_modal(start + 1, end)
    p = index.p
    told = (p.reported, p.by_rule, p.handed_on)
    reported = next((found for shape in told if (found := shape.fullmatch(text, start, end))), None)
    reported = reported or _capped(parse, index) or _handed_in(parse, index)
    if reported:
        parse.read_as("action", "topic-as-object")
        parse.set_verb(reported["verb"], reported.start("how"), start)
        parse.modal = parse.modal or (modal.group() if modal else "")
        return True
    if modal:
        return topic(parse, index, modal)
    if (
        _branched(parse, index)
        or _aimed(parse, index)
        or _left_over(parse, index)
        or _granted(parse, index)
        or _each(parse, index)
    ):
        return True
    if index.p.state.search(text, start, end):
        parse.read_as("state", "describes-state")
        return True
    result = next(found_in(index.p.result, text, start, end), None)
    if result:
        parse.read_as("result", "subject-and-result")
        parse.set_verb(result.group(1), result.start(1), start)
        return True
    if _timed(parse, index):
        return True
    if index.has_number(start, end):
        parse.read_as("measure", "noun-and-measure")
        parse.set_verb("", start, start)
        return True
    return False


def _branched(parse: Parse, index: TextIndex) -> bool:
    """Read what is done for a branch of the economy that is named before it: 数字产业|培育发展新业态."""
    branch = index.p.industry.match(index.text, parse.start, parse.end)
    if branch is None:
        return False
    inner = Parse(branch.end(), parse.end)
    prefixes.strip(inner, index)
    if not verb(inner, index) or inner.form != "action" or inner.object_length <= _LEAST:
        return False
    parse.take(inner)
    parse.rule = "topic-then-action"
    return True


def _capped(parse: Parse, index: TextIndex) -> re.Match[str] | None:
    """Find the bound of a subject that no number sets: 救助标准原则上不低于上年."""
    found = index.text.find("不", parse.start, parse.end)
    return index.p.capped.fullmatch(index.text, parse.start, parse.end) if found >= 0 else None


def reformed(parse: Parse, index: TextIndex) -> bool:
    """Read a body, or its functions, and what becomes of it by an act of office: 市规划局并入自然资源局."""
    text, start, end = index.text, parse.start, parse.end
    if not index.s.reform.search(text, start + 2, end):
        return False
    becomes = index.p.reform.search(text, start + 2, end)
    if becomes is None or end - becomes.end() < 2 or any(word in text[start : becomes.start()] for word in _SAYS):
        return False
    if index.p.no_reform.match(text, start, end) or index.is_verbal(start, end):
        return False
    parse.read_as("action", "topic-as-object")
    parse.set_verb(becomes["verb"], becomes.start("verb"), start)
    if becomes["verb"].endswith("由"):
        after = becomes.end("verb")
        stops = [stop for stop in index.actor_ends(after, end) if end - stop >= 2]
        if stops:
            parse.actor, parse.rule = (after, stops[-1]), "agent"
    return True


def _aimed(parse: Parse, index: TextIndex) -> bool:
    """Read what a goal is said to be as an action of its own: 今年的目标是|新增就业1100万人."""
    named = index.text.find("目标", parse.start, parse.end) >= 0
    aim = index.p.aim.match(index.text, parse.start, parse.end) if named else None
    if aim is None:
        return False
    inner = Parse(aim.end(), parse.end)
    prefixes.strip(inner, index)
    read = inner.start < inner.end and (
        negation(inner, index) or verb(inner, index) or preposition(inner, index) or subject(inner, index)
    )
    if read:
        parse.take(inner)
    return read


def _timed(parse: Parse, index: TextIndex) -> bool:
    """Read a task, its time and what is to be done by then: 改线工程3月份完成施工图审批, 改革方案明年完成."""
    text, start, end = index.text, parse.start, parse.end
    time = next(((s, e) for s, e in index.times_within(start + 2, end) if e < end), None)
    if time is None or text[time[1]] == "的" or index.is_verbal(start, end):
        return False
    if text[time[0] - 1] in _COMPARES or index.has_number(start, end):  # 养老金今年提高10%: a target
        return False
    inner = Parse(time[0], end)
    prefixes.strip(inner, index)
    first = index.skip_adverbs(inner.start, end)
    verb = index.verb_at(first, end)
    if inner.time is None or verb is None or text.startswith("的", verb.end()):
        return False
    parse.time, parse.modal = inner.time, parse.modal or inner.modal
    parse.read_as("action", "topic-as-object")
    parse.set_verb(verb.group(), first, start)
    return True


def _handed_in(parse: Parse, index: TextIndex) -> re.Match[str] | None:
    """Find by when something is to be handed in, the time amid the stretch: 申报材料于6月底前报送市科技局."""
    if not index.has_time(parse.start + 2, parse.end):
        return None
    found = index.p.handed_in.fullmatch(index.text, parse.start, parse.end)
    if found and (stop := index.times.get(found.start("when"))):
        parse.time = (found.start("when"), stop)
    return found if found and parse.time else None


def qualified(parse: Parse, index: TextIndex) -> bool:
    """Read a noun with an attribute that opens like a verb, and its change: 适应时代的政策制度不断完善."""
    text, start, end = index.text, parse.start, parse.end
    first = index.skip_adverbs(start, end)
    row = index.row(index.verb_at(first, end))
    change = index.p.qualified.match(text, start, end) if "的" in text[start:end] else None
    if change is None and (row is None or row.nominal):  # 服务更加便捷
        change = index.p.heightened.fullmatch(text, start, end) if text.find("更", start, end) >= 0 else None
    if change is None:
        return False
    if first > start or index.inner_modal(start, end) or (row is not None and row.control):
        return False
    made = not parse.modal and text.startswith(_MAKES, start)  # 使居民的收入稳步提高: a tail that says what for
    if made and not index.p.no_preposition.match(text, start, end):
        return False
    parse.read_as("result", "subject-and-result")
    parse.set_verb(change["how"], change.start("how"), start)
    return True


def classed(parse: Parse, index: TextIndex) -> bool:
    """Read a class of places or bodies and what is to be done for it: 城郊融合类村庄重点推动设施互联."""
    near = index.s.classed.search(index.text, parse.start, parse.end)
    named = index.p.classed.match(index.text, parse.start, parse.end) if near else None
    verb = index.verb_past_adverbs(named.end(), parse.end) if named else None
    if named is None or verb is None or parse.end - verb.end() < 2:
        return False
    parse.start = named.end()
    parse.read_as("action", "topic-then-action")
    parse.set_verb(verb.group(), verb.start(), verb.end())
    return True


def _granted(parse: Parse, index: TextIndex) -> bool:
    """Read who or what grants something: 中央预算内投资予以适当补助."""
    grants = index.p.granted_to.search(index.text, parse.start + 2, parse.end)
    if grants is None:
        return False
    parse.read_as("action", "topic-as-object")
    parse.set_verb(grants.group(), grants.start(), parse.start)
    return True


def _each(parse: Parse, index: TextIndex) -> bool:
    """Read what is done once in each place, which stays in the span: 每个社区建设一处养老服务站点."""
    each = index.p.each.match(index.text, parse.start, parse.end)
    verb = index.verb_past_adverbs(each.end(), parse.end) if each else None
    if verb is None or parse.end - verb.end() < 2 or index.has_number(parse.start, parse.end):
        return False
    parse.read_as("action", "topic-as-object")
    parse.set_verb(verb.group(), verb.start(), verb.end())
    return True


def _left_over(parse: Parse, index: TextIndex) -> bool:
    """Read what stands before a verb and ends in 的 as its object: 不达标的坚决依法关停."""
    found = index.p.left_over.search(index.text, parse.start + 2, parse.end)
    verb = index.verb_past_adverbs(found.end(), parse.end) if found else None
    if found is None or verb is None:
        return False
    parse.read_as("action", "topic-as-object")
    parse.set_verb(verb.group(), found.end(), parse.start)
    return True
