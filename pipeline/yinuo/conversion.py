"""Convert records of one format to others: files, folders and databases."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from yinuo.errors import InputError
from yinuo.messages import Lang
from yinuo.readers import Failure, Source, documents, read
from yinuo.records import Commitment
from yinuo.writers.document import Document, announce
from yinuo.writers.selection import Selection
from yinuo.writers.sql.url import is_url
from yinuo.writers.targets import Options, format_of, writer_for


def convert(
    source: str,
    targets: Sequence[str],
    *,
    texts: Iterable[str] = (),
    bom: bool = False,
    nested: bool = False,
    run: str | None = None,
    complete: bool = False,
    only: Iterable[str] = (),
    min_confidence: float = 0.0,
    slogans: bool = False,
    lang: Lang = "en",
) -> int:
    r"""Write the records of ``source`` to every target, each whole or not at all; return the number of records.

    ``source`` is JSONL, nested Parquet (.parquet, .dataset) or a database. Annotation formats need the source texts:
    from ``texts`` (told by their content), else from the path that the records name. ``bom`` begins CSV with a byte
    order mark, ``nested`` keeps whole records in Parquet and data sets, ``run`` is the label that rows of a database
    keep, and ``complete`` withdraws from it the documents that ``source`` does not have. ``only`` (quantified,
    deliverable, directional) and ``min_confidence`` leave other records out; ``slogans`` gives slogans a row. ``lang``
    is the language of the labels that annotators see.

    >>> import tempfile, yinuo
    >>> place = Path(tempfile.mkdtemp())
    >>> line = yinuo.extract("2024年工作安排\n今年，我们要新建幼儿园7所。").commitments[0].to_json()
    >>> _ = (place / "found.jsonl").write_text(f"{line}\n", "utf-8")
    >>> convert(str(place / "found.jsonl"), [str(place / "found.csv")])
    1
    >>> (place / "found.csv").read_text("utf-8").partition(",")[0]
    'document'

    Raises ``InputError`` for a source that is no file of records, a target of no format, or a text that is missing or
    was changed.
    """
    wanted = Selection.of(only, min_confidence)
    options = Options(bom=bom, nested=nested, slogans=slogans, run=run, complete=lambda: complete, lang=lang)
    needed = any(format_of(target).needs_text for target in targets)
    find = _Texts(texts, near=source) if needed else None
    count = 0
    with ExitStack() as files:
        writers = [files.enter_context(writer_for(target, options)) for target in targets]
        for (name, sha256), records in groupby(read_records(source), key=lambda r: (r.document, r.document_sha256)):
            announce(writers, Document(name, sha256, find(name, sha256) if find else None))
            for record in filter(wanted, records):
                count += 1
                for write in writers:
                    write(record)
    return count


def read_records(source: str) -> Iterator[Commitment]:
    """Read the records of a JSONL file, a nested Parquet file or data set, or a database (without withdrawn ones).

    Raises ``InputError`` for what is none of these.
    """
    if is_url(source):
        from yinuo.writers.sql import read_sql

        return read_sql(source)
    if source.endswith(".parquet"):
        from yinuo.writers.columnar.parquet import read_parquet

        return read_parquet(source)
    if source.rstrip("/").endswith(".dataset"):
        from yinuo.writers.columnar.huggingface import read_dataset

        return read_dataset(source)
    from yinuo.writers.jsonl import iter_jsonl

    return iter_jsonl(source)


class _Texts:
    """Find the text of a document: among the given files by its digest, else where the records say it is."""

    def __init__(self, given: Iterable[str], *, near: str) -> None:
        self._folder = Path() if is_url(near) else Path(near).parent
        self._given = {source.sha256: source.path for path in given for source in _sources(path)}

    def __call__(self, name: str, sha256: str) -> str:
        changed = ""
        for path in (self._given.get(sha256), name, os.fspath(self._folder / name)):
            source = _source(path) if path else None
            if source and source.sha256 == sha256:
                return source.text
            changed = changed or (source.path if source else "")
        if changed:
            raise InputError(f"{changed}: was changed since its records were found; extract it anew")
        raise InputError(f"{name}: its text is not found; name the file with --text")


def _sources(path: str) -> Iterator[Source]:
    for found in documents(path):
        if isinstance(found, Failure):
            raise found.error
        yield found


def _source(path: str) -> Source | None:
    """Read the text of a path, or of a part of a file (``all.zip!/plan.txt``); None where there is none."""
    outer = path.partition("!/")[0]
    if not any(Path(file).is_file() for file in (path, outer, outer.rpartition("#")[0])):
        return None
    return read(path)
