"""Numbers that lost digits: years, and ranges with one end gone, restored where the document leaves one reading."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import log
from typing import TYPE_CHECKING

from yinuo.text.damage.findings import Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FIRST, LAST = 1949, 2050
SURE = 0.8  # a reading that the document makes this much likelier than all others together is the only one that fits
_STUMP = re.compile(
    r"(?:(?<![\d.．])(?<!\d,)|(?<=\n\d\.)|(?<=\n\.))\d{0,3}(?=年)|(?<![\d.．])(?<!\d,)\d{1,3}(?=[—–~～至-]{1,2}\d{1,4}年)|(?<=〔)\d{0,3}(?=〕)"
)
_WHOLE = re.compile(r"(?<![\d.])(?:19[4-9]\d|20[0-5]\d)(?=年|〕)")
_DIGITS = "零一二三四五六七八九"
_SPELT = re.compile(r"([一二][九〇○零][〇○零一二三四五六七八九]{2})年")
_PLAN = re.compile(r"“?(十[一二三四五六七八]?|[六七八九])五”?(?:规划|计划|时期|期间|”|末|以来|开局|收官)")
_CONGRESS = re.compile(r"(十[二三四五六七八九]|二十)大(?!中|小|[学专型量力会]|以[上下]|企|项|产|工|行动|类|重)")
_DURATION_BEFORE = re.compile(
    r"(?:近|连续|每|第|过去|未来|今后|前|后|满|用|历时|超过?|余|约|这|那|再|有|[上下]一个|不少于|至少|最长|不足|延长|[为期]|达到?|了|[,、(—-]\d*)$"
)
_DURATION_AFTER = re.compile(
    r"年(?:内|来|多|余|间|期|制|左右|时间|行动|以上|以下|之久|之内|的|一|[级龄限均纪]|[,、。;)]|任期|攻坚|倍增)"
)
_YEAR_AFTER = re.compile(
    r"年(?:度|底|末|初|以来|前|\d{0,2}月|工作|全[省市区国县]|[上下]半年|主要|重点|政府|预算|是|[,、]我们|经济)"
)
_YEAR_BEFORE = re.compile(r"(?:到|至|比|较|自|从|于|在|截至|——?|^|\n|[。;(〔“]|是)\s*$")
_AHEAD = re.compile(r"(?:到|力争|确保|目标|面向)$")
_BACK = re.compile(r"(?:自|从|由|比|较|截至|早在)$")
_SINCE = re.compile(r"年以来")
_DAY = re.compile(r"年\d{0,2}月")
_REVIEW = re.compile(r"年?(?:政府)?工作(?:的)?(?:回顾|总结|完成情况)|年[^。\n]{0,14}(?:完成了|取得了|同比增长)")
_TO = re.compile(r"年?[—–~～至-]{1,2}(\d{1,4})(?=年)")
_FROM = re.compile(r"(?<!\d)(\d{1,4})年?[—–~～至-]{1,2}$")
_RANGE = re.compile(
    r"(?<![\d.%‰个项所名家万亿月日年期时分倍号级人元点线路里米吨岁至到A-Za-z—–-])[—–~～-]{1,2}([2-5])(?=[个名所门项家次天场件种处支户批套])"
)


@dataclass(frozen=True, slots=True)
class Stump:
    """What is left of a number before 年: where it stands, its digits, the years that it can have been."""

    start: int
    digits: str
    years: tuple[int, ...]


@cache
def readings(digits: str, lost: frozenset[str]) -> tuple[int, ...]:
    """The years from 1949 to 2050 that leave these digits when the lost ones go.

    >>> readings("222", frozenset("01")), readings("22", frozenset("01"))
    ((2022,), (2002, 2012, 2020, 2021))
    """
    keep = {y: "".join(c for c in str(y) if c not in lost) for y in range(FIRST, LAST + 1)}
    return tuple(y for y, left in keep.items() if left == digits)


def years(text: str, lost: frozenset[str], *, start: int = 0, end: int | None = None) -> tuple[Repair, ...]:
    """Repairs of the years between two offsets; applied where one reading fits the document.

    >>> [(r.at, r.insert) for r in years("222年工作安排", frozenset("01"))]
    [(1, '0')]
    """
    stumps = list(_stumps(text, lost, start, len(text) if end is None else end))
    if not stumps:
        return ()
    subject = subject_years(text, stumps)
    found: list[Repair] = []
    weights = [_weigh(text, stump, subject, lost) for stump in stumps]
    for stump, own in zip(stumps, weights, strict=True):
        same = [w for s, w in zip(stumps, weights, strict=True) if s.digits == stump.digits]
        found += _repairs(stump, _agree(own, same))
    return tuple(found)


def _agree(own: Mapping[int, float], same: Sequence[Mapping[int, float]]) -> Mapping[int, float]:
    """Weights after a look at the other stumps with the same digits: a document keeps to few years."""
    if len(same) < 2:
        return own
    shared = {y: w * (0.1 + sum(o.get(y, 0.0) for o in same) / len(same)) for y, w in own.items()}
    whole = sum(shared.values()) + max(0.0, 1 - sum(own.values())) * 0.3
    return {y: w / whole for y, w in shared.items()}


def _stumps(text: str, lost: frozenset[str], start: int, end: int) -> Iterator[Stump]:
    for match in _STUMP.finditer(text, start, end):
        possible = readings(match[0], lost)
        if possible:
            yield Stump(match.start(), match[0], possible)


def subject_years(text: str, stumps: Iterable[Stump] = ()) -> Mapping[int, float]:
    """How likely each year is the one that the document speaks from; the sum is 1.

    >>> found = subject_years("2019年政府工作报告。2018年工作回顾。2019年任务")
    >>> max(found, key=found.get)
    2019
    """
    counts: Counter[tuple[int, ...]] = Counter(s.years for s in stumps if len(s.years) < 12)
    counts.update((int(m[0]),) for m in _WHOLE.finditer(text))
    counts.update((y,) for y in _spelt(text))
    total = {y: _plans(text, y) for y in range(FIRST, LAST + 1)}
    for possible, count in counts.items():
        for y in total:
            total[y] += log(1 + count) * log(sum(_near(r - y) for r in possible) / len(possible) ** 0.5)
    best = max(total.values())
    shares = {y: 2.718281828 ** max(-50.0, value - best) for y, value in total.items()}
    whole = sum(shares.values())
    return {y: v / whole for y, v in shares.items() if v / whole > 1e-4}


def _spelt(text: str) -> Iterator[int]:
    for match in _SPELT.finditer(text):
        value = int("".join(str(_DIGITS.index("零" if c in "〇○" else c)) for c in match[1]))
        if FIRST <= value <= LAST:
            yield value


def _near(distance: int) -> float:
    """How often a text of some year names a year that lies so far ahead of it."""
    common = {0: 0.36, -1: 0.2, 1: 0.08, -2: 0.05, -3: 0.03, 2: 0.03, 3: 0.03, 5: 0.03, 10: 0.03, -5: 0.02}
    if distance in common:
        return common[distance]
    return max(0.0004, 0.02 * 0.88 ** (distance if distance > 0 else -distance) * (1 if distance > -40 else 0.3))


def _plans(text: str, year: int) -> float:
    """Log weight of a year by the five-year plans and party congresses that the text names."""
    plans = [1981 + 5 * (_ordinal(m[1]) - 6) for m in _PLAN.finditer(text)]
    meetings = [2002 + 5 * (_ordinal(m[1]) - 16) for m in _CONGRESS.finditer(text)]
    value = -0.1 * max(0, 2025 - year)
    if plans:
        value -= 0 if max(plans) - 2 <= year <= max(plans) + 5 else 5
        value -= 0.4 * abs(year - max(set(plans), key=plans.count) - 2) / 3
    if meetings:
        value -= 0 if max(meetings) <= year <= max(meetings) + 6 else 5
    return value


def _ordinal(spelt: str) -> int:
    tens, _, ones = spelt.rpartition("十")
    return (_DIGITS.index(tens) * 10 if tens else 10 if "十" in spelt else 0) + (_DIGITS.index(ones) if ones else 0)


def _weigh(text: str, stump: Stump, subject: Mapping[int, float], lost: frozenset[str]) -> dict[int, float]:
    """The probability of each year; what is missing to 1 is no year at all but a stretch of so many years."""
    before, after = text[max(0, stump.start - 12) : stump.start], text[stump.start + len(stump.digits) :][:24]
    weights = {}
    later, sooner = _partners(text, stump, lost)
    for year in stump.years:
        if not sooner < year < later:
            continue
        weights[year] = sum(
            share * _near(year - y) * _local(year, year - y, before, after) for y, share in subject.items()
        )
    whole = sum(weights.values()) + _stretch(stump.digits, before, after)
    return {y: w / whole for y, w in weights.items()}


def _partners(text: str, stump: Stump, lost: frozenset[str]) -> tuple[int, int]:
    """The year that ends a range begun here, and the one that begins a range ended here."""
    after = _TO.match(text, stump.start + len(stump.digits))
    before = _FROM.search(text[max(0, stump.start - 8) : stump.start])
    ends = readings(after[1], lost) if after else ()
    begins = readings(before[1], lost) if before else ()
    return max(ends, default=LAST + 1), min(begins, default=FIRST - 1)


def _local(year: int, distance: int, before: str, after: str) -> float:
    """What the words around it make of a year that lies ``distance`` years after the document's own."""
    ahead, back = _AHEAD.search(before), _BACK.search(before)
    weight = 5.0 if year % 5 == 0 and (distance > 1 or (back and distance < -2)) else 1.0
    if ahead:
        weight *= (6.0 if year % 5 == 0 else 3.0) if distance > 0 else 0.3
    if back:
        weight *= 3.0 if distance < 0 else 0.6
    if _SINCE.match(after):
        weight *= 2.0 if distance < -1 else 0.1
    if _DAY.match(after):
        weight *= 3.0 if distance == 0 else 0.5
    if _REVIEW.match(after):
        weight *= 4.0 if distance == -1 else 1.0
    return weight


