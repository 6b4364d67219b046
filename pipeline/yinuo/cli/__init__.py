"""Provide the command line: each command calls the function of ``yinuo`` that has its name, and shows the result."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from yinuo import __version__
from yinuo.cli import (
    batch,
    convert,
    evaluate,
    explain,
    extract,
    inspect,
    ledger,
    reader,
    repair,
    report,
    review,
    schema,
    series,
    speeches,
    stream,
    track,
    values,
)
from yinuo.cli.common import Commands, tolerate_any_text

__all__ = ["app", "main"]

app = typer.Typer(
    cls=Commands,
    name="yinuo",
    help="Policy speeches in, commitment records out: actor, action, quantity and deadline, with exact offsets.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_VERBS = (
    extract.extract,
    batch.batch,
    stream.stream,
    convert.convert,
    explain.explain,
    values.values,
    speeches.speeches,
    inspect.inspect,
    schema.schema,
    evaluate.evaluate,
    repair.repair,
    track.track,
    series.series,
    report.report,
)
for command in _VERBS:
    app.command()(command)
app.add_typer(ledger.ledger)
app.add_typer(review.review)
app.add_typer(reader.reader)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"yinuo {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="zh|en",
            help="Language of what is printed; else YINUO_LANG, else the locale's.",
        ),
    ] = None,
) -> None:
    """Take the options of ``yinuo`` itself."""


def main() -> None:
    """Run the command line on ``sys.argv``. Exit codes: 0 all done, 1 something failed, 2 wrong usage, 130 stopped."""
    tolerate_any_text()
    try:
        app(prog_name="yinuo")
    except KeyboardInterrupt:
        sys.exit(130)
