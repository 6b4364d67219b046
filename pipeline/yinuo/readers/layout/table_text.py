"""Write the rows of ruled tables, over the ends of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yinuo.readers.layout.lines import Line
from yinuo.readers.task_tables import task_lines


def with_tables(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Give the pages with the rows of their tables written out; a table that goes on overleaf is one.

    A table of tasks is written as ``task_lines`` does; of others each row is a line, its cells parted by tabs. The head
    of a table that a page repeats is left out.
    """
    found: list[list[Line]] = [[] for _ in pages]
    numbers = {id(line): n for n, page in enumerate(pages) for line in page}
    for block in _blocks([line for page in pages for line in page]):
        for line, text in zip(block, _texts(block), strict=True):
            if text.strip():
                found[numbers[id(line)]].append(replace(line, text=text) if line.cells else line)
    return found


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the rows of a table together, every other line alone."""
    block: list[Line] = []
    for line in lines:
        if block and not (line.cells and block[-1].cells and _width(line) == _width(block[-1])):
            yield block
            block = []
        block.append(line)
        if not line.cells:
            yield block
            block = []
    if block:
        yield block


def _width(line: Line) -> int:
    return sum(cell.width for cell in line.cells)


def _texts(block: Sequence[Line]) -> list[str]:
    """Write the rows of a table, or give the text of a line; rows that repeat the first on another page are empty."""
    if not block[0].cells:
        return [block[0].text]
    repeated = {n for n, line in enumerate(block) if line.page != block[0].page and line.cells == block[0].cells}
    rows = [line.cells for n, line in enumerate(block) if n not in repeated]
    written = task_lines(rows)
    if written is None:
        written = ["\t".join(cell.text.replace("\n", " ") for cell in row).rstrip("\t") for row in rows]
    left = iter(written)
    return ["" if n in repeated else next(left) for n in range(len(block))]
