"""Estimate whether a number has stood before a unit that now stands alone."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping

from yinuo.rules import Row, load_table, table_row

_WEIGHTS = re.compile(r"(-?[0-9]{1,9}):(\S+)")
# Weight of a character that no row names, which is as rare beside numbers as elsewhere or rare at all.
UNKNOWN = -1
_PLAIN: dict[str, str] = dict(zip(["", "\n", *",;:?!()"], "。。，；：？！（）", strict=True))
# In reports: how often a number has one, two, three, more digits; begins with each digit; has each later on.
_LENGTHS = (0.17, 0.38, 0.29, 0.16)
_FIRST = dict(zip("123456789", (0.29, 0.15, 0.11, 0.09, 0.1, 0.07, 0.06, 0.06, 0.06), strict=True))
_LATER = dict(zip("0123456789", (0.34, *[0.07] * 9), strict=True))


@table_row
class DamagedPlace(Row):
    """Hold a row of characters before or after (``side``) a unit, and the log odds they give a number that is gone."""

    side: str
    weight: int
    characters: str


@table_row
class DamagedUnit(Row):
    """Hold a row of a unit before which a number must have stood.

    ``evidence``: None where the unit alone proves it, else the logarithm of the odds of a number there; ``before``,
    ``after``: what a character beside it adds (``-9:专各 3:校``); ``word_before``: words after which it needs no
    number, ``word_proof``: after which it does; ``behind``: a regular expression of what must stand before a unit of
    time.
    """

    unit: str
    behind: str = ""
    word_before: str = ""
    word_proof: str = ""
    evidence: float | None = None
    before: str = ""
    after: str = ""


@functools.cache
def rows() -> dict[str, DamagedUnit]:
    """Read the rows of damage/lost_units by unit."""
    return {row.unit: row for row in load_table("damage/lost_units", DamagedUnit)}


@functools.cache
def share_gone(lost: frozenset[str]) -> float:
    """Give the share of Arabic numbers that have only lost digits, and so are gone.

    >>> round(share_gone(frozenset("01")), 2), round(share_gone(frozenset("5")), 2)
    (0.11, 0.02)
    """
    first = sum(_FIRST.get(d, 0.0) for d in lost)
    later = sum(_LATER[d] for d in lost)
    return sum(length * first * later**i for i, length in enumerate(_LENGTHS))


def score(row: DamagedUnit, before: str, after: str, lost: frozenset[str]) -> float:
    """Give the log odds that a number stood between ``before`` and the unit; above 0 it rather did.

    >>> score(rows()["所"], "校", "、", frozenset("01")) > 0 > score(rows()["所"], "究", "、", frozenset("01"))
    True
    """
    if row.evidence is None:
        return math.inf
    share = share_gone(lost)
    if not share:
        return -math.inf
    return row.evidence + math.log(share) + _weight(row.before, "before", before) + _weight(row.after, "after", after)


def plain(character: str) -> str:
    r"""Write a character as the tables do: full-width punctuation, a full stop for the end of a line.

    >>> plain(","), plain("\n"), plain("校")
    ('，', '。', '校')
    """
    return _PLAIN.get(character, character)


def _weight(own: str, side: str, character: str) -> int:
    character = plain(character)
    weights = _parsed(own)
    return weights[character] if character in weights else _places(side).get(character, UNKNOWN)


@functools.cache
def _parsed(weights: str) -> Mapping[str, int]:
    return {c: int(weight) for weight, characters in _WEIGHTS.findall(weights) for c in characters}


@functools.cache
def _places(side: str) -> Mapping[str, int]:
    return {c: r.weight for r in load_table("damage/lost_places", DamagedPlace) if r.side == side for c in r.characters}
