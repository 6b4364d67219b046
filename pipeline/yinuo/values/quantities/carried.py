"""Carry over what a quantity measures to the next, where it is said once."""

from __future__ import annotations

from typing import Any

from yinuo.rules import compile_re, compiled, shapes
from yinuo.values.quantities.context import ITEM_MARK
from yinuo.values.quantities.counted import trim
from yinuo.values.quantities.rows import joined
from yinuo.values.quantities.sizes import behind_size
from yinuo.values.quantities.tables import (
    action_verb_pattern,
    change_pattern,
    closing_pattern,
    object_verb_pattern,
    opening_decrease,
    opening_increase,
)

_GAP = compile_re(
    r"(?:[，,]?\(?(?:按|扣除|剔除)[^，,。；、0-9]{2,10}\)?)?"
    r"(?:的[一-龥]{1,4}|(?:安排|执行|把握)?[，,、])?\s?[，,、和与及或至(（]?\s?"
    r"(?:(?:[比较]|[高低快]于)\s?(?:(?:19|20)[0-9]{2}\s?年|[^，,。；、0-9]){0,14}|同比|环比|力争|其中|实现|平均每年|并|且|，)?"
)
# What is said of a value before it is compared (支出75%用于民生，比上年|提高3%), or its rank. A form, so no table.
_SAID = compile_re(
    r"(?!\))[，,]?[^，。；：！？\n0-9、]{1,14}[，,](?=(?:分别|均)?(?:[比较同]|[高低]于|年均))"
    r"|[，,、](?:[位稳])?[居列排](?:名)?(?:全[国省市区]|[一-龥]{2,4}第)[^，。；：\n]{0,8}[，,、]"
)
_BEGINS = compile_re(rf"[，。；：！？\n,;:!?]|{ITEM_MARK}")
_STAGE = compile_re(r"(?:建设|改造|任务|工作)?(?=[，、])")
_OF_SIZE = compile_re(rf"[，、](?:其中)?{shapes('quantities/shapes')['own_size']}(?:达到?)?$")
_GRADE = compile_re(shapes("quantities/shapes")["grade_name"])
_GRADES = compile_re(rf"^{shapes('quantities/shapes')['grade_name']}")
_PLACE = compile_re(shapes("quantities/shapes")["place_name"])
_AMONG_LAST = compile_re(rf"其中，?{shapes('quantities/shapes')['place_name']}$")
_AMONG = compile_re(r"[一-龥]{0,12}[，、(]其中")
_PART_ACT = compile_re(shapes("quantities/shapes")["part_act"])
_BARE_ACT = compile_re(shapes("quantities/shapes")["bare_act"])


def take_over(folded: str, last: dict[str, Any], found: dict[str, Any], number: int) -> None:
    """Carry over what is measured, and its change, where it is said once: 收入分别增长4.2%、5.3%."""
    gap = folded[last["end"] : number]
    bare = gap[:1] == "、" and gap[1:] == found["of"] and len(gap) == 3  # 新建道路5条、改造7公里
    if (
        found["of"]
        and found["unit"] == last["unit"]
        and compiled("quantities/shapes")["bare_work"].fullmatch(found["of"])
    ):
        bare = bare or len(gap) < 9  # 公厕10座，改造提升6座
    alike = bare or (found["of"] is None and found["unit"] == last["unit"])
    share = (found["of"] or "占")[0] == "占" and compiled("quantities/shapes")["share_of"].fullmatch(gap)
    if (
        share
        or (alike and only_acts(folded, last["end"], number))
        or (found["of"] is None and goes_on(folded, last["end"], number))
    ):
        found["of"] = last["of"]
    elif shared := _shared_out(folded, last, found, gap):
        found["of"] = shared
    elif gap[:1] == "、" and found["of"] and compiled("quantities/shapes")["rank"].match(found["of"]):
        found["of"] = last["of"]  # 达到5.5万亿元、稳居全国前十强、增长4.8%
    paid = found["of"] is None and found["unit"] == last["unit"] == "元"
    if paid and compiled("quantities/shapes")["recipient"].fullmatch(trimmed(folded, last["end"], number)):
        found["of"] = last["of"]  # 给予5万元补贴，单个企业最高|20万元
    each = "分别" in folded[max(0, last["start"] - 24) : last["start"]]  # 分别增加3万头、40万只
    if found["change"] != "level":
        return
    alike = (each or found["unit"] == last["unit"]) and joined(folded, last["end"], found["start"])
    if alike or _added_on(folded, last, found, number):
        found["change"] = last["change"]


