"""Provide ``yinuo series``: targets and results of many reports by place and year."""

from __future__ import annotations

from typing import Annotated

import typer

import yinuo
from yinuo.cli.common import tell
from yinuo.cli.language import asked
from yinuo.cli.watching import ReadersOption, Watching


def series(
    given: Annotated[
        str,
        typer.Argument(metavar="FOLDER", help="Reports, their records or a batch; or one file of rows with texts."),
    ],
    output: Annotated[
        list[str], typer.Option("-o", "--output", metavar="FILE", help="NAME.csv, .xlsx, .svg or .html; repeatable.")
    ],
    place: Annotated[
        str | None, typer.Option("--place", metavar="NAME", help="This place only; a part of its name will do.")
    ] = None,
    indicator: Annotated[
        str | None,
        typer.Option("--indicator", metavar="NAME", help="This only: gdp_growth, 生产总值增速, or what is counted."),
    ] = None,
    jobs: ReadersOption = 1,
) -> None:
    """Put targets and results in order by place and year.

    A file that cannot be read is a line on stderr; the rest is read.
    """
    watching = Watching()
    found = yinuo.series(
        given, output, place=place, indicator=indicator, jobs=jobs, lang=asked(), tell=watching.tell,
        watch=watching.watch,
    )  # fmt: skip
    places, indicators = len({one.place for one in found}), len({one.indicator for one in found})
    targets, results = sum(one.target is not None for one in found), sum(one.result is not None for one in found)
    tell(f"places: {places}, indicators: {indicators}, targets: {targets}, results: {results}")
    for target in output:
        tell(f"written: {target} ({len(found)} rows)")
    watching.end()
