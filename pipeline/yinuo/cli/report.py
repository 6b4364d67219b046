"""Provide ``yinuo report``: a page to mail, or a folder of pages, of records or of texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import yinuo
from yinuo.cli.common import complain, tell
from yinuo.cli.language import asked, many
from yinuo.cli.shared_options import (
    USUAL_MEMORY,
    USUAL_TIMEOUT,
    ActorOption,
    DateOption,
    IncludeOption,
    MemoryOption,
    TimeoutOption,
    check_date,
    size_of,
    statuses_of,
)


def report(
    results: Annotated[
        list[str],
        typer.Argument(
            metavar="RESULTS",
            help="Records (.jsonl, .parquet, .dataset, a database), the folder of a batch, or texts to extract.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT", help="NAME.html: one file; any other name: a folder.")
    ],
    text: Annotated[
        list[str] | None,
        typer.Option("--text", metavar="PATH", help="Source texts of the records: a file or a folder. Repeatable."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Title of the page.")] = None,
    date: DateOption = None,
    actor: ActorOption = None,
    include: IncludeOption = None,
    memory: MemoryOption = USUAL_MEMORY,
    timeout: TimeoutOption = USUAL_TIMEOUT,
) -> None:
    """Make a report to mail or print: counts, due dates, targets, and the text beside its commitments.

    One file without scripts, or a folder with a page a document and an index that compares them.
    """
    check_date(date)
    made = yinuo.report(
        results,
        output,
        texts=text or (),
        lang=asked(),
        title=title,
        date=date,
        actor=actor,
        include=statuses_of(include or []),
        memory=size_of(memory),
        timeout=timeout or None,
    )
    for failure in made.failures:
        complain(failure)
    pages = many(len(made.pages), "{count} page", "{count} pages")
    documents = many(made.documents, "{count} document", "{count} documents")
    tell(f"written: {output} ({pages}, {documents}, {made.records} records)")
    if made.failures:
        raise typer.Exit(1)
