"""Strip what stands before an action and is no part of it: item marks, times, modals, the speaker's own name."""

from __future__ import annotations

import functools
import re
from collections.abc import Container

from yinuo.nlp.parser.grammar import grammar
from yinuo.nlp.parser.item_marks import COUNT, MARK, ORDERS
from yinuo.nlp.parser.parse import Parse
from yinuo.nlp.parser.patterns import patterns
from yinuo.nlp.parser.text_index import TextIndex
from yinuo.rules import compile_re
from yinuo.rules.anchors import Anything, first_pairs, opens

# Marks of items and particles behind a time: forms, no words, so no table.
_GAP = compile_re(r"[ 　，：]+")
_ITEM = compile_re(
    rf"[ 　]{{0,9}}(?:{COUNT}(?:[是则]|{ORDERS})|第{COUNT}(?=，)|{MARK}|[0-9]{{1,2}}\.(?=[0-9]{{1,2}}月))"
)
_CLOCK = r"(?:[上下中]午|晚上?|早上?)?[0-9]{1,2}(?:[:：][0-5][0-9]|[时点](?:[0-9]{1,2}分|整)?)"
_AFTER_TIME = compile_re(
    rf"(?:{_CLOCK}(?=之?前|以前))?(?:期间|时期|之?[内前]|起|以前|左右)?(?:（即[^（）]{{2,24}}）)?"
    r"(?:的(?=[一-龥]{4}))?[，, ]*"
)
# Single characters that lead to a time: grammar, no table.
_BEFORE_TIME = "于在至自从"
# What says that several times each have a task of their own: one word, no table.
_APART = "分别"
# What closes a term: single characters, no table.
_CLOSES_TERM = "内前"
# What joins two times: grammar, no table.
_JOINS_TIMES = ("、", "和", "及")
# What only compares with a time: grammar, no table.
_COMPARES = "比较同"
# What 将 as a modal stands before: grammar, no table.
_BY_RULE = ("依法", "依据", "依照", "按照", "根据")
# What closes a list of things at 、, and how far from the first of them: a form, so no table.
_MARK, _LISTED = compile_re("[，。；：\n]"), 80
# What joins an attribute to a noun: one word, no table.
_OF = "的"
# What goes on with a name: single characters, no table.
_NAMES_ON = "的、和与及"
# The modal of what is hoped of somebody, and what it stands behind: grammar, no table.
_HOPE, _STOPS = "希望", "，。；：、\n "
# The modal of what is proposed: one word, no table.
_PROPOSES = "建议"
# A verb, and a modal with its preposition: 应对挑战, 应对投诉进行核查. One word, no table.
_TOWARDS = "应对"
# Behind 计划 these lead to what is planned: grammar, no table.
# What names those whom something concerns, whoever they are: grammar, no table.
_THOSE = ("各", "有关", "相关")
# Verbs by which somebody has others act, behind 将: grammar, no table.
_CALLS_IN = ("组织", "邀请", "委托", "聘请", "抽调", "选派", "派出")
_FRONTS = ("将", "把", "对", "为", "针对", "通过")


def strip(parse: Parse, index: TextIndex) -> None:
    """Move the parse's start past its leads, and note the modal, the time and the self-naming among them."""
    at = parse.start
    while at < parse.end:
        moved = _step(parse, index, at)
        if moved == at:
            break
        at = moved
    parse.start = at


@functools.cache
def _any_lead() -> tuple[Container[str], re.Pattern[str]]:
    """Match any lead, and give the pairs of characters, or single ones, that one begins with."""
    g = grammar()
    words = (g.self_name, g.modal, g.conjunctions)
    pattern = "|".join((_GAP.pattern, _ITEM.pattern, *(f"(?:{w.pattern})" for w in words)))
    return first_pairs(pattern) or Anything(), compile_re(pattern)


@functools.cache
def _opens_event() -> Container[str]:
    return opens(patterns().event.pattern)


