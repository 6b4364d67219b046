"""Find where a name begins behind the verbs that say what is done with it: 力争培育|示范合作社."""

from __future__ import annotations

import re

from yinuo.rules import compile_re, shapes
from yinuo.values.joints import JOINTS
from yinuo.values.quantities.nouns import HOLDS_VERB, LONGEST, holds
from yinuo.values.quantities.tables import (
    action_verb_pattern,
    inner_verb_pattern,
    led_verb_pattern,
    making_pattern,
    object_verb_pattern,
    opening_verbs,
    units,
)

TIME = compile_re(rf"(?:{shapes('quantities/shapes')['lead']} ?){{1,9}}")
NUMBERS_FOLLOW = compile_re(shapes("quantities/shapes")["numbers_follow"])
OWN_ACT = compile_re(shapes("quantities/shapes")["own_act"])
# Whose will it is: 全市工业要力争|引进项目, before a verb.
_WILL = compile_re(shapes("quantities/shapes")["whose_will"])
HOLLOW = compile_re(shapes("quantities/shapes")["hollow_measure"])
# Behind these a verb is part of a noun: 增长|率, 生产|总值.
_IN_NOUN = compile_re(shapes("quantities/shapes")["verb_in_noun"])
_AND_VERB = compile_re(rf"(?!和[美谐平])(?:{JOINTS}|或)")
# What belongs to the verb before it: 建设|好, 培育|出.
_CLEAR = compile_re(f"{shapes('quantities/shapes')['clear']}{{1,2}}")
# For whom or with what it is done: 为学生|募集岗位, 依托驿站|服务青年.
_PREP = compile_re(shapes("quantities/shapes")["prep"])
_PREP_VERB = compile_re(shapes("quantities/shapes")["prep_verb"])
_MAIN = "重点"
_NOT_PLAIN = compile_re("[向将把在从)）0-9]")
_QUOTED = compile_re("“[^“”]*”")


def bare_name(name: str, unit: str | None) -> str:
    """Leave out the verb before one of a row of names of things: 改造县乡公路和新建水泥路|分别为.

    >>> bare_name("改造县乡公路", "公里"), bare_name("引进资金", "%")
    ('县乡公路', '引进资金')
    """
    row = units().get(unit or "")
    if row is None or row.kind in ("ratio", "money", "time"):
        return name
    return name[after_verbs(name, 0, len(name), led=False) :]


def behind_lead(folded: str, begin: int, at: int) -> int:
    """Find where a stretch begins behind times, modals and adverbs; 重点 is one before a verb only.

    >>> behind_lead("今年重点建设学校", 0, 8), behind_lead("今年重点校舍", 0, 6)
    (4, 2)
    """
    lead = TIME.match(folded, begin, at)
    end = lead.end() if lead else begin
    bare = folded.endswith(_MAIN, begin, end) and not action_verb_pattern().match(folded, end, at)
    return end - len(_MAIN) if bare else end


def _behind_prep(folded: str, begin: int, at: int) -> int:
    """Find where the verb begins behind for or with whom it is done: 为大学生|募集岗位."""
    prep = _PREP.match(folded, begin, at)
    for place in range(prep.end() + 2, at - 1) if prep else ():
        verb = object_verb_pattern().match(folded, place, at) or _PREP_VERB.match(folded, place, at)
        if OWN_ACT.fullmatch(folded, place, at):
            return place
        if (
            verb
            and at - verb.end() >= 2
            and not (HOLDS_VERB.match(folded, place) or _IN_NOUN.match(folded, verb.end()))
        ):
            return place
    return begin


