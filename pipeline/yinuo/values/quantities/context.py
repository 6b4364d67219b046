"""Read the bounds and the change of a number from the words around it, in folded text."""

from __future__ import annotations

import functools
import re

from yinuo.rules import Anchored, compile_re, compiled, shapes
from yinuo.rules.anchors import search_end
from yinuo.values.quantities.tables import (
    Change,
    after_pattern,
    bound_before,
    bounds,
    change_pattern,
    changes,
    counted_verb_pattern,
    opening_decrease,
    opening_increase,
    opening_raise,
)

# Fields of a quantity that its words alone do not fill.
UNSAID = dict.fromkeys(("intact", "baseline", "indicator", "horizon"))
# Single characters behind a number: no words, so no table.
_MORE = compile_re(r"[多余](?![元样边年月方少数次种式党民极晶孔点])")
_DIGIT = compile_re("[0-9]|^[一二三四五六七八九十]{1,3}、$")
_MARK = compile_re(r"\([0-9一二三四五六七八九十]{0,3}\)?$")
# The mark of an item, behind which a clause begins: 9.新增车位300个.
ITEM_MARK = r"[①-⑳]|(?<![0-9.])[0-9]{1,3}\.(?![0-9])|(?<![\u4e00-\u9fff])[一二三四五六七八九十]是"
_CLAUSE = compile_re(rf"[，。；：、！？\n,;:!?()“”《》→]|{ITEM_MARK}")
_STRETCH = compile_re(r"[，。；：、！？\n,;:!?→]")
# 涨幅3% and 增幅5% say how great a rise is; the rise itself is what they measure.
RISE = compile_re(r"[增涨降跌]幅度?$")
# 达到在校生规模的2倍 compares two things; 是上年的3倍 compares one thing with itself.
_RATIO = compile_re(
    r"(?:达到?|相当于|不低于|不少于)(?!(?:上|去|前)年|20|19|[一-龥]{0,4}(?:同期|初期|末))[一-龥“”]{2,14}$"
)
# 不低于采购金额的30% (only of a ratio), 不低于每人每月780元, 至少举办3场, 最高分值为20分: the bound word stands
# before what is measured.
_FAR = (
    ("low", r"(?P<share>不(?:得|能|应|可)?(?:低于|少于|小于))[一-龥“”]{2,14}$"),
    ("high", r"(?P<share>不(?:得|能|应|可)?(?:高于|超过|大于|多于))[一-龥“”]{2,14}$"),
    ("low", r"不(?:得|能|应|可)?(?:低于|少于)每[一-龥]{1,3}(?:每[一-龥]{1,3}|[年月日天次])?$"),
    ("high", r"不(?:得|能|应|可)?(?:高于|超过)每[一-龥]{1,3}(?:每[一-龥]{1,3}|[年月日天次])?$"),
    ("low", r"(?:至少|最少|起码|不少于)(?!有|是)[一-龥]{1,10}$"),
    ("high", r"(?:至多|最多)(?!有|是)[一-龥]{1,10}$"),
    ("high", r"最高[一-龥]{0,6}(?:为|不超过)$"),
    ("low", r"最低[一-龥]{0,6}为$"),
)
_BETWEEN = compile_re(r"(?:年均|平均|[累总合共]计|共有?|又|再|各|分别|同比|首次|均|就|将|预计|仅|则|也|已)$")


@functools.cache
def _far() -> Anchored[str]:
    return Anchored((*_FAR, ("high", shapes("quantities/shapes")["at_most"])))


@functools.cache
def _added() -> re.Pattern[str]:
    return compile_re(f"(?:{shapes('quantities/shapes')['added']})$")


