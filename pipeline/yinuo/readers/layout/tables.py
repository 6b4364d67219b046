"""Read tables that lines rule: which characters stand in which cell, however often its text wraps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yinuo.readers.layout.strokes import Stroke
from yinuo.readers.task_tables import Cell

# In points: how far apart two lines are one, how far a line may end before the one that it meets; in shares of a side
# of a cell, how much of it a line must rule. A table has so many cells a row at least, and no more lines than that.
_SAME, _MEETS, _RULED = 2.5, 3.0, 0.6
_LEAST, _MOST_LINES, _MOST_CELLS = 2, 2000, 10_000
_STRAIGHT, _SHORTEST = 1.0, 4.0  # how far a line may slant, how long it is at least


class Rule(NamedTuple):
    """Hold a line across or down the page: where it lies on the other axis, where it begins and ends on its own."""

    at: float
    begin: float
    end: float


Point = tuple[float, float]


def tables_of(lines: Iterable[tuple[Point, Point]]) -> list[Table]:
    """Find the tables that lines from point to point form; slanted and short ones rule nothing."""
    across: list[Rule] = []
    down: list[Rule] = []
    for begin, end in lines:
        (left, right), (low, high) = sorted((begin[0], end[0])), sorted((begin[1], end[1]))
        if high - low <= _STRAIGHT and right - left >= _SHORTEST:
            across.append(Rule((low + high) / 2, left, right))
        elif right - left <= _STRAIGHT and high - low >= _SHORTEST:
            down.append(Rule((left + right) / 2, low, high))
    return tables(across, down)


class Table(NamedTuple):
    """Hold the lines of a table: the heights from the top, the places from the left, and all that rules it."""

    heights: list[float]
    places: list[float]
    across: list[Rule]
    down: list[Rule]

    def holds(self, stroke: Stroke) -> bool:
        """Tell whether a character stands in the table."""
        x, y = _middle(stroke)
        return self.places[0] < x < self.places[-1] and self.heights[-1] < y < self.heights[0]


def tables(across: Iterable[Rule], down: Iterable[Rule]) -> list[Table]:
    """Find the tables that lines form: lines that meet, with two rows of cells or more than one cell a row.

    >>> box = [Rule(y, 0, 90) for y in (0, 20, 40)], [Rule(x, 0, 40) for x in (0, 30, 90)]
    >>> [(table.heights, table.places) for table in tables(*box)]
    [([40, 20, 0], [0, 30, 90])]
    """
    flat, tall = _merged(across), _merged(down)
    if not flat or not tall or len(flat) + len(tall) > _MOST_LINES:
        return []
    found = []
    for rows, columns in _met(flat, tall):
        heights = _distinct(rule.at for rule in rows)[::-1]
        places = _distinct(rule.at for rule in columns)
        if len(heights) > 1 and len(places) > _LEAST and len(heights) * len(places) <= _MOST_CELLS:
            found.append(Table(heights, places, rows, columns))
    return sorted(found, key=lambda table: (-table.heights[0], table.places[0]))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join lines that go on with each other, and those that are drawn twice."""
    found: list[Rule] = []
    for rule in sorted(rules):
        near = next((n for n in range(len(found) - 1, -1, -1) if _goes_on(found[n], rule)), None)
        if near is None:
            found.append(rule)
        else:
            last = found[near]
            found[near] = Rule(last.at, min(last.begin, rule.begin), max(last.end, rule.end))
        if len(found) > _MOST_LINES:
            break
    return found


def _goes_on(last: Rule, rule: Rule) -> bool:
    return abs(rule.at - last.at) <= _SAME and rule.begin <= last.end + _MEETS and last.begin <= rule.end + _MEETS


def _met(flat: Sequence[Rule], tall: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Group lines that meet, directly or by others."""
    groups: list[tuple[set[int], set[int]]] = []
    for n, row in enumerate(flat):
        own = {m for m in range(len(tall)) if _meets(row, tall[m])}
        rows = {n}
        for group in [group for group in groups if group[1] & own]:
            groups.remove(group)
            rows, own = rows | group[0], own | group[1]
        groups.append((rows, own))
    for rows, columns in groups:
        yield [flat[n] for n in sorted(rows)], [tall[m] for m in sorted(columns)]


def _meets(row: Rule, column: Rule) -> bool:
    return (
        row.begin - _MEETS <= column.at <= row.end + _MEETS and column.begin - _MEETS <= row.at <= column.end + _MEETS
    )


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME:
            found.append(place)
    return found


class Region(NamedTuple):
    """Hold a cell: the first row and column that it covers, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int


Cells = dict[tuple[int, int], Region]


def regions(table: Table) -> Cells:
    """Find the cells of a table; cells that no line parts are one."""
    found: Cells = {}
    heights, places = table.heights, table.places
    across, down = _near(heights, table.across), _near(places, table.down)
    for row in range(len(heights) - 1):
        for column in range(len(places) - 1):
            if (row, column) in found:
                continue
            wide = high = 1
            while column + wide + 1 < len(places) and not _is_ruled(
                down[column + wide], heights[row + 1], heights[row]
            ):
                wide += 1
            left, right = places[column], places[column + 1]
            while row + high + 1 < len(heights) and not _is_ruled(across[row + high], left, right):
                high += 1
            own = Region(row, column, high, wide)
            for covered in ((r, c) for r in range(row, row + high) for c in range(column, column + wide)):
                found.setdefault(covered, own)
    return found


def _near(places: Sequence[float], rules: Sequence[Rule]) -> list[list[Rule]]:
    """Give the lines at each place."""
    return [[rule for rule in rules if abs(rule.at - place) <= _SAME] for place in places]


def _is_ruled(rules: Iterable[Rule], begin: float, end: float) -> bool:
    """Tell whether lines rule most of a side of a cell."""
    ruled = sum(max(0.0, min(end, rule.end) - max(begin, rule.begin)) for rule in rules)
    return ruled >= _RULED * (end - begin)


def filled(table: Table, cells: Cells, strokes: Iterable[Stroke]) -> dict[Region, list[Stroke]]:
    """Give each cell its characters; those outside the table are nobody's."""
    inside: dict[Region, list[Stroke]] = {region: [] for region in cells.values()}
    downwards = [-height for height in table.heights]
    for stroke in strokes:
        if table.holds(stroke):
            x, y = _middle(stroke)
            place = bisect_right(downwards, -y) - 1, bisect_right(table.places, x) - 1
            inside[cells[place]].append(stroke)
    return inside


def rows_of(table: Table, cells: Cells, texts: dict[Region, str]) -> list[list[Cell]]:
    """Write the cells of a table row by row: a cell over several rows has its text in the first of them."""
    rows = []
    for row in range(len(table.heights) - 1):
        own: list[Cell] = []
        for column in range(len(table.places) - 1):
            region = cells[row, column]
            if region.column == column:
                merged = region.row < row
                own.append(Cell("" if merged else texts[region], merged=merged, width=region.columns))
        rows.append(own)
    return rows


def _middle(stroke: Stroke) -> tuple[float, float]:
    return (stroke.left + stroke.right) / 2, stroke.base + 0.3 * stroke.height
