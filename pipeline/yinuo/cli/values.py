"""``yinuo values``: list the quantities and deadlines of a string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from yinuo.cli.common import (
    DateOption,
    JsonOption,
    check_date,
    echo_json,
)

if TYPE_CHECKING:
    pass


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
    from yinuo.cli.tables import deadlines_table, quantities_table, show

    if not amounts and not times:
        typer.echo("no quantity and no deadline in this text")
    show(*([quantities_table(amounts)] if amounts else []), *([deadlines_table(times)] if times else []))
