"""Estimate how likely a number of a text that lost digits stands as it was written."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping

from yinuo.rules import Row, load_table, table_row

NUMBER = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]*)?|(?<![0-9.])\.[0-9]+")
PLACES = ("only", "first", "middle", "last", "decimal", "end")
_SHARES = re.compile(r"([0-9]{1,2}(?:\.[0-9])?):([0-9.]{1,7})")
DASHES = ("—", "-", "~", "–")
GONE = 0.1  # of a unit alone that is said to have lost its number: so many never had one
_RARE = 1e-5  # of a shape or digit that the counts lack


@table_row
class NumberShape(Row):
    """Hold a row of numbers before one of ``after`` (beginnings of what follows, parted by blanks; empty: any).

    ``shapes`` says how often they have so many digits before and behind the point (``2.1:0.3``); the other columns
    how often each digit stands in a place: the ``only`` one before the point, the ``first``, ``middle`` and ``last``
    of several, ``decimal`` and the ``end`` of decimals.
    """

    after: str
    shapes: str
    only: str
    first: str
    middle: str
    last: str
    decimal: str
    end: str


@functools.cache
def rows() -> tuple[NumberShape, ...]:
    """Read the rows of number_shapes.tsv, the one for all other numbers last."""
    return tuple(sorted(load_table("damage/number_shapes", NumberShape), key=lambda row: not row.after))


def row_of(after: str) -> NumberShape:
    """Choose the row of a number by what follows it.

    >>> row_of("%以上").after, row_of("所学校").after
    ('% ‰', '')
    """
    return next(row for row in rows() if not row.after or after.startswith(tuple(row.after.split())))


def intact(number: str, after: str, lost: Mapping[str, float]) -> float:
    """Give the likelihood that a number stands as written, where digits are lost as surely as ``lost`` says.

    By Bayes' rule over all numbers of which these digits are left, as often as such numbers and digits are written.

    >>> likely = [round(intact(n, "年", {"0": 1.0, "1": 1.0}), 1) for n in ("2025", "225", "3")]
    >>> likely[0] > likely[2] > likely[1]
    True
    >>> intact("5", "所", {})
    1.0
    """
    if not any(lost.values()):
        return 1.0
    whole, point, rest = number.partition(".")
    if not whole or (point and not rest):
        return 0.0
    row = row_of(after)
    shares = _parsed(row)
    gone = {place: sum(p * lost.get(d, 0.0) for d, p in shares[place].items()) for place in PLACES}
    own = every = 0.0
    for shape, share in shares["shapes"].items():
        before, behind = map(int, shape.split("."))
        if bool(behind) == bool(point) and before >= len(whole) and behind >= len(rest):
            ways = _ways(whole, _whole_places(before), shares, gone) * _ways(rest, _rest_places(behind), shares, gone)
            every += share * ways
            own += share * ways * (before == len(whole) and behind == len(rest))
    return own / every if every else 0.5


def likelihood(text: str, start: int, end: int, lost: Mapping[str, float]) -> float:
    """Give the likelihood that the numbers between two offsets of a damaged text, all of them, stand as written.

    A unit without any number, or with one end of its range gone, is hardly ever as written.

    >>> lost = {"0": 1.0, "1": 1.0}
    >>> likelihood("覆盖率达%", 4, 5, lost), likelihood("—2个", 0, 3, lost)
    (0.1, 0.1)
    >>> likelihood("3天内", 0, 3, lost) > likelihood("3万元", 0, 3, lost)
    True
    """
    if text[start : start + 1] in DASHES:
        return GONE
    found = [
        intact(m[0], text[m.end() : m.end() + 4], lost) for m in NUMBER.finditer(text, start, end) if m.end() <= end
    ]
    return round(math.prod(found), 2) if found else GONE


def _whole_places(size: int) -> tuple[str, ...]:
    return ("only",) if size == 1 else ("first", *["middle"] * (size - 2), "last")


def _rest_places(size: int) -> tuple[str, ...]:
    return (*["decimal"] * (size - 1), "end") if size else ()


def _ways(
    left: str, places: tuple[str, ...], shares: Mapping[str, Mapping[str, float]], gone: Mapping[str, float]
) -> float:
    """Give the chance that digits in these places leave these, summed over all ways to lose the others."""
    chances = [1.0, *[0.0] * len(left)]
    for place in places:
        chances = [
            chances[i] * gone[place] + (chances[i - 1] * shares[place].get(left[i - 1], _RARE) if i else 0.0)
            for i in range(len(chances))
        ]
    return chances[-1]


@functools.cache
def _parsed(row: NumberShape) -> Mapping[str, Mapping[str, float]]:
    return {name: dict(_pairs(getattr(row, name))) for name in ("shapes", *PLACES)}


def _pairs(cell: str) -> Iterator[tuple[str, float]]:
    for name, share in _SHARES.findall(cell):
        yield name, float(share)
