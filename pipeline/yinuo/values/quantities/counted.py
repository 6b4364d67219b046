"""Name what a quantity counts or measures, as it is written.

It is the noun behind the unit, the subject or object before the number, or what the clause before speaks of.
"""

from __future__ import annotations

from yinuo.rules import compile_re, shapes
from yinuo.rules.anchors import search_end
from yinuo.values.joints import JOINTS
from yinuo.values.numerals import DIGITS
from yinuo.values.quantities.behind_verbs import (
    HOLLOW,
    NUMBERS_FOLLOW,
    OWN_ACT,
    after_verbs,
    behind_lead,
    row_start,
)
from yinuo.values.quantities.context import RISE
from yinuo.values.quantities.money import given_before, money_behind
from yinuo.values.quantities.nouns import BARE, COUNTS_PEOPLE, GOODS, HOLDS_VERB, LONGEST, NO_NOUN, PLACES, noun_behind
from yinuo.values.quantities.sizes import behind_size, sized
from yinuo.values.quantities.tables import (
    action_verb_pattern,
    bound_before,
    change_pattern,
    closing_pattern,
    led_verb_pattern,
    plain_verb_pattern,
)

# How far before a number its name is looked for, and how long a name is at most.
_REACH = 48
_CLAUSE = compile_re(r"\n {0,9}|[，。；：！？,;:!?→①-⑳]|\((?=其中|[0-9]{1,4}[年月]|[一二三四]季度|[上下]半年)")
_BETWEEN = compile_re(shapes("quantities/shapes")["between"])
# For whom something is done, where people or things are counted: grammar, no table.
_FOR, _COUNTS = "为", ("classifier", "noun")
# A predicate that a number goes with, at the end: 财政计划安排|10亿元, 覆盖率保持|95%.
_HELD = compile_re(f"(?:{shapes('quantities/shapes')['held']})$")
# What a value is compared with, left out of its name: 比上年|增长5%.
_COMPARED = compile_re(
    r"(?:[同环]?(?<![占对之])比(?![例重率价赛值])|较(?![大快高好]))(?:(?<=^.)|(?<=[，,。；;：:].)|[^，。；、])[^，。；、]{0,22}$|(?:从(?!业)|由)[^，。；、]{0,16}$|(?<!不)[高低快]于[一-龥]{2,10}$"
)
_COMPARES = compile_re("[比较从由于]")  # each holds one
_TAKEN_FROM = compile_re(r"从(.{2,16}?)[中里](?:拿出|安排|提取|划出|调剂|列支|统筹)?")
_SHARE = compile_re(
    r"(.{2,40}?)(?:达到|完成|占|达|为|是|满足|覆盖|超过|相当于|控制在|提高[到至]|不(?:得|能|应|可)?(?:低于|少于|高于|超过))[^，]{2,14}(?:的|规模|总量|总数)"
)
_PART = compile_re(r"(?:低于|少于|高于|超过|达到)([一-龥]{2,12})的$")
_PUTS = compile_re("[将把]")  # holds one
_PUT = compile_re(r"[^，。；、]{0,20}(?<![名大军主])[将把](?![军领])(?=[一-龥]{2})")
_NO_ACT = compile_re(shapes("quantities/shapes")["no_act"])
_EXAMPLES, _NAMES_ALL = compile_re(r"等 ?$"), compile_re(r" ?[一-龥“A-Za-z]")
_SUMMED = compile_re(shapes("quantities/shapes")["summed"])
_ALL_OF = compile_re(r"各[类项]")
_RISING = compile_re(shapes("quantities/shapes")["rising"])
_MEASURED = compile_re(f"(?:{shapes('quantities/shapes')['own_measure']})$")
_NOUN = compile_re(r"(?:[一-龥A-Za-z0-9&—Ⅰ-Ⅻ“”《》（）()·+、.-]|(?<=[A-Za-z0-9一-龥]) (?=[一-龥])){2,24}")
_COST = compile_re("[和与及、](总投资(?:额|规模)?)$")
_ROW = compile_re(r"[一-龥A-Za-z0-9“”()、.]{2,44}")  # of names before 分别, each with a number of its own
_SET_ASIDE = compile_re(f"(?:{shapes('quantities/shapes')['set_aside']})$")
_GIVEN_OUT = compile_re(shapes("quantities/shapes")["given_out"])
_THING = compile_re(f"(?:{shapes('quantities/shapes')['thing']})$")  # 试点|县, 示范|基地
_TERM = compile_re(shapes("quantities/shapes")["term"])
# 80%以上水体, 15%的小区: of a share, what stands behind is measured where a place or such a word stands before.
_IN = compile_re(r"(?<![定持制])在$")
_PLACED = compile_re(shapes("quantities/shapes")["placed"])
_OWNED = compile_re(r"(?!.{0,20}[0-9一二三四五六七八九去上前]年)[^占佔為为达達由到於于]{3,24}的")
# An aside between a name and its number: 按可比价计算.
# What nobody takes for a name of its own: “有管无水、有水不净”|问题.
_SAYING = compile_re(r"“[^“”、]{1,20}(?:、[^“”、]{1,20}){1,4}”(问题|现象|难题)$")
_GRADE_BEHIND = compile_re(r"(?<=[一-龥”]{2})(?:国家|省|市|县)级$")
_UNIT_REST = compile_re(r"\([一-龥]{1,2}\)")  # 300套|(间)
_WHO = compile_re(shapes("quantities/shapes")["place_name"])  # no name of what is counted
_COVERED = compile_re(shapes("quantities/shapes")["covered"])
_SERVED = compile_re(shapes("quantities/shapes")["served"])
_STARTS_FROM = compile_re(shapes("quantities/shapes")["starts_from"])
_CARRIED_OUT = compile_re(shapes("quantities/shapes")["carried_out"])
_ASIDE = compile_re(r"(?:按|扣除|剔除)[^，,。；、0-9]{2,10}")
# How great each of them is: 2|×60万千瓦|机组, 4个|2×100万千瓦|电厂.
_TIMES = compile_re(r"[0-9.]{0,8}\s?[×*xX]\s?[0-9.]{1,8}\s?[万亿]?(?:[千兆吉]瓦|吨)")
_JOINT = compile_re(rf"{JOINTS}|的(?!基础)(?=[一-龥]{{2,12}}[0-9])")


