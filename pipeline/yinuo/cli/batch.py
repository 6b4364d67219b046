"""Provide ``yinuo batch``: read files, folders and lists into one folder of records, manifest and tables."""

from __future__ import annotations

import shlex
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import yinuo
from yinuo.cli.common import complain, tell
from yinuo.cli.language import spoken
from yinuo.cli.shared_options import (
    USUAL_MEMORY,
    USUAL_TEXT_TIMEOUT,
    ActorOption,
    ColumnOption,
    ConfidenceOption,
    ConverterOption,
    DateOption,
    IncludeOption,
    InputsArgument,
    JobsOption,
    LevelOption,
    MemoryOption,
    MetadataOption,
    OnlyOption,
    PlaceOption,
    ReaderOption,
    RepairOption,
    SpeakerOption,
    TextTimeoutOption,
    WordsOption,
    check_date,
    reader_of,
    repair_of,
    size_of,
    statuses_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yinuo import Result


def batch(
    inputs: InputsArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for all that comes out.")],
    jobs: JobsOption = None,
    resume: Annotated[bool, typer.Option("--resume", help="Keep what an earlier run into DIR did.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Begin anew where DIR holds a run.")] = False,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="NAMES",
            help="jsonl (always), csv, csv-bom (for Excel), parquet, parquet-nested, csv-quantities,"
            " parquet-quantities.",
        ),
    ] = None,
    metadata: MetadataOption = None,
    timeout: TextTimeoutOption = USUAL_TEXT_TIMEOUT,
    memory: MemoryOption = USUAL_MEMORY,
    engine: Annotated[str, typer.Option("--engine", help="local, or ray: a cluster.")] = "local",
    date: DateOption = None,
    actor: ActorOption = None,
    speaker: SpeakerOption = None,
    place: PlaceOption = None,
    level: LevelOption = None,
    include: IncludeOption = None,
    words: WordsOption = None,
    repair: RepairOption = "apply",
    reader: ReaderOption = "shipped",
    column: ColumnOption = "text",
    converter: ConverterOption = None,
    only: OnlyOption = None,
    min_confidence: ConfidenceOption = 0,
    text_out: Annotated[
        bool, typer.Option("--text-out", help="Also write every text as read: texts/SHA256.txt (document_sha256).")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing of progress.")] = False,
) -> None:
    """Extract thousands of files into a folder: commitments.jsonl, manifest.jsonl and more.

    A file that fails is a line of the manifest; the rest is done. Exit codes: 0 all good, 1 some failed, 2 wrong usage.
    """
    check_date(date)
    size = size_of(memory)
    from yinuo.batch import watcher

    with _stoppable(), watcher(sys.stderr, complain, spoken, quiet=quiet) as watch:
        result = yinuo.batch(
            inputs,
            output,
            jobs=jobs,
            engine=engine,
            resume=resume,
            overwrite=overwrite,
            timeout=timeout or None,
            memory=size,
            formats=[name for names in formats or [] for name in names.split(",") if name],
            text_out=text_out,
            watch=watch,
            date=date,
            actor=actor,
            speaker=speaker,
            place=place,
            level=level,
            include=statuses_of(include or []),
            repair=repair_of(repair),
            reader=reader_of(reader),
            words=words or (),
            metadata=metadata,
            column=column,
            converter=converter,
            only=only or (),
            min_confidence=min_confidence,
        )
    _report(result)
    if result.failed:
        raise typer.Exit(1)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Tell how to go on after Ctrl-C."""
    try:
        yield
    except KeyboardInterrupt:
        complain("stopped; what is done is kept: run again with --resume")
        raise


def _report(result: Result) -> None:
    """Print what was done, in a few lines on stdout."""
    lines = [result.summary()]
    if result.passed_over:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(result.passed_over.items()))
        lines.append(f"passed over in folders, no known kind: {kinds}")
    if result.unused:
        lines.append(f"files of the table of metadata that are no inputs: {', '.join(result.unused[:10])}")
    records = sum(entry.records for entry in result.entries)
    for name in result.files:
        counted = name.startswith("commitments.")
        path = result.folder / name
        lines.append(f"written: {path} ({records} records)" if counted else f"written: {path}")
    if records:
        lines.append(f"check them in the browser: yinuo review {shlex.quote(str(result.folder))}")
    for line in lines:
        tell(line)
