"""``yinuo schema``: print the JSON Schema of a record, or the data dictionary."""

from __future__ import annotations

from typing import Annotated

import typer

import yinuo
from yinuo.cli.common import echo_json


def schema(
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="Print the data dictionary: fields, columns, tables, formats.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the dictionary as JSON, not as Markdown.")] = False,
) -> None:
    """Print the JSON Schema of a record, or the data dictionary."""
    if not dictionary:
        return echo_json(yinuo.schema())
    from yinuo.writers.data_dictionary import as_json as plain
    from yinuo.writers.data_dictionary import as_markdown

    if as_json:
        return echo_json(plain())
    typer.echo(as_markdown(), nl=False)
