"""Read stretches that open with who acts: 各县区要…, or an actor alone before a comma."""

from __future__ import annotations

import re

from yinuo.nlp.parser import actions, prefixes, purposes, whole_acts
from yinuo.nlp.parser.causatives import asked, causative, skip_partner
from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.prepositions import preposition
from yinuo.nlp.parser.text_index import TextIndex

# What opens a way to work, a greeting or another case, no name: 深入基层、深入群众, 各位代表. Grammar, no table.
_GOES_TO = ("深入", "走进", "各位")
_OR = "或者"
# What leads to who acts from now on: 今后省里在安排经费时，要…. One word, no table.
_FROM_NOW = "今后"
# What ends a place or a case, and how near and how far it stands: forms, so no table.
_PLACE = re.compile("[上中下时内前后]")
_NEAREST, _FARTHEST = 3, 24
# The modals of what is planned: single words, no table.
_PLANNED = ("计划", "拟", "预计")
# The modals of what is hoped and asked of somebody: single words, no table.
_HOPE, _ASK = "希望", "请"


def named(parse: Parse, index: TextIndex) -> bool:
    """Read a named actor, then (a modal and) an action: 各县区要优化布局, 中央财政大幅增加投入."""
    start, end = parse.start, parse.end
    if index.p.a_share.match(index.text, start, end):  # 三分之二的乡镇要建成养老中心
        return False
    if (asks := asked(start, end, index)) and index.actor_ends(asks.end(), end):
        start = parse.start = asks.end()
    if index.is_prepositional(start, end) or index.is_verbal(start, end) or _authorises(start, end, index):
        return False
    if index.text.startswith(_OR, start):  # 或者在检查中发现企业将…的，应当…
        return False
    for stop in index.actor_ends(start, end):
        towards = index.text.find("对", start + 2, stop)
        if towards > 0 and index.is_prepositional(towards, end):  # 中央投资|对革命老区实行…
            continue
        inner = _act_of(stop, parse, index)
        if inner is None:
            continue
        _keep_partner(inner, stop, index)
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


def placed(parse: Parse, index: TextIndex) -> bool:
    """Read who acts behind where, or in what case: 在新的形势下|各级法院都要加强领导."""
    start, end = parse.start, parse.end
    if not index.text.startswith("在", start) or not index.has_modal(start, end):
        return False
    for place in _PLACE.finditer(index.text, start + _NEAREST, min(end, start + _FARTHEST)):
        at = place.end()
        known = at in index.bodies or any(
            index.p.strong_actor.fullmatch(index.text, at, e) for e in index.actor_ends(at, end)
        )
        behind = Parse(at, end)
        if known and named(behind, index) and behind.modal and behind.actor:
            parse.take(behind)
            parse.actor, parse.urger = behind.actor, behind.urger
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
    skip_partner(inner, index)
    _skip_occasion(inner, index)
    told = inner.modal or inner.time or parse.modal == _ASK
    bare = not told and not index.g.negation.match(index.text, inner.start, end)
    if bare and _acts_longer(stop, inner.start, parse, index):
        return None
    if inner.start >= end or (bare and not _is_known(stop, parse, index)) or _counts_them(inner, index):
        return None
    if bare and (verb := index.verb_at(inner.start, end)) and _is_measured(verb, start, end, index):
        return None
    if not _read_act(inner, index):
        return None
    banned = inner.form == "negative"  # 各级党政机关|一律不得新建
    planned = inner.modal in _PLANNED  # 棒球公园计划二季度|开工
    if (planned or not inner.modal) and not banned and _says_of_a_noun(inner, index):
        return None
    strong = inner.modal or index.p.strong_actor.fullmatch(index.text, start, stop)
    if inner.form == "action" and inner.object_length < 2 and not strong:  # 文化公园年底前开放
        return None
    if bare and inner.form == "action" and index.text.startswith("的", inner.object_start):
        return None
    return inner


def _keep_partner(inner: Parse, stop: int, index: TextIndex) -> None:
    """Let what an actor does begin with whom it does it, where nothing parts them: 市发改委|会同各部门制定…."""
    partner = index.p.partner.match(index.text, stop, inner.end)
    if partner and inner.start == partner.end():
        inner.start = stop


def _is_known(stop: int, parse: Parse, index: TextIndex) -> bool:
    """Tell whether what ends at ``stop`` is somebody, though no modal, time or ban follows."""
    start, end = parse.start, parse.end
    return (
        stop in index.body_ends(start)
        or index.p.strong_actor.fullmatch(index.text, start, stop) is not None
        or index.set_up_body_end(start, end) == stop
        or _is_list(start, stop, end, index)
        or _acts_somehow(stop, parse, index)
        or index.p.takes_on.match(index.text, stop, end) is not None
    )


