"""Give the words that structure looks for, by name, from rules/zh/structure/phrases.tsv.

A pattern with up to a handful of words, or with a class of single characters, stays in the code that uses it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from yinuo.rules import Row, load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Row):
    """One alternative, a regular expression, of what a ``name`` stands for."""

    name: str
    pattern: str


def phrases(name: str) -> str:
    """Return a regular expression that matches any phrase of a name, the first that fits.

    >>> phrases("hearers")
    '(?:各位代表|各位委员|同志们|朋友们)'
    """
    return f"(?:{'|'.join(_by_name()[name])})"


@functools.cache
def _by_name() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in load_table("structure/phrases", Phrase):
        found.setdefault(row.name, []).append(row.pattern)
    return found
