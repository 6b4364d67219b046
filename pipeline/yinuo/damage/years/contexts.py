"""Score the readings of a damaged year by the words beside it and its distance from the document's year."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import numpy

from yinuo.rules import Row, load_table, table_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vector = NDArray[numpy.float64]

FIRST, LAST = 1945, 2060
KINDS = ("stretch", "bare")
GROUPS = (
    *("old", "past", "last", "own", "ahead", "round", "base"),
    *("far", "before_last", "next", "opening", "decade", "goal", "start"),
)
_BEFORE, _AFTER = 16, 30  # characters looked at
_SHIFT = LAST - FIRST
_HEADING = re.compile(r"^[^\n]{2,40}(?<![。；，、：])$", re.M)


@table_row
class YearContext(Row):
    """Hold a row of words before or behind a year or in the heading over it (``side``), and what they say.

    ``stretch`` and ``bare`` against a year; ``old`` to ``base``: which year, see the head of the table.
    """

    name: str
    side: str
    pattern: str
    stretch: float
    bare: float
    old: float
    past: float
    last: float
    own: float
    ahead: float
    round: float
    base: float
    far: float
    before_last: float
    next: float
    opening: float
    decade: float
    goal: float
    start: float


@table_row
class YearDistance(Row):
    """Hold a row of how often a text names years from ``first`` to ``last`` after its own: a logarithm.

    Years before its own are negative.
    """

    first: int
    last: int
    weight: float


@functools.cache
def contexts() -> tuple[YearContext, ...]:
    """Read the rows of year_contexts.tsv."""
    return load_table("damage/year_contexts", YearContext)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"(?:{c.pattern})$" if c.side == "before" else c.pattern) for c in contexts())


def fired(before: str, after: str, heading: str = "") -> tuple[int, ...]:
    """List the contexts that hold between what stands before a year's digits and what stands behind them.

    They are given by their indexes.

    >>> [contexts()[i].name for i in fired("抓紧推进。", "年底前建成")]
    ['sentence start', 'end', 'to be done', 'deadline']
    """
    found = []
    for i, (row, pattern) in enumerate(zip(contexts(), _patterns(), strict=True)):
        if row.side == "after":
            held = pattern.match(after[:_AFTER])
        else:
            held = pattern.search(before[-_BEFORE:] if row.side == "before" else heading)
        if held:
            found.append(i)
    return tuple(found)


def headings(text: str) -> list[tuple[int, str]]:
    r"""Find where the short lines begin that a context names as heading, and the lines, in order.

    >>> headings("一、2021年工作回顾\n一年来，我们奋力前行。\n二、2022年工作安排")
    [(0, '一、2021年工作回顾'), (24, '二、2022年工作安排')]
    """
    named = [p for row, p in zip(contexts(), _patterns(), strict=True) if row.side == "heading"]
    lines = [(m.start(), m[0]) for m in _HEADING.finditer(text)]
    return [(at, line) for at, line in lines if any(p.search(line) for p in named)]


@functools.cache
def distances() -> Vector:
    """Give the logarithm of each distance's share, from ``FIRST - LAST`` to ``LAST - FIRST``."""
    out = numpy.full(2 * _SHIFT + 1, -20.0)
    for row in load_table("damage/year_distances", YearDistance):
        out[row.first + _SHIFT : row.last + _SHIFT + 1] = row.weight
    return out


def groups(own: Sequence[int]) -> NDArray[numpy.float64]:
    """Tell for each of the text's possible own years and each year its membership of each of ``GROUPS``.

    Shape (own years, years from ``FIRST`` to ``LAST``, groups).
    """
    years = numpy.arange(FIRST, LAST + 1)
    away = years[None] - numpy.asarray(own)[:, None]
    fifth = (years % 5 == 0)[None]
    held = (
        away <= -6,
        (away <= -2) & (away > -6),
        away == -1,
        away == 0,
        away >= 1,
        (away >= 1) & fifth,
        (away <= -2) & fifth,
        away <= -16,
        away == -2,
        away == 1,
        numpy.broadcast_to((years % 5 == 1)[None], away.shape),
        numpy.broadcast_to((years % 10 == 0)[None], away.shape),
        fifth & (away >= 0) & (away < 5),
        fifth & (away < 0) & (away >= -5),
    )
    return numpy.stack(held, axis=-1).astype(float)


def base(own: Sequence[int]) -> Vector:
    """Give the distances' logarithms for each own year and each year; shape (own years, years)."""
    years = numpy.arange(FIRST, LAST + 1)
    found: Vector = distances()[years[None] - numpy.asarray(own)[:, None] + _SHIFT]
    return found


@functools.cache
def weights() -> tuple[Vector, Vector]:
    """Give the weights of the contexts: by kinds (shape contexts, 2) and by groups (shape contexts, 14)."""
    kinds = [[getattr(c, name) for name in KINDS] for c in contexts()]
    return numpy.array(kinds), numpy.array([[getattr(c, name) for name in GROUPS] for c in contexts()])
