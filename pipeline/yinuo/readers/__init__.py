"""Read files as strings, one format a module."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from yinuo.errors import FormatError, InputError, YinuoError
from yinuo.readers import converters
from yinuo.readers.file_types import is_plain, kind_of, unexpected
from yinuo.readers.files import File, opened, too_large, whole
from yinuo.readers.isolation.limits import MEMORY, TIMEOUT, Limits, current, limited
from yinuo.readers.isolation.messages import Order
from yinuo.readers.isolation.parent import isolated
from yinuo.readers.plain import plausible
from yinuo.readers.source import LIMIT, Failure, Options, Place, Source

__all__ = [
    "LIMIT", "MEMORY", "TIMEOUT", "Failure", "Limits", "Place", "Source", "document", "documents", "limited",
    "plausible", "read",
]  # fmt: skip

# Kinds of one text: a module with ``read_bytes(data, name)``. Kinds of many: one with ``texts(file, options)``.
_ONE = {
    "plain": "plain", "docx": "docx.document", "pdf": "pdf.document", "ofd": "ofd.document", "html": "html.page",
    "odt": "odt", "pptx": "pptx", "rtf": "rtf", "image": "ocr", "markdown": "markdown",
}  # fmt: skip
_MANY = {
    "archive": "archive", "gzip": "gzipped", "jsonl": "tabular", "json": "tabular", "csv": "tabular",
    "parquet": "tabular", "xlsx": "spreadsheet",
}  # fmt: skip
_LONGER = {"docx", "odt", "ofd", "pdf", "pptx"}  # whose texts may be longer than the file: they are told the limit
_PART = re.compile(r"\A(?P<file>.+?)(?:!/.+|#[0-9]+)\Z")


def read(
    path: str | os.PathLike[str],
    *,
    column: str = "text",
    converter: str | None = None,
    limit: int = LIMIT,
    memory: int | None = MEMORY,
    timeout: float | None = TIMEOUT,
) -> Source:
    """Read a file of one text, or one text of many by the path that ``documents`` gives it (``all.zip!/plan.txt``).

    Takes plain text, .docx, .odt, .pptx, .rtf, .pdf and .ofd with text, .html, .md, and tables of tasks in .xlsx and
    .csv; what a file is, its content decides. ``column`` is that of the text in a file of rows, ``converter`` a command
    for files in other formats, ``limit`` the most bytes of a text, packed or unpacked.

    A file that needs a parser (all but plain text, .md, .csv and .jsonl) is read in a process of its own, which takes
    at most ``memory`` bytes and ``timeout`` seconds; with None for both it is read in this one, which a hostile file
    can crash. The process is kept for the next file.

    Raises ``InputError`` for a path that is missing, a file that cannot be read or holds several texts,
    ``FormatError`` for a format that needs a converter, ``DecodeError`` for bytes that are no text.

    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "plan.txt")
    >>> _ = file.write_text("新建幼儿园7所。", "utf-8")
    >>> read(file).text, read(file).encoding
    ('新建幼儿园7所。', 'utf-8')
    """
    return document(path, column=column, converter=converter, limit=limit, limits=Limits(memory, timeout))


def document(
    path: str | os.PathLike[str],
    *,
    column: str = "text",
    converter: str | None = None,
    limit: int = LIMIT,
    limits: Limits | None = None,
) -> Source:
    """Do what ``read`` does, under the limits that hold where none are named."""
    name = os.fspath(path)
    outer = _PART.fullmatch(name)
    if outer and not os.path.lexists(name) and os.path.isfile(outer["file"]):
        found = documents(outer["file"], column=column, converter=converter, limit=limit, limits=limits)
        return _only((text for text in found if text.path == name), name)
    return _only(documents(name, column=column, converter=converter, limit=limit, limits=limits), name)


def _only(found: Iterator[Source | Failure], name: str) -> Source:
    """Give the only text of a file of many, or refuse."""
    first = next(found, None)
    if first is None:
        raise InputError(f"{name}: holds no text; give a file with one")
    if isinstance(first, Failure):
        raise first.error
    if next(found, None) is not None:
        raise InputError(f"{name}: holds several texts; name one of them, such as {first.path}")
    return first


def documents(
    path: str | os.PathLike[str],
    *,
    column: str = "text",
    converter: str | None = None,
    limit: int = LIMIT,
    limits: Limits | None = None,
) -> Iterator[Source | Failure]:
    r"""Yield the texts of a file, in its order: a Source each, or a Failure in place of one that cannot be read.

    A .zip gives a text for each member (``all.zip!/dir/plan.txt``), rows of .jsonl, .json, .csv, .tsv, .xlsx and
    .parquet one for each row (``all.csv#12``, counted from 1, the header left out), taken from ``column``; every other
    file gives one, and so does a table of tasks in .csv or .xlsx that has no such column. A file in .gz is read as the
    file within.
    ``converter`` is a command for files in other formats, see ``yinuo.readers.converters``; without one, old Office
    files go through LibreOffice where it is installed (``none``: never). ``limit`` is the most bytes of one text,
    packed or unpacked; ``limits`` hold for files that need a parser, see ``read``. Nothing is loaded from elsewhere,
    and nothing in a file is run.

    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "plans.csv")
    >>> _ = file.write_text("text,单位\n新建幼儿园7所。,某局\n", "utf-8")
    >>> [(source.text, source.metadata) for source in documents(file)]
    [('新建幼儿园7所。', {'organisation': '某局'})]

    Raises as ``read`` does where the whole file cannot be read.
    """
    name = os.fspath(path)
    options, limits = Options(column, converter, limit), limits or current()
    with opened(name, limit) as file:
        if limits.off or is_plain(file, options):
            yield from texts(file, options)
            return
        order = Order(name, os.path.realpath(name), _unplaced(file, name, limit), options, limits)
    yield from isolated(order)


def _unplaced(file: File, name: str, limit: int) -> bytes | None:
    """Give the bytes of a file that another process could not open by its path: a pipe, or this process's stdin."""
    try:
        own, other = os.fstat(file.stream.fileno()), os.stat(os.path.realpath(name))
    except OSError:
        return whole(file, limit)
    return None if os.path.samestat(own, other) else whole(file, limit)


def texts(file: File, options: Options) -> Iterator[Source | Failure]:
    """Do what ``documents`` does, for an open file."""
    try:
        yield from _texts(file, options)
    except FormatError as error:
        if options.converter == converters.NONE:
            raise
        if options.converter:
            made = converters.convert(file, options.converter, options.limit)
            yield from _texts(made, options)
        else:
            yield from map(_told, _texts(converters.by_office(file, error, options.limit), options))


def _told(one: Source | Failure) -> Source | Failure:
    """Say in the notes of a text that it went through LibreOffice, as nobody asked for it by name."""
    if isinstance(one, Failure):
        return one
    return replace(one, notes=(*one.notes, "converted by LibreOffice, which was found on this machine"))


def _texts(file: File, options: Options) -> Iterator[Source | Failure]:
    kind = kind_of(file)
    if kind.name in _ONE:
        reader = import_module(f"yinuo.readers.{_ONE[kind.name]}")
        data = whole(file, options.limit)
        try:
            found = reader.read_bytes(data, file.name, *([options.limit] if kind.name in _LONGER else ()))
        except (YinuoError, MemoryError):
            raise
        except Exception as error:
            raise unexpected(file.name, error) from error
        if len(found.text) > options.limit:
            raise too_large(file.name, options.limit)
        yield found
    elif kind.name in _MANY:
        yield from import_module(f"yinuo.readers.{_MANY[kind.name]}").texts(file, options)
    else:
        raise kind.refusal(file.name)
