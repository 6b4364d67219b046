"""Read reports from texts, files of records, and folders of either; pair each with the next one of its place."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from yinuo.errors import InputError
from yinuo.readers import Failure, Source, documents
from yinuo.tracking.report import Report, of_records, of_source
from yinuo.writers.jsonl import iter_jsonl

Given: TypeAlias = str | os.PathLike[str] | Source
_KINDS = (".txt", ".md", ".docx", ".pdf", ".html", ".htm", ".jsonl")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def reports(given: Given) -> tuple[Report, ...]:
    """Read the reports of a text, a file or a folder, sorted by place and year.

    Raises ``InputError`` for what is missing, cannot be read, or holds no report.
    """
    found = [of_source(given)] if isinstance(given, Source) else [r for path in _paths(given) for r in _of_file(path)]
    if not found:
        raise InputError(f"{given}: holds no report; give a text, a .jsonl of records, or a folder of either")
    return tuple(sorted(found, key=lambda report: (whose(report), year_of(report) or 0, report.document)))


def _paths(given: str | os.PathLike[str]) -> list[Path]:
    path = Path(given)
    if not path.is_dir():
        return [path]
    found = [p for p in path.rglob("*") if p.suffix.lower() in _KINDS and not p.name.startswith(".") and p.is_file()]
    return sorted(found)


def _of_file(path: Path) -> Iterator[Report]:
    if path.suffix.lower() == ".jsonl" and _holds_records(path):
        for _, records in groupby(iter_jsonl(path), key=lambda r: (r.document, r.document_sha256)):
            yield of_records(tuple(records))
        return
    for source in documents(path):
        if isinstance(source, Failure):
            raise source.error
        yield of_source(source)


def _holds_records(path: Path) -> bool:
    """Tell whether the first line of a file is a record, and not a row with a text."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            first = json.loads(next((line for line in lines if line.strip()), "null"))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and "document_sha256" in first


def year_of(report: Report) -> int | None:
    """Give the year of a report: its own, else that in its name."""
    named = _YEAR.findall(Path(report.document).name)
    return report.year or (int(named[-1]) if named else None)


def whose(report: Report) -> str:
    """Give what reports of one place share: the place given, the name without its year, or who speaks."""
    stem = Path(report.document).stem
    if report.place:
        return report.place
    if _YEAR.search(stem) and (bare := _YEAR.sub("", stem).strip("-_. 年")):
        return bare
    return report.organisation or stem


def paired(old: tuple[Report, ...], new: tuple[Report, ...]) -> list[tuple[Report, Report]]:
    """Pair each old report with the next later one of its place; two single reports are a pair in any case.

    Raises ``InputError`` where no report has a later one.
    """
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    found = []
    for report in old:
        own = year_of(report)
        later = [r for r in new if whose(r) == whose(report) and own and (year_of(r) or 0) > own]
        if later:
            found.append((report, min(later, key=lambda r: (year_of(r) or 0, r.document))))
    if not found:
        raise InputError(
            f"{old[0].document}: no later report of the same place; name files PLACE-YEAR.txt, or give two single files"
        )
    return found
