"""Give cells to the lines of a table of tasks whose columns only blanks part: 1 新建幼儿园7所 县教育局 9月底前."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yinuo.rules import compile_re
from yinuo.structure.lines import Piece, RawLine
from yinuo.structure.table_columns import FEWEST_COLUMNS, MOST_COLUMNS, ROW_NUMBER, TASKS, ColumnRole, header_roles

_WORD = compile_re("[^ ]+")


def spaced_cells(lines: Sequence[RawLine]) -> list[RawLine]:
    r"""Return the lines, those under a header of known words and itself with cells at their blanks.

    Each line under the header begins with a number. What is too many for the columns belongs to the tasks.

    >>> from yinuo.structure.lines import split
    >>> header, row = spaced_cells(split("序号 重点任务 责任单位 完成时限\n1 新建幼儿园 7所 县教育局 9月底前"))
    >>> [row.text[a - row.start : b - row.start] for a, b in row.cells]
    ['1', '新建幼儿园 7所', '县教育局', '9月底前']
    """
    result: list[RawLine] = []
    roles: list[ColumnRole | None] | None = None
    for line in lines:
        words = [] if line.cells or " " not in line.text else _words(line)
        header = _header(line, words)
        if header:
            roles, cells = header, words
        else:
            cells = _cells(line, words, roles) if roles and len(words) >= len(roles) else []
            roles = roles if cells else None
        result.append(replace(line, cells=tuple(cells)) if cells else line)
    return result


def _words(line: RawLine) -> list[Piece]:
    return [(line.start + m.start(), line.start + m.end()) for m in _WORD.finditer(line.text)]


def _header(line: RawLine, words: Sequence[Piece]) -> list[ColumnRole | None] | None:
    """Return the roles of the words of a header: the number of a row first, then nothing but words that are known."""
    if not FEWEST_COLUMNS <= len(words) <= MOST_COLUMNS:
        return None
    roles = header_roles([line.text[a - line.start : b - line.start] for a, b in words])
    return roles if roles and roles[0] == "number" and TASKS & set(roles) and all(roles) else None


def _cells(line: RawLine, words: Sequence[Piece], roles: Sequence[ColumnRole | None]) -> list[Piece]:
    """Part a line into as many cells as there are columns, the last column of tasks the widest."""
    if not ROW_NUMBER.fullmatch(line.text, 0, words[0][1] - line.start):
        return []
    widest = max(n for n, role in enumerate(roles) if role in TASKS)
    behind = len(roles) - widest - 1
    middle = words[widest : len(words) - behind]
    return [*words[:widest], (middle[0][0], middle[-1][1]), *words[len(words) - behind :]]
