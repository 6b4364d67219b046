"""Read stretches that name who acts: 各县区要…, 责成X…, 由X…, or an actor alone before a comma."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yinuo.nlp.parser import actions, prefixes
from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.prepositions import preposition
from yinuo.nlp.parser.text_index import TextIndex

_LONGEST_AGENT = 40
# What opens the rule by which somebody acts: grammar, no table.
_BY_RULE = ("依照", "按照", "依据", "根据", "参照")
# Words behind which a name goes on: 各县区和有关部门.
_GOES_ON = (*"和及与、", "特别是", "尤其是", "或", "所属", "下属")


def named(parse: Parse, index: TextIndex) -> bool:
    """Read a named actor, then (a modal and) an action: 各县区要优化布局, 中央财政大幅增加投入."""
    start, end = parse.start, parse.end
    if index.is_prepositional(start, end) or index.is_verbal(start, end) or _authorises(start, end, index):
        return False
    for stop in index.actor_ends(start, end):
        inner = _act_of(stop, parse, index)
        if inner is None:
            continue
        if index.g.self_name.fullmatch(index.text, start, stop):
            parse.self_named = True
        elif inner.rule == "causative":
            parse.urger, parse.actor = (start, stop), inner.actor
        else:
            parse.actor = (start, stop)
        parse.take(inner)
        parse.named = True
        return True
    return False


def _act_of(stop: int, parse: Parse, index: TextIndex) -> Parse | None:
    """Read what the actor that ends at ``stop`` does; None where it is no actor or does nothing."""
    start, end = parse.start, parse.end
    if _is_within_a_name(start, stop, end, index):
        return None
    partner = index.p.partner.match(index.text, stop, end)
    inner = Parse(partner.end() if partner else stop, end)
    prefixes.strip(inner, index)
    acts = inner.modal or index.p.somebody_acts.fullmatch(index.text, start, stop)
    if inner.start >= end and acts and inner.time:  # 各地要于6月底前，…; 区民政局在受理后三日内，…
        inner.read_as("lead", "time-for-what-follows")
        return inner
    _skip_partner(inner, index)
    _skip_occasion(inner, index)
    bare = not inner.modal and not inner.time and not index.g.negation.match(index.text, inner.start, end)
    if bare and _acts_longer(stop, inner.start, parse, index):
        return None
    known = (
        stop in index.body_ends(start)
        or index.p.strong_actor.fullmatch(index.text, start, stop)
        or index.set_up_body_end(start, end) == stop
        or _acts_somehow(stop, parse, index)
        or index.p.takes_on.match(index.text, stop, end) is not None
    )
    if inner.start >= end or (bare and not known) or _counts_them(inner, index):
        return None
    if bare and (verb := index.verb_at(inner.start, end)) and len(verb.group()) == 1 and _is_measured(verb, end, index):
        return None
    read = (
        actions.negation(inner, index)
        or actions.purpose(inner, index)
        or (bool(inner.modal) and causative(inner, index))
        or actions.verb(inner, index)
        or preposition(inner, index)
        or (bool(inner.modal) and actions.bound(inner, index))
    )
    if not read:
        return None
    banned = inner.form == "negative"  # 各级党政机关|一律不得新建
    if not inner.modal and not banned and _says_of_a_noun(inner, index):
        return None
    strong = inner.modal or index.p.strong_actor.fullmatch(index.text, start, stop)
    if inner.form == "action" and inner.object_length < 2 and not strong:  # 文化公园年底前开放
        return None
    if bare and inner.form == "action" and index.text.startswith("的", inner.object_start):
        return None
    return inner


def _counts_them(inner: Parse, index: TextIndex) -> bool:
    """Tell whether a bound says how many they must be, which is no act of theirs: 检查人员应当|不少于两人."""
    bounded = index.p.bound_ban.match(index.text, inner.start, inner.end)
    return bool(inner.modal and bounded) and index.has_number(inner.start, inner.end)


def _says_of_a_noun(inner: Parse, index: TextIndex) -> bool:
    """Tell whether what follows a name says how a noun changes or measures: 项目|竣工, 部门|联合抽查占比不低于50%."""
    if index.p.result.fullmatch(index.text, inner.start, inner.end):
        return True
    rated = inner.rule == "object-before-verb" and index.text.find("率", inner.start, inner.verb_start) > 0
    begins = inner.start if rated else inner.verb_start  # 园区|对乡镇的覆盖率超过80%
    return inner.form == "action" and index.p.measures.search(index.text, begins, inner.end) is not None


def _is_within_a_name(start: int, stop: int, end: int, index: TextIndex) -> bool:
    """Tell whether the name goes on: 国务院|有关部门, 国家|融资担保基金, 企业|在农村的收入免征增值税."""
    longer = index.bodies.get(start, stop) > stop and stop not in index.body_ends(start)  # 国家|发展改革委
    return (
        longer
        or stop in index.bodies
        or index.text.startswith(_GOES_ON, stop)
        or index.p.place_attribute.match(index.text, stop, end) is not None
    )


def _skip_partner(inner: Parse, index: TextIndex) -> None:
    """Move past with whom somebody acts, where a time follows: 市卫生健康委会同有关部门|6月底前制定…."""
    partner = index.p.partner.match(index.text, inner.start, inner.end)
    if partner and partner.end() in index.times:
        inner.start = partner.end()
        prefixes.strip(inner, index)


def _skip_occasion(inner: Parse, index: TextIndex) -> None:
    """Move past what the one named does when it shall do something: 专利代理师|执业应当…."""
    occasion = index.p.while_acting.match(index.text, inner.start, inner.end)
    modal = index.inner_modal(occasion.end(), inner.end) if occasion else None
    if occasion and modal and modal.start() == occasion.end():
        inner.start = modal.start()
        prefixes.strip(inner, index)


def _authorises(start: int, end: int, index: TextIndex) -> bool:
    """Tell whether a verb that takes another's clause stands first: 授权某管委会开展…, no name."""
    row = index.row(index.verb_at(start, end))
    return row is not None and row.control and start not in index.bodies


