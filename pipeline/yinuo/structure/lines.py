"""Split a folded text into its non-empty lines, each with its offsets and, in a row of a table, its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from yinuo.rules import compile_re
from yinuo.structure.parties import Party
from yinuo.structure.running_text import holds_paragraphs, paragraphs

_LINE = re.compile(r"[^\n]+")
# A heading and its paragraph on one line, a blank between them: a form, no table. Without a mark both name a year.
_GLUED = compile_re(
    r"(?:^|(?<=[\n。！？ ]))(?P<heading>[一二三四五六七八九十]{1,3}、[^ \n。；：！？]{4,40}"
    r"|[^ \n。；：！？，]{0,12}(?:19|20)[0-9]{2}年[^ \n。；：！？，]{2,24}"
    r"(?= {1,9}(?:(?:19|20)[0-9]{2}|[今去]|过去一)年)) +(?=[^ \n]{20})"
)
# The mark of a section within a line that holds many paragraphs.
_SECTION = compile_re(r"(?<=[。！？：；]) (?=（[一二三四五六七八九十]{1,3}）)")
# A line shorter than _LONG_LINE is no heading and paragraph, one longer than _WHOLE_REPORT no single paragraph; one
# with more blanks than one in _FEW_BLANKS has them everywhere.
_LONG_LINE, _WHOLE_REPORT, _FEW_BLANKS = 80, 3000, 30
_SPEAKS = re.compile(r"\w")
# What opens a cell on a line of its own, in the text of a page: | 市教育局.
_CELL = "| "

# Start and end in the text.
Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fields:
    """Hold what the cells beside a task say: who answers, by when, how much, and the unit of how much.

    ``filled`` tells that the time was taken from a cell above.
    """

    parties: tuple[Party, ...] = ()
    times: tuple[Piece, ...] = ()
    targets: tuple[Piece, ...] = ()
    unit: Piece | None = None
    filled: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """Hold a row of a table of tasks: its header, a group of rows (一、教育), or tasks and their fields.

    ``path`` are the cells that head the tasks; ``tasks`` are read as sentences, nothing else of the row is. In a row of
    any other table (``cells``) they are all of its cells.
    """

    kind: Literal["header", "group", "tasks", "cells"]
    tasks: tuple[Piece, ...] = ()
    path: tuple[Piece, ...] = ()
    fields: Fields = Fields()


@dataclass(frozen=True, slots=True)
class RawLine:
    """Hold a line without surrounding white space: ``folded[start:end] == text``.

    ``tab`` is the offset in it of the last tab that the source has there, -1 for none: cells of a row stand so.
    ``cells`` are the places between its tabs, or else its |, white space and all; ``row`` is what a line of a table
    holds.
    """

    start: int
    end: int
    text: str
    tab: int = -1
    cells: tuple[Piece, ...] = ()
    row: TableRow | None = None

    @property
    def bare(self) -> str:
        """Return the line without any white space: 政 府 工 作 报 告 is 政府工作报告."""
        return self.text.replace(" ", "")

    @property
    def speaks(self) -> bool:
        """Tell whether it has a letter, a digit or an ideograph: ``|`` and ``***`` have none."""
        return _SPEAKS.search(self.text, 0, 200) is not None


def split(folded: str, source: str = "") -> list[RawLine]:
    r"""Return the non-empty lines of a folded text; ``source`` is the text before folding, which has its tabs.

    >>> [(line.start, line.end, line.text) for line in split("  一、总则\n\n正文。")]
    [(2, 6, '一、总则'), (8, 11, '正文。')]
    >>> [(line.start, line.text) for line in split("| 新建学校\n| 县教育局")]
    [(2, '新建学校'), (9, '县教育局')]
    >>> [line.cells for line in split("1 新建", "1\t新建")]
    [((0, 1), (2, 4))]
    >>> [line.text[:6] for line in split("二、明年主要任务 " + "明年的环境仍然充满困难和挑战，" * 6)]
    ['二、明年主要', '明年的环境仍']
    """
    lines = []
    for first, last in (piece for match in _LINE.finditer(folded) for piece in _unglued(folded, *match.span())):
        if folded.count("|", first, last) == 1 and folded.startswith(_CELL, first):  # a cell to a line
            first += len(_CELL)
        raw = folded[first:last]
        text = raw.strip(" ")
        if text:
            start = first + len(raw) - len(raw.lstrip(" "))
            tab = source.rfind("\t", start, start + len(text))
            cells = _cells(source, "\t", first, last) if tab >= 0 else ()
            if not cells and text.count("|") > 1:
                cells = _cells(folded, "|", first, last)
            lines.append(RawLine(start, start + len(text), text, tab - start if tab >= 0 else -1, cells))
    return lines


def _unglued(text: str, start: int, end: int) -> list[Piece]:
    """Part a heading from the paragraph that a blank sets off from it: 二、2012年主要任务 明年…."""
    cuts = {start, end}
    if end - start > _LONG_LINE and 0 < text.count(" ", start, end) * _FEW_BLANKS < end - start:
        for match in _GLUED.finditer(text, start, end):
            cuts |= set(match.span("heading"))
    if holds_paragraphs(text, start, end):
        cuts |= paragraphs(text, start, end)
    if end - start > _WHOLE_REPORT:
        cuts |= {match.end() for match in _SECTION.finditer(text, start, end)}
    return list(pairwise(sorted(cuts)))


def _cells(text: str, sign: str, start: int, end: int) -> tuple[Piece, ...]:
    """The places between the tabs, or other signs, of a line."""
    found = []
    at = start
    while (tab := text.find(sign, at, end)) >= 0:
        found.append((at, tab))
        at = tab + 1
    return (*found, (at, end))