class Bounds:
    """Hold the bounds read beside a number: where the quantity's text begins and ends, which side is open."""

    __slots__ = ("approximate", "currency", "end", "high", "low", "scale_word", "start")

    def __init__(self, folded: str, start: int, end: int, kind: str, bare_scale: bool) -> None:
        self.start, self.end = start, end
        self.low = self.high = self.approximate = self.scale_word = False
        self.currency: str | None = None
        self._before(folded, bare_scale)
        self._after(folded, kind)
        if kind and not (self.low or self.high or self.approximate):
            self._far(folded, kind)

    def _take(self, bound: str) -> None:
        setattr(self, bound, True)

    def _before(self, folded: str, bare_scale: bool) -> None:
        at = self.start
        if m := compiled("quantities/shapes")["currency"].search(folded, max(0, at - 5), at):
            self.start = at = m.start()
            self.currency = None if m[1] == "人民币" else m[1]
        while m := bound_before(folded, max(0, at - 8), at):
            row = bounds()["before", m[1]]
            if row.only == "scale" and not bare_scale:
                return
            self._take(row.bound)
            self.scale_word = True
            at = m.start()
            if row.inside:
                self.start = at

    def _far(self, folded: str, kind: str) -> None:
        before = folded[max(0, self.start - 20) : self.start]
        for bound, found in _far().matches(before):
            if kind in ("ratio", "time") or "share" not in found.groupdict():
                return self._take(bound)
        return None

    def _after(self, folded: str, kind: str) -> None:
        at = self.end
        if kind in ("ratio", "measure", "money", "classifier") and (m := _MORE.match(folded, at)):
            self.end = at = m.end()
            self.low = True
        while m := after_pattern().match(folded, at):
            row = bounds()["after", m[1]]
            if row.only == "measure" and kind not in ("ratio", "measure", "money"):
                return
            self._take(row.bound)
            self.scale_word = True
            self.end = at = m.end()


def change_before(folded: str, start: int, clause: int, multiple: bool, counts: bool = False) -> Change:
    """Tell whether the words before ``start`` say level, increase or decrease.

    ``clause`` is where its clause begins.

    ``counts``: things are counted (提升100个片区 betters them, and adds none).

    >>> change_before("能耗下降3%", 4, 0, False), change_before("税率降低到3%", 5, 0, False)
    ('decrease', 'level')
    """
    at = start
    while m := bound_before(folded, max(clause, at - 8), at):
        at = m.start()
    if m := search_end(_BETWEEN, folded, clause, at):
        at = m.start()
    if search_end(RISE, folded, clause, at):
        return "level"
    if m := change_pattern().search(folded, max(clause, at - 9), at):
        change = "level" if m[2] else changes()[m[1]]
        if m[1] in ("提升", "快") and counts:
            return "level"
        if m[1] == "新增" and opening_increase().match(folded, clause, start):  # 新增|1000亩设施大棚
            return "increase"
        if change == "level" and multiple:
            return "multiple"
        return change  # type: ignore[return-value]
    if multiple:
        return "level" if _RATIO.search(folded, clause, at) else "multiple"
    if opening_increase().match(folded, _verb_start(folded, clause, start), start) or search_end(
        _added(), folded, clause, at
    ):
        return "increase"
    opens = (clause, _verb_start(folded, clause, start))  # 压缩“三公”经费|10%
    return "decrease" if any(opening_decrease().match(folded, at, start) for at in opens) else "level"


def raised_before(folded: str, start: int, clause: int) -> bool:
    """Tell whether a verb that opens the clause raises a rate by the number: 提高城镇化率5个百分点."""
    return (
        opening_raise().match(folded, clause, start) is not None
        and change_pattern().search(folded, max(clause, start - 9), start) is None
    )


def _verb_start(folded: str, clause: int, start: int) -> int:
    """Find where the verb stands that says what becomes of a number behind a name in quotes: 新增“四上”企业|7家."""
    low = max(0, start - 30)
    if clause <= low or folded[clause - 1] not in "“”《》、()" or _MARK.search(folded, max(0, clause - 5), clause):
        return clause
    if folded[clause - 1] == "、":  # 新增合作社、家庭农场|15个, with no number before
        opens = max((m.end() for m in _CLAUSE.finditer(folded, low, clause - 1)), default=low)
        return clause if _DIGIT.search(folded[opens:clause]) else opens
    return max((m.end() for m in _STRETCH.finditer(folded, low, start)), default=low)


def clause_start(folded: str, start: int, floor: int) -> int:
    """Find where the clause that holds ``start`` begins, not before ``floor``."""
    low = max(floor, start - 30)
    last = low
    for m in _CLAUSE.finditer(folded, low, start):
        last = m.end()
    return last


def ends_in_verb(folded: str, at: int) -> bool:
    """Tell whether a verb of counted_verbs.tsv or changes.tsv stands right before a place."""
    low = max(0, at - 6)
    return any(counted_verb_pattern().fullmatch(folded, i, at) for i in range(low, at)) or bool(
        change_pattern().search(folded, low, at)
    )
