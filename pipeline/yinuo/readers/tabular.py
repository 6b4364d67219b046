"""Read rows with a text column: .jsonl, .json, .csv, .tsv and .parquet."""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from yinuo.errors import DecodeError, InputError, YinuoError
from yinuo.readers.file_types import broken, kind_of
from yinuo.readers.files import File, too_large, whole
from yinuo.readers.metadata import field_of, metadata
from yinuo.readers.plain import decode, plausible
from yinuo.readers.source import Failure, Options, Source, plain_lines, source
from yinuo.readers.task_tables import Cell, header_row, task_lines
from yinuo.readers.unzip import bomb, is_bomb

_BATCH = 64
_SEARCHED = 12  # lines in which the header of a table of tasks may stand
_CHUNK = 2**20
_ESCAPED = re.compile("[\udc80-\udcff]")
# A row as a mapping, or why it is none.
Row = Mapping[str, Any] | YinuoError


def texts(file: File, options: Options) -> Iterator[Source | Failure]:
    """Yield the texts of a column, a row each; other columns that say when, where and who become metadata.

    A table of tasks in .csv (工作任务, 牵头单位) without that column is one text, a row a line.
    A row that is broken, too large, or whose text is none is a Failure. Raises ``InputError`` for a file that is
    damaged as a whole, or has no such column.
    """
    file.stream.seek(0)
    kind = kind_of(file).name
    tasks = _task_table(file, options) if kind == "csv" else None
    if tasks is not None:
        yield source(file.name, tasks, "utf-8")
        return
    for where, row in _KINDS[kind](file, options):
        yield text_of(where, row, options)


def text_of(where: str, row: Row, options: Options) -> Source | Failure:
    """Make the text of a row, with what its other columns say of it."""
    try:
        if isinstance(row, YinuoError):
            raise row
        if options.column not in row:
            raise InputError(f"{where}: has no column {options.column!r}, which other rows have")
        text = row[options.column]
        text = "" if text is None else text
        if not isinstance(text, str):
            raise InputError(f"{where}: {options.column} is a {type(text).__name__}, not a text")
        if len(text) > options.limit:
            raise too_large(where, options.limit)
        return source(where, plain_lines(text), "utf-8", metadata=metadata(row, where))
    except YinuoError as error:
        return Failure(where, error)


def no_column(file: File, column: str, columns: Iterable[object]) -> InputError:
    """Make the error of a table without the column of the text."""
    names = _ESCAPED.sub("\ufffd", " ".join(", ".join(str(name) for name in columns if name).split()))
    return InputError(f"{file.name}: has no column {column!r}; it has {names[:200] or 'none'}: name one with --column")


def _jsonl(file: File, options: Options) -> Iterator[tuple[str, Row]]:
    """Read one JSON object a line; empty lines are passed over."""
    first = True
    number = 0
    while line := file.stream.readline(2 * options.limit + 1):
        number += 1
        where = f"{file.name}#{number}"
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            continue
        row: Row = too_large(where, options.limit) if len(line) > 2 * options.limit else _object(line, where)
        while len(line) > 2 * options.limit and not line.endswith(b"\n"):
            line = file.stream.readline(2 * options.limit + 1)
        if first and isinstance(row, Mapping) and options.column not in row:
            raise no_column(file, options.column, row)
        first = False
        yield where, row


def _json(file: File, options: Options) -> Iterator[tuple[str, Row]]:
    """Give the objects of a JSON array, on their own or as the one list of an object; or one object a line."""
    data = whole(file, options.limit)
    text, _ = decode(data, file.name)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # an object a line, under another name
            file.stream.seek(0)
            yield from _jsonl(file, options)
            return
        raise InputError(f"{file.name}: not JSON at line {error.lineno}, column {error.colno} ({error.msg})") from None
    except (RecursionError, ValueError):
        raise InputError(f"{file.name}: nested too deeply, or a number too long") from None
    rows = _rows_of(value)
    if rows and isinstance(rows[0], Mapping) and options.column not in rows[0]:
        raise no_column(file, options.column, rows[0])
    for number, row in enumerate(rows, 1):
        where = f"{file.name}#{number}"
        yield where, row if isinstance(row, dict) else InputError(f"{where}: is no JSON object")


