"""Read parts that patterns of a table share: each is a row of a table of parts, and ``{PART}`` in the patterns."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from yinuo.rules.pattern_cache import compile_re
from yinuo.rules.tables import Row, load_table, table_row

_PART = compile_re(r"\{([A-Z]+)\}")


@table_row
class Part(Row):
    """Hold a part of the patterns of another table, written ``{PART}`` there; parts may hold parts."""

    part: str
    pattern: str


@functools.cache
def named_parts(table: str) -> dict[str, str]:
    """Read a table of parts as the pattern of each."""
    return {row.part: row.pattern for row in load_table(table, Part)}


def fill_in(pattern: str, parts: Mapping[str, str]) -> str:
    """Put its parts into a pattern.

    >>> fill_in("将.{2,9}{MOVED}", {"MOVED": "{GIVEN}|移交", "GIVEN": "划入|划归"})
    '将.{2,9}(?:(?:划入|划归)|移交)'
    """
    while _PART.search(pattern):
        pattern = _PART.sub(lambda match: f"(?:{parts[match[1]]})", pattern)
    return pattern


def has_parts(pattern: str) -> bool:
    """Tell whether a pattern names parts."""
    return _PART.search(pattern) is not None
