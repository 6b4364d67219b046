"""Make keys of what quantities measure, so that a promise and its result can be told to measure the same."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any, Literal

from yinuo.tracking.tables import aliases, joints, kin, shape, sort_of, unit_families, wholes
from yinuo.values.quantities.indicators import indicator, qualifier

Measure = Literal["growth", "level", "made"]
_MARKS = re.compile(r"[“”\"‘’《》（）()、，\s]")
_JOINED = re.compile("[、和与及]")
_TAIL = re.compile("(?:产量|产值|收入|增加值|面积|投资|总额)$")
_EACH = re.compile("(?<![人年平户亩])(?:均|都)(?:同比)?(?:增长|提高|下降|达|超|突破|实现)")
_KINDRED = 2  # names that differ by so many characters within, and by no other, are one name


@dataclass(frozen=True, slots=True)
class Key:
    """Hold what a quantity measures: its cleaned name, its indicator where the table has one, how, and the unit.

    ``measure`` is growth (by so much), level (so much in all) or made (so many within a time); ``unit`` a family;
    ``lead`` what stands before the indicator's name, by which it is one of a part.
    """

    name: str
    indicator: str | None
    measure: Measure
    unit: str
    added: bool = False
    lead: str = ""

    @property
    def generic(self) -> bool:
        """Tell whether many things have this name."""
        return self.indicator is None and (len(self.name) < 2 or shape("generic").fullmatch(self.name) is not None)


@functools.lru_cache(maxsize=8192)
def stripped(name: str) -> str:
    """Take off a name what is no part of it at its ends: place, time, verbs.

    >>> stripped("全省粮食总产量继续"), stripped("完成造林")
    ('粮食总产量', '造林')
    """
    name = _MARKS.sub("", name)
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
    return shape("name_word").sub("", stripped(name))


def measure_of(folded: str, clause: int, start: int, quantity: dict[str, Any]) -> Measure:
    """Tell how a quantity that begins at ``start`` in a clause measures: growth, level or made."""
    before = folded[clause:start]
    if quantity["change"] == "multiple" or (
        quantity["change"] != "level" and family(quantity["unit"]) in ("share", "points", "times", "permille")
    ):
        return "growth"
    if shape("level").search(before):
        return "made" if shape("added").search(before) else "level"
    counts = family(quantity["unit"]) in ("things", "people")
    made = counts or quantity["change"] != "level" or shape("made").search(before)
    return "made" if made else "level"


def shared_out(folded: str, clause: int, quantities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each of several values behind 分别 its own name; where there are not as many names, mark them unsure.

    >>> values = [{"start": 18, "of": "出口", "unit": "%", "change": "increase"} for _ in range(2)]
    >>> [q["of"] for q in shared_out("旅游收入、社会消费品零售总额分别增长", 0, values)]
    ['旅游收入', '社会消费品零售总额']
    """
    if both := _both(folded, clause, quantities):
        return both
    at = folded.find("分别", clause, quantities[0]["start"]) if len(quantities) > 1 else -1
    if at < 0:
        return quantities
    names = [name for name in _JOINED.split(folded[clause:at]) if name]
    if len(names) != len(quantities):
        return [{**quantity, "unsure": True} for quantity in quantities]
    return [
        {**quantity, "of": _full(name, names[-1], quantity)} for name, quantity in zip(names, quantities, strict=True)
    ]


def _full(name: str, last: str, quantity: dict[str, Any]) -> str:
    """Give a name of a list what the last one has and it leaves out: 城镇 before 农村居民人均可支配收入."""
    tail = _TAIL.search(last)
    full = (name, name + last[len(name) :], name + tail[0] if tail else name)
    known = [one for one in full if indicator(one, quantity["unit"], quantity["change"])]
    return known[0] if known else full[-1] if name != last else name


def _both(folded: str, clause: int, quantities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give both things of a word like 城乡 their values (two, or one behind 均); empty where no such word is used.

    >>> both = {"start": 17, "of": "城镇和农村居民人均可支配收入", "unit": "%", "change": "increase"}
    >>> [one["of"] for one in _both("城镇和农村居民人均可支配收入均增长7%", 0, [both])]
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    """
    if not quantities:
        return []
    first = quantities[0]
    of = first["of"] or ""
    if len(quantities) == 1 and _EACH.search(folded[clause : first["start"] + 1]):
        parts = _JOINED.split(of)
        names = [_full(name, parts[-1], first) for name in parts]
        known = [indicator(name, first["unit"], first["change"]) for name in names]
        return [{**first, "of": name} for name in names] if len(names) > 1 and all(known) else []
    alike = len(quantities) == 2 and all(first[key] == quantities[1][key] for key in ("of", "unit", "change"))
    row = next((row for row in joints() if row.joint in of), None) if alike else None
    if row is None:
        return []
    return [{**q, "of": of.replace(row.joint, word)} for q, word in zip(quantities, (row.one, row.other), strict=True)]


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
    change: Literal["growth", "any"] = "growth" if measure == "growth" else "any"
    name = stripped(quantity["of"] or "")
    if name and folded.find("再" + name, clause, quantity["start"]) >= 0:
        name = "再" + name
    if folded.startswith(quantity["of"] or " ", clause):  # 投资增长7%, but not 项目完成投资增长7%
        name = aliases(change).get(clean(name), name)
    more = shape("added").search(folded, clause, quantity["start"])
    added = more is not None
    apart = more and shape("apart").search(folded, more.end(), quantity["start"])
    found, lead = None, ""
    for one in (name, "新增" + name) if added and not apart else (name,):
        key = indicator(one, quantity["unit"], quantity["change"])
        if key and not found:
            found, lead = key, shape("scope").sub("", qualifier(key, one))
    return Key(
        _whole(clean(name), before), found, measure, _unit(quantity, measure), added, lead or part if found else ""
    )


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
_MEASURED = re.compile("(?:种植|播种|养殖|建设|经营)?(?:面积|规模|数量|存栏)$")


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
    if long.endswith(short) and shape("scope").fullmatch(scope):
        return "kindred"
    within = len(long) - len(short) <= _KINDRED and long[:2] == short[:2] and long[-2:] == short[-2:]
    return "kindred" if within and len(short) >= 4 and _subsequence(short, long) else ""


def _of_indicator(one: Key, other: Key) -> Literal["", "equal", "kindred"]:
    """Tell whether two names of one indicator measure the same whole: not 庆阳经济总量 and 地区生产总值."""
    key = one.indicator or ""
    left, right = ("" if (key, lead) in wholes() else lead for lead in (one.lead, other.lead))
    if left == right:
        sorts = {sort_of(key, one.name), sort_of(key, other.name)} - {""}
        return "equal" if len(sorts) < 2 else "kindred"
    return "kindred" if left and right else ""


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
