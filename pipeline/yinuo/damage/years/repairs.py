"""Restore numbers that lost digits, years and ranges with one end gone, where the document leaves one reading."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from yinuo.damage.findings import Repair
from yinuo.damage.years.contexts import FIRST, LAST
from yinuo.damage.years.document import Document
from yinuo.damage.years.facts import OWN
from yinuo.damage.years.links import ENDS, Mention, links
from yinuo.folding import fold
from yinuo.rules import compile_re
from yinuo.values.numerals import PLAIN_DIGITS, digit_by_digit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SURE = 0.75  # a reading that the document makes this much likelier than all others together is the only one that fits
_SPELT_DIGIT = PLAIN_DIGITS + "〇○十百"
_STUMP = compile_re(
    rf"(?:(?<![\d.{_SPELT_DIGIT}])(?<!\d,)|(?<=\n\d\.)|(?<=\n\.))\d{{0,3}}(?=年(?!代|前的?[增提下降减\d.]))"
    rf"|(?<![\d.])(?<!\d,)\d{{1,3}}(?=[{ENDS}]{{1,2}}\d{{0,4}}年)|(?<=〔)\d{{0,3}}(?=〕)"
)
_WHOLE = compile_re(rf"(?<![\d.])(?:19[4-9]\d|20[0-5]\d)(?=年|〕|[{ENDS}]{{1,2}}\d{{0,4}}年)")
_SPELT = compile_re(r"[一二][九〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_RANGE = compile_re(
    r"(?<![\d.%‰个项所名家万亿月日年期时分倍号级人元点线路里米吨岁至到A-Za-z—–-])[—–~～-]{1,2}([2-5])(?=[个名所门项家次天场件种处支户批套])"
)


@cache
def readings(digits: str, lost: frozenset[str]) -> tuple[int, ...]:
    """List the years from 1945 to 2060 that leave these digits when the lost ones go.

    >>> readings("222", frozenset("01")), readings("22", frozenset("01"))
    ((2022,), (2002, 2012, 2020, 2021))
    """
    keep = {y: "".join(c for c in str(y) if c not in lost) for y in range(FIRST, LAST + 1)}
    return tuple(y for y, left in keep.items() if left == digits)


def years(text: str, lost: frozenset[str], *, start: int = 0, end: int | None = None) -> tuple[Repair, ...]:
    """Repair the years between two offsets; applied where one reading fits the document.

    >>> [(r.at, r.insert) for r in years("222年工作安排", frozenset("01"))]
    [(1, '0')]
    """
    text = fold(text)
    stumps = list(_stumps(text, lost, start, len(text) if end is None else end))
    if not stumps:
        return ()
    found: list[Repair] = []
    for stump, odds in zip(stumps, _document(text, stumps, lost).odds(), strict=False):
        found += _repairs(stump, odds)
    return tuple(sorted(found, key=lambda r: r.at))


def own_years(text: str) -> Mapping[int, float]:
    """Give how likely each year is the one that a sound text speaks from; the sum is 1.

    >>> found = own_years("2019年政府工作报告。2018年工作回顾。2019年任务")
    >>> max(found, key=found.get)
    2019
    """
    return dict(zip(OWN, _document(fold(text), [], frozenset()).own.tolist(), strict=True))


def _document(text: str, stumps: list[Mention], lost: frozenset[str]) -> Document:
    """Collect the stumps, first, and all sound years of the text."""
    whole = [Mention(m.start(), m[0], (int(m[0]),)) for m in _WHOLE.finditer(text)]
    mentions = [*stumps, *whole, *_spelt(text)]
    return Document(text, mentions, list(links(text, mentions)), lost)


def _stumps(text: str, lost: frozenset[str], start: int, end: int) -> Iterator[Mention]:
    for match in _STUMP.finditer(text, start, end):
        possible = readings(match[0], lost)
        if possible:
            yield Mention(match.start(), match[0], possible)


def _spelt(text: str) -> Iterator[Mention]:
    for match in _SPELT.finditer(text):
        value = digit_by_digit(match[0])
        if FIRST <= value <= LAST:
            yield Mention(match.start(), match[0], (value,))


def _repairs(stump: Mention, odds: Mapping[int, float]) -> Iterator[Repair]:
    ranked = sorted(odds, key=lambda y: (-odds[y], y))
    if not ranked or odds[ranked[0]] < 0.01:
        return
    best = ranked[0]
    others = [_insertions(stump, y) for y in ranked[1:4]]
    for at, insert in _insertions(stump, best).items():
        rest = [(o.get(at, ""), round(odds[y], 4)) for o, y in zip(others, ranked[1:4], strict=True)]
        yield Repair(at, insert, round(odds[best], 4), odds[best] >= SURE, tuple(rest))


def _insertions(stump: Mention, year: int) -> dict[int, str]:
    found: dict[int, str] = {}
    at = 0
    for digit in str(year):
        if stump.digits[at : at + 1] == digit:
            at += 1
        else:
            found[stump.start + at] = found.get(stump.start + at, "") + digit
    return found


def ranges(text: str, lost: frozenset[str], *, start: int = 0, end: int | None = None) -> tuple[Repair, ...]:
    """Repair counts that lost their lower end, where one number fits it.

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
