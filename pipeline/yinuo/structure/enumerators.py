"""Read the item mark at the start of a line, and its level, by the table structure/heading_marks."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from yinuo.rules import Row, compile_re, load_table, table_row


@table_row
class HeadingMark(Row):
    """Hold a row of a kind of item mark.

    It has a pattern for the start of a line, its level, and whether it can open a heading.
    """

    name: str
    pattern: str
    level: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold a mark found: name, level, length with the white space after it, whether it can open a heading."""

    name: str
    level: int
    length: int
    heading: bool


@functools.cache
def _marks() -> tuple[tuple[HeadingMark, re.Pattern[str]], ...]:
    return tuple(
        (row, compile_re(rf"(?:{row.pattern}) *")) for row in load_table("structure/heading_marks", HeadingMark)
    )


@functools.cache
def _openers() -> re.Pattern[str]:
    return compile_re("|".join(f"(?:{row.pattern})" for row, _ in _marks()))


def find_mark(line: str) -> Mark | None:
    """Return the item mark at the start of a line.

    >>> find_mark("（一）深化产教融合。")
    Mark(name='bracketed', level=2, length=3, heading=True)
    >>> find_mark("今年要做好三件事") is None
    True
    """
    head = line[:40]
    if not _openers().match(head):
        return None
    for row, pattern in _marks():
        match = pattern.match(head)
        if match:
            return Mark(row.name, row.level, match.end(), row.heading)
    return None
