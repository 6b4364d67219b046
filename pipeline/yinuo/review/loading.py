"""Fill the store of a review: records of files and folders, with the texts that they were found in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from yinuo.conversion import read_records
from yinuo.errors import InputError, YinuoError
from yinuo.readers import Failure, documents, read
from yinuo.records import Commitment
from yinuo.verdicts.store import Store

RECORDS = "commitments.jsonl"


def fill(store: Store, results: Sequence[str], texts: Sequence[str]) -> int:
    """Add the records of results with their texts; give how many are new.

    A result is a file of records (.jsonl, nested .parquet or .dataset, .xlsx), a database, or the folder of a batch.
    Raises ``InputError`` for what is none of these, and for a text that is missing or was changed.
    """
    new = 0
    for result in results:
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
    outer, mark, inner = path.partition("!/")
    name = os.path.basename(outer) + mark + inner
    here = Path(result) if Path(result).is_dir() else Path(result).parent
    candidates = [path, str(here / name), str(here / path)]
    for folder in given:
        if not os.path.exists(folder):
            raise InputError(f"--text {folder}: no such file or folder; give the folder of the texts")
        candidates[0:0] = [os.path.join(folder, name), folder]
    for candidate in candidates:
        text = _read(candidate, sha)
        if text is not None:
            return text
    for folder in given:
        for file in sorted(Path(folder).rglob("*")) if os.path.isdir(folder) else ():
            text = _read(str(file), sha)
            if text is not None:
                return text
    raise InputError(f"{path}: the text that its records were found in is not there; name its folder with --text")


def _read(path: str, sha: str) -> str | None:
    """Read a text, also one within a file (``all.zip!/plan.txt``); None where it is not the one with the digest."""
    outer = path.partition("!/")[0]
    whole = Path(path).is_file()
    if not whole and not any(Path(file).is_file() for file in (outer, outer.rpartition("#")[0])):
        return None
    try:
        for found in documents(path) if whole else [read(path)]:
            if not isinstance(found, Failure) and found.sha256 == sha:
                return found.text
    except YinuoError:
        return None
    return None
