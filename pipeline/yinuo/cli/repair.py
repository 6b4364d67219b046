"""Provide ``yinuo repair``: list the repairs of a damaged file, write the repaired text and a page that marks them."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

import yinuo
from yinuo.cli.common import tell
from yinuo.cli.shared_options import (
    USUAL_MEMORY,
    USUAL_TIMEOUT,
    ColumnOption,
    ConverterOption,
    FileArgument,
    MemoryOption,
    TimeoutOption,
    source_of,
)
from yinuo.review.diff_page import page

if TYPE_CHECKING:
    from yinuo import Repaired


def repair(
    file: FileArgument,
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FILE", help="Write the repairs, one JSON object a line; - is stdout."),
    ] = "-",
    text: Annotated[str | None, typer.Option("--text", metavar="FILE", help="Write the repaired text.")] = None,
    html: Annotated[
        str | None, typer.Option("--html", metavar="FILE", help="Write a page with insertions marked.")
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option("--threshold", min=0, max=1, help="Apply only repairs at least so sure, in place of the default."),
    ] = None,
    column: ColumnOption = "text",
    converter: ConverterOption = None,
    memory: MemoryOption = USUAL_MEMORY,
    timeout: TimeoutOption = USUAL_TIMEOUT,
) -> None:
    """Put back what a damaged text lost, where it can be known.

    Writes a record for every insertion, applied or only proposed.
    """
    from yinuo.damage.repair import THRESHOLD

    for target in (output, text, html):
        if target and target != "-" and os.path.realpath(target) == os.path.realpath(file):
            raise typer.BadParameter(f"{target!r} is the text to read; choose another file")
    source = source_of(file, column=column, converter=converter, memory=memory, timeout=timeout)
    found = yinuo.repair(source.text, threshold=THRESHOLD if threshold is None else threshold)
    lines = _lines(found)
    if output == "-":
        typer.echo(lines, nl=False)
    else:
        _write(output, lines)
    if text is not None:
        _write(text, found.text)
    if html is not None:
        _write(html, page(found, file))
    applied = sum(r.applied for r in found.repairs)
    tell(f"{file}: {applied} repairs applied, {len(found.repairs) - applied} proposed", err=output == "-")


def _lines(found: Repaired) -> str:
    import json

    return "".join(json.dumps(asdict(r), ensure_ascii=False) + "\n" for r in found.repairs)


def _write(path: str, content: str) -> None:
    from yinuo.writers.atomic import whole_file

    with whole_file(path, "utf-8") as file:
        file.write(content)