def _shared_out(folded: str, last: dict[str, Any], found: dict[str, Any], gap: str) -> str | None:
    """Name what places, grades, sizes or stages share out of what was counted just before: 小学9所，其中城区|3所."""
    of, all_of = found["of"], last["of"]
    if not all_of or found["unit"] != last["unit"] or len(gap) > 44:
        return None
    number = last["end"] + len(gap)
    if of is None and gap.startswith(all_of) and (tail := _STAGE.match(gap, len(all_of))):
        return all_of if only_acts(folded, last["end"] + tail.end(), number) else None  # 200个项目建设，其中开工75个
    if of is None:
        size = _OF_SIZE.match(gap)
        return all_of[behind_size(all_of, 0, len(all_of)) :] if size else None  # 企业5户，过50亿元的|10户
    if _GRADE.fullmatch(of) and gap[:1] in "、，" and not gap.startswith(all_of):
        return _GRADES.sub("", all_of) or None  # 国家级产业园10家、省级|19家
    mark = folded[max(0, last["start"] - 40) : number]
    inside = mark.rfind("(") > mark.rfind(")")
    goes_on = inside or _AMONG_LAST.search(folded, max(0, last["start"] - 16), last["start"])
    among = _AMONG.match(gap) or (goes_on and gap[:1] in "(、，")
    part = _PART_ACT.fullmatch(of) or (_PLACE.fullmatch(of) and not all_of.endswith(of[-1]))
    return all_of if among and part else None


def trimmed(folded: str, low: int, number: int) -> str:
    """Give what stands between two quantities, behind the last comma and without the bounds of the second."""
    at = trim(folded, low, number)[0]
    return folded[max((m.end() for m in _BEGINS.finditer(folded, low, at)), default=low) : at]


def _added_on(folded: str, last: dict[str, Any], found: dict[str, Any], number: int) -> bool:
    """Tell whether a quantity goes on a row of what is added or taken away: 新增民营企业900户、个体工商户|2000户."""
    opening = {"increase": opening_increase, "decrease": opening_decrease}.get(last["change"])
    adds = found["unit"] not in ("%", "个百分点", "倍")
    if opening is None or not adds or number - last["end"] > 40:
        return False
    mark = folded.rfind("、", last["end"], number)
    if mark < 0 or _BEGINS.search(folded, last["end"], number) or object_verb_pattern().match(folded, mark + 1):
        return False
    low = max(0, last["start"] - 120)
    begin = max((m.end() for m in _BEGINS.finditer(folded, low, last["start"])), default=low)
    return opening().match(folded, begin, last["start"]) is not None and not change_pattern().search(
        folded, max(mark, number - 9), number
    )


def take_back(folded: str, found: list[dict[str, Any]]) -> None:
    """Give amounts of money the name that stands behind the last of their row: 80万元、30万元|奖励."""
    for one, last in zip(found[-2::-1], found[:0:-1], strict=True):
        gap = folded[one["end"] : last["start"]]
        bare = gap[:1] == "、" and (len(gap) == 1 or only_acts(folded, one["end"], last["start"]))
        of = one["of"] and not _PLACE.fullmatch(one["of"])  # 市区完成10个、新启动12个|项目
        if not of and last["of"] and (not gap or (bare and one["unit"] == last["unit"])):
            one["of"] = last["of"]  # 完成26座、新开工20座|水库, 7类34项|工程
    behind: str | None = None  # the name that stands behind the row at hand
    for one, last in zip(found[-2::-1], found[:0:-1], strict=True):
        if not (one["unit"] == last["unit"] == "元" and joined(folded, one["end"], last["start"])):
            behind = None
            continue
        at = last["end"] + folded.startswith("的", last["end"])
        behind = behind or (last["of"] if last["of"] and folded.startswith(last["of"], at) else None)
        one["of"] = behind or one["of"]


def goes_on(folded: str, last_end: int, start: int) -> bool:
    """Tell whether two quantities measure the same: only 比上年增加, 、 or 达到 stand between them.

    >>> goes_on("支出3万亿元、比上年增加1万亿元", 6, 12), goes_on("大棚300个、温室20个", 6, 9)
    (True, False)
    """
    if start - last_end > 24:
        return False
    said = _SAID.match(folded, last_end, start)
    begin = said.end() - 1 if said else last_end
    return _GAP.fullmatch(folded, begin, trim(folded, begin, start)[0]) is not None


def only_acts(folded: str, last_end: int, start: int) -> bool:
    """Tell whether only verbs stand between two quantities, so that both count the same: 开工项目7个，竣工|3个.

    >>> only_acts("开工项目7个，竣工3个", 6, 9), only_acts("开工项目7个，培训教师3个", 6, 11)
    (True, False)
    """
    lead = _BARE_ACT.match(folded, last_end, start)
    at = lead.end() if lead else last_end
    if at in (last_end, start) or start - at > 8:
        return False
    while at < start and not folded[at:start].isspace():
        verb = action_verb_pattern().match(folded, at, start) or closing_pattern().match(folded, at, start)
        if not verb:
            return False
        at = verb.end()
    return True