def counted(folded: str, start: int, end: int, kind: str, floor: int = 0) -> str | None:
    """Name what a quantity counts, as written; None where unsure. ``floor`` is where the quantity before it ends.

    >>> counted("新建幼儿园7所。", 5, 7, "classifier"), counted("完成105个重点项目，", 2, 6, "classifier")
    ('幼儿园', '重点项目')
    >>> counted("推动学校年培训人次达到在校生规模的2倍", 16, 18, "ratio")
    '学校年培训人次'
    """
    name = _counted(folded, start, end, kind, floor)
    return _whole(name) if name else None


def _whole(name: str) -> str | None:
    """Leave out of a name what half a quote or bracket cuts off; of a row of sayings only the word behind counts.

    >>> _whole("卫生室(河东区"), _whole("有水不净”问题"), _whole("供水“有管无水、有水不净”问题")
    ('卫生室', '问题', '问题')
    """
    if saying := _SAYING.search(name):
        return saying[1]
    for opening, closing in ("()", "（）", "“”"):
        if name.count(opening) > name.count(closing):
            name = name[: name.rfind(opening)]
        elif name.count(opening) < name.count(closing):
            name = name.rpartition(closing)[2]
    name = _GRADE_BEHIND.sub("", name)  # “小巨人”企业国家级|10家
    return name if len(name) > 1 or name in PLACES or GOODS.fullmatch(name) else None


def _counted(folded: str, start: int, end: int, kind: str, floor: int) -> str | None:
    """Choose between the name before a number and the one behind it."""
    if (sized := _TIMES.match(folded, end)) and (works := noun_behind(folded, sized.end())):
        return works
    before = subject(folded, start, kind, floor)
    if COUNTS_PEOPLE.search(folded, start, end) and (who := _served(folded, start, floor)):
        return who
    if kind == "money" and (money := money_behind(folded, end)):
        return money
    shared = kind == "ratio" and (
        folded[end - 1] in "上下内" or folded.startswith("的", end) or _IN.search(folded, max(0, start - 2), start)
    )
    begins = folded[max(0, start - 1) : start] == "、" or _opens(folded, start, floor) == start
    if shared and (begins or _PLACED.search(folded, max(0, start - 2), start)):
        part = noun_behind(folded, end)
        before = part if part and not HOLLOW.fullmatch(part) else before
    if kind == "time" and (term := _TERM.match(folded, end)):
        return term[0].removeprefix("的")
    if kind == "ratio" and _SET_ASIDE.search(folded, max(0, start - 8), start) and (part := noun_behind(folded, end)):
        return part
    if kind == "time" and folded[end : end + 1] == "的" and (spent := noun_behind(folded, end)):
        return spent
    if kind in ("money", "ratio", "time"):
        if before or not (folded[end : end + 1] == "的" or (kind == "ratio" and folded[end - 1] != "盖")):
            return before
        done = kind == "ratio" and folded[end - 1] in "%一" and led_verb_pattern().match(folded, end)
        acts = done.end() if done else end  # 100%保障|新上项目用能
        part = noun_behind(folded, behind_lead(folded, acts, len(folded)) if done else acts)
        return None if part is None or part[0] in DIGITS or HOLLOW.fullmatch(part) else part
    return _of_things(folded, start, end, before)


