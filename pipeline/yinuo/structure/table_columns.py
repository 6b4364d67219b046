"""Read the words of the header row of a table of tasks: 序号, 工作任务, 牵头单位, 完成时限, 年度目标."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Literal

from yinuo.folding import fold
from yinuo.rules import Row, alternation, compile_re, load_table, table_row
from yinuo.structure.duty_words import duty_words

Content = Literal["number", "task", "detail", "time", "target", "unit", "other"]
ColumnRole = Literal[Content, "lead", "support", "unspecified"]
PARTIES = frozenset(("lead", "support", "unspecified"))
TASKS = frozenset(("task", "detail"))
# The cell of a row's number, and how many columns a header has that no cells part.
ROW_NUMBER = compile_re("[0-9]{1,3}[.、．]?")
FEWEST_COLUMNS, MOST_COLUMNS = 3, 12
# Columns that tell nothing of whether this is a table of tasks.
_SILENT = frozenset(("other", "unit"))
_REMARK = compile_re(r"（[^（）]*）|[\s*：]")
_LONGEST = 16
# More than that of what no cell is without; within brackets it may be a remark.
_TOO_LONG, _BRACKETS = compile_re(rf"[一-龥，。；、]{{{_LONGEST + 1}}}"), compile_re("[(（﹙]")
_FEWEST = 2
_REST = 2  # 完成时限要求


@table_row
class ColumnWord(Row):
    """Hold a row of a word with which a header cell ends, and of what stands in the column under it."""

    word: str
    role: Content


@functools.cache
def _words() -> tuple[re.Pattern[str], dict[str, Content]]:
    roles: dict[str, Content] = {row.word: row.role for row in load_table("structure/table_columns", ColumnWord)}
    return compile_re(f"(?:{alternation(roles)})$"), roles


def column_role(cell: str) -> ColumnRole | None:
    """Tell what stands in a column by the cell that heads it; None for words that are not known.

    >>> column_role("2031年主要工作任务"), column_role("责任单位（责任人）"), column_role("姓名")
    ('task', 'unspecified', None)
    """
    if _TOO_LONG.search(cell) and not _BRACKETS.search(cell):
        return None
    bare = _REMARK.sub("", fold(cell))
    if not bare or len(bare) > _LONGEST:
        return None
    duty = duty_words()
    label = next((m for m in duty.label.finditer(bare)), None)
    if label:
        return duty.role(label.group()) if label.end() == len(bare) or _is_label(bare[label.end() :]) else None
    if duty.closing.fullmatch(bare):  # 牵头, 配合 under 责任分工
        return duty.role(bare)
    if duty.time.search(bare):
        return "time" if any(len(bare) - m.end() <= _REST for m in duty.time.finditer(bare)) else None
    words, roles = _words()
    found = words.search(bare)
    if found is None:
        return None
    role = roles[found.group()]
    return None if role == "unit" and found.group() == "单位" and found.start() else role


def _is_label(rest: str) -> bool:
    """Whether 及责任人 follows 责任单位 in one cell."""
    return bool(
        re.fullmatch(r"(?:、|及|和|与|/|或)?(?:[\u4e00-\u9fff]{0,4}(?:人|单位|部门|领导|科室)|名单|名称)", rest)
    )


def header_roles(cells: Sequence[str]) -> list[ColumnRole | None] | None:
    """Tell what stands in each column of a table of tasks by its header row; None where a row is no such header.

    At least two of its words must be known, one of them a task's, or somebody's who answers. 单位 is the unit of
    targets where there are any, else who answers.

    >>> header_roles(["序号", "工作任务", "牵头单位", "完成时限"])
    ['number', 'task', 'lead', 'time']
    >>> header_roles(["序号", "姓名", "籍贯"]) is None
    True
    """
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < _FEWEST or any(len(cell.strip()) > 2 * _LONGEST or "。" in cell for cell in filled):
        return None
    roles = [column_role(cell) for cell in cells]
    known = [role for role in roles if role and role not in _SILENT]
    if len(known) < _FEWEST or not (TASKS | PARTIES) & set(known) or len([r for r in roles if r]) * 2 < len(filled):
        return None
    return roles if "target" in roles else ["unspecified" if role == "unit" else role for role in roles]
