"""Provide ``yinuo review``: the page on which people decide, the export of what they decided, their agreement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

import yinuo
from yinuo.cli.common import complain, tell
from yinuo.cli.shared_options import JsonOption

if TYPE_CHECKING:
    from yinuo.evaluate.agreement import Agreement

LOCAL = ("127.0.0.1", "localhost")
StoreArgument = Annotated[Path, typer.Argument(metavar="STORE", help="The store of a review (review.db).")]


class _Open(TyperGroup):
    """Take ``yinuo review RESULTS`` for ``yinuo review open RESULTS``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = ["open", *args]
        return super().parse_args(ctx, args)


review = typer.Typer(
    name="review",
    cls=_Open,
    help="Decide on records in the browser, and take what was decided out again. "
    "`yinuo review RESULTS...` is `yinuo review open RESULTS...`.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@review.callback()
def _group() -> None:
    """Decide on records in the browser, and take what was decided out again."""


@review.command(name="open")
def open_page(
    results: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RESULTS", help="Records (.jsonl, .parquet, .xlsx), folders of a batch, verdicts of track."
        ),
    ] = None,
    text: Annotated[
        list[str] | None,
        typer.Option("--text", metavar="FOLDER", help="Where the texts are, by content. May be repeated."),
    ] = None,
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="Keeps texts, records and decisions.")] = Path(
        "review.db"
    ),
    author: Annotated[str | None, typer.Option("--author", metavar="NAME", help="Who decides.")] = None,
    show_others: Annotated[bool, typer.Option("--open", help="Show what others decided, too.")] = False,
    host: Annotated[str, typer.Option("--host", metavar="NAME", help="Address to serve on.")] = LOCAL[0],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: a free one, kept for this store.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    only_store: Annotated[bool, typer.Option("--only-store", help="Fill the store, and serve no page.")] = False,
) -> None:
    """Serve the page on which people decide on records; this is what `yinuo review RESULTS...` does.

    Every decision is on the disk at once. Stop with Ctrl-C, and go on later with `yinuo review --store FILE`.
    """
    if host not in LOCAL:
        complain(f"--host {host}: others on the network can reach the page; the token alone keeps them out")
    new = yinuo.review(
        results or (), texts=text or (), store=store, author=author, blind=not show_others, host=host, port=port,
        browser=not no_browser, serve=not only_store, say=_address,
    )  # fmt: skip
    if only_store:
        tell(f"written: {store} ({new} new records)")


def _address(url: str) -> None:
    typer.echo(url)


@review.command()
def export(
    store: StoreArgument,
    output: Annotated[
        list[str],
        typer.Option(
            "-o", "--output", metavar="TARGET", help="A folder for gold, or .jsonl, .xlsx, .csv ... May repeat."
        ),
    ],
    author: Annotated[
        str | None,
        typer.Option("--author", metavar="NAME", help="One person's decisions, not what all agree on."),
    ] = None,
    verdicts: Annotated[
        bool, typer.Option("--verdicts", help="What became of commitments, not records: .jsonl or .xlsx.")
    ] = False,
) -> None:
    """Write records as people left them: gold that `yinuo evaluate` reads, corrected records, a ledger.

    With --verdicts, and where the store holds nothing else, what became of commitments: who settled it, and when.
    """
    from yinuo.review.reviewing import only_verdicts

    settled = verdicts or only_verdicts(store)
    for target, count in yinuo.review_export(store, output, author=author, verdicts=settled).items():
        if settled:
            tell(f"written: {target} ({count} settled verdicts)")
        else:
            tell(f"written: {target} ({count} records)")


@review.command()
def agreement(store: StoreArgument, as_json: JsonOption = False) -> None:
    """Tell how far the people of a review agree: kappa, alpha, F1 of their spans."""
    found = yinuo.review_agreement(store)
    if as_json:
        from yinuo.cli.common import echo_json

        return echo_json(found.to_dict())
    for line in _told(found):
        tell(line)


def _told(found: Agreement) -> list[str]:
    if not found.pairs:
        return ["fewer than two people have decided here"]
    head = f"all: alpha of keeping {_figure(found.kept)}, of specificity {_figure(found.specificity)}"
    pairs = (
        f"{' and '.join(own.authors)}: {own.records} records decided by both, kappa of keeping {_figure(own.kept)}, "
        f"of specificity {_figure(own.specificity)}; F1 of spans {own.exact:.3f} (overlapping: {own.overlapping:.3f})"
        for own in found.pairs
    )
    return [head, *pairs]


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