def _step(parse: Parse, index: TextIndex, at: int) -> int:
    text, end = index.text, parse.end
    begins = at
    apart = at + len(_APART) if text.startswith(_APART, at) else at  # 分别于|3月、9月
    behind = apart + 1 + text.startswith(" ", apart + 1)
    if text[apart : apart + 1] in _BEFORE_TIME and behind in index.times:
        begins = behind
    elif text[at] in _opens_event():
        begins = _behind_event(index, at, end)
    stops = index.times.get(begins, end + 1)
    if stops <= end and not index.p.time_name.match(text, stops, end):
        parse.time = (begins, stops)
        if text[stops : stops + 1] in _JOINS_TIMES and stops + 1 in index.times:
            return stops + 1  # 3月、|9月各举办一次
        match = _AFTER_TIME.match(text, stops, end)
        return match.end() if match else stops
    pairs, lead = _any_lead()
    if (text[at : at + 2] not in pairs and text[at] not in pairs) or not lead.match(text, at, end):
        return at
    for pattern in (_GAP, _ITEM):
        match = pattern.match(text, at, end)
        if match and match.end() > at:
            if match.group().endswith("要"):
                parse.modal = parse.modal or "要"
            return match.end()
    return _word(parse, index, at)


def _behind_event(index: TextIndex, at: int, end: int) -> int:
    """Where a term begins that counts from an event before it (在收到申请后|7日内); ``at`` where there is none."""
    event = index.p.event.match(index.text, at, end)
    if event is None or event.end() not in index.times:
        return at
    return event.end() if index.text[index.times[event.end()] - 1] in _CLOSES_TERM else at


def _binds_to_object(index: TextIndex, at: int, end: int) -> bool:
    """Tell whether a modal and a preposition stand behind a name, though a verb looks like both: 单位|应对X进行审核."""
    modal = index.p.inner_modal.match(index.text, at, end) if index.text.startswith(_TOWARDS, at) else None
    return modal is not None and at > 0 and "一" <= index.text[at - 1] <= "龥"


def _word(parse: Parse, index: TextIndex, at: int) -> int:
    """Skip a self-name, a modal or a conjunction, unless a longer verb begins there (将要/将, 更新/更)."""
    g, end = index.g, parse.end
    verb = index.verb_at(at, end)
    longest = verb.end() if verb and not _binds_to_object(index, at, end) else at
    for kind, pattern in (("self", g.self_name), ("modal", g.modal), ("conjunction", g.conjunctions)):
        match = pattern.match(index.text, at, end)
        if not match or match.end() < longest or (match.end() == longest and len(match.group()) < 2):
            continue
        if not _holds(index, match, end, kind):
            continue
        if kind == "modal":
            parse.modal = parse.modal or match.group()
            parse.cues.append(("modal", at, match.end()))
        parse.self_named |= kind == "self"
        return match.end()
    return at


def _holds(index: TextIndex, match: re.Match[str], end: int, kind: str) -> bool:
    word, after = match.group(), match.end()
    if word == "将" and _fronts(index, after, end):
        return False
    if index.text.startswith(("着眼于", "会同"), match.start()):
        return False
    if kind == "self" and _is_of_a_name(index, match.start(), after, end):
        return False
    if kind == "conjunction" and _leads_to_somebody(index, word, after, end):
        return True
    if kind == "modal" and word in index.g.uses["verbal"]:
        asked = word == _PROPOSES and index.times.get(after, end) < end  # 建议|今年主要预期目标为
        asked |= word == "请" and (after in index.bodies or _past_time(index, after) > after)  # 请财政部…
        hoped = word == _HOPE and index.text[max(0, match.start() - 1) : match.start()] in _STOPS
        asked |= word in ("请", _HOPE) and _names_somebody(index, after, end, hoped=hoped)
        allowed = word == "可以" and index.g.preposition.match(index.text, after, end)
        asked |= word == "计划" and index.text.startswith(_FRONTS, after)  # 计划|将A纳入B
        return asked or bool(allowed) or index.verb_past_adverbs(_past_time(index, after), end) is not None
    if word in index.g.uses["lead"] or _opens(index, after, end):
        return True
    if word == "但" and index.has_number(after, end):  # 但|赤字率不超过3%
        return True
    if word == "并" and index.verbs[after] >= 2 and end - after - index.verbs[after] >= 2:  # 并|使用阻燃材料
        return True
    return kind == "modal" and word in index.g.uses["loose"] and not index.p.no_modal.match(index.text, after - 1, end)