def after_verbs(folded: str, begin: int, at: int, *, led: bool, amount: bool = False) -> int:
    """Find where the object begins behind its verbs.

    Of a subject (``led``) only 推动, 确保 and their like are left out, of an ``amount`` no verb that is also a noun.
    """
    led = led and _behind_prep(folded, begin, at) == begin  # 为企业|减免税费
    verbs = led_verb_pattern() if led else object_verb_pattern() if amount else action_verb_pattern()
    will = None if led else _WILL.match(folded, begin, at)
    if will and (acts := verbs.match(folded, will.end(), at)) and at - acts.end() >= 2:
        begin = will.end()
    begin = begin if led else behind_lead(folded, _behind_prep(folded, begin, at), at)
    row: list[int] = []  # where the verbs left out begin
    while not HOLDS_VERB.match(folded, begin, at) and (verb := _verb(verbs, folded, begin, at)):
        behind = verb.end() - verb[0].endswith(("建成", "创成"))
        if len(verb[0]) > 2 and HOLDS_VERB.match(folded, verb.end() - 2):  # 制定|实施细则
            behind -= 2
        behind = c.end() if (c := _CLEAR.match(folded, behind, at)) and at - c.end() >= 2 else behind
        if joint := _AND_VERB.match(folded, behind, at):
            if not verbs.match(folded, joint.end(), at):
                break  # 造林和生态修复
            behind = joint.end()  # 新建和|改造公路
        behind = behind_lead(folded, behind, at)
        if at - behind < 2 or _IN_NOUN.match(folded, behind, at) or HOLLOW.fullmatch(folded, behind, at):
            return row[-1] if row and folded.startswith("率", behind) else begin  # 投资|完成率
        if (row or amount) and verb[0] in opening_verbs():
            break
        if OWN_ACT.fullmatch(verb[0]) and action_verb_pattern().fullmatch(folded, behind, at):
            break  # 造林绿化
        row, begin = [*row, begin], behind
    return _behind_inner_verb(folded, begin, at, led=led, amount=amount)


def _verb(verbs: re.Pattern[str], folded: str, begin: int, at: int) -> re.Match[str] | None:
    """Find the verb that stands at ``begin``, with 新 before it or without."""
    return verbs.match(folded, begin, at) or (
        verbs.match(folded, begin + 1, at) if folded.startswith("新", begin) else None
    )


def _behind_inner_verb(folded: str, begin: int, at: int, *, led: bool, amount: bool) -> int:
    """Find where the object begins behind a verb within a stretch: 面向农民开展|培训."""
    making = (making_pattern() if led or amount else inner_verb_pattern()).finditer(folded, begin + 2, at)
    inside = [m.span() for m in HOLDS_VERB.finditer(folded, begin, at)]  # 共建 is no verb within 公共建筑
    inner = [] if led else [m for m in making if at - m.end() >= 2 and not holds(inside, m.start())]
    if inner:
        return begin if HOLLOW.fullmatch(folded, inner[-1].end(), at) else inner[-1].end()
    return begin


def row_start(folded: str, begin: int, at: int) -> int:
    """Find where the name in a row of nouns begins.

    A short row (小学、幼儿园) is one name, and a longer one of plain names; else the last noun counts.
    """
    if folded.find("”", begin, at) >= 0 > folded.find("“", begin, at):  # “高效办成|一件事”套餐
        begin = max(folded.rfind("“", max(0, begin - 16), begin), 0) or begin
    last = begin + _QUOTED.sub(lambda quote: "“" * len(quote[0]), folded[begin:at]).rfind("、")
    if last >= 0 and folded.rfind("(", begin, last) > folded.rfind(")", begin, last):
        return begin  # 县(市、区)
    plain = not (_NOT_PLAIN.search(folded, begin, last) or object_verb_pattern().search(folded, begin, last))
    longest = LONGEST if plain else 16
    if (
        last < begin
        or NUMBERS_FOLLOW.match(folded, at)
        or (at - begin <= longest and not object_verb_pattern().match(folded, last + 1, at))
    ):
        return begin
    named = after_verbs(folded, last + 1, at, led=False)
    return begin if named == last + 1 and at - begin <= longest else named  # 开工率、投资完成率
