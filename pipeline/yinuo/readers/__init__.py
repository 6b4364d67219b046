"""File to string: one format a file. A path comes in; a Source, or one for each text in it, goes out."""

from __future__ import annotations

import os
from collections.abc import Iterator

from yinuo.readers.plain import plausible, read_plain
from yinuo.readers.source import Source, digest

__all__ = ["Source", "digest", "documents", "plausible", "read"]


def read(path: str | os.PathLike[str]) -> Source:
    """Read a file of one text; see ``documents`` for files that hold many.

    Raises ``InputError`` for a path that is missing or cannot be read, ``DecodeError`` for bytes that are no text.
    """
    return read_plain(path)


def documents(path: str | os.PathLike[str]) -> Iterator[Source]:
    """The texts of a file, one Source each, in the order of the file.

    Raises as ``read`` does.
    """
    yield read(path)
