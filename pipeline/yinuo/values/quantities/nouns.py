"""Find the noun that stands behind a unit: 7个|现代牧场."""

from __future__ import annotations

from yinuo.rules import compile_re, shapes
from yinuo.values.quantities.tables import action_verb_pattern, closing_pattern, plain_verb_pattern, predicate_pattern

# How long a name is at most.
LONGEST = 24
# What no name of a thing begins with, ends with or holds.
NO_NOUN = compile_re(shapes("quantities/shapes")["no_noun"])
# Two grades or sizes of one thing: 7个国家级|和20个省级|示范区, 2座中型|、9座小型|水库.
_KIND = r"(?:(?:国家|省|市|县|区|州|乡|镇|村)级|[大中小]{1,2}(?:\([一二]\))?型)"
_GRADE = compile_re(rf"{_KIND}[和、及][0-9一二三四五六七八九十]{{1,4}}[个家所处项座条](?={_KIND})")
_BEHIND_KIND = compile_re(rf"{_KIND}(.+)")
# Where a noun behind a unit ends: at a mark or at another number.
_DIGITS_LEAD = compile_re(shapes("quantities/shapes")["digits_lead"])  # 24小时|热线
_STANDS = compile_re(r"[，。；：！？、,;:!?()《》【】\[]|(?<![A-Za-z])\s|\s(?![一-龥])|[0-9](?![A-Za-z])")
HOLDS_VERB = compile_re(shapes("quantities/shapes")["holds_verb"])
# Behind a joint another number follows, at once or behind the names of what it counts: 5个专项和|新能源、环保等8个专项.
_NUMBER_NEXT = compile_re(r"[0-9]|(?:、[一-龥A-Za-z“”—]{2,16}){0,8}等[0-9]")
_NOTHING = frozenset(("", *"，。；：、"))
_STOP = compile_re(shapes("quantities/shapes")["noun_stop"])
# What says more about a noun, in front of 的: 符合条件|的企业.
_RELATIVE = compile_re(shapes("quantities/shapes")["relative"])
_SECOND = compile_re(r"、([一-龥A-Z]{2,10})(?:、[一-龥A-Z]{2,10})?(?=[，。；\n]|$)")
_STEP = compile_re(f"(?:{shapes('quantities/shapes')['step']})(?![一-龥])")
_TASK = compile_re(shapes("quantities/shapes")["task"])
_BRACKET = compile_re(r"\([一-龥]{1,3}\)[一-龥]?(?![一-龥])|\((?:[一-龥]{1,3}|[市区县旗州、]{2,6})\)")
# How great what is counted is, a form: 20个|10亿元以上|项目.
_SIZE = compile_re(shapes("quantities/shapes")["size"])
# What says little without its size: 亿元以上|项目.
BARE = compile_re(shapes("quantities/shapes")["bare_name"])
# 6.5万套|(间)
_BRACKET_UNIT = compile_re(r"\([一-龥]{1,2}\)")
_PLANNED = compile_re(shapes("quantities/shapes")["planned"])
# Units of acts: behind them 任务 and 工作 are what is counted.
_ACTS = ("项", "次", "场", "期", "轮", "批")
# Single characters that are names of what is counted: 7个|村.
PLACES = frozenset("村县市区乡镇校")
_QUOTED = compile_re(r"[一-龥]{0,8}“[^“”。；]{2,20}”")
_SAID_OF = compile_re(shapes("quantities/shapes")["said_of"])
_ACTS_THERE = compile_re(shapes("quantities/shapes")["acts_there"])
_COMPOUND = compile_re(shapes("quantities/shapes")["compound"])
_QUALITY = compile_re(f"(?:{shapes('quantities/shapes')['quality']})$")
_LISTED = compile_re(shapes("quantities/shapes")["listed"])
_COMPOUND_END = compile_re(f"(?:{shapes('quantities/shapes')['thing']})$")
_JOINTS = frozenset("、和及与")
# A bracket that belongs to a longer name: 乡镇(街道)文化站, 小(一)型水库.
_NAMED_ON = compile_re(
    r"(?:(?!的)[一-龥]){2,14}\([一-龥]{1,3}\)|(?:(?!的)[一-龥]){1,14}\([一-龥]{1,3}\)(?=[型级])"
    r"|[区县市]\([市区县、]{1,3}\)(?=[区县市])"
)
_MET = compile_re(shapes("quantities/shapes")["met"])
_EXAMPLES = compile_re(shapes("quantities/shapes")["examples"])
# Single characters that are names of goods: 钢500万吨.
GOODS = compile_re(shapes("quantities/shapes")["goods"])
_COUNTS_THINGS = compile_re(f"(?:{shapes('quantities/shapes')['counts_things']})$")
# Units of people.
COUNTS_PEOPLE = compile_re(f"(?:{shapes('quantities/shapes')['counts_people']})$")
_PEOPLE_DO = compile_re(shapes("quantities/shapes")["people_do"])
_PEOPLE = compile_re(shapes("quantities/shapes")["people"])


