"""Read the table that says of files what they do not say: date, organisation, title, place, level and speaker."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from yinuo.digests import json_digest
from yinuo.errors import InputError, MissingExtraError
from yinuo.readers.metadata import NAMES, field_of, value_of

Row = Mapping[str, str]

# The names of the column that says which file a row speaks of; the others are those of ``readers.metadata``.
_FILE = ("file", "path", "filename", "file name", "document", "文件", "文件名", "文件名称", "路径")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Hold the rows of a table by the file they speak of.

    ``columns`` are those that count, ``others`` those passed over.
    """

    rows: Mapping[str, Row] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def of(self, path: str) -> Row:
        """Give the row of a path: the one that names the most of its end; else one that names it without its suffix.

        >>> Metadata({"2024/a.txt": {"date": "2024-01-02"}, "b": {"level": "county"}}).of("docs/2024/a.txt")
        {'date': '2024-01-02'}
        """
        key = self.key(path)
        return self.rows[key] if key is not None else {}

    def row(self, file: str, text: str) -> Row:
        """Give what the table says of a text of a file; a row of the text itself, by its own path, goes first.

        >>> table = Metadata({"all.zip": {"level": "county", "place": "云溪"}, "a.txt": {"place": "枫岭"}})
        >>> table.row("all.zip", "all.zip!/a.txt")
        {'level': 'county', 'place': '枫岭'}
        """
        return {**self.of(file), **self.of(text)}

    def key(self, path: str) -> str | None:
        """Find which row's file a path is; None where the table does not know it."""
        if not self.rows:
            return None
        parts = PurePath(path).parts
        for start in range(len(parts)):
            if (key := "/".join(parts[start:]).lstrip("/")) in self.rows:
                return key
        stem = PurePath(path).stem
        return stem if stem in self.rows else None

    def unused(self, paths: Iterable[str]) -> tuple[str, ...]:
        """List files of the table that are none of the paths, nor in one of them."""
        paths = list(paths)
        used = {self.key(path) for path in paths}
        return tuple(key for key in self.rows if key not in used and not any(f"{p}/" in f"/{key}" for p in paths))

    def digest(self) -> str:
        """Give the digest (hex) of all rows."""
        return json_digest({key: dict(row) for key, row in self.rows.items()})


def read_metadata(path: str | os.PathLike[str]) -> Metadata:
    r"""Read the rows of a .csv or .xlsx table with a column ``file`` (文件) and others, see ``readers.metadata``.

    An empty cell says nothing. Raises ``InputError`` with file and line for a row that cannot be used.

    >>> import pathlib, tempfile
    >>> table = pathlib.Path(tempfile.mkdtemp(), "table.csv")
    >>> _ = table.write_text("文件,日期,级别\na.txt,2024年1月5日,县级\n", "utf-8")
    >>> read_metadata(table).of("speeches/a.txt")
    {'date': '2024-01-05', 'level': '县级'}
    """
    name = os.fspath(path)
    lines = _sheet(name) if name.lower().endswith((".xlsx", ".xlsm")) else _lines(name)
    header = next(((n, line) for n, line in lines if any(line)), None)
    if header is None:
        raise InputError(f"{name}: the table is empty; a header with a column file (文件) is wanted")
    columns = [_column(cell) for cell in header[1]]
    others = tuple(str(c) for c, known in zip(header[1], columns, strict=True) if c and known is None)
    _check(name, header[0], columns, header[1])
    rows: dict[str, Row] = {}
    for number, line in lines:
        _add(rows, dict(_cells(columns, line)), f"{name}:{number}")
    return Metadata(rows, tuple(c for c in columns if c and c != "file"), others)


def _column(cell: object) -> str | None:
    return "file" if str(cell).strip().lower() in _FILE else field_of(cell)


def _check(name: str, line: int, columns: list[str | None], header: list[Any]) -> None:
    seen = [column for column in columns if column]
    said = ", ".join(str(cell) for cell in header if cell)[:200]
    if "file" not in seen:
        raise InputError(f"{name}:{line}: no column file (文件) among {said}; add one with the names of the files")
    if len(seen) == 1:
        raise InputError(f"{name}:{line}: no column but file that is known; wanted one of {', '.join(NAMES)}")
    twice = next((column for column in seen if seen.count(column) > 1), None)
    if twice:
        raise InputError(f"{name}:{line}: two columns say {twice}, among {said}; leave one of them")


def _cells(columns: list[str | None], line: list[Any]) -> Iterator[tuple[str, Any]]:
    for column, cell in zip(columns, line, strict=False):
        if column and cell is not None and str(cell).strip():
            yield column, cell


def _add(rows: dict[str, Row], cells: dict[str, Any], where: str) -> None:
    if not cells:
        return
    if "file" not in cells:
        raise InputError(f"{where}: no file in this row; name the file that it speaks of")
    file = str(cells.pop("file")).strip().replace("\\", "/").removeprefix("./").lstrip("/")
    row = {field: value for field, cell in cells.items() if (value := value_of(field, cell, where))}
    if rows.setdefault(file, row) != row:
        raise InputError(f"{where}: {file} stands in the table twice and not the same; leave one row")


def _lines(name: str) -> Iterator[tuple[int, list[Any]]]:
    text = _decoded(name)
    head = text.partition("\n")[0]
    table = csv.reader(io.StringIO(text), delimiter=max("\t;,", key=head.count))
    while True:
        try:
            line = next(table, None)
        except csv.Error as error:
            raise InputError(f"{name}:{table.line_num}: no CSV ({error}); save the table as CSV again") from None
        if line is None:
            return
        yield table.line_num, list(line)


def _decoded(name: str) -> str:
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}); check the path and its rights") from None
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    raise InputError(f"{name}: is no text in UTF-8, UTF-16 or GB18030; save the table as CSV in UTF-8 again")


def _sheet(name: str) -> Iterator[tuple[int, list[Any]]]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtraError("openpyxl", "xlsx") from None
    try:
        book = load_workbook(name, read_only=True, data_only=True)
    except FileNotFoundError:
        raise InputError(f"{name}: no such file; check the path") from None
    except Exception as error:  # openpyxl has no error of its own for a file that is no workbook
        raise InputError(f"{name}: no Excel workbook ({error}); save the table as .xlsx or .csv again") from None
    try:
        sheet = book.worksheets[0]
        lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    except Exception as error:
        raise InputError(f"{name}: a damaged workbook ({error}); save the table as .xlsx or .csv again") from None
    finally:
        book.close()
    yield from enumerate(lines, 1)
