"""Read reports from texts, files of records, and folders of either; pair each with the next one of its place."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TypeAlias

from yinuo.errors import InputError
from yinuo.readers import Source
from yinuo.tracking.files import paths_of
from yinuo.tracking.report import Report, of_records, of_source
from yinuo.tracking.workers import Recipe, Tell, Watch, read_all

Given: TypeAlias = str | os.PathLike[str] | Source
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def reports(given: Given, *, jobs: int = 1, tell: Tell | None = None, watch: Watch | None = None) -> tuple[Report, ...]:
    """Read the reports of a text, a file or a folder, sorted by place and year.

    Raises ``InputError`` for what is missing, holds no report, or cannot be read; where ``tell`` is given, a file of a
    folder that cannot be read is told in one line instead.
    """
    if isinstance(given, Source):
        found = [of_source(given)]
    else:
        recipe = Recipe(of_source, of_records, False)
        tell = tell if os.path.isdir(given) else None
        found = read_all(recipe, paths_of(given), jobs=jobs, tell=tell, watch=watch)
    if not found:
        raise InputError(f"{given}: holds no report; give a text, a .jsonl of records, or a folder of either")
    return tuple(sorted(found, key=lambda report: (whose(report), year_of(report) or 0, report.document)))


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