def noun_behind(folded: str, end: int) -> str | None:
    """Find the noun that stands behind a unit: 7个现代牧场建设任务, 5个村的饮水安全工程."""
    at = end + 1 if folded[end : end + 1] in ("的", " ") else end
    at = other.end() if (other := _BRACKET_UNIT.match(folded, at)) else at
    if folded[at : at + 1] in _NOTHING or _STEP.match(folded, at):
        return None
    size = _SIZE.match(folded, at)
    at = led.end() if (led := size or _PLANNED.match(folded, at)) else at
    at = met.end() if (met := _MET.match(folded, at)) else at
    if grade := _GRADE.match(folded, at):
        named = _BEHIND_KIND.fullmatch(noun_behind(folded, grade.end()) or "")
        return named[1] if named else None
    if (said := _SAID_OF.match(folded, at)) and not _TASK.fullmatch(said["noun"]):
        return said["noun"]  # 10个|看得见蓝天、留得住乡愁的村庄
    if summed := _summed(folded, end, at):
        return summed
    stop = _stop(folded, at)
    noun = _people(folded, end, _cut(folded, at, stop))
    if noun.endswith(("及", "与", "和")) and folded[stop : stop + 1].isdigit():  # 60个文化站及|8个书屋
        noun = noun[:-1]
    if "“" in noun and "”" not in noun and (quote := _QUOTED.match(folded, at)):
        noun = quote[0]  # 八个|“走在前、作示范”
    noun = _listed(folded, at, noun)
    if at > end or not folded.endswith(_ACTS, 0, end):
        short = _TASK.sub("", noun)
        noun = short if len(short) >= 2 else noun
    if len(noun) == 1 and (noun in PLACES or GOODS.fullmatch(noun)):
        return noun
    if size and size.end() == at and BARE.fullmatch(noun):
        return folded[size.start() : at] + noun  # 6个|亿元以上项目
    sound = 2 <= len(noun) <= 20 and not closing_pattern().fullmatch(noun) and not NO_NOUN.search(noun)
    return noun if sound else None


def _listed(folded: str, at: int, noun: str) -> str:
    """Add to a noun that begins at ``at`` what goes on with it in a row: 供水|、供热及排污工程."""
    stop = at + len(noun)
    if noun and folded[stop : stop + 1] in _JOINTS and not _COMPOUND_END.search(noun):
        rest = _LISTED.match(folded, stop)
        noun += rest[0] if rest and len(noun) + len(rest[0]) <= 20 else ""
        stop = at + len(noun)
    if noun and folded[stop : stop + 1] == "、" and (second := _SECOND.match(folded, stop)):
        said = None if "等" in second[0] else _STOP.search(folded, second.start(1) + 2, second.end())  # 、提案|全部办结
        noun += "" if action_verb_pattern().match(second[1]) else folded[stop : said.start() if said else second.end()]
    return noun


def holds(spans: list[tuple[int, int]], place: int) -> bool:
    """Tell whether a place lies amid one of some spans.

    >>> holds([(0, 3)], 1), holds([(0, 3)], 3)
    (True, False)
    """
    return any(low < place < high for low, high in spans)


