"""Open files for readers: seekable, with their first bytes, never too large."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from yinuo.errors import InputError

_HEAD = 65536


@dataclass(frozen=True, slots=True)
class File:
    """Hold an open file: its name for messages, its bytes as a seekable stream, the first of them.

    ``made`` is the name of the file that a converter made of it, which tells its format.
    """

    name: str
    stream: IO[bytes]
    head: bytes
    made: str = ""

    @property
    def extension(self) -> str:
        """Give the end of the name after its last dot, in lower case; empty where it has none.

        >>> file_of("报告.DOCX", b"").extension, file_of("报告", b"").extension
        ('docx', '')
        """
        return os.path.splitext(self.made or self.name)[1][1:].lower()


def file_of(name: str, data: bytes, made: str = "") -> File:
    """Make a File of bytes."""
    return File(name, io.BytesIO(data), data[:_HEAD], made)


@contextmanager
def opened(path: str, limit: int, name: str | None = None) -> Iterator[File]:
    """Open the file of this path while the block runs; a pipe is read into memory first, up to ``limit`` bytes.

    ``name`` is what messages call it, where that is not its path.

    Raises ``InputError`` for a path that is missing, a folder, or cannot be read.
    """
    name = name or path
    with _open(path, name) as stream:
        if stream.seekable():
            head = _read(stream, _HEAD, name)
            stream.seek(0)
            yield File(name, stream, head)
        else:
            yield file_of(name, _within(_read(stream, limit + 1, name), name, limit))


def whole(file: File, limit: int) -> bytes:
    """Read all bytes of a file. Raises ``InputError`` where there are more than ``limit``."""
    file.stream.seek(0)
    return _within(_read(file.stream, limit + 1, file.name), file.name, limit)


def too_large(name: str, limit: int) -> InputError:
    """Make the error of a text that has more than ``limit`` bytes."""
    return InputError(
        f"{name}: is larger than {size(limit)}, more than a text has; split it, or raise the limit of yinuo.read "
        "(limit=BYTES)"
    )


def size(count: int) -> str:
    """Write a number of bytes for a person.

    >>> size(2**30), size(64 * 2**20), size(10)
    ('1 GiB', '64 MiB', '10 bytes')
    """
    if count >= 2**30 and count % 2**30 == 0:
        return f"{count >> 30} GiB"
    return f"{count >> 20} MiB" if count >= 2**20 else f"{count} bytes"


def _within(data: bytes, name: str, limit: int) -> bytes:
    if len(data) > limit:
        raise too_large(name, limit)
    return data


def _open(place: str, name: str) -> IO[bytes]:
    if "\0" in place:
        raise InputError(f"{name!r}: no such file (the name has a NUL character)")
    path = Path(place)
    if path.is_dir():
        raise InputError(f"{name}: is a folder; give a text file in it, such as {name.rstrip('/')}/NAME.txt")
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise InputError(f"{name}: no such file; check the path") from None
    except OSError as error:
        raise _unreadable(name, error) from None


def _read(stream: IO[bytes], most: int, name: str) -> bytes:
    try:
        return stream.read(most)
    except OSError as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: OSError) -> InputError:
    return InputError(f"{name}: cannot be read ({error.strerror or error}); check the path and its rights")