def _read_act(inner: Parse, index: TextIndex) -> bool:
    """Read what stands behind an actor as what it does; tell whether it is anything."""
    return (
        actions.negation(inner, index)
        or whole_acts.alone(inner, index)
        or purposes.purpose(inner, index)
        or (bool(inner.modal) and causative(inner, index))
        or actions.verb(inner, index)
        or preposition(inner, index)
        or (bool(inner.modal) and whole_acts.bound(inner, index))
    )


def _is_list(start: int, stop: int, end: int, index: TextIndex) -> bool:
    """Tell whether a long list of bodies ends there: 民政、财政、教育、公安等部门|按照各自职责."""
    listed = index.many_bodies(start, end)
    return listed is not None and listed.end() == stop


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
        or index.p.name_goes_on.match(index.text, stop) is not None
        or (index.text[start] == "凡" and index.text.find("的", start, stop) < 0)  # 凡进驻中心|办理的事项
        or index.p.place_attribute.match(index.text, stop, end) is not None
    )


def _skip_occasion(inner: Parse, index: TextIndex) -> None:
    """Move past what the one named does when it shall do something: 专利代理师|执业应当…."""
    occasion = index.p.while_acting.match(index.text, inner.start, inner.end)
    modal = index.inner_modal(occasion.end(), inner.end) if occasion else None
    if occasion and modal and modal.start() == occasion.end():
        inner.start = modal.start()
        prefixes.strip(inner, index)


def _authorises(start: int, end: int, index: TextIndex) -> bool:
    """Tell whether a verb that takes another's clause stands first: 授权某管委会开展…, no name."""
    verb = index.verb_at(start, end)
    row = index.row(verb)
    leads = verb is not None and len(verb.group()) > 1 and verb.end() in index.bodies  # 领导|国家民委依法管理事务
    named = start in index.bodies or index.is_verbal_name(start, end)  # 投资|主管部门要…
    return row is not None and (row.control or leads) and not named


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


def _is_measured(verb: re.Match[str], start: int, end: int, index: TextIndex) -> bool:
    """Tell whether what follows a verb of one character is a measure, or how many of them there are to be.

    教育部门办|幼儿园达到20所; 全市高新技术企业|达到20家.
    """
    if len(verb.group()) == 1:
        return index.p.reaches.search(index.text, verb.end(), end) is not None
    reached = index.p.reaches.match(index.text, verb.start(), end) is not None
    return reached and index.g.self_name.match(index.text, start, end) is not None


def _acts(index: TextIndex, start: int, ends: list[int]) -> bool:
    """Tell whether what looks like one name is somebody who acts on another: 各乡镇|设立服务窗口."""
    named = [e for e in ends[:-1] if index.p.strong_actor.fullmatch(index.text, start, e)]
    named = [e for e in named if index.text.find("的", e, ends[-1]) < 0]  # 政府成立的推进组
    return any((row := index.row(index.verb_at(e, ends[-1]))) is not None and not row.nominal for e in named)


def alone(parse: Parse, index: TextIndex) -> bool:
    """Read a named actor alone, or with its time or partner, set off from what it shall do; also 作为主管部门."""
    start, end = parse.start, parse.end
    if index.text.startswith("作为", start):
        start += 2
        if end not in index.actor_ends(start, end):
            return False
    if asks := asked(start, end, index):
        start = asks.end()
    start += len(_FROM_NOW) if index.text.startswith(_FROM_NOW, start) else 0
    ends = index.actor_ends(start, end)
    if end - start < 2 or parse.modal == "将" or index.g.preposition.match(index.text, start):
        return False  # 将|更多审批权下放园区: an object
    if start not in index.bodies and index.text.startswith(_GOES_TO, start):
        return False
    stop = next((e for e in ends if e == end or _sets_off(e, end, index)), None)
    if stop is None or (stop == end and _acts(index, start, ends)):
        return False
    parse.read_as("who", "actor-alone")
    office = index.text.find("作为", start + 2, stop)  # 海城|作为中心城市，…
    parse.actor = (start, office if office > 0 else stop)
    return True


def _sets_off(at: int, end: int, index: TextIndex) -> bool:
    """Tell whether a name that ends at ``at`` is followed by nothing but when it acts, or with whom."""
    return any(after.fullmatch(index.text, at, end) for after in (index.p.whenever, index.p.partner))


def hoped(parse: Parse, index: TextIndex) -> bool:
    """Read who is hoped to act, though nothing known as an act follows: 希望|大家深入思考，提高水平."""
    if parse.modal != _HOPE:
        return False
    ends = index.actor_ends(parse.start, parse.end)
    stop = next((e for e in ends if index.p.strong_actor.fullmatch(index.text, parse.start, e)), None)
    if stop is None:
        return False
    parse.read_as("who", "actor-alone")
    parse.actor = (parse.start, stop)
    return True
