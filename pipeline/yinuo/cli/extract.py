"""Provide ``yinuo extract``: find the commitments of files, print them and write them."""

from __future__ import annotations

import shlex
import sys
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict, Unpack

import typer

from yinuo.cli.convert import TARGETS, CompleteOption, NestedOption, RunOption, check_targets
from yinuo.cli.inputs import Reading, TextOut
from yinuo.cli.language import asked, spoken
from yinuo.cli.progress import LongText
from yinuo.cli.shared_options import (
    USUAL_MEMORY,
    USUAL_TIMEOUT,
    ActorOption,
    ColumnOption,
    ConfidenceOption,
    ConverterOption,
    DateOption,
    IncludeOption,
    LevelOption,
    MemoryOption,
    MetadataOption,
    OnlyOption,
    PlaceOption,
    ReaderOption,
    RepairOption,
    SlogansOption,
    SpeakerOption,
    TimeoutOption,
    WordsOption,
    analyser,
    check_date,
    repair_of,
    size_of,
    statuses_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yinuo.batch.metadata import Metadata
    from yinuo.cli.tables import Shown
    from yinuo.damage.findings import RepairMode
    from yinuo.nlp.analysis import Analyser
    from yinuo.readers import Source
    from yinuo.record_stream import RecordStream
    from yinuo.records import Commitment, Status
    from yinuo.writers import Write
    from yinuo.writers.targets import Options

    class _Options(TypedDict):
        include: Sequence[Status]
        repair: RepairMode


_ROWS = 50  # printed of one text


def extract(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files of speeches: text, .docx, .pdf, .html, .md, .zip, rows.")
    ],
    date: DateOption = None,
    actor: ActorOption = None,
    speaker: SpeakerOption = None,
    place: PlaceOption = None,
    level: LevelOption = None,
    metadata: MetadataOption = None,
    include: IncludeOption = None,
    words: WordsOption = None,
    repair: RepairOption = "apply",
    reader: ReaderOption = "shipped",
    column: ColumnOption = "text",
    converter: ConverterOption = None,
    memory: MemoryOption = USUAL_MEMORY,
    timeout: TimeoutOption = USUAL_TIMEOUT,
    text_out: Annotated[
        str | None,
        typer.Option(
            "--text-out",
            metavar="PATH",
            help="Write the texts that offsets refer to: one to a .txt file, or each to a file in a folder.",
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help=f"Write to NAME{TARGETS}; a dash (-) is JSONL on stdout, without tables. May be repeated.",
        ),
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for Excel.")] = False,
    nested: NestedOption = False,
    run: RunOption = None,
    complete: CompleteOption = False,
    only: OnlyOption = None,
    min_confidence: ConfidenceOption = 0,
    slogans: SlogansOption = False,
    all_rows: Annotated[
        bool, typer.Option("--all", help=f"Print every row of the tables, not {_ROWS} a text; files hold all anyway.")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print the summary only.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Stop at an unexpected error and show where it is.")] = False,
) -> None:
    """Find the commitments of speeches.

    Prints a table of the first 50 commitments of each text, and a closing summary; writes files of all records.
    """
    from yinuo.writers.selection import Selection
    from yinuo.writers.targets import Options

    check_date(date)
    wanted = Selection.of(only or (), min_confidence)
    statuses = statuses_of(include or [])
    mode = repair_of(repair)
    outputs = _outputs(output or [], paths)
    texts = _text_out(text_out, paths)
    said = _Said(metadata, date=date, organisation=actor, speaker=speaker, place=place, level=level)
    found = Reading(
        paths, column=column, converter=converter, memory=size_of(memory), timeout=timeout or None, debug=debug
    )
    progress = LongText()
    done = 0
    with ExitStack() as files:
        options = Options(
            bom=bom, nested=nested, slogans=slogans, run=run, complete=lambda: complete and done == len(paths),
            lang=asked() or "en",
        )  # fmt: skip
        writers = [files.enter_context(_writer(path, options)) for path in outputs]
        report = None if "-" in outputs else _Report(quiet=quiet, most=None if all_rows else _ROWS)
        for source, stream in _streams(
            found, writers, partial(analyser, words, reader), said, include=statuses, repair=mode
        ):
            done += 1
            if texts:
                texts.write(source)
            shown = report and report.begin(stream)
            made = progress.watch(source.path, found.each(source.path, stream), len(source.text))
            for record in filter(wanted, made):
                for write in writers:
                    write(record)
                if report and shown:
                    report.add(shown, record)
            if report and shown:
                report.end(shown, (*source.notes, *stream.notes))
        if found.failed and not done:
            raise typer.Exit(1)  # inside the block: files of an earlier run stay as they are
    if report:
        report.close(outputs, failed=found.failed, unused=said.unused(paths))
    if found.failed:
        raise typer.Exit(1)


def _streams(
    found: Reading, writers: Sequence[Write], load: Callable[[], Analyser], said: _Said, **options: Unpack[_Options]
) -> Iterator[tuple[Source, RecordStream]]:
    nlp = None
    for source in found:
        if nlp is None:  # not before the first text that can be read: it takes a second
            nlp = load()
        from yinuo.extraction import stream_source
        from yinuo.writers.document import Document, announce

        row = said.row(found.file, source.path)
        stream = found.attempt(source.path, stream_source, source, row=row, options=said.options, nlp=nlp, **options)
        if stream is not None:
            announce(writers, Document(source.path, stream.sha256, source.text))
            yield source, stream


class _Said:
    """Collect what the table of metadata and the options say of the texts."""

    def __init__(self, table: Path | None, **options: str | None) -> None:
        self.options = options
        self._table: Metadata | None = None
        if table is not None:
            from yinuo.batch.metadata import read_metadata

            self._table = read_metadata(table)

    def row(self, file: str, text: str) -> Mapping[str, str]:
        """Give what the table says of a text of a file."""
        return self._table.row(file, text) if self._table else {}

    def unused(self, paths: Sequence[str]) -> Sequence[str]:
        """List files of the table that are none of the paths."""
        return self._table.unused(paths) if self._table else ()


class _Report:
    """Print a table for each text as it is done, and the summary at the end."""

    def __init__(self, *, quiet: bool, most: int | None) -> None:
        from yinuo.cli.summary import Summary
        from yinuo.cli.tables import console

        self.console, self.summary, self.quiet, self.most = console(), Summary(), quiet, most

    def begin(self, stream: RecordStream) -> Shown:
        """Begin the tables of a text."""
        from yinuo.cli.tables import Shown

        self.summary.begin(stream.document, stream.speeches)
        return Shown(stream.document, 0 if self.quiet else self.most)

    def add(self, shown: Shown, record: Commitment) -> None:
        """Count a record of a text, and show it if it is among the first."""
        self.summary.add(shown.document, record)
        shown.add(record)

    def end(self, shown: Shown, notes: Sequence[str]) -> None:
        """Print what is shown of a text that is done, and its notes."""
        from yinuo.cli.tables import cell

        if not self.quiet:
            for part in shown.tables():
                self.console.print(part)
        if not self.quiet or not shown.count:
            for note in notes:
                self.console.print(cell(f"{shown.document}: {spoken(note)}"))

    def close(self, outputs: Sequence[str], *, failed: int, unused: Sequence[str]) -> None:
        from yinuo.cli.tables import cell
        from yinuo.writers.targets import shown

        for part in self.summary.tables():
            self.console.print(part)
        self.console.print(self.summary.line(failed=failed))
        for line in (*self.summary.next_steps(), *_review(outputs, self.summary.records)):
            self.console.print(cell(spoken(line)))
        if unused:
            self.console.print(
                cell(spoken(f"files of the table of metadata that are no inputs: {', '.join(unused[:10])}"))
            )
        for path in outputs:
            self.console.print(spoken(f"written: {shown(path)} ({self.summary.records} records)"))


def _review(outputs: Sequence[str], records: int) -> Iterator[str]:
    """Give the command that opens a review of what was written."""
    suited = next((path for end in (".jsonl", ".xlsx") for path in outputs if _reviewed(path, end)), None)
    if records and suited:
        yield f"check them in the browser: yinuo review {shlex.quote(suited)}"
    elif records:
        yield "check them in the browser: write them with -o found.jsonl, then yinuo review found.jsonl"


def _reviewed(path: str, end: str) -> bool:
    """Tell whether a target is a file of this ending that a review can open."""
    return path.lower().endswith(end) and "://" not in path and not path.lower().endswith(".doccano.jsonl")


def _writer(path: str, options: Options) -> AbstractContextManager[Write]:
    from yinuo.writers.jsonl import stream_writer
    from yinuo.writers.targets import writer_for

    return stream_writer(sys.stdout) if path == "-" else writer_for(path, options)


def _text_out(place: str | None, paths: Sequence[str]) -> TextOut | None:
    if place is None:
        return None
    if place.lower().endswith(".txt") and len(paths) > 1:
        raise typer.BadParameter(
            f"{place!r} is one file for {len(paths)} texts; name a folder", param_hint="--text-out"
        )
    return TextOut(place, paths)


def _outputs(outputs: Sequence[str], paths: Sequence[str]) -> tuple[str, ...]:
    check_targets([path for path in outputs if path != "-"], tuple(paths), kind="texts")
    if list(outputs).count("-") > 1:
        raise typer.BadParameter("the same target is named twice", param_hint="-o")
    return tuple(outputs)
