"""``yinuo extract``: paths and options in; tables, a closing summary and files of records out."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict, Unpack

import typer

from yinuo.cli.shell import ActorOption, DateOption, WordsOption, attempt, check_date, pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yinuo.extraction import Extraction
    from yinuo.mending import RepairMode
    from yinuo.readers import Source
    from yinuo.records import Status
    from yinuo.writers import Write

    class _Options(TypedDict):
        date: str | None
        actor: str | None
        include: Sequence[Status]
        repair: RepairMode


_STATUSES: dict[str, Status] = {
    "achievement": "achievement",
    "achievements": "achievement",
    "background": "background",
}


def extract(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Text files, each of one or several speeches.")],
    date: DateOption = None,
    actor: ActorOption = None,
    include: Annotated[
        list[str] | None,
        typer.Option("--include", metavar="STATUS", help="Also give achievements, or background. May be repeated."),
    ] = None,
    words: WordsOption = None,
    repair: Annotated[
        str,
        typer.Option("--repair", metavar="MODE", help="A text with lost characters: apply repairs, propose, or off."),
    ] = "apply",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write FILE.jsonl or FILE.csv; - is JSONL on stdout, without tables. May be repeated.",
        ),
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for Excel.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print the summary only.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Stop at an unexpected error and show where it is.")] = False,
) -> None:
    """Find the commitments of speeches.

    Prints a table, a row a commitment, and a closing summary; writes files of records.
    """
    check_date(date)
    statuses = statuses_of(include or [])
    mode = repair_of(repair)
    outputs = _outputs(output or [], paths)
    done = 0
    with ExitStack() as files:
        writers = [files.enter_context(_writer(path, bom=bom)) for path in outputs]
        report = None if "-" in outputs else _Report(quiet=quiet)
        for extraction in _extractions(
            _sources(paths, debug), words, debug, date=date, actor=actor, include=statuses, repair=mode
        ):
            done += 1
            for record in extraction:
                for write in writers:
                    write(record)
            if report:
                report.add(extraction)
        if not done:
            raise typer.Exit(1)  # inside the block: files of an earlier run stay as they are
    if report:
        report.close(outputs, failed=len(paths) - done)
    if done < len(paths):
        raise typer.Exit(1)


def _sources(paths: Sequence[str], debug: bool) -> Iterator[Source]:
    from yinuo.readers import read

    for path in paths:
        source = attempt(path, debug, read, path)
        if source is not None:
            yield source


def _extractions(
    sources: Iterator[Source], words: Path | None, debug: bool, **options: Unpack[_Options]
) -> Iterator[Extraction]:
    nlp = None
    for source in sources:
        if nlp is None:  # not before the first text that can be read: it takes a second
            nlp = pipeline(words)
        from yinuo.extraction import extract

        path = source.path
        extraction = attempt(path, debug, extract, source.text, document=path, nlp=nlp, **options)
        if extraction is not None:
            yield extraction


class _Report:
    """Prints a table for each text as it is done, and the summary at the end."""

    def __init__(self, *, quiet: bool) -> None:
        from yinuo.cli.summary import Summary
        from yinuo.cli.tables import console

        self.console, self.summary, self.quiet = console(), Summary(), quiet

    def add(self, extraction: Extraction) -> None:
        from yinuo.cli.tables import cell, commitments_tables

        self.summary.add(extraction)
        if not self.quiet:
            for table in commitments_tables(extraction):
                self.console.print(table)
        if not self.quiet or not extraction.commitments:
            for note in extraction.notes:
                self.console.print(cell(f"{extraction.document}: {note}"))

    def close(self, outputs: Sequence[str], *, failed: int) -> None:
        for part in self.summary.tables():
            self.console.print(part)
        self.console.print(self.summary.line(failed=failed))
        for path in outputs:
            self.console.print(f"written: {path} ({self.summary.records} records)")


def _writer(path: str, *, bom: bool) -> AbstractContextManager[Write]:
    from yinuo.writers import csv_writer, jsonl_writer, stream_writer

    if path == "-":
        return stream_writer(sys.stdout)
    return csv_writer(path, bom=bom) if path.lower().endswith(".csv") else jsonl_writer(path)


def repair_of(name: str) -> RepairMode:
    """What ``--repair`` says."""
    modes: dict[str, RepairMode] = {"off": "off", "propose": "propose", "apply": "apply"}
    if name not in modes:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(modes)}", param_hint="--repair")
    return modes[name]


def statuses_of(include: Sequence[str]) -> tuple[Status, ...]:
    """What ``--include`` asks for beside commitments."""
    for name in include:
        if name not in _STATUSES:
            raise typer.BadParameter(f"{name!r} is neither achievements nor background", param_hint="--include")
    return tuple(dict.fromkeys(_STATUSES[name] for name in include))


def _outputs(outputs: Sequence[str], paths: Sequence[str]) -> tuple[str, ...]:
    inputs = {os.path.realpath(path) for path in paths}
    for path in outputs:
        if path != "-" and not path.lower().endswith((".jsonl", ".csv")):
            raise typer.BadParameter(f"{path!r} ends in neither .jsonl nor .csv, and is not -", param_hint="-o")
        if path != "-" and os.path.realpath(path) in inputs:
            raise typer.BadParameter(f"{path!r} is one of the texts to read", param_hint="-o")
    if len({os.path.realpath(path) for path in outputs}) < len(outputs):
        raise typer.BadParameter("the same file is named twice", param_hint="-o")
    return tuple(outputs)