def _of_things(folded: str, start: int, end: int, before: str | None) -> str | None:
    """Choose between both names of what is counted in whole things: 承接国家、省20项|改革任务."""
    behind = noun_behind(folded, end)
    if behind and before and _WHO.fullmatch(before) and not plain_verb_pattern().match(behind):
        return behind
    if before and _EXAMPLES.search(folded, max(0, start - 2), start) and _NAMES_ALL.match(folded, end):
        before = None  # 沙河镇、柳林镇等7个|重点镇
    if before and folded[end : end + 1] == "的" and _MEASURED.search(before):
        return before
    verbs = action_verb_pattern()  # of 力争培育|80家|示范合作社 the verb before is none
    if not behind or (before and verbs.fullmatch(before)) or not verbs.match(behind):
        return behind or before
    thing = HOLDS_VERB.match(behind) or _THING.search(behind)  # 37个|试点县
    return behind if thing else before or behind


def subject(folded: str, start: int, kind: str, floor: int) -> str | None:
    """Find the name that stands before a number: the subject of its predicate or the object of its verb."""
    opens = _opens(folded, start, floor)
    if given := given_before(folded, opens, start):
        return given
    if opens == floor > 0 and (rest := _UNIT_REST.match(folded, opens)):
        opens = floor = rest.end()
    if opens == floor > 0 and (joint := _JOINT.match(folded, opens)):  # 收入超亿元|的旅行社10家
        opens = joint.end() if joint[0] != "的" or kind in ("classifier", "noun", "money") else opens
    at, predicate = trim(folded, opens, start)
    if given := (given_before(folded, opens, at) if at < start else None):
        return given
    compared = _COMPARED.search(folded, opens, at) if _COMPARES.search(folded, opens, at) else None
    starts = _STARTS_FROM.fullmatch(folded, opens, at)  # 周转天数，要由现在的|30天
    if (m := starts or compared) and (starts or m[0][0] in "比较高低快" or m.start() - opens >= 2):
        at, predicate = trim(folded, opens, m.start())[0], True
    begin = behind_lead(folded, opens, at)
    noun = _name(folded, begin, at, kind, predicate)
    if noun and kind == "money" and (cost := _COST.search(noun)):  # 6个码头和总投资|9亿元的专用线
        noun = cost[1]
    if folded.startswith("全覆盖", start) and (covered := _COVERED.search(folded, opens, at)):
        noun = _name(folded, covered.start("who"), covered.end("who"), kind, predicate)
    each = folded.startswith("分别", at)
    if kind in _COUNTS and folded[at:start].strip() == _FOR:  # 开展关爱行动，为|1万人提供保障
        return noun
    if noun or not (predicate or each) or at > begin or folded[opens - 1 : opens] not in ("，", ",") or opens <= floor:
        return noun
    return _of_clause_before(folded, opens - 1, floor)


def _served(folded: str, start: int, floor: int) -> str | None:
    """Find for whom something is done, where people are counted: 为|网约配送员|购买职工保障3万人."""
    opens = _opens(folded, start, floor)
    at = trim(folded, opens, start)[0]
    served = _SERVED.fullmatch(folded, behind_lead(folded, opens, opens), at) if at > opens else None
    if served is None:
        return None
    who = served["who"]
    summed = _SUMMED.match(who)
    return who[summed.end() :] if summed else who


def _opens(folded: str, at: int, floor: int) -> int:
    """Find where the stretch between commas that reaches up to ``at`` begins, not before ``floor``."""
    opens = max(floor, at - _REACH)
    for mark in _CLAUSE.finditer(folded, opens, at):
        opens = mark.end()
    return opens


