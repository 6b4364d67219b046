"""Provide ``yinuo values``: list the quantities and deadlines of a string."""

from __future__ import annotations

from typing import Annotated

import typer

import yinuo
from yinuo.cli.common import echo_json, tell
from yinuo.cli.shared_options import DateOption, JsonOption, check_date


def values(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence or a paragraph.")],
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the quantities and deadlines of a string."""
    check_date(date)
    found = yinuo.values(text, date=date)
    if as_json:
        return echo_json(found)
    from yinuo.cli.tables import deadlines_table, quantities_table, show

    amounts, times = found.quantities, found.deadlines
    if not amounts and not times:
        tell("no quantity and no deadline in this text")
    show(*([quantities_table(amounts)] if amounts else []), *([deadlines_table(times)] if times else []))
