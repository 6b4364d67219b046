"""Turn a row of a table of tasks into lines, one for each of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yinuo.structure.enumerators import find_mark
from yinuo.structure.lines import Piece, RawLine, TableRow
from yinuo.structure.speech import Line, Section

_KEPT = frozenset(("tasks", "targets", "safeguards", "review"))


def row_lines(line: RawLine, row: TableRow, section: Section, source: str) -> Iterator[Line]:
    """Make the lines of a row: its tasks, with their fields, are of kind ``body``, its other cells ``cell``.

    In tables of anything else all cells are ``body``. What heads the tasks joins the path of the ``section``, whose
    kind is that of tasks unless it plans or reviews.
    """
    path = section.path + tuple(" ".join(source[a:b].split()) for a, b in row.path)
    own = replace(section, path=path, kind=section.kind if section.kind in _KEPT else "tasks")
    if row.kind == "cells":
        yield from (_task(start, end, source, section, row) for start, end in row.tasks)
    elif row.kind == "tasks":
        cells = [piece for cell in line.cells if (piece := _silent(source, cell, row.tasks))]
        for start, end in sorted((*row.tasks, *cells)):
            yield _task(start, end, source, own, row) if (start, end) in row.tasks else _line(start, end, own)
    else:
        yield replace(_line(line.start, line.end, own), kind="cell" if row.kind == "header" else "heading")


def _line(start: int, end: int, section: Section) -> Line:
    return Line(start, end, "cell", section, 0, start, start)


def _task(start: int, end: int, source: str, section: Section, row: TableRow) -> Line:
    mark = find_mark(source[start:end])
    marker = start + mark.length if mark and start + mark.length < end else start
    return Line(
        start,
        end,
        "body",
        section,
        mark.level if mark else 0,
        marker,
        marker,
        row.fields if row.kind == "tasks" else None,
    )


def _silent(source: str, cell: Piece, tasks: Sequence[Piece]) -> Piece | None:
    """A cell without the white space around it; None for one that is empty, or is read as tasks."""
    start, end = cell
    if any(start <= first and last <= end for first, last in tasks):
        return None
    text = source[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    return (start, end) if start < end else None
