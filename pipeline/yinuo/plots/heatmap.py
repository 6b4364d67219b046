"""Plot a table as a heat map: every cell has its value as text, shaded within its column or over all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yinuo.plots.measure import width as width_of
from yinuo.plots.measure import wrap
from yinuo.plots.plot import SIZE, Canvas, Plot
from yinuo.plots.shades import shade

_ROW, _COLUMN, _LINES = 26.0, 90.0, 3


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold one cell: its number (``None`` is shown, but not shaded), how it is written, where a click leads."""

    value: float | None
    text: str
    link: str | None = None


def heatmap(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[int, int], Cell],
    *,
    title: str,
    head: str = "",
    by_column: bool = True,
    desc: str = "",
) -> Plot:
    """Plot cells by number of row and column; an empty one is a dash.

    >>> heatmap(["甲市"], ["GDP增速"], {(0, 0): Cell(6, "6%左右")}, title="目标").rows
    (('甲市', '6%左右'),)
    """
    left = min(max((width_of(name) * SIZE for name in rows), default=0) + 10, 220.0)
    canvas = Canvas(left + _COLUMN * len(columns) + 2)
    names = [wrap(name, (_COLUMN - 6) / 11, _LINES) for name in columns]
    top = 14.0 * max(map(len, names), default=1) + 6
    for column, lines in enumerate(names):
        for line, said in enumerate(lines):
            x, y = left + _COLUMN * (column + 0.5), top - 8 - 14 * (len(lines) - 1 - line)
            canvas.text(x, y, said, font_size=11, text_anchor="middle")
    for row, name in enumerate(rows):
        y = top + _ROW * row
        canvas.text(0, y + 17, name, most=left - 8)
        for column in range(len(columns)):
            _cell(canvas, cells.get((row, column)), left + _COLUMN * column, y, _limits(cells, column, by_column))
    table = [
        (name, *(cells[row, n].text if (row, n) in cells else "" for n in range(len(columns))))
        for row, name in enumerate(rows)
    ]
    told = desc or f"{len(rows)} × {len(columns)}: {', '.join(columns)}"
    return canvas.finish(top + _ROW * len(rows) + 2, title, told, (head, *columns), table)


def _limits(cells: Mapping[tuple[int, int], Cell], column: int, by_column: bool) -> tuple[float, float]:
    known = [c.value for (_, n), c in cells.items() if c.value is not None and (n == column or not by_column)]
    return (min(known), max(known)) if known else (0.0, 0.0)


def _cell(canvas: Canvas, cell: Cell | None, x: float, y: float, limits: tuple[float, float]) -> None:
    if cell is None:
        canvas.text(x + _COLUMN / 2, y + 17, "–", text_anchor="middle", fill_opacity=0.5)
        return
    low, high = limits
    share = 0.0 if cell.value is None else (cell.value - low) / (high - low) if high > low else 0.3
    fill, ink = shade(share) if cell.value is not None else ("#f2f2f2", "#111111")
    with canvas.group(cell.text, cell.link):
        canvas.rect(x + 1, y + 1, _COLUMN - 2, _ROW - 2, fill=fill, stroke="#08519c", stroke_opacity=0.25)
        canvas.text(x + _COLUMN / 2, y + 17, cell.text, most=_COLUMN - 6, font_size=11, text_anchor="middle", fill=ink)
