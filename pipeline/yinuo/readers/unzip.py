"""Unpack members of zip files in memory, within limits."""

from __future__ import annotations

import stat
import zipfile
import zlib
from typing import IO

from yinuo.errors import InputError
from yinuo.readers.file_types import broken, locked
from yinuo.readers.files import too_large

# Text packs to a tenth, seldom to a fiftieth: what unpacks further than this was made to fill the memory.
_RATIO = 250
_HARMLESS = 2**20
MOST_MEMBERS = 100_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_zip(stream: IO[bytes], name: str, what: str) -> zipfile.ZipFile:
    """Open the zip file in a stream. Raises ``InputError`` where it is damaged."""
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise broken(name, what, error) from None


def is_bomb(packed: int, unpacked: int) -> bool:
    """Tell whether so few bytes unpack to so many that they were made to fill the memory.

    >>> is_bomb(1000, 2**20), is_bomb(1000, 2**20 + 1), is_bomb(2**20, 200 * 2**20)
    (False, True, False)
    """
    return unpacked > max(_HARMLESS, _RATIO * packed)


def bomb(name: str) -> InputError:
    """Make the error for a file that is one."""
    return InputError(
        f"{name}: unpacks to more than {_RATIO} times its size, as no text does (a zip bomb?); it was left packed"
    )


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, what: str, limit: int) -> bytes:
    """Unpack the bytes of a member, never more than ``limit``.

    Raises ``InputError`` for one that is damaged, locked, a link, too large, or packed so tightly that it is a trap.
    """
    if member.flag_bits & 1:
        raise locked(name, what)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise InputError(f"{name}: is a link to another file, which is not followed; pack the file itself")
    if member.compress_type not in _METHODS:
        raise InputError(f"{name}: is packed by method {member.compress_type}; pack it again with an ordinary zip")
    if member.file_size > limit:
        raise too_large(name, limit)
    if is_bomb(member.compress_size, member.file_size):
        raise bomb(name)
    try:
        # The declared size binds: no more than that is ever unpacked, and a false one fails its check sum.
        return archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise broken(name, what, error) from None
