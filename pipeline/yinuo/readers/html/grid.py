"""Put the cells of a table of a page into the rows and columns that they are shown in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from yinuo.readers.task_tables import Cell, header_row

_MOST = 200


@dataclass(slots=True)
class Grid:
    """Keep the rows of a table so far, each with its block, and the columns that cells above reach into.

    ``depth`` is how many elements the table stands in; ``tasks``: the header of a table of tasks is among the rows.
    """

    depth: int
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)
    below: dict[int, int] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    tasks: bool = False

    def opened(self, node: LexborNode) -> None:
        """Note how many columns and rows the cell that opens takes."""
        attributes = node.attributes
        self.spans.append((_number(attributes.get("colspan")), _number(attributes.get("rowspan"))))

    def close_row(self, block: int, texts: list[str]) -> None:
        """Add a row of these cells; those of rows above stand between them."""
        row: list[Cell] = []
        column = 0
        for text, (width, height) in zip(texts, self.spans, strict=False):
            column = self._reached(row, column)
            row.append(Cell(text, width=width))
            if height > 1:
                self.below |= dict.fromkeys(range(column, column + width), height)
            column += width
        self._reached(row, column)
        self.below = {n: left - 1 for n, left in self.below.items() if left > 1}
        self.rows.append((block, row))
        self.tasks = self.tasks or header_row([[cell.text for cell in row]]) is not None
        self.spans = []

    def _reached(self, row: list[Cell], column: int) -> int:
        """The next column that no cell above reaches into; for each before it a merged cell is added."""
        taken = set(_run(self.below, column))
        row += [Cell("", merged=True) for _ in taken]
        return column + len(taken)


def _run(below: dict[int, int], column: int) -> Iterator[int]:
    while column in below:
        yield column
        column += 1


def _number(said: str | None) -> int:
    return min(int(said), _MOST) if said and said.isdecimal() and len(said) < 6 and int(said) else 1
