"""Find numbers with their units in folded text: ranges become one item, numbers in names are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from yinuo.rules import compile_re, compiled, shapes
from yinuo.rules.anchors import found_in
from yinuo.values.numerals import ARABIC, CHINESE, RUN, Numeral, read, read_run
from yinuo.values.quantities.tables import Unit, name_pattern, unit_pattern, units

_TOKEN = compile_re(rf"(?:([百千万]|[一二三四五六七八九十]+|[0-9]+)分之\s?)?({RUN})")
_NAMES = compile_re(
    r"《[^《》\n]{1,60}》|“[^“”。；\n]{1,24}”|‘[^‘’。；\n]{1,24}’|「[^」\n]{1,24}」|\"[^\"。；\n]{1,24}\""
    r"|〔[0-9]{2,4}〕\s?[0-9]*|[\[［【][0-9]{1,3}[\]］】]|(?<=[^0-9])[(][0-9一二三四五六七八九十]{1,3}[)]"
    r"|[A-Za-z][A-Za-z.]{0,9}[-_/ ]?[0-9][0-9.]*+(?![%万亿千百])|(?<![0-9])[0-9]{1,9}(?:\+[0-9NnXx一-龥])+"
    r"|(?<![0-9])[0-9]{1,9}[×*xX][0-9]+(?![0-9.]*(?:[万亿]|[千兆吉]瓦|吨))"
    r"|(?<![0-9.])[0-9.]{1,12}(?:\s?:\s?[0-9.]{1,12})+|https?:\S+"
)
_MARKS = compile_re(
    r"(?m)^[ \t\u3000(|]{0,20}(?:[0-9]{1,3}(?:\.[0-9]{1,2})*|[一二三四五六七八九十]{1,4})"
    r"(?:[.、)．]|[ \u3000]+(?=[^\s万亿千百%]))"
    rf"(?:(?![0-9])|(?={shapes('quantities/shapes')['counts_whole']}))"
)
_BREAK = compile_re("\n")
_ARABIC = compile_re(ARABIC)
_JOIN = compile_re(r"\s?(?:—{1,2}|-{1,2}|~|至|到)\s?")
_BETWEEN = compile_re(r"\s?之?间")
_EACH = compile_re(r"分别[^，。；]{0,24}$")
# Small change, ounces, characters before 数 (人数), and words that are a value by themselves (翻番, 一半), which code
# works out: forms and single characters, so no table.
_HALF = compile_re(r"半(?![年月天日夜径岛导成决价路途程封自机市])")
_PIECES = {
    "元": compile_re(r"([0-9一二三四五六七八九])[角毛](?:([0-9一二三四五六七八九])分)?钱?"),
    "斤": compile_re(r"([0-9一二三四五六七八九])(?=两)(?:(两))"),
}
_NOUNS_IN_SHU = "人总户次件指分系天基倍个位函参岁台套家亩站场所班"
_SLASH = compile_re(r"(?<![0-9/.])([0-9]{1,3})/([0-9]{1,3})(?![0-9/.年月级类型线号万千百亿A-Za-z])")
_SPECIAL = compile_re(r"翻(?:了|过)?(?:([0-9]|[一二两三四五六])番|番|倍)|一半|半数|过半(?!百)|(?<![健安])全覆盖")


@dataclass(slots=True)
class Item:
    """Hold a number and its unit: ``run`` is the number as written, ``end`` lies after the unit."""

    start: int
    end: int
    run: str
    low: float
    high: float | None
    unit: Unit | None = None
    unit_text: str | None = None
    scale: float = 1.0
    mantissa: float = 0.0
    fraction: bool = False
    special: bool = False
    joined: bool = False


def items(folded: str) -> list[Item]:
    """Find every number of a folded text that stands in no name, in order; a range is one item."""
    mask = _mask(folded)
    found = [*_specials(folded, mask), *_slashes(folded, mask)]
    for item in found:
        mask[item.start : item.end] = b"\1" * (item.end - item.start)
    joined = _shared([*_joined(folded, _tokens(folded, mask))], folded)
    return sorted([*joined, *found], key=lambda i: i.start) if found else joined


def _mask(folded: str) -> bytearray:
    mask = bytearray(len(folded) + 1)
    marks = (_MARKS.match(folded, at) for at in (0, *(m.end() for m in _BREAK.finditer(folded))))
    numbered = (m for m in marks if m and not (m[0][-1] in " \u3000" and unit_pattern().match(folded, m.end())))
    for m in chain(found_in(_NAMES, folded), numbered):
        mask[m.start() : m.end()] = b"\1" * (m.end() - m.start())
    return mask


def _specials(folded: str, mask: bytearray) -> Iterator[Item]:
    """Find values without a number of their own: 翻两番, 一半, 全覆盖."""
    for m in _SPECIAL.finditer(folded):
        if mask[m.start()] or mask[m.end() - 1]:
            continue
        word = m[0]
        if word == "全覆盖" and compiled("quantities/shapes")["covering"].match(folded, m.end()):
            continue
        if word[0] == "翻":
            times = read(m[1]) if m[1] else None
            value, unit = (2.0 ** (times.low if times else 1), "倍")
        else:
            value, unit = (100.0 if word == "全覆盖" else 50.0), "%"
        high = None if word == "过半" else value
        yield Item(m.start(), m.end(), word, value, high, units()[unit], unit, special=True)


def _slashes(folded: str, mask: bytearray) -> Iterator[Item]:
    for m in _SLASH.finditer(folded) if "/" in folded else ():
        a, b = int(m[1]), int(m[2])
        if 0 < a < b and not mask[m.start()]:
            value = round(100 * a / b, 2)
            yield Item(m.start(), m.end(), m[0], value, value, units()["%"], "%", fraction=True)


def _behind_mark(m: re.Match[str], folded: str, mask: bytearray) -> re.Match[str]:
    """Read a number again without the mark of an item that it seems to begin with: 3.|20户."""
    if not mask[m.start()] or mask[m.end() - 1]:
        return m
    return _TOKEN.match(folded, mask.find(b"\0", m.start())) or m


def _tokens(folded: str, mask: bytearray) -> Iterator[Item]:
    skip = 0
    name, unit_at = name_pattern(), unit_pattern()
    for m in (_behind_mark(m, folded, mask) for m in found_in(_TOKEN, folded)):
        start, end = m.span()
        run = m[2]
        if len(run) > 60 or start < skip or run in ("数", "几") or mask[start] or mask[end - 1]:
            continue
        if (named := name.match(folded, start)) and folded[start - 1 : start] not in _NUMERIC:
            skip = named.end()
            continue
        if run[0] == "数" and not m[1] and (run[1] not in "十百千万亿" or folded[start - 1 : start] in _NOUNS):
            start, run = start + 1, run[1:]
        if run[0] == "一" and len(run) > 1 and folded[start - 1 : start] in _ENDS_IN_YI:
            start, run = start + 1, run[1:]
        numeral = read_run(run)
        if numeral is None:
            continue
        if m[1]:
            item = _fraction(m[1], numeral, start, end, run)
        else:
            item = Item(start, end, run, numeral.low, numeral.high, None, None, numeral.scale, numeral.mantissa)
            _take_unit(folded, item, unit_at.match(folded, end))
        if item:
            skip = item.end
            yield item


_ENDS_IN_YI = frozenset("统唯同专单")
_NUMERIC = frozenset([*CHINESE, *"0123456789"])
_NOUNS = frozenset(_NOUNS_IN_SHU)


def _fraction(below: str, numeral: Numeral, start: int, end: int, run: str) -> Item | None:
    """Read a fraction: 百分之六 is 6 %, 千分之三 3 ‰, 三分之二 66.67 %."""
    sign = {"百": "%", "千": "‰", "万": "‱"}.get(below)
    if sign:
        return Item(start, end, run, numeral.low, numeral.high, units()[sign], sign, fraction=True)
    whole = read(below)
    if not whole or not whole.low or numeral.high is None:
        return None
    low, high = (round(100 * v / whole.low, 2) for v in (numeral.low, numeral.high))
    return Item(start, end, run, low, high, units()["%"], "%", fraction=True)


def _take_unit(folded: str, item: Item, m: re.Match[str] | None) -> None:
    if not m:
        return
    row = units()[m[1]]
    item.unit, item.unit_text, item.end = row, row.canonical or row.unit, m.end(1)
    if m[2] and row.kind in ("measure", "money", "classifier") and (end := _end_of_per(folded, m)):
        item.end = end
        item.unit_text += "/" + folded[m.start(2) : end] if row.kind != "money" else ""
    if row.factor:
        item.low, item.high = item.low * row.factor, None if item.high is None else item.high * row.factor
        _undo_pair(item, row)
    _take_rest(folded, item, row)


def _end_of_per(folded: str, m: re.Match[str]) -> int:
    """Find where what a number is reckoned for ends: 吨/日, 元/年, 批次/千人; 0 where nothing stands there."""
    per, each = unit_pattern().match(folded, m.start(2)), m[2]
    by_people = each[1:2] == "人"
    if not (by_people or each in ("年", "月", "日", "人") or (per and per[1] != "元")):
        return 0
    return per.end(1) if per else m.end(2) if by_people else m.start(2) + 1


def _undo_pair(item: Item, row: Unit) -> None:
    """Read 75折 and 五五折 as 75 % and 55 %, not 750 %; 七八折 stays a range."""
    if row.unit == "折" and item.low > 100:
        item.low /= 10
        item.high = item.low if item.high is not None else None


def _take_rest(folded: str, item: Item, row: Unit) -> None:
    """Read what stands after the unit and belongs to the number: 两米半, 五元三毛, 三斤五两."""
    if (row.kind in ("measure", "money") or row.unit == "倍") and item.high is not None:
        if m := _HALF.match(folded, item.end):
            item.low, item.high, item.end = item.low + 0.5, item.high + 0.5, m.end()
            return
        key = "元" if row.unit in ("元", "块", "圆") else row.unit
        if key in _PIECES and (m := _PIECES[key].match(folded, item.end)):
            digits = [read(d) for d in m.groups() if d and d != "两"]
            extra = sum(d.low / 10 ** (i + 1) for i, d in enumerate(digits) if d)
            item.low = item.high = round(item.low + extra, 4)
            item.end = m.end()


def _joined(folded: str, found: Iterator[Item]) -> Iterator[Item]:
    """Join two numbers with a dash, 至 or 到 between them into one item."""
    last: Item | None = None
    for item in found:
        whole = _join(folded, last, item) if last else None
        if whole:
            last = whole
            continue
        if last:
            yield last
        last = item
    if last:
        yield last


def _join(folded: str, a: Item, b: Item) -> Item | None:
    gap = folded[a.end : b.start]
    if len(gap) > 4 or a.joined or a.high is None or not _joins(folded, gap, a, b):
        return None
    if gap == "又" and b.fraction and not a.unit:
        value = a.low + b.low / 100
        return replace(a, end=b.end, run=folded[a.start : b.end], low=value, high=value, fraction=True)
    low = a.low
    if not a.unit and a.scale == 1 and b.scale > 1 and a.low < b.mantissa:
        low = a.low * b.scale
    if gap == "、":
        low = a.low * b.low / (a.low + 1)
    if not a.unit and b.unit and b.unit.factor:
        low *= b.unit.factor
    if b.high is not None and low > b.high:
        return None
    end = b.end
    if gap.strip() in ("与", "和"):
        end = m.end() if (m := _BETWEEN.match(folded, b.end)) else end
    return replace(b, start=a.start, end=end, run=a.run + "—" + b.run, low=low, high=b.high, joined=True)


def _shared(found: list[Item], folded: str) -> list[Item]:
    """Give numbers of a row the unit of its last one: 分别提高11.1、11.2个百分点."""
    for a, b in zip(found[-2::-1], found[:0:-1], strict=True):
        if not b.unit or folded[a.end : b.start] not in ("、", "和", "与"):
            continue
        if a.unit_text == "个" and b.unit.unit[0] == "个" and b.unit.kind in ("time", "ratio"):
            a.unit, a.unit_text = b.unit, b.unit_text  # 压缩至1个、3个和60个工作日
        if a.unit:
            continue
        each = _EACH.search(folded, max(0, a.start - 26), a.start)
        if a.scale == b.scale and (a.scale > 1 or b.unit.kind == "ratio" or each):
            a.unit, a.unit_text = b.unit, b.unit_text  # 分别达到50、20和10个
    return found


def _joins(folded: str, gap: str, a: Item, b: Item) -> bool:
    if a.fraction and not b.unit and b.run[0] in CHINESE and _JOIN.fullmatch(gap):
        b.unit, b.unit_text = a.unit, a.unit_text
        return True
    if a.unit and a.unit is not b.unit:
        return bool(b.unit and a.unit_text == b.unit_text and _JOIN.fullmatch(gap))
    if _JOIN.fullmatch(gap) or (gap == "又" and b.fraction):
        return True
    if gap.strip() in ("与", "和"):
        if b.unit and b.unit.unit == "间" and not a.unit:
            b.unit = b.unit_text = None
            b.end -= 1
        return bool(_BETWEEN.match(folded, b.end))
    if gap != "、" or a.unit or len(a.run) != 1 or len(b.run.rstrip("十百千万亿")) != 1:
        return False
    first = read(b.run[0])
    return first is not None and not is_arabic(b.run) and first.low == a.low + 1


def is_arabic(run: str) -> bool:
    """Tell whether a run opens with an Arabic numeral.

    >>> is_arabic("20余")
    True
    """
    return _ARABIC.match(run) is not None
