"""Fill the store of a review: records of files and folders, with the texts that they were found in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from yinuo.conversion import read_records
from yinuo.digests import digest
from yinuo.errors import InputError, YinuoError
from yinuo.readers import Failure, documents, read
from yinuo.records import Commitment
from yinuo.review import tracked
from yinuo.verdicts.store import Store

RECORDS = "commitments.jsonl"


def fill(store: Store, results: Sequence[str], texts: Sequence[str]) -> int:
    """Add the records of results with their texts; give how many are new.

    A result is a file of records (.jsonl, nested .parquet or .dataset, .xlsx), a database, the folder of a batch, or
    a .jsonl of verdicts that `yinuo track` wrote.
    Raises ``InputError`` for what is none of these, and for a text that is missing or was changed.
    """
    new = 0
    for result in results:
        if tracked.is_tracked(result):
            new += tracked.fill(store, result, partial(_found, result=result, given=texts))
            continue
        found: dict[str, list[Commitment]] = {}
        for sha, records in groupby(_records(result), key=lambda own: own.document_sha256):
            found.setdefault(sha, []).extend(records)
        for sha, listed in found.items():
            path, title = listed[0].document, listed[0].speech.title
            new += store.add_document(path, title, _text(path, sha, result, texts), listed)
    return new


def _records(result: str) -> Iterable[Commitment]:
    folder = Path(result)
    if folder.is_dir() and not result.rstrip("/").endswith(".dataset"):
        if not folder.joinpath(RECORDS).is_file():
            raise InputError(f"{result}: holds no {RECORDS}; give a file of records, or a folder that a batch wrote")
        return read_records(str(folder / RECORDS))
    if result.lower().endswith(".xlsx"):
        from yinuo.writers.ledger import read_ledger_records

        return read_ledger_records(result)
    return read_records(result)


def _text(path: str, sha: str, result: str, given: Sequence[str]) -> str:
    """Find the text of a document by its digest: in what was given, at its path, or beside the results."""
    text = _found(path, lambda text: digest(text) == sha, result=result, given=given)
    if text is None:
        raise InputError(f"{path}: the text that its records were found in is not there; name its folder with --text")
    return text


def _found(
    path: str, wanted: Callable[[str], bool], anywhere: bool = True, *, result: str, given: Sequence[str]
) -> str | None:
    """Find the text of a document that is the one wanted, ``anywhere`` also under another name; None for none."""
    outer, mark, inner = path.partition("!/")
    name = os.path.basename(outer) + mark + inner
    here = Path(result) if Path(result).is_dir() else Path(result).parent
    candidates = [path, str(here / name), str(here / path)]
    for folder in given:
        if not os.path.exists(folder):
            raise InputError(f"--text {folder}: no such file or folder; give the folder of the texts")
        candidates[0:0] = [os.path.join(folder, name), folder]
    for folder in given if anywhere else ():
        candidates += [str(file) for file in sorted(Path(folder).rglob("*"))] if os.path.isdir(folder) else []
    return next((text for candidate in candidates if (text := _read(candidate, wanted)) is not None), None)


def _read(path: str, wanted: Callable[[str], bool]) -> str | None:
    """Read a text, also one within a file (``all.zip!/plan.txt``); None where it is not the one wanted."""
    outer = path.partition("!/")[0]
    whole = Path(path).is_file()
    if not whole and not any(Path(file).is_file() for file in (outer, outer.rpartition("#")[0])):
        return None
    try:
        for found in documents(path) if whole else [read(path)]:
            if not isinstance(found, Failure) and wanted(found.text):
                return found.text
    except YinuoError:
        return None
    return None
