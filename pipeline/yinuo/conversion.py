"""Records from one format to others. A file of records and targets come in; files, folders and databases go out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from yinuo.errors import InputError
from yinuo.readers import documents
from yinuo.records import Commitment
from yinuo.writers.document import Document, announce
from yinuo.writers.sql.url import is_url
from yinuo.writers.targets import Options, format_of, writer_for


def convert(source: str, targets: Sequence[str], *, texts: Iterable[str] = (), options: Options | None = None) -> int:
    """Write the records of ``source`` to every target, each whole or not at all; the number of records.

    ``source`` is JSONL, nested Parquet (.parquet, .dataset) or a database. Annotation formats need the source texts:
    from ``texts`` (told by their content), else from the path that the records name.

    Raises ``InputError`` for a source that is no file of records, a target of no format, or a text that is missing or
    was changed.
    """
    needed = any(format_of(target).needs_text for target in targets)
    find = _Texts(texts, near=source) if needed else None
    count = 0
    with ExitStack() as files:
        writers = [files.enter_context(writer_for(target, options)) for target in targets]
        for (name, sha256), records in groupby(read_records(source), key=lambda r: (r.document, r.document_sha256)):
            announce(writers, Document(name, sha256, find(name, sha256) if find else None))
            for record in records:
                count += 1
                for write in writers:
                    write(record)
    return count


def read_records(source: str) -> Iterator[Commitment]:
    """The records of a JSONL file, a nested Parquet file or data set, or a database (without withdrawn ones).

    Raises ``InputError`` for what is none of these.
    """
    if is_url(source):
        from yinuo.writers.sql import read_sql

        return read_sql(source)
    if source.endswith(".parquet"):
        from yinuo.writers.parquet import read_parquet

        return read_parquet(source)
    if source.rstrip("/").endswith(".dataset"):
        from yinuo.writers.hub import read_dataset

        return read_dataset(source)
    from yinuo.writers.jsonl import iter_jsonl

    return iter_jsonl(source)


class _Texts:
    """Finds the text of a document: among the given files by its digest, else where the records say it is."""

    def __init__(self, given: Iterable[str], *, near: str) -> None:
        self._folder = Path() if is_url(near) else Path(near).parent
        self._given = {source.sha256: path for path in given for source in documents(path)}

    def __call__(self, name: str, sha256: str) -> str:
        if sha256 in self._given:
            return _text(self._given[sha256], sha256) or ""
        for path in (name, os.fspath(self._folder / name)):
            if Path(path).is_file():
                text = _text(path, sha256)
                if text is not None:
                    return text
                raise InputError(f"{path}: was changed since its records were found; extract it anew")
        raise InputError(f"{name}: its text is not found; name the file with --text")


def _text(path: str, sha256: str) -> str | None:
    return next((source.text for source in documents(path) if source.sha256 == sha256), None)
