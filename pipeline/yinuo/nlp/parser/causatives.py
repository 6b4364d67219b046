"""Read stretches in which somebody is made to act: 责成X…, 由X…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yinuo.nlp.parser import actions, prefixes
from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.prepositions import preposition
from yinuo.nlp.parser.text_index import TextIndex

_LONGEST_AGENT = 40
# 张榜公布 stands for itself behind 由X, 公布 does not.
_TERSE = 3
# What shows that somebody's act is over, and another's follows: grammar, no table.
_THEN = ("后", "并报", "，")
# What the name of an office begins and ends with that opens like a verb, and how far apart: 县|督导组. Forms, no table.
_SEATS, _OFFICES, _OFFICE = "省市县区镇乡州旗委府", "组办室队所站处", 6
# What opens the rule by which somebody acts: grammar, no table.
_BY_RULE = ("依照", "按照", "依据", "根据", "参照")


def causative(parse: Parse, index: TextIndex) -> bool:
    """Read 督促/指导/责成/由 X + verb + object: X acts, and the span begins after X."""
    at = index.skip_adverbs(parse.start, parse.end)
    asks = asked(at, parse.end, index)
    match = asks or index.p.causative.match(index.text, at, parse.end)
    stop = _causee(match.end(), parse.end, index) if match else None
    if asks and stop is None and _only_names(asks.end(), parse.end, index):
        parse.read_as("who", "actor-alone")  # 他要求各级政府|在新的一年里更加努力，|加强领导: who acts behind it
        parse.actor = (asks.end(), index.bodies[asks.end()])
        return True
    if match is None or stop is None:
        return False
    inner = Parse(stop, parse.end, time=parse.time)
    prefixes.strip(inner, index)
    skip_partner(inner, index)
    if not (actions.verb(inner, index) or preposition(inner, index)):
        return False
    parse.take(inner)
    parse.actor = (match.end(), stop)
    if asks:  # 他要求各部门|加强巡查，|完善预案: they stay the subject
        parse.named = True
        return True
    parse.rule = "causative"
    parse.cues.append(("causative", match.start(), match.end()))
    return True


def asked(at: int, end: int, index: TextIndex) -> re.Match[str] | None:
    """Find who asks somebody to act, at ``at``: 他要求|各部门加强巡查, 希望|企业发挥优势."""
    match = index.p.asks.match(index.text, at, end)
    verbal = match and at not in index.bodies and index.verb_at(at, match.end() - 2)  # 教育部要求|各高校… is not
    return None if verbal else match


def _only_names(at: int, end: int, index: TextIndex) -> bool:
    """Tell whether a known body stands at ``at``, with no act of its own behind it."""
    stop = index.bodies.get(at, end)
    return stop < end and not index.has_modal(stop, end) and index.verb_at(stop, end) is None


def _causee(at: int, end: int, index: TextIndex) -> int | None:
    """Find where the name ends that is made to act: a verb with a real object follows it."""
    first = at
    for match in index.p.actor_end.finditer(index.text, at, end):
        at = match.end()
        longer = index.p.name_bracket.match(index.text, at, end) or index.p.in_charge.match(index.text, at, end)
        stop = longer.end() if longer else at
        if _is_within_a_body(stop, first, index) or index.p.longer_name.match(index.text, stop, end):
            continue
        if _names_an_office(stop, end, index):
            continue
        probe = Parse(stop, end)
        prefixes.strip(probe, index)
        at = index.skip_adverbs(probe.start, end)
        phrase = index.text.startswith(("对", "在", "按", *_BY_RULE), probe.start)  # 督促施工单位|按照图纸组织施工
        fronted = phrase and preposition(probe, index) and probe.form == "action"
        if fronted or _leads_to_verb(at, end, index):  # 由市民政局|对养老机构进行检查, 由财政部门|对企业给予补贴
            return stop
        verb = index.verb_past_adverbs(probe.start, end) or index.verb_at(probe.start, end)  # 督促各街道|加快项目治理
        if verb and index.is_nominal(verb) and _is_amid(verb.end(), end, index):
            continue
        if verb and end - verb.end() >= 2 and not index.p.light_object.fullmatch(index.text, verb.end(), end):
            return stop
    return None


def _is_within_a_body(stop: int, start: int, index: TextIndex) -> bool:
    """Tell whether the last of several names goes on: 由中央|宣传部确定, 由教育部、国家|发展改革委牵头."""
    last = index.text.rfind("、", max(start, stop - _LONGEST_AGENT), stop) + 1
    return stop < max(index.bodies.get(start, stop), index.bodies.get(last, stop))


def _names_an_office(stop: int, end: int, index: TextIndex) -> bool:
    """Tell whether a place is followed by its office, whose name opens like a verb: 由县|督导组开展检查."""
    if index.text[stop - 1] not in _SEATS:
        return False
    ends = (m.end() for m in index.p.actor_end.finditer(index.text, stop, min(end, stop + _OFFICE)))
    return any(index.text[later - 1] in _OFFICES and index.verb_end(later, end) > later for later in ends)


def _goes_on(at: int, end: int, index: TextIndex) -> bool:
    """Tell whether what looks like a verb, up to ``at``, is amid a longer name: 机构编制|部门, not 修订|村规民约."""
    longer = index.p.actor_end.match(index.text, at, end)
    return longer is not None and longer.end() - at > 1


def _is_amid(at: int, end: int, index: TextIndex) -> bool:
    """Tell whether what looks like a verb, up to ``at``, is amid a name: 机构编制|部门, 市政公园建设|、管养单位."""
    return index.text.startswith("、", at) or _goes_on(at, end, index)


def agent(parse: Parse, index: TextIndex) -> bool:
    """Read 由 X + verb: X acts; the span begins after X, or at the object where that stands in front."""
    by = index.p.by_agent.search(index.text, parse.start, parse.end)
    if by and index.text.startswith("除", parse.start) and index.text.endswith("外", 0, parse.end):
        return False  # 除合同约定由政府收回的情形外，…: what does not hold there
    if not by or _is_attribute(by.start(), parse, index):
        return False
    again = index.text.find("由", by.end(), parse.end)  # 应由自身承担的风险转|由X承担: no name goes on so far
    changed = by.start() if index.text[by.start() - 1] in "为改" else again
    if changed > 0 and index.text.startswith(("将", "把"), parse.start) and index.text[changed - 1] in "为改":
        return False  # 将基金会由A管理调整为|由B管理: who changes it is not named
    last = again if again > 0 else parse.end
    ends = index.actor_ends(by.end(), min(last, by.end() + _LONGEST_AGENT))
    for stop in (end for end in ends if not _is_amid_a_name(end, by.end(), ends, parse.end, index)):
        inner = Parse(_past_partner(stop + index.text.startswith("来", stop), parse.end, index), parse.end)
        prefixes.strip(inner, index)
        at = index.skip_adverbs(inner.start, parse.end)
        verb_end = index.verb_end(at, parse.end)
        led = verb_end == at and _leads_to_verb(at, parse.end, index)
        if verb_end == at and at > inner.start and not led:  # 由X统筹: an adverb elsewhere (统筹推进), here the verb
            at = inner.start
            verb_end = index.verb_end(at, parse.end)
        if led:
            verb = index.verb_after(at, parse.end)
            at, verb_end = verb.span() if verb else (at, at)
        takes_on = index.p.takes_on.match(index.text, at, parse.end)  # 由国家经委|负责组织实施
        alone = index.p.act_alone.fullmatch(index.text, inner.start, parse.end)  # 由村民委员会|张榜公布
        if alone:
            at, verb_end, takes_on = inner.start, parse.end, alone
        alone = alone if parse.end - inner.start > _TERSE else None  # 规划，|由常务委员会公布: it stays together
        if verb_end < parse.end and index.text[verb_end] == "的":  # 由部门设立|的办事大厅
            continue
        if verb_end == at or (not led and not takes_on and _goes_on(verb_end, parse.end, index)):
            continue
        parse.read_as("action", "agent")
        parse.actor, parse.time = (by.end(), stop), parse.time or inner.time
        # 成立邮政局，由信息产业部管理: no object, so that the whole stays together.
        whole = by.start() > parse.start or (verb_end == parse.end and verb_end - at >= 2 and not alone)
        parse.set_verb(index.text[at:verb_end], at, parse.start if whole else at if alone else verb_end)
        parse.start = parse.start if whole else inner.start
        return True
    return False


def _is_amid_a_name(stop: int, start: int, ends: Sequence[int], end: int, index: TextIndex) -> bool:
    """Tell whether a name goes on behind ``stop``: 省|发展和改革委员会管理, 市场|监管综合执法队伍承担."""
    if _is_within_a_body(stop, start, index):
        return True
    if _names_an_office(stop, end, index):
        return True
    verb = index.verb_at(stop, end)
    if verb is None or not index.is_nominal(verb) or index.text.startswith(_THEN, verb.end()):
        return False  # 由属地教育局|审核后报市教育局核准
    return any(later > verb.end() and index.verb_end(later, end) == end for later in ends)


def _is_attribute(by: int, parse: Parse, index: TextIndex) -> bool:
    """Tell whether 由X… says what a noun is like: 建立|由政府牵头的机制, 现由劳动部管理的社会保险.

    So does it within a principle (按照一事由一个部门负责的原则) and before what replaces it (由A管理|调整为由B管理).
    """
    if index.text[max(parse.start, by - 1)] in "现原" or index.text.startswith(_BY_RULE, parse.start):
        return index.p.by_attribute.match(index.text, by, parse.end) is not None
    opening = index.verb_past_adverbs(parse.start, by)
    told = opening is not None and not index.is_nominal(opening)
    return told and index.p.by_attribute.match(index.text, by, parse.end) is not None


def _leads_to_verb(at: int, end: int, index: TextIndex) -> bool:
    """Tell whether an object stands before the verb of 由X…: 由有关部门依法|将其录入系统, 由公安机关|对其进行检查."""
    if index.text.startswith(("将", "把"), at):
        return True
    if index.text.startswith("向", at):  # 由国务院分批|向人大常委会报告
        return index.verb_after(at + 1, end) is not None
    if not index.text.startswith(("对", *_BY_RULE), at):
        return False
    return (
        index.p.closing.search(index.text, at, end) is not None
        or index.p.settles.search(index.text, at, end) is not None
    )


def _past_partner(at: int, end: int, index: TextIndex) -> int:
    """Skip with whom somebody does something, up to the verb: 由市财政局会同有关部门|制定."""
    joint = index.p.jointly.match(index.text, at, end)
    for match in index.p.actor_end.finditer(index.text, joint.end(), end) if joint else ():
        after = index.skip_adverbs(match.end(), end)
        if index.verb_end(after, end) > after and not _goes_on(index.verb_end(after, end), end, index):
            return match.end()
    return at


def skip_partner(inner: Parse, index: TextIndex) -> None:
    """Move past with whom somebody acts, where a time follows: 市卫生健康委会同有关部门|6月底前制定…."""
    partner = index.p.partner.match(index.text, inner.start, inner.end)
    if partner and partner.end() in index.times:
        inner.start = partner.end()
        prefixes.strip(inner, index)