def _past_time(index: TextIndex, at: int) -> int:
    """Where what is to be done begins behind a time: 争取|6月底前|建成水厂."""
    begins = at + 1 if index.text[at : at + 1] in ("在", "于") else at
    return index.times.get(begins, at)


def _fronts(index: TextIndex, at: int, end: int) -> bool:
    """Tell whether 将 puts an object before its verb: 将|A作为B, 将|补贴范围扩大到B; not 将|推动学校纳入规划.

    So it does where nothing is done at the time behind it, which is the object's own: 将|2031年重点任务，纳入考核.
    """
    if index.text.startswith(_BY_RULE, at) and not index.p.lawful.match(index.text, at, end):  # 将|依据有关规定予以处理
        return False
    dated = index.times.get(at, end)
    named = index.text[at : at + 1] not in _COMPARES
    if named and dated < end and index.verb_past_adverbs(dated, end) is None and not index.is_prepositional(dated, end):
        return True
    first = index.skip_adverbs(at, end)
    verb = index.verb_at(first, end)
    if index.text.startswith("把", first if verb is None else verb.end()):  # 将始终|把A作为B, 将坚持|把A放在首位
        return False
    if index.text.startswith("对", first) and index.is_prepositional(first, end):  # 将定期|对落实情况进行检查
        return False
    row = index.row(verb)
    led = row is not None and row.control
    if led or index.text.startswith(_CALLS_IN, first):  # 将|组织专家对项目进行评审
        return False
    last = _past_listed(index.text, end)
    becomes = index.p.as_verb.search(index.text, first + 2, last) or index.p.handed_over.search(index.text, first, last)
    return becomes is not None


def _past_listed(text: str, end: int) -> int:
    """Find where the list ends whose first thing ``end`` closes: 将巡查|、管护、防灾有机衔接."""
    if not text.startswith("、", end):
        return end
    mark = _MARK.search(text, end, end + _LISTED)
    return mark.start() if mark else end


def _leads_to_somebody(index: TextIndex, word: str, at: int, end: int) -> bool:
    """Tell whether who acts stands behind a conjunction: 今后|各地要加强管理, 但|作为主管部门."""
    if (len(word) < 2 and word != "但") or word == "以及":  # what 以及 joins stands beside another name
        return False
    if at in index.bodies or index.text.startswith("作为", at) or _names_somebody(index, at, end):
        return True
    return any(stop - at > 1 and index.g.modal.match(index.text, stop, end) for stop in index.actor_ends(at, end))


def _is_of_a_name(index: TextIndex, start: int, at: int, end: int) -> bool:
    """Tell whether a self-name only opens the name of who must act: 全省|宣传思想战线要…, not 全省|宣传新条例."""
    if index.verb_at(at, end) is None:
        return False
    stops = (stop for stop in index.actor_ends(start, end) if stop > at and _OF not in index.text[at:stop])
    return any(index.g.modal.match(index.text, stop, end) for stop in stops)


def _names_somebody(index: TextIndex, at: int, end: int, *, hoped: bool = False) -> bool:
    """Tell whether somebody is named who is then asked to act: 请|大家抓好落实, 希望|各地一定要落实.

    What is ``hoped`` of them need be no known verb: 希望|大家深入思考.
    """
    told = index.text.startswith(_THOSE, at)
    stops = [s for s in index.actor_ends(at, end) if told or index.p.strong_actor.fullmatch(index.text, at, s)]
    if hoped and any(end - stop > 2 and index.text[stop] not in _NAMES_ON for stop in stops):
        return True
    acts = (index.skip_adverbs(stop, end) for stop in stops)
    g = index.g
    return any(
        i == end or index.verb_at(i, end) or index.is_prepositional(i, end) or g.modal.match(index.text, i, end)
        for i in acts
    )


def _opens(index: TextIndex, at: int, end: int) -> bool:
    """Tell whether something that can head an action stands at ``at``: verb, adverb, modal, preposition, ban, time."""
    if at >= end or at in index.times or index.text[at] in "，：" or index.verb_at(at, end):
        return True
    if index.text.startswith(_APART, at):
        return True
    g = index.g
    return any(p.match(index.text, at, end) for p in (g.adverbs, g.modal, g.negation, g.preposition, g.self_name))
