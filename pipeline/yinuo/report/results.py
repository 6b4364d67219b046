"""Read what a report is made of: files of records, folders of a batch, records in memory, or texts to extract."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yinuo.batch.inputs import gather
from yinuo.batch.output.folder import MANIFEST, RECORDS
from yinuo.batch.output.manifest import read_manifest
from yinuo.conversion import read_records
from yinuo.errors import InputError, YinuoError
from yinuo.extraction import extract_source
from yinuo.readers import Failure, Source, documents
from yinuo.records import Commitment, SpeechInfo, Status
from yinuo.report.documents import Document
from yinuo.report.texts import Texts
from yinuo.writers.sql.url import is_url

Given = str | os.PathLike[str] | Commitment
_RECORDS = (".jsonl", ".parquet", ".dataset")


@dataclass(slots=True)
class Results:
    """Collect what was read: records by text, texts, and what a reader of the report should know."""

    records: dict[tuple[str, str], list[Commitment]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    speeches: dict[tuple[str, str], SpeechInfo] = field(default_factory=dict)
    near: list[Path] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def add(self, record: Commitment) -> None:
        """Take one record."""
        self.records.setdefault((record.document, record.document_sha256), []).append(record)


def read_results(
    given: Iterable[Given], *, date: str | None, actor: str | None, include: Collection[Status]
) -> Results:
    """Read all that is given, in its order. Raises ``InputError`` for a file of records that cannot be read."""
    found, inputs = Results(), []
    for one in given:
        if isinstance(one, Commitment):
            found.add(one)
        elif _holds_records(path := os.fspath(one)):
            _take_records(path, found)
        else:
            inputs.append(path)
    options = {"date": date, "organisation": actor}
    for one_input in gather(inputs).found if inputs else ():
        _take_texts(one_input.path, one_input.problem, found, options, include)
    return found


def _holds_records(path: str) -> bool:
    return is_url(path) or path.rstrip("/").endswith(_RECORDS) or os.path.isfile(os.path.join(path, RECORDS))


def _take_records(path: str, found: Results) -> None:
    folder = Path(path) if os.path.isfile(os.path.join(path, RECORDS)) else None
    before = set(found.records)
    for record in read_records(os.fspath(folder / RECORDS) if folder else path):
        found.add(record)
    if not is_url(path):
        found.near.append(folder or Path(path).parent)
    if folder:
        names = {name for name, _ in set(found.records) - before}
        for entry in read_manifest(folder / MANIFEST):
            found.failures += map(str, entry.failures)
            if entry.status == "ok" and not entry.records and entry.input not in names:
                found.silent.append(entry.input)


def _take_texts(
    path: str, problem: str | None, found: Results, options: dict[str, str | None], include: Collection[Status]
) -> None:
    if problem:
        found.failures.append(f"{path}: {problem}")
        return
    try:
        for source in documents(path):
            if isinstance(source, Failure):
                found.failures.append(str(source.error))
            else:
                _extract(source, found, options, include)
    except YinuoError as error:
        found.failures.append(str(error))


def _extract(source: Source, found: Results, options: dict[str, str | None], include: Collection[Status]) -> None:
    extraction = extract_source(source, options=options, include=include)
    key = (source.path, extraction.sha256)
    found.records.setdefault(key, []).extend(extraction)
    found.texts[key] = source.text
    if extraction.speeches:
        found.speeches[key] = extraction.speeches[0]


def as_documents(found: Results, texts: Texts) -> Sequence[Document]:
    """Make a document of each text. Raises ``InputError`` where there is none."""
    made = tuple(_documents(found, texts))
    if not made:
        why = f" ({found.failures[0]})" if found.failures else ""
        raise InputError(f"no document to report on{why}; give records (.jsonl), the folder of a batch, or texts")
    return made


def _documents(found: Results, texts: Texts) -> Iterator[Document]:
    for key, records in found.records.items():
        ordered = tuple(sorted({r.id: r for r in records}.values(), key=lambda r: (r.start, -r.end, r.id)))
        text, changed = (found.texts[key], False) if key in found.texts else texts(*key)
        if text is not None and not all(text[r.start : r.end] == r.text for r in ordered):
            text, changed = None, True
        speech = found.speeches.get(key) or (ordered[0].speech if ordered else None)
        yield Document(*key, ordered, text, speech, changed)