def trim(folded: str, low: int, at: int) -> tuple[int, bool]:
    """Find where the words that belong to the number begin, and whether a predicate is among them."""
    predicate, before = False, -1
    while at != before:
        while at > low and folded[at - 1].isspace():
            at -= 1
        before = at
        while m := bound_before(folded, max(low, at - 8), at):
            at = m.start()
        if m := search_end(_BETWEEN, folded, low, at):
            at = m.start()
        if search_end(RISE, folded, low, at):
            break
        if m := change_pattern().search(folded, max(low, at - 9), at) or search_end(_HELD, folded, low, at):
            at, predicate = m.start(), True
    return at, predicate


def _name(folded: str, begin: int, at: int, kind: str, predicate: bool) -> str | None:
    """Find the name within a stretch, and leave out what leads to it."""
    if taken := _TAKEN_FROM.match(folded, begin, at):
        return taken[1]
    if kind == "ratio" and (m := _SHARE.match(folded, begin, at)) and m.end() == at:
        at, predicate = trim(folded, begin, m.end(1))[0], True
    elif kind == "ratio" and (part := _PART.search(folded, begin, at)):
        return part[1]
    elif kind == "ratio" and _OWNED.fullmatch(folded, begin, at):  # 服务费的|80%
        at -= 1
    opens = begin
    begin = _behind_size(folded, begin, at, kind)
    if begin > opens and kind in ("classifier", "noun") and BARE.fullmatch(folded, begin, at):
        return sized(folded, opens, begin, at)
    led = predicate and not (kind in ("classifier", "noun", "measure") and _CARRIED_OUT.match(folded, begin, at))
    begin = after_verbs(folded, begin, at, led=led, amount=kind in ("money", "ratio"))
    begin = row_start(folded, begin, at)
    if (summed := _SUMMED.match(folded, begin, at)) and (
        kind in ("classifier", "noun") or _ALL_OF.match(folded, summed.end(), at)
    ):
        begin = behind_lead(folded, summed.end(), at)
    if _PUTS.search(folded, begin, at) and (put := _PUT.match(folded, begin, at)):  # 机构逐步将|担保费率
        begin = put.end()
    noun = _without_lead(folded[begin:at].strip("、 "))
    if len(noun) > LONGEST and (predicate or NUMBERS_FOLLOW.match(folded, at)) and _ROW.fullmatch(noun):
        return noun if "的" not in noun else noun.rpartition("的")[2]
    if len(noun) > LONGEST and "的" in noun:
        noun = noun.rpartition("的")[2]
    done = folded.endswith(("完成", "实施", "开展"), 0, begin)  # 完成营造林30万亩
    done = done or OWN_ACT.fullmatch(noun) is not None
    named = (
        (_NOUN.fullmatch(noun) or GOODS.fullmatch(noun)) and not NO_NOUN.search(noun) and not _NO_ACT.fullmatch(noun)
    )
    return noun if named and (done or not plain_verb_pattern().fullmatch(noun)) else None


def _without_lead(noun: str) -> str:
    """Leave out of a name the bracket or the standard it begins with: 以街道为单位的|服务机构."""
    noun = noun[1:] if noun[:1] in ("（", "(") and ")" not in noun else noun  # （市级|3座
    last = noun.rpartition("的")[2] if noun[:1] == "以" else ""
    return last if last and not plain_verb_pattern().search(last) else noun


def _behind_size(folded: str, begin: int, at: int, kind: str) -> int:
    """Find where a name begins behind how great it is (亿元以上的|项目), or who gives it out (财政拟安排|补助资金)."""
    begin = behind_size(folded, begin, at)
    given = _GIVEN_OUT.match(folded, begin, at) if kind == "money" else None
    return begin if given is None or HOLLOW.fullmatch(folded, given.end(), at) else given.end()


def _of_clause_before(folded: str, comma: int, floor: int) -> str | None:
    """Find what the clause before speaks of, where it is what the number measures: 下调养老保险缴费比例，可降至16%."""
    opens = _opens(folded, comma, floor)
    if 0 < opens <= floor or _ASIDE.fullmatch(folded, opens, comma):
        return None
    begin = after_verbs(folded, behind_lead(folded, opens, comma), comma, led=False)
    closed = closing_pattern().search(folded, begin + 2, comma) or _RISING.search(folded, begin + 2, comma)
    noun = folded[begin : closed.start() if closed else comma]
    if action_verb_pattern().fullmatch(noun):
        return None
    if folded.startswith("分别", comma + 1) and _ROW.fullmatch(noun):  # 补贴标准，|分别从90元、80元
        return noun
    return noun if _NOUN.fullmatch(noun) and len(noun) <= 16 and not NO_NOUN.search(noun) else None
