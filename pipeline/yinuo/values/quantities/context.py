"""What the words around a number make of it: bounds, change, what is counted. Folded text and places come in."""

from __future__ import annotations

import re

from yinuo.rules import compiled
from yinuo.values.quantities.tables import (
    Change,
    after_pattern,
    before_pattern,
    bounds,
    change_pattern,
    changes,
    counted_verb_pattern,
    opening_decrease,
)

# Single characters behind a number: no words, so no table.
_MORE = re.compile(r"[多余](?![元样边年月方少数次种式党民极晶孔点])")
_CLAUSE = re.compile(r"[，。；：、！？\s,;:!?()“”《》]")
_NOUN_END = re.compile(
    r"[^一-龥“”]|[的和及与等并以将要由为是在总共]"
    r"|增长|提高|达到|增加|下降|左右|通过|建成|开工|投入|完成|实现|成为|获得|入选|超过"
)
_TIME = re.compile(
    r"^(?:[0-9一二三四五六七八九十]+[年月日]|今年|明年|全年|年内|年底前|每年|到|力争|其中|使|将|要|共|并|再|各"
    r"|预计|计划|拟|我们|我市|我省|全市|全省|全国|、)+"
)
_NOUN = re.compile(r"[一-龥A-Za-z“”]{2,14}")
_NOT_A_NOUN = re.compile(r"[的在对从把被比了已占达]|实现|带动|惠及|入选|等于|可以|因为|有|参与|扩展|其中|上一|不")
_BETWEEN = re.compile(r"(?:年均|平均|[累总合共]计|共有?|又|再|各|分别|同比|首次|均|就|将|预计|仅|则|也|已)$")


class Bounds:
    """Bounds read beside a number: where the quantity's text begins and ends, which side is open."""

    __slots__ = ("approximate", "currency", "end", "high", "low", "scale_word", "start")

    def __init__(self, folded: str, start: int, end: int, kind: str, bare_scale: bool) -> None:
        self.start, self.end = start, end
        self.low = self.high = self.approximate = self.scale_word = False
        self.currency: str | None = None
        self._before(folded, bare_scale)
        self._after(folded, kind)

    def _take(self, bound: str) -> None:
        setattr(self, bound, True)

    def _before(self, folded: str, bare_scale: bool) -> None:
        at = self.start
        if m := compiled("quantities/shapes")["currency"].search(folded, max(0, at - 5), at):
            self.start = at = m.start()
            self.currency = None if m[1] == "人民币" else m[1]
        while m := before_pattern().search(folded, max(0, at - 8), at):
            row = bounds()["before", m[1]]
            if row.only == "scale" and not bare_scale:
                return
            self._take(row.bound)
            self.scale_word = True
            at = m.start()
            if row.inside:
                self.start = at

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


def change_before(folded: str, start: int, clause: int, multiple: bool) -> Change:
    """Whether the words before ``start`` say level, increase or decrease; ``clause`` is where its clause begins.

    >>> change_before("能耗下降3%", 4, 0, False), change_before("税率降低到3%", 5, 0, False)
    ('decrease', 'level')
    """
    at = start
    while m := before_pattern().search(folded, max(clause, at - 8), at):
        at = m.start()
    if m := _BETWEEN.search(folded, clause, at):
        at = m.start()
    if m := change_pattern().search(folded, max(clause, at - 9), at):
        change = "level" if m[2] else changes()[m[1]]
        if change == "level" and multiple:
            return "multiple"
        return change  # type: ignore[return-value]
    if multiple:
        return "multiple"
    return "decrease" if opening_decrease().match(folded, clause, start) else "level"


def clause_start(folded: str, start: int, floor: int) -> int:
    """Where the clause that holds ``start`` begins, not before ``floor``."""
    low = max(floor, start - 30)
    last = low
    for m in _CLAUSE.finditer(folded, low, start):
        last = m.end()
    return last


def ends_in_verb(folded: str, at: int) -> bool:
    """Whether a verb of counted_verbs.tsv or changes.tsv stands right before a place."""
    low = max(0, at - 6)
    return any(counted_verb_pattern().fullmatch(folded, i, at) for i in range(low, at)) or bool(
        change_pattern().search(folded, low, at)
    )


def counted(folded: str, clause: int, start: int, end: int, kind: str) -> str | None:
    """What a quantity counts: the noun right after a classifier, or the subject before the number; None where unsure.

    >>> counted("新建幼儿园7所。", 0, 5, 7, "classifier"), counted("完成105个重点项目，", 0, 2, 6, "classifier")
    ('幼儿园', '重点项目')
    """
    if kind in ("classifier", "noun", "measure", ""):
        stop = _NOUN_END.search(folded, end, end + 10)
        after = folded[end : stop.start() if stop else end + 10]
        if len(after) >= 2:
            return after if stop and len(after) <= 8 else None
    return _subject(folded, clause, start)


def _subject(folded: str, clause: int, start: int) -> str | None:
    at = start
    while m := before_pattern().search(folded, max(clause, at - 8), at):
        at = m.start()
    while m := change_pattern().search(folded, max(clause, at - 9), at) or _BETWEEN.search(folded, clause, at):
        at = m.start()
    begin = clause
    if m := _TIME.match(folded, begin, at):
        begin = m.end()
    if m := counted_verb_pattern().match(folded, begin, at):
        begin = m.end()
    noun = folded[begin:at]
    return noun if _NOUN.fullmatch(noun) and not _NOT_A_NOUN.search(noun) else None