def _stretch(digits: str, before: str, after: str) -> float:
    """Weight of a number of years, such as 3年行动, against a year."""
    if len(digits) == 3 or digits[:1] == "0":
        return 0.0005
    weight = {0: 0.5, 1: 0.3, 2: 0.006}[len(digits)]
    if _DURATION_BEFORE.search(before):
        weight *= 6
    if _DURATION_AFTER.match(after):
        weight *= 6
    if _YEAR_AFTER.match(after):
        weight *= 0.04
    if _YEAR_BEFORE.search(before):
        weight *= 0.3
    return weight


def _repairs(stump: Stump, weights: Mapping[int, float]) -> Iterator[Repair]:
    ranked = sorted(weights, key=lambda y: (-weights[y], y))
    if not ranked:
        return
    best = ranked[0]
    others = [_insertions(stump, y) for y in ranked[1:4]]
    for at, insert in _insertions(stump, best).items():
        rest = [(o.get(at, ""), round(weights[y], 4)) for o, y in zip(others, ranked[1:4], strict=True)]
        yield Repair(at, insert, round(weights[best], 4), weights[best] >= SURE, tuple(rest))


def _insertions(stump: Stump, year: int) -> dict[int, str]:
    found: dict[int, str] = {}
    at = 0
    for digit in str(year):
        if stump.digits[at : at + 1] == digit:
            at += 1
        else:
            found[stump.start + at] = found.get(stump.start + at, "") + digit
    return found


def ranges(text: str, lost: frozenset[str], *, start: int = 0, end: int | None = None) -> tuple[Repair, ...]:
    """Repairs of counts that lost their lower end, where one number fits it.

    >>> [(r.at, r.insert) for r in ranges("建成—2门课程", frozenset("01"))]
    [(2, '1')]
    """
    found = []
    for match in _RANGE.finditer(text, start, len(text) if end is None else end):
        values = [
            a for n in (1, 2) for p in product(sorted(lost), repeat=n) if 0 < (a := int("".join(p))) < int(match[1])
        ]
        if len(set(values)) == 1:
            found.append(Repair(match.start(), str(values[0]), SURE, True))
    return tuple(found)
