"""Write records to lines of JSON, and read them back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers.atomic import Write, drain, whole_file


def write_jsonl(records: Iterable[Commitment], path: str | Path) -> int:
    """Write one record a line (UTF-8, line feeds), whole or not at all; the number of records written.

    Raises ``InputError`` where the file cannot be written.
    """
    with jsonl_writer(path) as write:
        return drain(records, write)


def to_line(record: Commitment) -> str:
    """Write one line of JSON; a record with half a surrogate pair, which is no UTF-8, is in ASCII escapes."""
    try:
        return record.to_json()
    except PydanticSerializationError:
        return json.dumps(record.model_dump(by_alias=True), separators=(",", ":"))


def to_line_bytes(record: Commitment) -> bytes:
    """Write the UTF-8 bytes of ``to_line`` with a line feed behind them."""
    try:
        return record.to_bytes() + b"\n"
    except PydanticSerializationError:
        return to_line(record).encode() + b"\n"


def read_jsonl(path: str | Path) -> list[Commitment]:
    """Read the records of a JSONL file written by ``write_jsonl``; empty lines are passed over.

    Raises ``InputError`` with file and line for a line that is no record.
    """
    return list(iter_jsonl(path))


def iter_jsonl(path: str | Path) -> Iterator[Commitment]:
    """Do what ``read_jsonl`` does, one record at a time: for files that are larger than the memory."""
    start = 0
    try:
        with Path(path).open("rb") as file:
            for number, data in enumerate(file, 1):
                line = data.decode("utf-8-sig" if number == 1 else "utf-8")
                if line.strip():
                    yield from_line(line.rstrip("\n"), f"{path}:{number}")
                start += len(data)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); a JSONL file of records is wanted") from None
    except UnicodeDecodeError as error:
        at = start + error.start
        raise InputError(f"{path}: not UTF-8 at byte {at}; a JSONL file of records is wanted") from None


def from_line(line: str, where: str) -> Commitment:
    """Read the record of one line; ``where`` (file and line) opens the ``InputError`` for a line that is none."""
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
    """Do what ``jsonl_writer`` does, to an open stream: UTF-8 and line feeds whatever its own encoding is."""
    yield lambda record: _write_bytes(stream, record)
    stream.flush()


@contextmanager
def jsonl_writer(path: str | Path) -> Iterator[Write]:
    """Give a function that writes one record to ``path``, a file that appears when the block ends without error."""
    with whole_file(path, "utf-8") as file:
        yield lambda record: _write_line(file, record)


def _write_line(file: IO[str], record: Commitment) -> None:
    file.write(to_line(record) + "\n")


def _write_bytes(stream: IO[str], record: Commitment) -> None:
    stream.buffer.write(to_line_bytes(record))  # type: ignore[attr-defined]
