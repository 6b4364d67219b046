"""Read zip files of texts, member by member, without writing anything to disk."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator

from yinuo import readers
from yinuo.errors import InputError, YinuoError
from yinuo.readers.file_types import ARCHIVE, ZIP, kind_of, unexpected
from yinuo.readers.files import File, file_of
from yinuo.readers.source import Failure, Options, Source
from yinuo.readers.unzip import MOST_MEMBERS, bomb, is_bomb, open_zip, unpack

# Files that operating systems add to archives by themselves.
_LITTER = re.compile(r"\A(?:.*/)?(?:__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_UTF8 = 0x800


def texts(file: File, options: Options) -> Iterator[Source | Failure]:
    """Yield the texts of all members, in the order of the archive; folders and litter of the system are passed over.

    A member that is damaged, locked, a link, an archive itself, too large, or named so that it would lead out of the
    archive is a Failure. Raises ``InputError`` for an archive that is damaged, empty or a trap: too many members, some
    that overlap, or that unpack to far more than its size.
    """
    with open_zip(file.stream, file.name, ZIP) as archive:
        members = [
            info
            for info in archive.infolist()
            if info.filename and not info.is_dir() and not _LITTER.fullmatch(name_of(info))
        ]
        if not members:
            raise InputError(f"{file.name}: is a zip file without files; pack the texts again")
        if len(members) > MOST_MEMBERS:
            raise InputError(f"{file.name}: has more than {MOST_MEMBERS:,} files; split it")
        size = file.stream.seek(0, os.SEEK_END)
        sound = [m.file_size for m in members if not is_bomb(m.compress_size, m.file_size)]  # others stay packed
        if is_bomb(size, sum(sound)):
            raise bomb(file.name)
        if sum(member.compress_size for member in members) > size:
            raise InputError(f"{file.name}: its members overlap, as in no honest zip file (a zip bomb?); pack it again")
        for number, member in enumerate(members[options.skip :], options.skip):
            path = f"{file.name}!/{name_of(member)}"
            if options.begun:
                options.begun(path, number)
            yield from _member(archive, member, path, options)


def name_of(member: zipfile.ZipInfo) -> str:
    """Give the name of a member: programs on Chinese Windows write it in GBK and do not say so.

    >>> name_of(zipfile.ZipInfo("报告.txt".encode("gbk").decode("cp437")))
    '报告.txt'
    """
    name = member.filename
    if not member.flag_bits & _UTF8 and not name.isascii():
        name = _decoded(name)
    return _CONTROL.sub("\ufffd", name.replace("\\", "/"))


def _decoded(name: str) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return name


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, options: Options
) -> Iterator[Source | Failure]:
    try:
        if _leads_out(name_of(member)):
            raise InputError(f"{path}: a name that leads out of the archive is not read; pack it under a plain name")
        inner = file_of(path, unpack(archive, member, path, "a file in an archive", options.limit))
        if kind_of(inner) == ARCHIVE:
            raise InputError(f"{path}: is an archive in an archive, which is not read; unpack it first")
        yield from readers.texts(inner, options)
    except MemoryError:
        raise
    except YinuoError as error:
        yield Failure(path, error)
    except Exception as error:
        yield Failure(path, unexpected(path, error))


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name) is not None
