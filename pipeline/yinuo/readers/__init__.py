"""Read files as strings, one format a module."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib import import_module

from yinuo.errors import FormatError, InputError
from yinuo.readers import converters
from yinuo.readers.file_types import kind_of
from yinuo.readers.files import File, opened, whole
from yinuo.readers.plain import plausible
from yinuo.readers.source import LIMIT, Failure, Options, Place, Source

__all__ = ["LIMIT", "Failure", "Place", "Source", "documents", "plausible", "read"]

# Kinds of one text: a module with ``read_bytes(data, name)``. Kinds of many: one with ``texts(file, options)``.
_ONE = {
    "plain": "plain", "docx": "docx.document", "pdf": "pdf.document", "html": "html.page", "markdown": "markdown",
    "xlsx": "spreadsheet",
}  # fmt: skip
_MANY = {
    "archive": "archive", "gzip": "gzipped", "jsonl": "tabular", "json": "tabular", "csv": "tabular",
    "parquet": "tabular",
}  # fmt: skip
_PART = re.compile(r"\A(?P<file>.+?)(?:!/.+|#[0-9]+)\Z")


def read(
    path: str | os.PathLike[str], *, column: str = "text", converter: str | None = None, limit: int = LIMIT
) -> Source:
    """Read a file of one text, or one text of many by the path that ``documents`` gives it (``all.zip!/plan.txt``).

    Takes plain text, .docx, .pdf with text, .html, .md, and tables of tasks in .xlsx and .csv; what a file is, its
    content decides. Options are those of ``documents``. Raises ``InputError`` for a path that is missing, a file that
    cannot be read or holds several texts, ``FormatError`` for a format that needs a converter, ``DecodeError`` for
    bytes that are no text.

    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "plan.txt")
    >>> _ = file.write_text("新建幼儿园7所。", "utf-8")
    >>> read(file).text, read(file).encoding
    ('新建幼儿园7所。', 'utf-8')
    """
    name = os.fspath(path)
    outer = _PART.fullmatch(name)
    if outer and not os.path.lexists(name) and os.path.isfile(outer["file"]):
        found = documents(outer["file"], column=column, converter=converter, limit=limit)
        return _only((text for text in found if text.path == name), name)
    return _only(documents(name, column=column, converter=converter, limit=limit), name)


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
    path: str | os.PathLike[str], *, column: str = "text", converter: str | None = None, limit: int = LIMIT
) -> Iterator[Source | Failure]:
    r"""Yield the texts of a file, in its order: a Source each, or a Failure in place of one that cannot be read.

    A .zip gives a text for each member (``all.zip!/dir/plan.txt``), rows of .jsonl, .json, .csv, .tsv and .parquet one
    for each row (``all.csv#12``, counted from 1, the header left out), taken from ``column``; every other file gives
    one, and so does a table of tasks in .csv that has no such column. A file in .gz is read as the file within.
    ``converter`` is a command for files in other formats, see ``yinuo.readers.converters``; ``limit`` the most bytes of
    one text, packed or unpacked. Nothing is loaded from elsewhere, and nothing in a file is run.

    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "plans.csv")
    >>> _ = file.write_text("text,单位\n新建幼儿园7所。,某局\n", "utf-8")
    >>> [(source.text, source.metadata) for source in documents(file)]
    [('新建幼儿园7所。', {'organisation': '某局'})]

    Raises as ``read`` does where the whole file cannot be read.
    """
    name = os.fspath(path)
    with opened(name, limit) as file:
        yield from texts(file, Options(column, converter, limit))


def texts(file: File, options: Options) -> Iterator[Source | Failure]:
    """Do what ``documents`` does, for an open file."""
    try:
        yield from _texts(file, options)
    except FormatError:
        if not options.converter:
            raise
        made = converters.convert(file, options.converter, options.limit)
        yield from _texts(made, options)


def _texts(file: File, options: Options) -> Iterator[Source | Failure]:
    kind = kind_of(file)
    if kind.name in _ONE:
        reader = import_module(f"yinuo.readers.{_ONE[kind.name]}")
        yield reader.read_bytes(whole(file, options.limit), file.name)
    elif kind.name in _MANY:
        yield from import_module(f"yinuo.readers.{_MANY[kind.name]}").texts(file, options)
    else:
        raise kind.refusal(file.name)
