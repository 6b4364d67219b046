"""Make keys of what quantities measure, so that a promise and its result can be told to measure the same."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from yinuo.tracking.tables import Change, alias, kin, shape, shortened, sort_of, unit_families, wholes
from yinuo.values.quantities.indicators import indicator, qualifier

Measure = Literal["growth", "level", "made"]
_MARKS = re.compile(r"[“”\"‘’《》（）()、，\s]")
_HEADS = ("再", "转移")
_LONG = 4
_FEWEST, _MOST = 2, 12
_MEASURE = re.compile("增加值|总?产值|(?:营业|销售|主营业务)收入|利润|交易额|销售额")
_UNIT = re.compile("（.{1,2}）")  # a second unit: 6000套（户）
_ASIDE = re.compile("（[^（）]{0,12}）")
_KINDRED = 2  # names that differ by so many characters within, and by no other, are one name


@dataclass(frozen=True, slots=True)
class Key:
    """Hold what a quantity measures: its cleaned name, its indicator where the table has one, how, and the unit.

    ``measure`` is growth (by so much), level (so much in all) or made (so many within a time); ``unit`` a family;
    ``lead`` what stands before the indicator's name, by which it is one of a part; ``sort`` which sum of it.
    """

    name: str
    indicator: str | None
    measure: Measure
    unit: str
    added: bool = False
    lead: str = ""
    sort: str = ""

    @property
    def generic(self) -> bool:
        """Tell whether many things have this name."""
        return self.indicator is None and generic(self.name)


def generic(name: str) -> bool:
    """Tell whether many things have a name: 项目, 总投资."""
    return len(name) < _FEWEST or shape("generic").fullmatch(name) is not None


@functools.lru_cache(maxsize=8192)
def stripped(name: str) -> str:
    """Take off a name what is no part of it at its ends: place, time, verbs.

    >>> stripped("全省粮食总产量继续"), stripped("完成造林")
    ('粮食总产量', '造林')
    """
    name = _MARKS.sub("", _ASIDE.sub("", name) or name)
    before = ""
    while name != before:
        before = name
        if (found := shape("name_lead").match(name)) and 0 < found.end() <= len(name) - 2:
            name = name[found.end() :]
        if (found := shape("name_tail").search(name)) and found.start() >= 2:
            name = name[: found.start()]
    return name


def clean(name: str) -> str:
    """Strip a name, and take out the words that reports put in and leave out.

    >>> clean("全省粮食总产量继续"), clean("新建现代化牧场")
    ('粮食产量', '现代化牧场')
    """
    return shape("name_word").sub("", shortened(stripped(name), names=True))


def measure_of(folded: str, clause: int, start: int, quantity: dict[str, Any]) -> Measure:
    """Tell how a quantity that begins at ``start`` in a clause measures: growth, level or made."""
    before = folded[clause:start].rstrip()  # 达到 70 家
    rate = family(quantity["unit"]) in ("share", "points", "times", "permille")
    if quantity["change"] == "multiple" or (rate and _grows(quantity)):
        return "growth"
    if shape("level").search(before):
        return "made" if shape("added").search(before) else "level"
    counts = family(quantity["unit"]) in ("things", "people")
    made = counts or quantity["change"] != "level" or shape("made").search(before)
    return "made" if made else "level"


def _grows(quantity: dict[str, Any]) -> bool:
    """Tell whether a value is one of a growth: by its verb, or by its name (增速, 涨幅)."""
    return quantity["change"] != "level" or shape("rate_of").search(quantity["of"] or "") is not None


def family(unit: str | None) -> str:
    """Give the family of a unit; the unit itself where the table has none.

    >>> family("斤"), family("吨"), family("标准箱")
    ('mass', 'mass', '标准箱')
    """
    row = unit_families().get(unit or "")
    return row.family if row else unit or ""


def key_of(folded: str, clause: int, quantity: dict[str, Any], before: str = "", part: str = "") -> Key:
    """Make the key of a quantity; ``before`` is the name in the clause before, for a bare 产量 or 面积.

    ``part`` is the part of the place (县域, 高新区) that the sentence speaks of.
    """
    measure = measure_of(folded, clause, quantity["start"], quantity)
    more = shape("added").search(folded, clause, quantity["start"])
    added = more is not None
    apart = more and shape("apart").search(folded, more.end(), quantity["start"])
    change: Change = "growth" if measure == "growth" else "added" if added and not apart else "any"
    name = _named(folded, clause, quantity, change)
    found, lead = None, ""
    for one in _written(name, quantity["of"] or "", change):
        key = indicator(one, quantity["unit"], "increase" if measure == "growth" else quantity["change"])
        if key and not found:
            found, lead = key, shape("scope").sub("", qualifier(key, one)) or _of_them(folded, quantity)
    name, lead = _whole(clean(name), before), lead or part if found else ""
    return Key(name, found, measure, _unit(quantity, measure), added, lead, sort_of(found or "", quantity["of"] or ""))


def _of_them(folded: str, quantity: dict[str, Any]) -> str:
    """Give what belongs to the things counted, if that is what is spoken of: 供水系统 in 79个老旧小区供水系统改造."""
    of, end = quantity["of"] or "", quantity["end"]
    if family(quantity["unit"]) != "things" or not of or not folded.startswith(of, end):
        return ""
    rest = folded[end + len(of) : end + len(of) + _MOST]
    return "" if shape("of_name").match(rest) else rest[:_LONG]


def _named(folded: str, clause: int, quantity: dict[str, Any], change: Change) -> str:
    """Give the name of what a quantity measures, as others write it, too: 转移农村富余劳动力 is 农村劳动力转移就业."""
    of = quantity["of"] or ""
    if _UNIT.fullmatch(of) and (said := _behind(folded, quantity["end"] + len(of))):
        of = said
    if (shape("no_name").fullmatch(of) or _UNIT.fullmatch(of)) and (said := _before(folded, clause, quantity["start"])):
        of = said
    name = stripped(of)
    if (generic(name) or _MEASURE.fullmatch(name)) and (own := _qualified(folded, clause, quantity)):
        return own + name
    head = next((one for one in _HEADS if name and folded.find(one + name, clause, quantity["start"]) >= 0), "")
    if head and not name.startswith(head):
        name = head + name
    if folded.startswith(of or " ", clause) or len(clean(name)) >= _LONG:  # 投资增长7%, but not 项目完成投资增长7%
        return alias(clean(name), change) or name
    return name


def _qualified(folded: str, clause: int, quantity: dict[str, Any]) -> str:
    """Give what stands before a general name and belongs to it: 亿元以上 before 项目, 规上工业 before 完成增加值."""
    of, end = quantity["of"] or "", quantity["end"]
    at = folded.rfind(of, clause, quantity["start"])
    behind = folded.find(of, end, end + _MOST + len(of)) if at < 0 else -1
    said = folded[end:behind] if behind >= 0 else folded[clause : max(clause, at)]
    own = stripped(re.split("[、和及，。；]", said)[-1])
    return own if _FEWEST <= len(own) <= _MOST and not own[0].isdigit() and not shape("cumulative").search(own) else ""


def _before(folded: str, clause: int, start: int) -> str:
    """Give the name that stands before the verb of a value, from the beginning of its clause or list."""
    return stripped(re.split("[、和及]", folded[clause:start])[-1])


def _behind(folded: str, at: int) -> str:
    """Give the name that stands behind a second unit: 市政路 in 改造11条（段）市政路."""
    said = re.match("[一-龥]{0,12}", folded[at : at + _MOST])
    return said[0] if said and len(said[0]) >= _FEWEST else ""


def _written(name: str, of: str, change: Change) -> Iterator[str]:
    """List the ways in which a name may stand in the table of indicators: 零售总额 for 零售, 新增就业 for 就业."""
    yield name
    if name + "总额" in of:
        yield name + "总额"
    if change == "added":
        yield "新增" + name


def _unit(quantity: dict[str, Any], measure: Measure) -> str:
    """Give the family of the unit of a quantity; a growth by so many times is one by so many hundred per cent."""
    own = family(quantity["unit"])
    return "share" if own == "times" and measure == "growth" and quantity["change"] == "increase" else own


def _whole(name: str, before: str) -> str:
    """Put what is spoken of before a bare measure: 产量 behind 蔬菜种植面积 is 蔬菜产量."""
    if not before or not _BARE.fullmatch(name):
        return name
    thing = _MEASURED.sub("", before)
    return thing + name if len(thing) >= 2 and thing != before else name


_BARE = re.compile("总?(?:产量|面积|产值|规模)")
_MEASURED = re.compile("(?:种植|播种|养殖|建设|经营)?(?:面积|规模|数量|存栏|播种)$")


def same(one: Key, other: Key) -> Literal["", "equal", "kindred"]:
    """Tell whether two keys name the same thing: by indicator or name (equal), or nearly by name (kindred).

    >>> key = lambda name: Key(name, None, "level", "mass")
    >>> [same(key("蔬菜产量"), key(name)) for name in ("蔬菜产量", "地产蔬菜产量", "马铃薯产量")]
    ['equal', 'kindred', '']
    """
    if one.unit != other.unit and not (one.indicator and {one.unit, other.unit} == {"people", "things"}):
        return ""
    if one.indicator or other.indicator:
        near = (one.indicator, other.indicator) in kin()
        return _of_indicator(one, other) if one.indicator == other.indicator else "kindred" if near else ""
    if not one.name or not other.name:
        return ""
    if one.name == other.name:
        return "equal"
    long, short = (one.name, other.name) if len(one.name) >= len(other.name) else (other.name, one.name)
    scope = long.removesuffix(short)
    if long.endswith(short) and (shape("scope").fullmatch(scope) or shape("town").fullmatch(scope)):
        return "kindred"
    if generic(short):
        return ""
    within = len(long) - len(short) <= _KINDRED and long[:2] == short[:2] and long[-2:] == short[-2:]
    return "kindred" if within and len(short) >= 4 and _subsequence(short, long) else ""


def _of_indicator(one: Key, other: Key) -> Literal["", "equal", "kindred"]:
    """Tell whether two names of one indicator measure the same whole: not 庆阳经济总量 and 地区生产总值."""
    key = one.indicator or ""
    left, right = ("" if (key, lead) in wholes() else lead for lead in (one.lead, other.lead))
    if left == right:
        sorts = {one.sort, other.sort} - {""}
        return "equal" if len(sorts) < 2 else "kindred"
    return "kindred" if left and right else ""


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
