"""``yinuo explain``, ``values``, ``speeches`` and ``schema``: a file or a string in, a table or JSON out."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yinuo.cli.common import (
    ActorOption,
    ColumnOption,
    ConverterOption,
    DateOption,
    FileArgument,
    JsonOption,
    WordsOption,
    check_date,
    echo_json,
    pipeline,
)

if TYPE_CHECKING:
    from rich.table import Table

    from yinuo.structure.speech import Speech


def explain(
    file: FileArgument,
    at: Annotated[int, typer.Option("--at", min=0, metavar="OFFSET", help="A character of it, counted from 0.")],
    date: DateOption = None,
    actor: ActorOption = None,
    words: WordsOption = None,
    column: ColumnOption = "text",
    converter: ConverterOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell why a clause is, or is not, a commitment."""
    check_date(date)
    from yinuo.extraction import explain
    from yinuo.readers import read

    source = read(file, column=column, converter=converter)
    if at >= len(source.text):
        raise typer.BadParameter(f"{at} lies beyond the text's {len(source.text)} characters", param_hint="--at")
    found = explain(source.text, at, date=date, actor=actor, nlp=pipeline(words))
    if as_json:
        return echo_json(found)
    from yinuo.cli.tables import evidence_table, explanation_table

    _show(explanation_table(found), evidence_table(found.evidence))


def values(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence or a paragraph.")],
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the quantities and deadlines of a string."""
    check_date(date)
    from yinuo.values.deadlines.scanner import deadlines
    from yinuo.values.quantities.scanner import quantities

    amounts, times = quantities(text), deadlines(text, date=date)
    if as_json:
        return echo_json({"quantities": amounts, "deadlines": times})
    from yinuo.cli.tables import deadlines_table, quantities_table

    if not amounts and not times:
        typer.echo("no quantity and no deadline in this text")
    _show(*([quantities_table(amounts)] if amounts else []), *([deadlines_table(times)] if times else []))


def speeches(
    file: FileArgument, column: ColumnOption = "text", converter: ConverterOption = None, as_json: JsonOption = False
) -> None:
    """List the speeches of a file: who spoke, and when.

    Each date and year has where it came from beside it.
    """
    from yinuo.preprocessing import outline
    from yinuo.readers import read

    found = outline(read(file, column=column, converter=converter).text)
    if as_json:
        return echo_json([_outline(speech) for speech in found])
    from yinuo.cli.tables import speeches_table

    if not found:
        typer.echo(f"{file}: no speech: the text is empty")
        return
    _show(speeches_table(found))


def _outline(speech: Speech) -> dict[str, Any]:
    return {f.name: getattr(speech, f.name) for f in dataclasses.fields(speech) if f.name != "lines"}


def schema(
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="Print the data dictionary: fields, columns, tables, formats.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the dictionary as JSON, not as Markdown.")] = False,
) -> None:
    """Print the JSON Schema of a record, or the data dictionary."""
    if not dictionary:
        from yinuo.records import schema

        return echo_json(schema())
    from yinuo.writers.data_dictionary import as_json as plain
    from yinuo.writers.data_dictionary import as_markdown

    if as_json:
        return echo_json(plain())
    typer.echo(as_markdown(), nl=False)


def _show(*tables: Table) -> None:
    from yinuo.cli.tables import console

    out = console()
    for table in tables:
        out.print(table)
