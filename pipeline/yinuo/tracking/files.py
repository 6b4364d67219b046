"""Find the files of reports: texts, rows of texts, records, and folders of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from yinuo.batch.output.folder import MANIFEST, RECORDS
from yinuo.records import Commitment
from yinuo.writers.jsonl import iter_jsonl

_KINDS = (".txt", ".md", ".docx", ".pdf", ".html", ".htm", ".jsonl", ".jsonl.gz", ".csv", ".parquet")


def paths_of(given: str | os.PathLike[str]) -> list[Path]:
    """List the files of a folder, all the way down; of a folder of a batch its records alone; else the file itself."""
    path = Path(given)
    if not path.is_dir():
        return [path]
    batches = {own.parent for own in path.rglob(MANIFEST) if (own.parent / RECORDS).is_file()}
    found = [p for p in path.rglob("*") if p.name.lower().endswith(_KINDS) and not p.name.startswith(".")]
    return sorted(
        p for p in found if p.is_file() and (p.name == RECORDS or not any(own in p.parents for own in batches))
    )


def holds_records(path: str | os.PathLike[str]) -> bool:
    """Tell whether the first line of a .jsonl file is a record, and not a row with a text."""
    path = Path(path)
    if path.suffix.lower() != ".jsonl":
        return False
    try:
        with path.open(encoding="utf-8-sig") as lines:
            first = json.loads(next((line for line in lines if line.strip()), "null"))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and "document_sha256" in first


def document_records(path: str | os.PathLike[str]) -> Iterator[tuple[Commitment, ...]]:
    """Give the records of each document of a file. Raises ``InputError`` for a line that is no record."""
    for _, records in groupby(iter_jsonl(Path(path)), key=lambda r: (r.document, r.document_sha256)):
        yield tuple(records)
