"""Read a file packed by gzip: rows of texts, as data sets come, or one text; nothing is written to disk."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from yinuo import readers
from yinuo.errors import InputError
from yinuo.readers.file_types import broken, kind_of
from yinuo.readers.files import File
from yinuo.readers.source import Failure, Options, Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MOST = 250  # times its size: what text packs to is a tenth
_SLACK = 1 << 20
_HEAD = 65536
_NOT_INSIDE = frozenset({"gzip", "archive", "7z", "rar"})


def texts(file: File, options: Options) -> Iterator[Source | Failure]:
    """Yield the texts of the file within; its name without .gz tells kinds of text apart.

    Raises ``InputError`` for one that is damaged, unpacks to 250 times its size and more, or holds an archive.
    """
    size = file.stream.seek(0, os.SEEK_END)
    file.stream.seek(0)
    with gzip.GzipFile(fileobj=file.stream) as packed, _Unpacked(packed, file.name, size) as raw:
        stream = io.BufferedReader(raw)
        head = stream.read(_HEAD)
        stream.seek(0)
        inner = File(file.name, stream, head, made=file.name.removesuffix(".gz"))
        kind = kind_of(inner)
        if kind.name in _NOT_INSIDE:
            raise InputError(f"{file.name}: is an archive in a gzip file, which is not read; unpack it first")
        yield from readers.texts(inner, options)


class _Unpacked(io.RawIOBase):
    """Give the bytes within, as long as there are not far too many."""

    def __init__(self, packed: gzip.GzipFile, name: str, size: int) -> None:
        self._packed, self._name, self._most = packed, name, size * _MOST + _SLACK

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that readers may go back."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a byte; whoever goes back unpacks again."""
        return self._packed.seek(offset, whence)

    def tell(self) -> int:
        """Give the byte that comes next."""
        return self._packed.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer. Raises ``InputError`` for bytes that do not unpack, or to far too many."""
        view = memoryview(buffer).cast("B")
        try:
            data = self._packed.read(len(view))
        except (EOFError, OSError, zlib.error) as error:
            raise broken(self._name, "a gzip file", error) from None
        view[: len(data)] = data
        if self._packed.tell() > self._most:
            raise InputError(f"{self._name}: unpacks to {_MOST} times its size (a bomb?); pack it again")
        return len(data)
