"""Remove what pages repeat: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil

from yinuo.readers.layout.lines import Line

# How many lines at the head and the foot of a page may be furniture, and on what share of the pages one repeats.
_DEEP, _SHARE = 3, 0.3
_WAVER = 3.0
_NUMBER = re.compile(
    r"\A[-—–－·•~～\s]*+(?:第?\s*+(?:[0-9]{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十百]{1,5})\s{0,9}页?"
    r"(?:\s{0,9}[/／,，、|]?\s{0,9}共?\s{0,9}[0-9]{1,4}\s{0,9}页?)?|Page\s*+[0-9]++(?:\s*+of\s*+[0-9]++)?)[-—–－·•~～\s]*",
    re.I,
)
_STOPS = ("。", "；", "！", "？")
_DIGITS = re.compile(r"[0-9]+|[ivx]+", re.I)


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Remove page numbers, and what stands at the same height at the edge of many pages."""
    edges = [_edge(page) for page in pages]
    seen = Counter(key for page in edges for key in {_key(line) for line in page})
    least = max(2, ceil(_SHARE * len(pages)))
    return [
        _kept(page, {id(line) for line in edge if _repeats(line, seen) >= least})
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edge(page: Sequence[Line]) -> list[Line]:
    """Give the highest and the lowest lines of a page."""
    lines = sorted(page, key=lambda line: -line.base)
    return lines if len(lines) <= 2 * _DEEP else lines[:_DEEP] + lines[-_DEEP:]


def _key(line: Line) -> tuple[str, int]:
    """Give what makes a line the same on another page: its text but for numbers, its height."""
    return _DIGITS.sub("#", re.sub(r"\s", "", line.text)), round(line.base / _WAVER)


def _repeats(line: Line, seen: Counter[tuple[str, int]]) -> int:
    text, height = _key(line)
    return sum(seen[text, height + step] for step in (-1, 0, 1))


def _kept(page: Sequence[Line], repeated: set[int]) -> list[Line]:
    """Give the page less what repeats from its edges inwards, and less a page number at its edge."""
    lines = sorted(page, key=lambda line: -line.base)
    gone: set[int] = set()
    for inwards in (lines, lines[::-1]):
        gone |= _furniture(inwards, repeated)
    return [line for line in page if id(line) not in gone]


def _furniture(lines: Iterable[Line], repeated: set[int]) -> set[int]:
    """Find the furniture at one edge: it ends at the first line that is none."""
    gone: set[int] = set()
    for line in lines:
        repeats = id(line) in repeated and not line.text.endswith(_STOPS)
        if line.cells or (not repeats and not _NUMBER.fullmatch(line.text)):
            break
        gone.add(id(line))
    return gone
