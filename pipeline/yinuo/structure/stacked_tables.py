"""Find tables of tasks whose cells stand one to a line, as they come out of a copied page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yinuo.records import Role
from yinuo.rules import compile_re
from yinuo.structure.duties import cell_parties
from yinuo.structure.duty_words import duty_words
from yinuo.structure.lines import Fields, Piece, RawLine, TableRow
from yinuo.structure.parties import Party
from yinuo.structure.phrases import phrases
from yinuo.structure.table_columns import (
    FEWEST_COLUMNS,
    MOST_COLUMNS,
    PARTIES,
    ROW_NUMBER,
    TASKS,
    ColumnRole,
    column_role,
    header_roles,
)
from yinuo.values.deadlines.scanner import scan

_DIGITS = compile_re("[0-9]+")
_LASTING = compile_re(phrases("time_cell"))
_JOIN = compile_re("[、，,；; ]+|及|和")
_LONGEST_WORD = 16  # of a header
_LONGEST_TIME, _REST = 24, 6  # 9月底前|投入使用


@dataclass(slots=True)
class _Row:
    """Hold the lines of one task, or of several that one cell holds, and what stands beside them."""

    tasks: list[int] = field(default_factory=list)
    parties: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)


def stacked_rows(lines: Sequence[RawLine], folded: str) -> dict[int, TableRow]:
    r"""Tell what the lines of tables are whose cells stand one to a line; a number on a line of its own opens each row.

    >>> from yinuo.structure.lines import split
    >>> text = "序号\n重点任务\n责任单位\n完成时限\n1\n新建幼儿园7所。\n县教育局\n9月底前"
    >>> rows = stacked_rows(split(text), text)
    >>> [rows[i].kind for i in range(8)]
    ['header', 'header', 'header', 'header', 'header', 'tasks', 'header', 'header']
    >>> [text[a:b] for a, b in rows[5].fields.times]
    ['9月底前']
    """
    found: dict[int, TableRow] = {}
    at = 0
    while at < len(lines):
        roles = _header(lines, at)
        if roles is None:
            at += 1
            continue
        stop = at + len(roles)
        found |= {i: TableRow("header") for i in range(at, stop)}
        at = _rows(lines, folded, roles, stop, found)
    return found


def _header(lines: Sequence[RawLine], at: int) -> list[ColumnRole | None] | None:
    """Return the roles of the header cells that stand in the lines from one on; None where no table begins.

    The first cell is the number of a row, and a line that holds only 1 follows them; or all are known words.
    """
    first = None if lines[at].cells else column_role(lines[at].text)
    if first != "number" and first not in TASKS:
        return None
    texts: list[str] = []
    for line in lines[at : at + MOST_COLUMNS]:
        unknown = first != "number" and column_role(line.text) is None
        if line.cells or unknown or len(line.text) > _LONGEST_WORD or ROW_NUMBER.fullmatch(line.text):
            break
        texts.append(line.text)
    below = lines[at + len(texts) : at + len(texts) + 4]
    roles = header_roles(texts) if len(texts) >= FEWEST_COLUMNS and len(below) > 1 else None
    if roles is None or not TASKS & set(roles):
        return None
    if first == "number":
        return roles if _value(below[0]) == 1 else None
    beside = [_kind(line, roles) for line in below]
    return roles if beside[0] == "task" and set(beside) > {"task"} else None


def _value(line: RawLine) -> int | None:
    """Return the number of a row that a line holds alone."""
    return int(_DIGITS.findall(line.text)[0]) if not line.cells and ROW_NUMBER.fullmatch(line.text) else None


def _rows(
    lines: Sequence[RawLine],
    folded: str,
    roles: Sequence[ColumnRole | None],
    start: int,
    found: dict[int, TableRow],
) -> int:
    """Read the rows under a header, and return the line behind the last one: its time or whoever answers ends it."""
    end = next((i for i in range(start, len(lines)) if _header(lines, i)), len(lines))  # another table
    if "number" not in roles:
        return _row(lines, folded, roles, range(start - 1, end), found, last=True)
    starts: list[int] = []
    for i in range(start, end):
        if _value(lines[i]) == len(starts) + 1:
            starts.append(i)
    stop = start
    for first, below in zip(starts, [*starts[1:], end], strict=True):
        stop = _row(lines, folded, roles, range(first, below), found, last=below == end)
    return stop


def _row(
    lines: Sequence[RawLine],
    folded: str,
    roles: Sequence[ColumnRole | None],
    places: range,
    found: dict[int, TableRow],
    *,
    last: bool,
) -> int:
    """Read one numbered row, whose task cell may hold several tasks; the last of the table ends with its fields."""
    parts = [_Row()]
    leads = next((role for role in roles if role and role != "number"), None) in TASKS
    closes = "time" in roles or bool(PARTIES & set(roles))
    end = places.start + 1
    for i in places[1:]:
        kind = "task" if leads and i == places.start + 1 else _kind(lines[i], roles)
        beside = bool(parts[-1].parties or parts[-1].times)
        if kind == "task" and beside:
            if last and closes and not _goes_on(lines, roles, range(i, places.stop)):
                break
            parts.append(_Row())
        {"task": parts[-1].tasks, "party": parts[-1].parties, "time": parts[-1].times}[kind].append(i)
        end = i + 1
    found |= {i: TableRow("header") for i in range(places.start, end)}
    _fill(lines, folded, roles, parts, found)
    return end


def _goes_on(lines: Sequence[RawLine], roles: Sequence[ColumnRole | None], rest: range) -> bool:
    """Tell whether another task of the last row follows: one line, and what stands beside it."""
    return len(rest) > 1 and _kind(lines[rest[1]], roles) != "task"


def _kind(line: RawLine, roles: Sequence[ColumnRole | None]) -> str:
    """Tell whether a line is a cell of who answers, of a time, or of tasks."""
    text = line.text
    if "time" in roles and len(text) <= _LONGEST_TIME and is_time_cell(text):
        return "time"
    if "。" in text or not PARTIES & set(roles):
        return "task"
    names = [name for name in _JOIN.split(text) if name]
    return "party" if names and all(duty_words().body.fullmatch(name) for name in names) else "task"


def is_time_cell(text: str) -> bool:
    """Tell whether a short line says by when, and little more.

    >>> is_time_cell("9月底前投入使用"), is_time_cell("长期坚持"), is_time_cell("9月底前建成学校并投入使用")
    (True, True, False)
    """
    if _LASTING.fullmatch(text):
        return True
    return any(t["start"] == 0 and len(text) - t["end"] <= _REST for t in scan(text)[:1])


def _fill(
    lines: Sequence[RawLine],
    folded: str,
    roles: Sequence[ColumnRole | None],
    parts: Sequence[_Row],
    found: dict[int, TableRow],
) -> None:
    """Write the rows of one number; what a part does not say is merged with the cell above it."""
    headed = "task" in roles and "detail" in roles and len(parts[0].tasks) > 1
    path = (_piece(lines, parts[0].tasks.pop(0)),) if headed else ()
    who: tuple[Party, ...] = ()
    when: tuple[Piece, ...] = ()
    for part in parts:
        who = tuple(_named(lines, folded, roles, part.parties)) or who
        filled = not part.times and bool(when)
        when = tuple(_piece(lines, i) for i in part.times) or when
        for i in part.tasks:
            found[i] = TableRow("tasks", (_piece(lines, i),), path, Fields(who, when, (), None, filled))


def _piece(lines: Sequence[RawLine], i: int) -> Piece:
    return lines[i].start, lines[i].end


def _named(
    lines: Sequence[RawLine], folded: str, roles: Sequence[ColumnRole | None], places: Sequence[int]
) -> Iterator[Party]:
    """List whom the lines name: the first line stands in the first column of those who answer, the last in the last."""
    told: list[Role] = [role for role in roles if role in ("lead", "support", "unspecified")]
    for n, i in enumerate(places):
        role = told[min(n, len(told) - 1)]
        yield from cell_parties(folded, *_piece(lines, i), role)
