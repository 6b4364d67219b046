"""Provide ``yinuo stream``: print the records of many files, one a line, as they are found."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import yinuo
from yinuo.cli.common import complain
from yinuo.cli.shared_options import (
    USUAL_MEMORY,
    USUAL_TEXT_TIMEOUT,
    ActorOption,
    ColumnOption,
    ConverterOption,
    DateOption,
    IncludeOption,
    InputsArgument,
    LevelOption,
    MemoryOption,
    MetadataOption,
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


def stream(
    inputs: InputsArgument,
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, help="Processes; without it this process reads.")
    ] = None,
    metadata: MetadataOption = None,
    timeout: TextTimeoutOption = USUAL_TEXT_TIMEOUT,
    memory: MemoryOption = USUAL_MEMORY,
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
) -> None:
    """Print the records of files and folders as JSON, one a line, as they are found.

    A file that fails is a line on stderr; the rest is read.
    """
    check_date(date)
    found = yinuo.stream(
        inputs,
        jobs=jobs,
        timeout=timeout or None,
        memory=size_of(memory),
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
    )
    from yinuo.writers.jsonl import stream_writer

    failed = 0
    with stream_writer(sys.stdout) as write:
        for item in found:
            if isinstance(item, yinuo.Failure):
                failed += 1
                complain(str(item))
            else:
                write(item)
                sys.stdout.flush()  # whoever reads the other end need not wait
    if failed:
        raise typer.Exit(1)