def _acts_somehow(stop: int, parse: Parse, index: TextIndex) -> bool:
    """Tell whether an adverb or a preposition follows the name of somebody: 生产企业|自主选定, 高校|按规定配齐."""
    if not index.p.somebody_acts.fullmatch(index.text, parse.start, stop):
        return False
    if index.text[parse.end - 1] == "的" or index.text.startswith("由", stop):  # 生产企业为两家的，…; 组长由X担任
        return False
    return index.is_prepositional(stop, parse.end) or index.skip_adverbs(stop, parse.end) > stop


def _acts_longer(stop: int, verb: int, parse: Parse, index: TextIndex) -> bool:
    """Tell whether the name goes on: 国家|融资担保基金要…, 国家|融资担保基金优先…; its ``verb`` is then a noun."""
    found = index.verb_at(verb, parse.end)
    if found is None or not index.is_nominal(found):
        return False
    if index.inner_modal(stop, parse.end):
        return True
    return any(end > stop + 2 and _acts_somehow(end, parse, index) for end in index.actor_ends(parse.start, parse.end))


def _is_measured(verb: re.Match[str], end: int, index: TextIndex) -> bool:
    """Tell whether what follows a verb of one character is a measure: 教育部门办|幼儿园达到20所."""
    return index.p.reaches.search(index.text, verb.end(), end) is not None


def causative(parse: Parse, index: TextIndex) -> bool:
    """Read 督促/指导/责成/由 X + verb + object: X acts, and the span begins after X."""
    at = index.skip_adverbs(parse.start, parse.end)
    match = index.p.causative.match(index.text, at, parse.end)
    stop = _causee(match.end(), parse.end, index) if match else None
    if match is None or stop is None:
        return False
    inner = Parse(stop, parse.end, time=parse.time)
    prefixes.strip(inner, index)
    _skip_partner(inner, index)
    if not (actions.verb(inner, index) or preposition(inner, index)):
        return False
    parse.take(inner)
    parse.actor, parse.rule = (match.end(), stop), "causative"
    parse.cues.append(("causative", match.start(), match.end()))
    return True


