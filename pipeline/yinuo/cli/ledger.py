"""Provide ``yinuo ledger``: merge ledgers that people worked on with a new extraction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

import yinuo
from yinuo.cli.common import complain, tell
from yinuo.cli.shared_options import ActorOption, DateOption, check_date

if TYPE_CHECKING:
    from yinuo.writers.ledger import Lost, Merged

LISTED = 20

ledger = typer.Typer(
    name="ledger",
    help="Ledgers (.xlsx) that people fill in: carry their work over to a new extraction; fill tables of tasks.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@ledger.callback()
def _group() -> None:
    """Ledgers (.xlsx) that people fill in: carry their work over to a new extraction."""


@ledger.command()
def merge(
    edited: Annotated[str, typer.Argument(metavar="EDITED.xlsx", help="The ledger that people filled in.")],
    new: Annotated[str, typer.Argument(metavar="NEW.xlsx", help="The ledger of the new extraction.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="MERGED.xlsx", help="Write the merged ledger.")],
    force: Annotated[
        bool, typer.Option("--force", help="Let MERGED be one of the two, or a ledger that is filled in.")
    ] = False,
) -> None:
    """Carry what people filled in, corrected, added and deleted over to a new extraction.

    What cannot be carried is listed, kept on the sheet 未能承接, and ends with exit code 1.
    """
    if not output.lower().endswith(".xlsx"):
        raise typer.BadParameter(f"{output!r} does not end in .xlsx", param_hint="-o")
    found = yinuo.ledger.merge(edited, new, output, force=force)
    for note in found.notes:
        complain(note)
    for item in found.lost[:LISTED]:
        complain(_line(edited, item))
    if len(found.lost) > LISTED:
        complain(f"and {len(found.lost) - LISTED} rows more that were not carried")
    tell(_told(output, found))
    if found.lost:
        complain(f"{output}: {len(found.lost)} rows were not carried; they are on its sheet 未能承接")
        raise typer.Exit(1)


@ledger.command()
def fill(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="A table of tasks: .docx or .xlsx.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILLED", help="Write the filled table.")],
    date: DateOption = None,
    actor: ActorOption = None,
) -> None:
    """Fill the empty cells of a table of tasks: who leads and supports, deadlines, targets, as its own words say.

    What people wrote in it stays as it is.
    """
    from yinuo.extraction import extract_source

    check_date(date)
    found = extract_source(yinuo.ledger.read_tasks(table), options={"date": date, "organisation": actor})
    count = yinuo.ledger.fill(table, found, output)
    tell(f"written: {output} ({count} cells filled)")


def _line(path: str, item: Lost) -> str:
    edits = ", ".join(f"{name}={value}" for name, value in item.edits.items())
    return f"{path}: {item.place}: not carried: {item.task} ({edits})"


def _told(path: str, found: Merged) -> str:
    parts = (
        f"{found.carried} with edits carried ({found.moved} found by their text)",
        f"{found.added} added rows kept",
        f"{len(found.deleted)} deleted rows left out",
        f"{found.gone} rows without edits gone",
    )
    return f"written: {path} ({len(found.rows)} rows: {', '.join(parts)})"
