"""Load rule tables: tab-separated files become tuples of rows.

A table is UTF-8 TSV: a header line of column names, then one rule a line. Lines that are empty or start with ``#``
are notes. Columns fill the fields of a dataclass that extends ``Row``: ``str``, ``int``, ``float``, ``bool``
(yes/no), or any of these ``| None`` (empty cell). Every row of a shipped table carries an ``example`` on which it
must fire and a ``near_miss`` on which it must not. Repeats without end in a column ``pattern`` are
bounded, so that no text can make a pattern work longer than its length.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from yinuo.errors import RuleTableError
from yinuo.rules.pattern_cache import read_off

T = TypeVar("T")


@typing.dataclass_transform(kw_only_default=True, frozen_default=True)
def table_row(made: type[T]) -> type[T]:
    """Make a dataclass of a row, to be read only, as type checkers see to.

    To freeze, compare and show it too would take three times as long, at each start, for each of many tables.
    """
    return dataclasses.dataclass(slots=True, kw_only=True, eq=False, repr=False)(made)


@table_row
class Row:
    """Hold what every rule carries: an example on which it fires, a near miss on which it does not, why it is there."""

    example: str
    near_miss: str
    why: str = ""


Cell = Callable[[str], Any]
LANGUAGE = "zh"
_ALTERNATION = -7  # as ``read_off`` keeps it
# No phrase is longer than this: what a pattern repeats without end, it repeats this often at most.
LONGEST_REPEAT = 200
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?:(?P<open>[*+]|\{[0-9]+,\})|\?|\{[0-9]+(?:,[0-9]+)?\})(?P<mode>[?+]?)", re.S
)
_BOOLS = {"yes": True, "no": False, "": False}
_KINDS: dict[Any, Any] = {"str": str, "int": int, "float": float, "bool": bool}
_KINDS |= {f"{name} | None": kind | None for name, kind in _KINDS.items()}


@functools.cache
def load_table(name: str, row: type[T]) -> tuple[T, ...]:
    """Read the rows of a shipped table, once: ``deadlines/bounds`` is ``rules/zh/deadlines/bounds.tsv``.

    Raises ``RuleTableError`` with file, line and column for a row that cannot be read.
    """
    file = f"{LANGUAGE}/{name}.tsv"
    return read_table(shipped(file), row, file=file)


def shipped(file: str, package: str = "yinuo.rules") -> str:
    """Read a file of ``yinuo.rules``, or of another package of ours, as text."""
    return resources.files(package).joinpath(*file.split("/")).read_text("utf-8")


def read_table(text: str, row: type[T], *, file: str) -> tuple[T, ...]:
    """Read the rows of a table given as text; ``file`` names it in errors."""
    lines = text.removeprefix("\ufeff").splitlines()
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise RuleTableError(file, 1, 1, "empty table: a header line of tab-separated column names is wanted")
    (header_line, header), *body = numbered
    columns = header.split("\t")
    kinds = _kinds(row)
    _check_header(file, header_line, columns, row, kinds)
    read = [(i, name, _read_cell(name, kinds[name])) for i, name in enumerate(columns)]
    others = [(i, name, cell) for i, name, cell in read if cell is not None]
    return tuple(_read_row(file, n, line, columns, others, row) for n, line in body)


def _kinds(row: type[Any]) -> dict[str, Any]:
    """Give the types of a row's fields; those that are written as usual need not be evaluated."""
    named = {field.name: _KINDS.get(field.type) for field in dataclasses.fields(row)}
    return named if all(named.values()) else typing.get_type_hints(row)


def _check_header(file: str, line: int, columns: list[str], row: type[Any], kinds: dict[str, Any]) -> None:
    for i, name in enumerate(columns):
        if name not in kinds:
            raise RuleTableError(file, line, i + 1, f"unknown column {name!r}; known: {', '.join(kinds)}")
    for field in dataclasses.fields(row):
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if needed and field.name not in columns:
            raise RuleTableError(file, line, len(columns), f"column {field.name!r} is missing")


def _read_row(
    file: str, n: int, line: str, columns: Sequence[str], others: Sequence[tuple[int, str, Cell]], row: type[T]
) -> T:
    """Read a line; ``others`` are the columns whose cells are not taken as they are: number, name, what reads one."""
    cells = line.split("\t")
    if len(cells) > len(columns):
        raise RuleTableError(
            file, n, len(columns) + 1, f"{len(cells)} cells, but the header has {len(columns)} columns"
        )
    if len(cells) < len(columns):
        cells += [""] * (len(columns) - len(cells))
    values: dict[str, Any] = dict(zip(columns, map(str.strip, cells), strict=True))
    for i, name, read in others:
        try:
            values[name] = read(values[name])
        except ValueError as error:
            raise RuleTableError(file, n, i + 1, f"{name}: {error}") from None
    return row(**values)


def _read_cell(name: str, kind: Any) -> Cell | None:
    """Give what reads the cells of a column; None where they are taken as they are."""
    if kind is str:
        return bounded if name == "pattern" else None
    if not isinstance(kind, types.UnionType):
        return functools.partial(_convert, kind) if kind in (bool, int, float) else None
    (inner,) = (one for one in typing.get_args(kind) if one is not type(None))
    read = _read_cell(name, inner) or str
    return lambda cell: read(cell) if cell else None


def bounded(pattern: str) -> str:
    r"""Put a bound to every repeat of a regular expression that has none.

    >>> bounded(r"第[0-9*]+条.*?的\*{2,}")
    '第[0-9*]{1,200}条.{0,200}?的\\*{2,200}'
    """
    return _TOKEN.sub(_with_bound, pattern) if any(map(pattern.__contains__, "*+{")) else pattern


def _with_bound(match: re.Match[str]) -> str:
    written = match["open"]
    if written is None:
        return match[0]
    least = {"*": "0", "+": "1"}.get(written) or written[1:-2]
    return f"{{{least},{LONGEST_REPEAT}}}{match['mode']}"


def alternation(words: Iterable[str]) -> str:
    """Make a regular expression of literal words, of which the longest matches; common beginnings are tried once.

    >>> alternation(["管", "管好", "用好"])
    '(?:用好|管好?)'
    """
    known = sorted({*filter(None, words)})
    return read_off("\n".join(known), _ALTERNATION, lambda: _tree(known, 0))


def prefix_tree(words: Iterable[str]) -> str:
    """Do what ``alternation`` does with words of a user or of a text, which are not kept for the next start."""
    return _tree(sorted({*filter(None, words)}), 0)


def _tree(words: Sequence[str], at: int) -> str:
    """Make a regular expression of what sorted words, alike up to ``at``, have from there."""
    alone, parts = [], []
    for first, group in groupby(words, key=itemgetter(at)):
        rest = list(group)
        ends, escaped = len(rest[0]) == at + 1, first if first.isalnum() else re.escape(first)
        if not ends:
            parts.append(escaped + _tree(rest, at + 1))
        elif len(rest) == 1:
            alone.append(escaped)
        else:
            parts.append(escaped + _optional(_tree(rest[1:], at + 1)))
    parts += ["".join(alone) if len(alone) == 1 else f"[{''.join(alone)}]"] if alone else []
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _optional(pattern: str) -> str:
    single = len(pattern) == 1 or pattern.startswith(("[", "(?:"))
    return pattern + "?" if single else f"(?:{pattern})?"


def _convert(kind: Any, cell: str) -> Any:
    if kind is bool:
        if cell not in _BOOLS:
            raise ValueError(f"{cell!r} is not yes or no")
        return _BOOLS[cell]
    try:
        return kind(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is not a number") from None
