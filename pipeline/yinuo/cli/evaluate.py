"""Provide ``yinuo evaluate``: measure predictions against gold, and show scores, errors and a page of both."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import yinuo
from yinuo.cli.language import asked, lang
from yinuo.cli.shared_options import JsonOption


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="A gold file, a folder of them, a corrected ledger (.xlsx), the store of a review (.db), or a "
            "corrected export of Label Studio (JSON), doccano (JSONL) or brat (a folder).",
        ),
    ],
    predictions: Annotated[Path, typer.Argument(metavar="PREDICTIONS", help="Records, one a line (JSONL).")],
    errors: Annotated[int, typer.Option("--errors", min=0, metavar="N", help="List the first N errors.")] = 0,
    html: Annotated[Path | None, typer.Option("--html", metavar="OUT", help="Write a page for the browser.")] = None,
    texts: Annotated[Path | None, typer.Option("--texts", metavar="DIR", help="Folder of the marked texts.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure found commitments against gold.

    Precision, recall and F1 of each part, their intervals, and a trivial baseline beside them.
    """
    found = yinuo.evaluate(gold, predictions, texts=texts)
    if html is not None:
        from yinuo.evaluate import html as write_page

        write_page(found, html, lang=asked() or "en")
    if as_json:
        from yinuo.cli.common import echo_json

        return echo_json(found.to_dict())
    from yinuo.cli.tables import console
    from yinuo.evaluate import render

    console().print(render(found, errors=errors, lang=lang()))
