"""Read tables of named shapes: rows become one regular expression a name."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import Literal

from yinuo.rules.named_parts import fill_in, has_parts, named_parts
from yinuo.rules.pattern_cache import compile_re
from yinuo.rules.tables import Row, load_table, table_row


@table_row
class Shape(Row):
    """Hold a row of a pattern that no single word decides; rows of one ``name`` are its alternatives.

    ``where`` the pattern is tried: at the ``start`` of the place in question, on the ``whole`` of it, ``anywhere`` in
    it, or at its ``end``; a table without this column leaves it to the code that asks.
    """

    name: str
    pattern: str
    where: Literal["start", "whole", "anywhere", "end"] = "anywhere"


@functools.cache
def shape_rows(table: str) -> tuple[Shape, ...]:
    """Read the rows of a table of shapes, with the parts that they name filled in: ``shape_parts.tsv`` beside it."""
    parts = table.rpartition("/")[0] + "/shape_parts"
    return tuple(
        dataclasses.replace(row, pattern=fill_in(row.pattern, named_parts(parts))) if has_parts(row.pattern) else row
        for row in load_table(table, Shape)
    )


@functools.cache
def shapes(table: str) -> dict[str, str]:
    """Read a table of shapes as one regular expression per name; the first row that fits counts.

    >>> shapes("clauses/shapes")["as_verb"].startswith("(?:作为|当作|视为|摆在|摆上|")
    True
    """
    found: dict[str, list[str]] = {}
    for row in shape_rows(table):
        found.setdefault(row.name, []).append(f"(?:{row.pattern})$" if row.where == "end" else row.pattern)
    return {name: f"(?:{'|'.join(patterns)})" for name, patterns in found.items()}


@functools.cache
def compiled(table: str) -> dict[str, re.Pattern[str]]:
    """Read a table of shapes with its patterns compiled."""
    return {name: compile_re(pattern) for name, pattern in shapes(table).items()}
