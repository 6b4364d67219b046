"""Provide ``yinuo convert``: write records of one format to files, folders and databases of others."""

from __future__ import annotations

import os
from typing import Annotated

import typer

import yinuo
from yinuo.cli.common import tell
from yinuo.cli.language import asked
from yinuo.cli.shared_options import ConfidenceOption, OnlyOption, SlogansOption

TARGETS = (
    ".jsonl, .csv, .xlsx (ledger), .parquet, .dataset, .hub, .labelstudio.json, .doccano.jsonl, .brat, "
    "sqlite:///FILE.db or postgresql+psycopg://..."
)
NestedOption = Annotated[
    bool, typer.Option("--nested", help="Keep every field of a record in .parquet and .dataset, not the flat table.")
]
RunOption = Annotated[
    str | None, typer.Option("--run", metavar="LABEL", help="Label of this run, which the rows of a database keep.")
]
CompleteOption = Annotated[
    bool,
    typer.Option("--complete", help="These are all documents there are: withdraw all others from a database."),
]


def convert(
    records: Annotated[
        str, typer.Argument(metavar="RECORDS", help="Records: .jsonl, .parquet or .dataset (nested), or a database.")
    ],
    output: Annotated[
        list[str], typer.Option("-o", "--output", metavar="TARGET", help=f"NAME{TARGETS}. May be repeated.")
    ],
    text: Annotated[
        list[str] | None,
        typer.Option("--text", metavar="FILE", help="A source text, for annotation formats. May be repeated."),
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for Excel.")] = False,
    nested: NestedOption = False,
    run: RunOption = None,
    complete: CompleteOption = False,
    only: OnlyOption = None,
    min_confidence: ConfidenceOption = 0,
    slogans: SlogansOption = False,
) -> None:
    """Write records in other formats.

    Annotation formats need the source texts: from --text, else from the path that the records name.
    """
    from yinuo.writers.targets import shown

    targets = check_targets(output, (records, *(text or ())))
    count = yinuo.convert(
        records,
        targets,
        texts=text or (),
        bom=bom,
        nested=nested,
        run=run,
        complete=complete,
        only=only or (),
        min_confidence=min_confidence,
        slogans=slogans,
        lang=asked() or "en",
    )
    for target in targets:
        tell(f"written: {shown(target)} ({count} records)")


def check_targets(targets: list[str], inputs: tuple[str, ...], kind: str = "files") -> tuple[str, ...]:
    """Check the targets: each of a known format, named once, and no file that is read."""
    from yinuo.errors import InputError
    from yinuo.writers.sql.url import is_url
    from yinuo.writers.targets import format_of, shown

    read = {os.path.realpath(path) for path in inputs}
    for target in targets:
        try:
            format_of(target)
        except InputError as error:
            raise typer.BadParameter(str(error), param_hint="-o") from None
        if target in inputs or (not is_url(target) and os.path.realpath(target) in read):
            raise typer.BadParameter(f"{shown(target)!r} is one of the {kind} to read", param_hint="-o")
    if len({target if is_url(target) else os.path.realpath(target) for target in targets}) < len(targets):
        raise typer.BadParameter("the same target is named twice", param_hint="-o")
    return tuple(targets)