def _causee(at: int, end: int, index: TextIndex) -> int | None:
    """Find where the name ends that is made to act: a verb with a real object follows it."""
    body = index.bodies.get(at, at)  # 由中央|宣传部确定: no name ends within a known one
    for match in index.p.actor_end.finditer(index.text, at, end):
        at = match.end()
        longer = index.p.name_bracket.match(index.text, at, end) or index.p.in_charge.match(index.text, at, end)
        stop = longer.end() if longer else at
        if stop < body or index.p.longer_name.match(index.text, stop, end):
            continue
        probe = Parse(stop, end)
        prefixes.strip(probe, index)
        at = index.skip_adverbs(probe.start, end)
        phrase = index.text.startswith(("对", "在", "按", *_BY_RULE), probe.start)  # 督促施工单位|按照图纸组织施工
        fronted = phrase and preposition(probe, index) and probe.form == "action"
        if fronted or _leads_to_verb(at, end, index):  # 由市民政局|对养老机构进行检查, 由财政部门|对企业给予补贴
            return stop
        verb = index.verb_past_adverbs(probe.start, end)
        if verb and index.is_nominal(verb) and _goes_on(verb.end(), end, index):
            continue
        if verb and end - verb.end() >= 2 and not index.p.light_object.fullmatch(index.text, verb.end(), end):
            return stop
    return None


def _goes_on(at: int, end: int, index: TextIndex) -> bool:
    """Tell whether what looks like a verb, up to ``at``, is amid a longer name: 机构编制|部门, not 修订|村规民约."""
    longer = index.p.actor_end.match(index.text, at, end)
    return longer is not None and longer.end() - at > 1


def agent(parse: Parse, index: TextIndex) -> bool:
    """Read 由 X + verb: X acts; the span begins after X, or at the object where that stands in front."""
    by = index.p.by_agent.search(index.text, parse.start, parse.end)
    if not by or _is_attribute(by.start(), parse, index):
        return False
    again = index.text.find("由", by.end(), parse.end)  # 应由自身承担的风险转|由X承担: no name goes on so far
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
        if verb_end == at or (not led and _goes_on(verb_end, parse.end, index)):
            continue
        parse.read_as("action", "agent")
        parse.actor, parse.time = (by.end(), stop), parse.time or inner.time
        # 成立邮政局，由信息产业部管理: no object, so that the whole stays together.
        whole = by.start() > parse.start or (verb_end == parse.end and verb_end - at >= 2)
        parse.set_verb(index.text[at:verb_end], at, parse.start if whole else verb_end)
        parse.start = parse.start if whole else inner.start
        return True
    return False


def _is_amid_a_name(stop: int, start: int, ends: Sequence[int], end: int, index: TextIndex) -> bool:
    """Tell whether a name goes on behind ``stop``: 省|发展和改革委员会管理, 市场|监管综合执法队伍承担."""
    if stop < index.bodies.get(start, stop):
        return True
    verb = index.verb_at(stop, end)
    if verb is None or not index.is_nominal(verb):
        return False
    return any(later > verb.end() and index.verb_end(later, end) == end for later in ends)


def _is_attribute(by: int, parse: Parse, index: TextIndex) -> bool:
    """Tell whether 由X… says what a noun is like: 建立|由政府牵头的机制, 现由劳动部管理的社会保险."""
    if index.text[max(parse.start, by - 1)] in "现原":
        return index.p.by_attribute.match(index.text, by, parse.end) is not None
    opening = index.verb_past_adverbs(parse.start, by)
    told = opening is not None and not index.is_nominal(opening)
    return told and index.p.by_attribute.match(index.text, by, parse.end) is not None


def _leads_to_verb(at: int, end: int, index: TextIndex) -> bool:
    """Tell whether an object stands before the verb of 由X…: 由有关部门依法|将其录入系统, 由公安机关|对其进行检查."""
    if index.text.startswith(("将", "把"), at):
        return True
    return index.text.startswith(("对", *_BY_RULE), at) and index.p.closing.search(index.text, at, end) is not None


def _past_partner(at: int, end: int, index: TextIndex) -> int:
    """Skip with whom somebody does something, up to the verb: 由市财政局会同有关部门|制定."""
    joint = index.p.jointly.match(index.text, at, end)
    for match in index.p.actor_end.finditer(index.text, joint.end(), end) if joint else ():
        after = index.skip_adverbs(match.end(), end)
        if index.verb_end(after, end) > after and not _goes_on(index.verb_end(after, end), end, index):
            return match.end()
    return at


def alone(parse: Parse, index: TextIndex) -> bool:
    """Read a named actor alone, or with its time, which a comma sets off from what it shall do."""
    start, end = parse.start, parse.end
    ends = index.actor_ends(start, end)
    if end - start < 2 or index.g.preposition.match(index.text, start):
        return False
    stop = next((e for e in ends if e == end or index.p.whenever.fullmatch(index.text, e, end)), None)
    if stop is None:
        return False
    parse.read_as("who", "actor-alone")
    parse.actor = (start, stop)
    return True
