"""Make series of targets and results from many reports, and write them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from typing import get_args

from yinuo.errors import InputError
from yinuo.pages import Words
from yinuo.rules.wording import Lang
from yinuo.tracking.files import paths_of
from yinuo.tracking.series.build import build
from yinuo.tracking.series.output import check, write
from yinuo.tracking.series.reading import Wanted, of_document, of_text
from yinuo.tracking.series.result import Yearly
from yinuo.tracking.workers import Recipe, Tell, Watch, read_all
from yinuo.values.quantities.indicators import indicators


def series(
    given: str | os.PathLike[str],
    targets: Sequence[str] = (),
    *,
    place: str | None = None,
    indicator: str | None = None,
    jobs: int = 1,
    lang: Lang | None = None,
    tell: Tell | None = None,
    watch: Watch | None = None,
) -> tuple[Yearly, ...]:
    r"""Put the targets of reports and their results, as the next reports tell them, in order by place and year.

    ``given`` is a folder of reports, of records or of a batch, or one file of rows with texts (.jsonl, .jsonl.gz,
    .csv). ``place`` is a part of the name of a place, ``indicator`` a key, its name in English or Chinese, or else the
    name of what is counted. ``jobs`` processes read; the result is the same for any number of them. ``targets`` are
    files to write: .csv, .xlsx, .svg, .html (``lang`` zh or en). ``tell`` is given a line for each file that cannot be
    read; without it the first is raised. ``watch`` is given how many of how many parts are read.

    >>> import pathlib, tempfile, yinuo
    >>> place = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (place / "a-2023.txt").write_text("2023年工作安排\n今年，地区生产总值增长6%以上。", "utf-8")
    >>> told = "2024年工作报告\n一、2023年工作回顾\n地区生产总值增长5.8%。\n二、2024年工作安排\n"
    >>> _ = (place / "a-2024.txt").write_text(f"{told}今年，地区生产总值增长6%左右。", "utf-8")
    >>> for one in yinuo.series(place):
    ...     print(one.year, one.target.value, one.result.value if one.result else "", *one.marks)
    2023 6%以上 5.8%
    2024 6%左右  softened

    Raises ``InputError`` for what cannot be read, a target of no known format, and where no report is found.
    """
    check(targets)
    paths = paths_of(given)
    recipe = Recipe(of_text, of_document, Wanted(place, _key(indicator)))
    found = build(read_all(recipe, paths, jobs=jobs, tell=tell, watch=watch))
    if not found:
        which = indicator or "any indicator"
        if place:
            raise InputError(f"{given}: tells no target and no result of {which} for {place}; give reports with years")
        raise InputError(f"{given}: tells no target and no result of {which}; give reports with years")
    write(found, targets, lang)
    return found


def _key(indicator: str | None) -> str | None:
    return _names().get(indicator, indicator) if indicator else None


@cache
def _names() -> dict[str, str]:
    """Look up indicators by their names on pages."""
    return {Words(lang).name("indicator", key): key for lang in get_args(Lang) for key in indicators()}