def _summed(folded: str, end: int, at: int) -> str | None:
    """Find the noun that sums up the examples before it: 医院、广场等|海绵示范工程; none that says little alone."""
    counts = _COUNTS_THINGS.search(folded, max(0, end - 4), end)
    examples = _EXAMPLES.match(folded, at) if counts else None
    if not examples or action_verb_pattern().search(folded, at, examples.end() + 2):
        return None
    noun = noun_behind(folded, examples.end())
    return noun if noun and len(noun) > 2 else None


def _people(folded: str, end: int, noun: str) -> str:
    """Cut a noun from what people do or what is done for them: 2名残疾人|适配辅助器具."""
    counts = COUNTS_PEOPLE.search(folded, max(0, end - 5), end)
    for people in _PEOPLE.finditer(noun) if counts else ():
        rest = noun[people.end() :]
        does = action_verb_pattern().match(rest) or _PEOPLE_DO.match(rest)
        if does and not (_PEOPLE.search(rest) or _COMPOUND_END.search(rest) or rest.endswith("脱贫")):
            return noun[: people.end()]
    return noun


def _stop(folded: str, at: int) -> int:
    """Find where a noun that begins at ``at`` ends at the latest: at a mark, another number, or a word about it."""
    begin = led.end() if (led := _DIGITS_LEAD.match(folded, at)) else at
    stands = _STANDS.search(folded, begin, at + LONGEST)
    stop = stands.start() if stands else min(len(folded), at + LONGEST)
    if stands and (bracket := _BRACKET.match(folded, stop)):
        stop = bracket.end()
        if (named := _NAMED_ON.match(folded, at)) and named.end() == stop:
            stands = _STANDS.search(folded, stop, max(stop, at + 20))
            stop = stands.start() if stands else min(len(folded), at + 20)
    said = _STOP.search(folded, _behind_quote(folded, at, stop), stop)
    return said.start() if said else stop


def _behind_quote(folded: str, at: int, stop: int) -> int:
    """Find where a noun goes on behind the title in quotes that it begins with: “为民解忧”|项目."""
    return folded.find("”", at, stop) + 1 if folded.startswith("“", at) and "”" in folded[at:stop] else at


def _cut(folded: str, at: int, stop: int) -> str:
    """Cut a noun from what is said of it: at a verb, at 的 or at 和 with another number behind it."""
    noun, number_follows = folded[at:stop], _NUMBER_NEXT.match(folded, stop) is not None
    held = HOLDS_VERB.match(noun)  # 上线 is no verb within 线上线下
    begin = held.end() if held else max(1, _behind_quote(noun, 0, len(noun)))
    inside = [m.span() for m in HOLDS_VERB.finditer(noun, begin)]  # 共建 is no verb within 公共建筑
    acts = (m for m in predicate_pattern().finditer(noun, max(2, begin)) if not holds(inside, m.start()))
    said = closing_pattern().search(noun, begin) or next(acts, None)
    if said and _COMPOUND.match(noun, said.end()):  # 农村供水|工程
        said = None
    on = said and len(noun) - said.end() > 2 and noun[said.end()] == "的" and not said[0].endswith("成")
    if said and not on:  # 政府举办的|机构 goes on, but not 联络线|组成的网
        noun, number_follows = noun[: said.start()].rstrip("和与及、"), False
    if noun[:1] in PLACES and _ACTS_THERE.match(noun, 1):  # 6个县|开展试点
        return noun[0]
    left, of, right = noun.partition("的")
    if of:
        relative = _RELATIVE.fullmatch(left) or action_verb_pattern().match(left)
        if len(left) > 3:  # 政府举办|的机构
            verbs = plain_verb_pattern() if "和" in left else action_verb_pattern()
            relative = relative or verbs.fullmatch(left, len(left) - 2) or _QUALITY.search(left)
        noun = right.partition("的")[0] if relative and right else left
    joint = noun.find("和", 2)
    if joint > 0 and (number_follows or len(noun) - joint > 10 or action_verb_pattern().match(noun, joint + 1)):
        noun = noun[:joint]
    return noun
