"""Records to files and back. Commitments come in; JSONL, CSV or flat rows go out, and JSONL comes back as records."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from yinuo.errors import InputError
from yinuo.records import Commitment, Deadline, Quantity

Cell = str | int | float | bool | None
Row = dict[str, Cell]
Write = Callable[[Commitment], None]

COLUMNS = (
    "document", "speech", "speaker", "organisation", "date", "section", "status", "text",
    "actor", "actor_source", "verb", "object", "type",
    "quantity", "low", "high", "unit", "approximate", "quantities",
    "deadline", "from", "to", "duration", "repeat", "deadline_source",
    "firmness", "specificity", "measurable", "missing", "confidence",
    "sentence", "restored", "damaged", "start", "end", "id",
)  # fmt: skip
# A spreadsheet runs a cell that begins with one of these, in either width, as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_jsonl(records: Iterable[Commitment], path: str | Path) -> int:
    """Write one record a line (UTF-8, line feeds), whole or not at all; the number of records written.

    Raises ``InputError`` where the file cannot be written.
    """
    with jsonl_writer(path) as write:
        return _drain(records, write)


def write_csv(records: Iterable[Commitment], path: str | Path, *, bom: bool = False) -> int:
    """Write one row a record under ``COLUMNS`` (RFC 4180), whole or not at all; the number of records written.

    ``bom`` puts a byte order mark first, by which Excel knows UTF-8. A text cell that a spreadsheet would run as a
    formula begins with an apostrophe. Raises ``InputError`` where the file cannot be written.
    """
    with csv_writer(path, bom=bom) as write:
        return _drain(records, write)


def to_rows(records: Iterable[Commitment]) -> list[Row]:
    """One flat row a record, keys in the order of ``COLUMNS``; ready for a data frame or a ``datasets.Dataset``.

    >>> to_rows([])
    []
    """
    return [to_row(record) for record in records]


def to_row(record: Commitment) -> Row:
    """The flat row of one record: the first quantity in columns of its own, all of them in ``quantities``."""
    speech = record.speech
    return {
        "document": record.document,
        "speech": speech.title,
        "speaker": speech.speaker,
        "organisation": speech.organisation,
        "date": speech.date,
        "section": " / ".join(record.section),
        "status": record.status,
        "text": record.text,
        "actor": record.actor.text or record.actor.name,
        "actor_source": record.actor.source,
        "verb": record.action.verb,
        "object": record.action.object,
        "type": record.action.type,
        **_amounts(record.quantities),
        **_times(record.deadline),
        "firmness": record.firmness,
        "specificity": record.specificity,
        "measurable": record.measurable.value,
        "missing": "; ".join(record.measurable.missing),
        "confidence": record.confidence,
        "sentence": record.sentence.text,
        "restored": record.restored,
        "damaged": _is_damaged(record),
        "start": record.start,
        "end": record.end,
        "id": record.id,
    }


def _is_damaged(record: Commitment) -> bool:
    """Whether a number or a deadline of the record lost digits in the source: its value is not to be trusted."""
    return any(q.damaged for q in record.quantities) or (record.deadline is not None and record.deadline.damaged)


def _amounts(quantities: Sequence[Quantity]) -> Row:
    first = quantities[0] if quantities else None
    names = ("text", "low", "high", "unit", "approximate")
    row = {"quantity" if name == "text" else name: getattr(first, name, None) for name in names}
    return {**row, "quantities": "; ".join(q.text for q in quantities)}


def _times(deadline: Deadline | None) -> Row:
    names = {"deadline": "text", "from": "from_", "deadline_source": "source"}
    columns = ("deadline", "from", "to", "duration", "repeat", "deadline_source")
    return {column: getattr(deadline, names.get(column, column), None) for column in columns}


def to_line(record: Commitment) -> str:
    """One line of JSON; a record with half a surrogate pair, which is no UTF-8, is written in ASCII escapes."""
    try:
        return record.to_json()
    except PydanticSerializationError:
        return json.dumps(record.model_dump(by_alias=True), separators=(",", ":"))


def read_jsonl(path: str | Path) -> list[Commitment]:
    """The records of a JSONL file written by ``write_jsonl``; empty lines are passed over.

    Raises ``InputError`` with file and line for a line that is no record.
    """
    try:
        lines = Path(path).read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); a JSONL file of records is wanted") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; a JSONL file of records is wanted") from None
    return [_record(line, f"{path}:{n}") for n, line in enumerate(lines, 1) if line.strip()]


def _record(line: str, where: str) -> Commitment:
    try:
        return Commitment.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise InputError(
            f"{where}: not JSON at column {error.colno} ({error.msg}); one record a line is wanted"
        ) from None
    except RecursionError:
        raise InputError(f"{where}: nested too deeply; one record a line is wanted") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "record"
        raise InputError(f"{where}: {field}: {first['msg']}; the record is described by `yinuo schema`") from None


@contextmanager
def stream_writer(stream: IO[str]) -> Iterator[Write]:
    """As ``jsonl_writer``, to an open stream: UTF-8 and line feeds whatever the stream's own encoding is."""
    yield lambda record: _write_bytes(stream, record)
    stream.flush()


@contextmanager
def jsonl_writer(path: str | Path) -> Iterator[Write]:
    """A function that writes one record to ``path``; the file appears when the block ends without an error."""
    with _whole_file(path, "utf-8") as file:
        yield lambda record: _write_line(file, record)


@contextmanager
def csv_writer(path: str | Path, *, bom: bool = False) -> Iterator[Write]:
    """As ``jsonl_writer``, with a header line and one row a record."""
    with _whole_file(path, "utf-8-sig" if bom else "utf-8") as file:
        table = csv.writer(file, lineterminator="\r\n")  # with a line feed alone, a carriage return is left unquoted
        table.writerow(COLUMNS)
        yield lambda record: _write_row(table, record)


def _write_line(file: IO[str], record: Commitment) -> None:
    file.write(to_line(record) + "\n")


def _write_bytes(stream: IO[str], record: Commitment) -> None:
    stream.buffer.write((to_line(record) + "\n").encode())  # type: ignore[attr-defined]


def _write_row(table: Any, record: Commitment) -> None:
    table.writerow([_cell(value) for value in to_row(record).values()])


def _drain(records: Iterable[Commitment], write: Write) -> int:
    count = 0
    for record in records:
        write(record)
        count += 1
    return count


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    return str(value)


@contextmanager
def _whole_file(path: str | Path, encoding: str) -> Iterator[IO[str]]:
    """A file beside ``path`` that takes its name when the block ends, and is gone when the block fails."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():  # a pipe or a device: nothing to rename
        with _open(target, target, encoding) as stream:
            yield stream
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    file = _open(draft, target, encoding)
    try:
        with file:
            yield file
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            draft.unlink()
        raise


def _open(draft: Path, target: Path, encoding: str) -> IO[str]:
    if target.is_dir():
        raise InputError(f"{target}: is a directory; a file name is wanted")
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        return draft.open("w", encoding=encoding, errors="backslashreplace", newline="")
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror}); choose another place with -o") from None
