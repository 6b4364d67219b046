"""Read a ledger as people left it: its lines and the records under them."""

from __future__ import annotations

import contextlib
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yinuo.errors import InputError, YinuoError
from yinuo.records import Commitment
from yinuo.writers.ledger.cell_text import Value, from_pieces, plain, same
from yinuo.writers.ledger.cell_text import number as as_number
from yinuo.writers.ledger.columns import COLUMNS, EXTRACTED, NAMES, PERSON, as_extracted
from yinuo.writers.ledger.earlier import as_shown, is_earlier, renamed
from yinuo.writers.ledger.sheets import BAND, FLAG_LOST, FLAG_SLOGAN, HIDDEN, LEDGER, LOST, SOURCE
from yinuo.writers.ledger.user_marks import Marks, load, read_marks

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_WANTED = "an .xlsx workbook is wanted; open it in a spreadsheet program and save it as .xlsx"
LARGEST = 4 * 1024**3  # bytes of a workbook unpacked; 60,000 rows take some 0.3 GB
_MADE = frozenset(c.name for c in COLUMNS if c.kind == "computed" and not c.hidden)  # say nothing of a person's
_SEARCHED = 30  # rows in which the column names are looked for
_LEDGER, _HIDDEN = re.compile(rf"{LEDGER}\d*"), re.compile(rf"{HIDDEN}\d*")
_OWN = re.compile(f"(?:{LEDGER}|{SOURCE}|{HIDDEN})\\d*|{LOST}|汇总|说明")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one row as it stands: its place, its record's key, values in the ledger's columns and a person's own."""

    place: str
    key: str
    values: Mapping[str, Value]
    extra: Mapping[str, Value]
    comments: Mapping[str, str] = field(default_factory=dict)
    lost: bool = False
    fills: Mapping[str, str] = field(default_factory=dict)
    earlier: bool = False
    links: Mapping[str, str] = field(default_factory=dict)

    def edits(self, record: Commitment | None) -> dict[str, Value]:
        """Give what a person wrote: filled in, or changed from what was extracted (``None``: emptied)."""
        own = {name: self.values[name] for name in PERSON if self.values.get(name) is not None}
        if record is None:
            return own
        extracted = as_extracted(record)
        older = as_shown(record) if self.earlier else {}
        for name in EXTRACTED:
            value = self.values.get(name)
            shown = older[name] if name in older else extracted[name].value
            if name in self.values and not same(value, shown) and not same(value, extracted[name].value):
                own[name] = value
        return own

    @property
    def worked_on(self) -> bool:
        """Tell whether people put something upon the row beside what its columns hold."""
        return bool(self.extra or self.comments or self.fills or self.links)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Hold a ledger as read. ``records`` are as extracted, by key; ``lost`` the keys of rows lost in a merge.

    ``left_out`` are records without a row: slogans. ``inner_links`` counts links of people to places in the workbook.
    """

    path: str
    lines: tuple[Line, ...]
    records: Mapping[str, Commitment]
    lost: frozenset[str] = frozenset()
    extra: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    left_out: Mapping[str, Commitment] = field(default_factory=dict)
    inner_links: int = 0

    @property
    def deleted(self) -> tuple[tuple[str, Commitment], ...]:
        """List records whose row a person has deleted."""
        kept = {line.key for line in self.lines}
        return tuple((k, record) for k, record in self.records.items() if k not in kept and k not in self.lost)


def read_ledger(path: str | Path) -> Ledger:
    """Read a ledger, whatever people did to its rows: sorted, filtered, deleted, inserted, with columns of their own.

    Formulas count by the value last computed. Raises ``InputError`` for a file that is no ledger, with sheet and row
    for a formula that has no value.
    """
    book = _open(path)
    with _damage(path), contextlib.closing(book):
        names = [n for n in book.sheetnames if _LEDGER.fullmatch(n)] or [
            n for n in book.sheetnames if not _OWN.fullmatch(n)
        ]
        marks = read_marks(path)
        lines = [line for name in names for line in _lines(book, name, marks)]
        if not names or not any(_header(book, name) for name in names):
            raise InputError(
                f"{path}: no sheet has the columns 工作任务 and 记录号; give a ledger of `yinuo extract -o FILE.xlsx`"
            )
        lost = list(_lines(book, LOST, marks)) if LOST in book.sheetnames else []
        hidden = _records(book, path)
        others = tuple(n for n in book.sheetnames if n not in names and not _OWN.fullmatch(n))
    own = (name for line in (*lines, *lost) for name in (*line.extra, *line.comments))
    extra = dict.fromkeys(name for name in own if name not in NAMES)
    return Ledger(
        str(path), (*lines, *lost), hidden.records, frozenset(hidden.lost), tuple(extra), others, hidden.left_out,
        marks.inner,
    )  # fmt: skip


def is_ledger(path: str | Path) -> bool:
    """Tell whether a file is a workbook with the sheets of a ledger."""
    try:
        book = _open(path)
    except InputError:
        return False
    with contextlib.closing(book):
        return "记录" in book.sheetnames and any(_LEDGER.fullmatch(name) for name in book.sheetnames)


def read_ledger_records(path: str | Path) -> list[Commitment]:
    """Read the records of a ledger exactly as they were written, whatever people did to the rows since.

    Raises ``InputError`` where the file is no ledger, or its hidden sheet 记录 is gone.
    """
    ledger = read_ledger(path)
    if not ledger.records and ledger.lines:
        raise InputError(f"{path}: its hidden sheet 记录 is gone, so the records are; extract the texts again")
    return [record for key, record in ledger.records.items() if key not in ledger.lost]


def filled_in(path: str | Path) -> int:
    """Count the cells of the ledger that hold what only people know: filled in, corrected, or of rows they added."""
    ledger = read_ledger(path)
    total = len(ledger.deleted)
    for line in ledger.lines:
        added = 0 if line.key in ledger.records else sum(v is not None for v in line.values.values())
        total += max(added, len(line.edits(ledger.records.get(line.key)))) + len(line.extra) + len(line.comments)
        total += bool(line.fills) + len(line.links)
    return total


def _open(path: str | Path) -> Workbook:

    with _damage(path):
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise InputError(f"{path}: more than {LARGEST >> 30} GiB when unpacked; split it into smaller ledgers")
        return load(path, read_only=True, data_only=True, keep_links=False)


@contextlib.contextmanager
def _damage(path: str | Path) -> Iterator[None]:
    """Turn what openpyxl raises for a damaged workbook, which may be anything, into ``InputError``."""
    try:
        yield
    except (YinuoError, MemoryError):
        raise
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); {_WANTED}") from None
    except Exception as error:
        why = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise InputError(f"{path}: no workbook, or a damaged one ({why}); {_WANTED}") from error


def _rows(book: Workbook, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet = book[name]
    if not hasattr(sheet, "iter_rows"):  # a chart sheet
        return
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # some programs write a range that is too small
    yield from enumerate(sheet.iter_rows(values_only=True), 1)


def _header(book: Workbook, name: str) -> tuple[int, dict[int, str]] | None:
    """Find the row of the column names and the name of each column; columns without one are named by their letter."""
    for number, cells in _rows(book, name):
        if number > _SEARCHED:
            return None
        names = {at: str(value) for at, cell in enumerate(cells) if (value := plain(cell)) is not None}
        if {"工作任务", "记录号"} <= set(names.values()):
            return number, names
    return None


def _lines(book: Workbook, name: str, marks: Marks) -> Iterator[Line]:
    found = _header(book, name)
    if found is None:
        return
    top, names = found
    earlier = is_earlier(set(names.values()))
    if earlier:
        names = {at: renamed(own) for at, own in names.items()}
    for number, cells in _rows(book, name):
        if number > top:
            line = _line(name, number, cells, names, marks)
            if _says(line):
                yield replace(line, earlier=earlier)


def _line(sheet: str, number: int, cells: Sequence[Any], names: Mapping[int, str], marks: Marks) -> Line:
    values: dict[str, Value] = {}
    extra: dict[str, Value] = {}
    comments: dict[str, str] = {}
    fills: dict[str, str] = {}
    links: dict[str, str] = {}
    for at, cell in enumerate(cells):
        place, column = (sheet, number, at + 1), names.get(at, f"第{at + 1}列")
        value = plain(marks.merged.get(place, cell))
        if value is None and place in marks.formulas and column != "序号":
            raise InputError(
                f"{marks.path}: {sheet}!{number}: {column} holds a formula that was never computed; open the ledger "
                f"in a spreadsheet program and save it there first"
            )
        if column in NAMES:
            values.setdefault(column, value)
        elif value is not None:
            extra.setdefault(column, value)
        if place in marks.comments:
            comments.setdefault(column, marks.comments[place])
        if place in marks.fills:
            fills.setdefault(column, marks.fills[place])
        if place in marks.links:
            links.setdefault(column, marks.links[place])
    key = str(values.get("记录号") or "")
    if key.startswith(BAND):  # headings, unless a person wrote something of their own there
        values = {name: value for name, value in values.items() if value is not None and name != "记录号"}
        if values.get("序号") == plain(key.removeprefix(BAND)):
            values.pop("序号")
        key, fills, links = "", {}, {}
    return Line(f"{sheet}!{number}", key, values, extra, comments, sheet == LOST, fills, links=links)


def _says(line: Line) -> bool:
    """Tell whether the row holds more than its number; a heading that a person put in its place counts."""
    own = {name for name, value in line.values.items() if value is not None}
    heading = "序号" in own and as_number(line.values["序号"]) is None
    return bool(line.extra or line.comments or line.links or own - _MADE or heading)


@dataclass
class _Hidden:
    records: dict[str, Commitment] = field(default_factory=dict)
    left_out: dict[str, Commitment] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def _records(book: Workbook, path: str | Path) -> _Hidden:
    """Read the records, by key: those with a row, those that never had one, and the keys of rows lost in a merge."""
    found = _Hidden()
    for name in book.sheetnames:
        if not _HIDDEN.fullmatch(name):
            continue
        for number, cells in _rows(book, name):
            if number == 1 or not cells or not cells[0]:
                continue
            key, flag = str(cells[0]), cells[1] if len(cells) > 1 else None
            try:
                record = from_pieces([str(cell) for cell in cells[2:] if cell is not None])
            except ValueError:
                raise InputError(
                    f"{path}: sheet {name}, row {number}: no record any more; delete the row, its corrections count as "
                    f"extracted then"
                ) from None
            (found.left_out if flag == FLAG_SLOGAN else found.records)[key] = record
            if flag == FLAG_LOST:
                found.lost.append(key)
    return found
