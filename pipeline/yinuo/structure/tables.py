"""Find tables of tasks among the lines of a text: a header row of known words, and the rows under it.

Readers give a row of a table as a line with its cells parted by tabs. A cell that is merged with the one above it has
``MERGED``; one that is known to be empty has a blank; in formats without merged cells an empty one has nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from yinuo.rules import compile_re
from yinuo.structure.duties import cell_parties
from yinuo.structure.lines import Fields, Piece, RawLine, TableRow
from yinuo.structure.spaced_tables import spaced_cells
from yinuo.structure.stacked_tables import stacked_rows
from yinuo.structure.table_columns import PARTIES, TASKS, ColumnRole, column_role, header_roles

MERGED = "〃"
_DITTO = compile_re('〃|同上|″|"|〞')
_LONGEST_GROUP = 60
_LONG_CELL = 4
_FEWEST = 3  # cells of a row that is one by the number of them alone
_WORD = compile_re("[\u4e00-\u9fff]")
_PROSE = compile_re("[。；]")
_PARAGRAPH = compile_re("[^\u3000]+")
_EDGES = " \t\u3000\xa0"


@dataclass(slots=True)
class _Table:
    """The columns of a table that is being read, and what each says until it says something else."""

    roles: list[ColumnRole | None]
    last: dict[int, Piece] = field(default_factory=dict)
    group: Piece | None = None

    @property
    def columns(self) -> int:
        return len(self.roles)

    def open_group(self, place: Piece) -> TableRow:
        """The row that heads those below it; no cell of theirs is merged with one above it."""
        self.group = place
        self.last.clear()
        return TableRow("group")


def mark_tables(lines: Sequence[RawLine], source: str, folded: str) -> list[RawLine]:
    r"""Give the lines, those of tables of tasks with what their cells say; ``source`` has the text's tabs.

    >>> from yinuo.structure.lines import split
    >>> text = "工作任务\t牵头单位\n新建幼儿园7所\t县教育局"
    >>> header, row = mark_tables(split(text, text), text, text)
    >>> header.row.kind, [text[a:b] for a, b in row.row.tasks], [text[p.start:p.end] for p in row.row.fields.parties]
    ('header', ['新建幼儿园7所'], ['县教育局'])
    """
    lines = spaced_cells(lines)
    stacked = stacked_rows(lines, folded)
    if not any(line.cells for line in lines):
        return [replace(line, row=stacked[i]) if i in stacked else line for i, line in enumerate(lines)]
    reading = _Reading(lines, source, folded)
    rows = [row or stacked.get(i) for i, row in enumerate(reading.rows())]
    return [replace(line, row=row) if row else line for line, row in zip(lines, rows, strict=True)]


class _Reading:
    """Walks over lines and keeps the table that they stand in."""

    def __init__(self, lines: Sequence[RawLine], source: str, folded: str) -> None:
        self.lines, self.source, self.folded = list(lines), source, folded

    def rows(self) -> Iterator[TableRow | None]:
        """What each line is of a table; None for one in no table of tasks."""
        table: _Table | None = None
        fresh = False
        for i, line in enumerate(self.lines):
            header = self._under(i, table) if table and fresh else None
            header = header or self._header(i)
            row: TableRow | None = None
            if header:
                table, row = header, TableRow("header")
            elif table and line.cells:
                row = self._row(table, line)
            elif table and self._is_group(i, table):
                row = table.open_group((line.start, line.end))
            else:
                table, row = None, self._other(i)
            fresh = header is not None
            yield row

    def _other(self, i: int) -> TableRow | None:
        """The row of a table of anything else: a line beside it has as many cells."""
        line = self.lines[i]
        if len(line.cells) < _FEWEST or line.tab < 0:
            return None
        beside = self.lines[max(0, i - 1) : i] + self.lines[i + 1 : i + 2]
        if not any(other.tab >= 0 and len(other.cells) == len(line.cells) for other in beside):
            return None
        places = (self._place(line, n) for n in range(len(line.cells)))
        return TableRow("cells", tuple((start, end) for start, end in places if start < end))

    def _texts(self, line: RawLine) -> list[str]:
        return [self.source[a:b].strip(_EDGES) for a, b in line.cells]

    def _header(self, i: int) -> _Table | None:
        """The table that a line heads: its words are known; without a word for tasks, they are its longest cells."""
        texts = self._texts(self.lines[i])
        roles = header_roles(texts) if texts else None
        if roles is None:
            return None
        if not TASKS & set(roles):
            longest = self._longest(i, roles)
            if longest is None and "target" in roles and PARTIES & set(roles):
                longest = roles.index("target")
            if longest is None:
                return None
            roles[longest] = "task"
        return _Table(roles)

    def _under(self, i: int, table: _Table) -> _Table | None:
        """The table with a second row of its header, which parts a column: 牵头单位 and 配合单位 under 责任分工."""
        texts = self._texts(self.lines[i])
        roles = [column_role(text) for text in texts]
        if not any(roles) or any(text and text != MERGED and not role for text, role in zip(texts, roles, strict=True)):
            return None
        above = [*table.roles, *[None] * len(roles)]
        return _Table([own or above[n] for n, own in enumerate([*roles, *[None] * (table.columns - len(roles))])])

    def _longest(self, i: int, roles: Sequence[ColumnRole | None]) -> int | None:
        """The column of no known word whose cells have the longest words."""
        if not PARTIES & set(roles):
            return None
        sizes: dict[int, int] = {}
        below = 0
        for line in self.lines[i + 1 : i + 6]:
            if not line.cells:
                break
            below += 1
            for n, text in enumerate(self._texts(line)[: len(roles)]):
                sizes[n] = sizes.get(n, 0) + (len(text) if _WORD.search(text) else 0)
        free = {n: size for n, size in sizes.items() if roles[n] is None and size >= _LONG_CELL * below}
        return max(free, key=lambda n: free[n]) if free else None

    def _is_group(self, i: int, table: _Table) -> bool:
        """Whether a line is a row of one cell that heads the rows below it: 一、教育."""
        line = self.lines[i]
        if len(line.text) > _LONGEST_GROUP or "。" in line.text or i + 1 == len(self.lines):
            return False
        after = self.lines[i + 1]
        return len(after.cells) == table.columns and header_roles(self._texts(after)) is None

    def _row(self, table: _Table, line: RawLine) -> TableRow:
        texts = self._texts(line)
        filled = [n for n, text in enumerate(texts) if text and not _DITTO.fullmatch(text)]
        if (
            len(filled) == 1
            and table.columns > 2
            and (filled[0] >= table.columns or table.roles[filled[0]] not in TASKS)
        ):
            return table.open_group(self._place(line, filled[0]))
        own = {n: self._place(line, n) for n in filled if n < table.columns}
        self._fill(table, line, texts, own)
        tasks, heads = self._tasks(table, own)
        path = tuple(piece for piece in (table.group, *heads) if piece)
        return TableRow("tasks", tasks, path, self._fields(table, own))

    def _place(self, line: RawLine, n: int) -> Piece:
        return self._trimmed(*line.cells[n])

    def _trimmed(self, start: int, end: int) -> Piece:
        while start < end and self.source[start] in _EDGES:
            start += 1
        while end > start and self.source[end - 1] in _EDGES:
            end -= 1
        return start, end

    def _fill(self, table: _Table, line: RawLine, texts: Sequence[str], own: dict[int, Piece]) -> None:
        """Keep in each column what its cell says, or what the one above says that it is merged with.

        A cell with nothing in it may be merged or empty, where the format does not tell. It is taken for merged where
        it should name who leads or answers, and so is that of the time in a row that names nobody; that of support
        never is.
        """
        party = [n for n, role in enumerate(table.roles) if role in PARTIES]
        named = any(n in own for n in party) or not party
        for n, role in enumerate(table.roles):
            cell = self.source[slice(*line.cells[n])] if n < len(line.cells) else ""
            if n in own:
                table.last[n] = own[n]
            elif n < len(texts) and _DITTO.fullmatch(texts[n]):
                continue
            elif cell or role == "support" or (role not in PARTIES and named):
                table.last.pop(n, None)

    def _tasks(self, table: _Table, own: dict[int, Piece]) -> tuple[tuple[Piece, ...], list[Piece]]:
        """The cells to be read, and those without numbers that only head them: 扩大学位供给 before 新建幼儿园7所."""
        told = {n: role for n, role in enumerate(table.roles) if role in TASKS}
        details = [n for n, role in told.items() if role == "detail" and n in own and own[n][0] < own[n][1]]
        heads = [n for n, role in told.items() if role == "task" and details and n < details[0]]
        heads = [n for n in heads if n not in own or not self._counts(own[n])]
        read = [n for n in told if n in own and n not in heads]
        read += [n for n, role in enumerate(table.roles) if role == "target" and n in own and self._is_prose(own[n])]
        pieces = [piece for n in sorted(read) for piece in self._paragraphs(*own[n])]
        return tuple(pieces), [table.last[n] for n in heads if n in table.last]

    def _counts(self, piece: Piece) -> bool:
        """Tell whether a cell is a sentence with numbers, a target however it is spelt out: 新建幼儿园7所。."""
        return self._is_prose(piece) and any(c.isdigit() for c in self.folded[slice(*piece)])

    def _is_prose(self, piece: Piece) -> bool:
        return _PROSE.search(self.source, *piece) is not None

    def _paragraphs(self, start: int, end: int) -> Iterator[Piece]:
        """The paragraphs of a cell, which readers part by ideographic spaces."""
        for match in _PARAGRAPH.finditer(self.source, start, end):
            first, last = self._trimmed(*match.span())
            if first < last:
                yield first, last

    def _fields(self, table: _Table, own: dict[int, Piece]) -> Fields:
        """What the cells of a row say, those that are merged with cells above it too."""
        cells = table.last
        parties = []
        times: list[int] = []
        targets: list[Piece] = []
        unit = None
        for n, role in enumerate(table.roles):
            if n not in cells or role is None:
                continue
            if role in ("lead", "support", "unspecified"):
                parties += cell_parties(self.folded, *cells[n], role)
            elif role == "time":
                times.append(n)
            elif role == "target" and not (n in own and self._is_prose(cells[n])):
                targets.append(cells[n])
            elif role == "unit":
                unit = cells[n]
        filled = bool(times) and not any(n in own for n in times)
        return Fields(tuple(parties), tuple(cells[n] for n in times), tuple(targets), unit, filled)
