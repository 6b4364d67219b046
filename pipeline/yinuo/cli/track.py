"""Provide ``yinuo track``: what became of the commitments of a report, by the next one."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

import yinuo
from yinuo.cli.common import tell
from yinuo.cli.language import asked, lang
from yinuo.cli.shared_options import USUAL_MEMORY, USUAL_TIMEOUT, MemoryOption, TimeoutOption, size_of
from yinuo.cli.watching import ReadersOption, Watching


def track(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A text, a .jsonl of records, or a folder of either.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The next report, or the folder that holds it.")],
    output: Annotated[
        list[str] | None,
        typer.Option(
            "-o", "--output", metavar="TARGET", help="NAME.xlsx, .jsonl, .html or sqlite:///FILE.db. May be repeated."
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also track commitments that only give a direction.")] = False,
    jobs: ReadersOption = 1,
    memory: MemoryOption = USUAL_MEMORY,
    timeout: TimeoutOption = USUAL_TIMEOUT,
) -> None:
    """Tell what became of commitments, by the next report.

    Each verdict is a suggestion with its evidence; a person confirms it. Of a folder, a file that
    cannot be read is a line on stderr; the rest is read.
    """
    from yinuo.tracking.output.wording import VERDICTS
    from yinuo.writers.targets import shown

    watching = Watching()
    found = yinuo.track(
        old, new, output or (), every=every, jobs=jobs, lang=asked(), tell=watching.tell, watch=watching.watch,
        memory=size_of(memory), timeout=timeout or None,
    )  # fmt: skip
    for verdict, count in sorted(Counter(one.verdict for one in found).items(), key=lambda item: (-item[1], item[0])):
        typer.echo(f"{VERDICTS[verdict]}\t{count}" if lang() == "zh" else f"{verdict:15} {count}")
    for target in output or ():
        tell(f"written: {shown(target)} ({len(found)} commitments)")
    watching.end()