def _rows_of(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    lists = [part for part in value.values() if isinstance(part, list)] if isinstance(value, dict) else []
    return lists[0] if len(lists) == 1 and lists[0] and isinstance(lists[0][0], dict) else [value]


def _object(line: bytes, where: str) -> Row:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return DecodeError(f"{where}: byte 0x{line[error.start]:02x} at column {error.start + 1} is no UTF-8")
    except json.JSONDecodeError as error:
        return InputError(f"{where}: not JSON at column {error.colno} ({error.msg}); one object a line is wanted")
    except (RecursionError, ValueError):
        return InputError(f"{where}: nested too deeply, or a number too long; one object a line is wanted")
    return row if isinstance(row, dict) else InputError(f"{where}: is no JSON object; one a line is wanted")


def _csv(file: File, options: Options) -> Iterator[tuple[str, Row]]:
    """Read rows under a header, parted by commas, semicolons or tabs, in UTF-8, UTF-16 or GB18030."""
    csv.field_size_limit(max(options.limit, csv.field_size_limit()))
    # A byte that is no text becomes half a surrogate pair: it spoils its own row alone.
    text = io.TextIOWrapper(file.stream, _encoding(file), errors="surrogateescape", newline="")
    try:
        head = text.readline(_CHUNK)
        text.seek(0)
        records = _records(csv.reader(text, delimiter=_delimiter(file, head)), file.name)
        names = [name.strip() for name in next((cells for cells in records if isinstance(cells, list)), [])]
        if options.column not in names:
            raise no_column(file, options.column, names)
        for number, cells in enumerate(records, 1):
            where = f"{file.name}#{number}"
            yield where, cells if isinstance(cells, YinuoError) else _row(names, cells, where)
    except UnicodeDecodeError as error:  # UTF-16 alone: it knows no half pairs to stand for bytes
        raise DecodeError(f"{file.name}: is {error.encoding} text that is cut short; save it as UTF-8 again") from None
    finally:
        text.detach()


def _task_table(file: File, options: Options) -> str | None:
    """The lines of a table of tasks, None for rows of texts or of anything else."""
    if not any(_heads_tasks(file, encoding, options.column) for encoding in ("utf-8", "gb18030", "utf-16")):
        return None
    encoding = _encoding(file)
    try:
        text = whole(file, options.limit).decode(encoding)
    except UnicodeDecodeError:
        raise DecodeError(f"{file.name}: has bytes that are no text; save the file as UTF-8 and try again") from None
    rows = _parsed(file, text)
    lines = task_lines([[Cell(plain_lines(cell)) for cell in row] for row in rows if any(row)], merges=False) or ()
    return "".join(f"{line}\n" for line in lines)


def _heads_tasks(file: File, encoding: str, column: str) -> bool:
    """Whether the first lines of a file, read so, hold the header of a table of tasks, and no column of texts."""
    first = _parsed(file, "".join(file.head.decode(encoding, "ignore").splitlines(keepends=True)[:_SEARCHED]))
    return header_row(first) is not None and not any(column in map(str.strip, row) for row in first)


def _parsed(file: File, text: str) -> list[list[str]]:
    """The rows of a CSV file; one that breaks the rules of CSV is passed over."""
    delimiter = _delimiter(file, text)
    records = _records(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), file.name)
    return [row for row in records if isinstance(row, list)]


def _encoding(file: File) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if file.head.startswith(mark):
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.stream.read(_CHUNK):
            decoder.decode(chunk)
    except UnicodeDecodeError:
        text = file.head.decode("gb18030", "replace")
        return "gb18030" if plausible(text) and text.count("\ufffd") < 3 else "utf-8"
    finally:
        file.stream.seek(0)
    return "utf-8"


def _delimiter(file: File, head: str) -> str:
    return "\t" if file.extension == "tsv" else max(",;\t", key=head.count)


def _records(reader: Iterator[list[str]], name: str) -> Iterator[list[str] | YinuoError]:
    """Read records with cells; one that breaks the rules of CSV is an error in its place."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"{name}: a row is no CSV ({error}); quote its cells and try again")
            continue
        if cells:
            yield cells


def _row(names: Sequence[str], cells: Sequence[str], where: str) -> Row:
    if len(cells) < len(names):
        return InputError(f"{where}: has {len(cells)} cells under {len(names)} names; an open quote before it?")
    if any(_ESCAPED.search(cell) for cell in cells):
        return DecodeError(f"{where}: has bytes that are no text; save the file as UTF-8 and try again")
    return dict(zip(reversed(names), reversed(cells[: len(names)]), strict=True))


def _parquet(file: File, options: Options) -> Iterator[tuple[str, Row]]:
    """Read rows of a Parquet file, a few at a time; only the columns that are wanted are unpacked."""
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(file.stream)
        names = table.schema_arrow.names
        if options.column not in names:
            raise no_column(file, options.column, names)
        wanted = [name for name in names if name == options.column or field_of(name)]
        _check_packing(table.metadata, wanted, file.name)
        size, unpacked, number = file.stream.seek(0, os.SEEK_END), 0, 0
        # A text that many rows share stays one text.
        table = parquet.ParquetFile(file.stream, read_dictionary=wanted)
        for batch in table.iter_batches(batch_size=_BATCH, columns=wanted):
            for at in range(batch.num_rows):
                row = {name: batch.column(name)[at].as_py() for name in wanted}
                unpacked += sum(len(cell) for cell in row.values() if isinstance(cell, str | bytes))
                if is_bomb(size, unpacked):
                    raise bomb(file.name)
                number += 1
                yield f"{file.name}#{number}", row
    except pyarrow.ArrowMemoryError:
        raise MemoryError from None
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise broken(file.name, "a Parquet file", error) from None


def _check_packing(metadata: Any, wanted: Sequence[str], name: str) -> None:
    """Refuse a file whose columns unpack to far more than they take."""
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        for column in map(group.column, range(group.num_columns)):
            own = column.path_in_schema.partition(".")[0] in wanted
            if own and is_bomb(column.total_compressed_size, column.total_uncompressed_size):
                raise bomb(name)


_KINDS: dict[str, Callable[[File, Options], Iterator[tuple[str, Row]]]] = {
    "jsonl": _jsonl,
    "json": _json,
    "csv": _csv,
    "parquet": _parquet,
}
