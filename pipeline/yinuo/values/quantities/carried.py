"""Carry over what a quantity measures to the next, where it is said once."""

from __future__ import annotations

from typing import Any

from yinuo.rules import compile_re, compiled, shapes
from yinuo.values.quantities.counted import trim
from yinuo.values.quantities.rows import joined
from yinuo.values.quantities.tables import action_verb_pattern, closing_pattern

_GAP = compile_re(
    r"(?:[，,]?\(?(?:按|扣除|剔除)[^，,。；、0-9]{2,10}\)?)?"
    r"(?:的[一-龥]{1,4}|(?:安排|执行|把握)?[，,、])?\s?[，,、和与及或至(（]?\s?"
    r"(?:[比较][^，,。；、0-9]{1,14}|同比|环比|力争|其中|并|且|，)?"
)
_BARE_ACT = compile_re(shapes("quantities/shapes")["bare_act"])


def take_over(folded: str, last: dict[str, Any], found: dict[str, Any], number: int) -> None:
    """Carry over what is measured, and its change, where it is said once: 收入分别增长4.2%、5.3%."""
    gap = folded[last["end"] : number]
    bare = gap[:1] == "、" and gap[1:] == found["of"] and len(gap) == 3  # 新建道路5条、改造7公里
    alike = bare or (found["of"] is None and found["unit"] == last["unit"])
    share = found["of"] is None and compiled("quantities/shapes")["share_of"].fullmatch(gap)
    if (
        share
        or (alike and only_acts(folded, last["end"], number))
        or (found["of"] is None and goes_on(folded, last["end"], number))
    ):
        found["of"] = last["of"]
    elif gap[:1] == "、" and found["of"] and compiled("quantities/shapes")["rank"].match(found["of"]):
        found["of"] = last["of"]  # 达到5.5万亿元、稳居全国前十强、增长4.8%
    each = "分别" in folded[max(0, last["start"] - 24) : last["start"]]  # 分别增加3万头、40万只
    unsaid = found["change"] == "level" and (each or found["unit"] == last["unit"])
    if unsaid and joined(folded, last["end"], found["start"]):
        found["change"] = last["change"]


def goes_on(folded: str, last_end: int, start: int) -> bool:
    """Tell whether two quantities measure the same: only 比上年增加, 、 or 达到 stand between them.

    >>> goes_on("支出3万亿元、比上年增加1万亿元", 6, 12), goes_on("大棚300个、温室20个", 6, 9)
    (True, False)
    """
    if start - last_end > 24:
        return False
    return _GAP.fullmatch(folded, last_end, trim(folded, last_end, start)[0]) is not None


def only_acts(folded: str, last_end: int, start: int) -> bool:
    """Tell whether only verbs stand between two quantities, so that both count the same: 开工项目7个，竣工|3个.

    >>> only_acts("开工项目7个，竣工3个", 6, 9), only_acts("开工项目7个，培训教师3个", 6, 11)
    (True, False)
    """
    lead = _BARE_ACT.match(folded, last_end, start)
    at = lead.end() if lead else last_end
    if at in (last_end, start) or start - at > 8:
        return False
    while at < start:
        verb = action_verb_pattern().match(folded, at, start) or closing_pattern().match(folded, at, start)
        if not verb:
            return False
        at = verb.end()
    return True
