"""Write a table of tasks as lines of text, a row each, so that ``structure`` can tell its cells apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yinuo.structure.table_columns import header_roles
from yinuo.structure.tables import MERGED

# Chooses texts for cells of a table by its rows: {(row, column): text}, both counted from 0.
Choose = Callable[[Sequence[Sequence[str]]], dict[tuple[int, int], str]]

_SEARCHED = 6
_GOES_ON = ("，", "、", "（", ",", "“")


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold a cell: its paragraphs, whether it is one with the cell above it, how many columns wide it is."""

    text: str
    merged: bool = False
    width: int = 1


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the row that heads a table of tasks, by the words in its cells; None for another table.

    >>> header_row([["任务表"], ["序号", "工作任务", "牵头单位"]])
    1
    """
    return next((n for n, cells in enumerate(rows[:_SEARCHED]) if header_roles(cells)), None)


def task_lines(rows: Sequence[Sequence[Cell]], *, merges: bool = True) -> list[str] | None:
    r"""Write the rows of a table of tasks as lines, their cells parted by tabs; None for another table.

    A cell merged with the one above it is written 〃, one without text as a blank, unless the format has no merged
    cells (``merges``); paragraphs in a cell are parted by an ideographic space.

    >>> rows = [[Cell("工作任务"), Cell("牵头单位")], [Cell("植树3万亩。\n育苗。"), Cell("县林业局")]]
    >>> task_lines([*rows, [Cell("修路"), Cell("", merged=True)]])
    ['工作任务\t牵头单位', '植树3万亩。\u3000育苗。\t县林业局', '修路\t〃']
    """
    top = header_row([[cell.text.strip() for cell in row] for row in rows])
    if top is None:
        return None
    empty = " " if merges else ""
    above = [" ".join(filter(None, (_paragraphs(cell.text) for cell in row))) for row in rows[:top]]
    return [*above, *("\t".join(_cells(row, empty)) for row in rows[top:])]


def _cells(row: Sequence[Cell], empty: str) -> list[str]:
    """The cells of a row; those that one cell reaches over are empty, but a row of one cell is that cell alone."""
    found = []
    for cell in row:
        found.append(MERGED if cell.merged else _paragraphs(cell.text) or empty)
        found += [" "] * (cell.width - 1)
    return found if len(row) > 1 else found[:1]


def _paragraphs(text: str) -> str:
    """The paragraphs of a cell on one line; a line that only the cell's width breaks goes on in the next."""
    joined = ""
    for paragraph in text.replace("\t", " ").split("\n"):
        part = " ".join(paragraph.split())
        joined += ("" if not joined or not part or joined.endswith(_GOES_ON) else "\u3000") + part
    return joined
