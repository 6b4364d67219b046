"""Declare the options and arguments that several commands share, and read what they say. Nothing heavy is imported."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import yinuo
from yinuo.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yinuo.damage.findings import RepairMode
    from yinuo.nlp.analysis import Analyser
    from yinuo.readers import Source
    from yinuo.records import Status

DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Day of the speech, in place of the one found in the text."),
]
ActorOption = Annotated[
    str | None,
    typer.Option("--actor", metavar="ORG", help="Organisation that speaks, in place of the one found in the text."),
]
SpeakerOption = Annotated[
    str | None,
    typer.Option("--speaker", metavar="NAME", help="Who speaks, in place of the name found in the text."),
]
PlaceOption = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Place that the text speaks of, for the records.")
]
LevelOption = Annotated[
    str | None, typer.Option("--level", metavar="NAME", help="Level of government, for the records.")
]
MetadataOption = Annotated[
    Path | None,
    typer.Option(
        "--metadata",
        metavar="TABLE",
        help="CSV or XLSX: file and any of date, organisation, title, place, level, speaker. Goes before all else.",
    ),
]
WordsOption = Annotated[
    Path | None,
    typer.Option("--words", metavar="FILE", help="Your own words, one a line, for the tokenizer."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
FileArgument = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help="A text, .docx, .pdf, .ofd, .html or .md file; a member of a zip: ALL.zip!/NAME."
    ),
]
InputsArgument = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="Files, folders, globs, @LIST (a file of paths), or - for paths on stdin."),
]
JobsOption = Annotated[int | None, typer.Option("-j", "--jobs", min=1, help="Processes; all processors by default.")]
MemoryOption = Annotated[
    str, typer.Option("--memory", metavar="SIZE", help="The most memory that reading a file may take; 0: no limit.")
]
TimeoutOption = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", min=0, help="The most that reading a text takes; 0: no limit."),
]
TextTimeoutOption = Annotated[
    float,
    typer.Option(
        "--timeout", metavar="SECONDS", min=0, help="The most for a text; a tenth of it for reading. 0: no limit."
    ),
]
USUAL_MEMORY, USUAL_TIMEOUT, USUAL_TEXT_TIMEOUT = "1G", 60.0, 600.0  # as in yinuo.read and yinuo.batch
ConverterOption = Annotated[
    str | None,
    typer.Option(
        "--converter",
        metavar="COMMAND",
        help="Turns other formats into one that is read; {input} and {outdir} stand for its file and its folder. "
        "Without it, LibreOffice where it is installed; none: nothing is converted.",
    ),
]
ColumnOption = Annotated[
    str, typer.Option("--column", metavar="NAME", help="Column of the text in .jsonl, .csv, .xlsx and .parquet files.")
]
IncludeOption = Annotated[
    list[str] | None,
    typer.Option("--include", metavar="STATUS", help="Also give achievements, or background. May be repeated."),
]
RepairOption = Annotated[
    str,
    typer.Option("--repair", metavar="MODE", help="A text with lost characters: apply repairs, propose, or off."),
]
ReaderOption = Annotated[
    str,
    typer.Option("--reader", metavar="NAME", help="Second reader of the records: shipped, off, or the folder of one."),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="NAMES",
        help="Only records that are quantified, deliverable or directional: names with commas.",
    ),
]
ConfidenceOption = Annotated[
    float,
    typer.Option("--min-confidence", metavar="NUMBER", min=0, max=1, help="Leave out records below this, 0 to 1."),
]
SlogansOption = Annotated[
    bool, typer.Option("--slogans", help="Give slogans rows of a ledger as well; left out, they are counted in it.")
]
_STATUSES: dict[str, Status] = {
    "achievement": "achievement",
    "achievements": "achievement",
    "background": "background",
}
_SIZES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def check_date(date: str | None) -> None:
    """Raise ``DateError`` unless the option is absent or a day written YYYY-MM-DD."""
    if date is None:
        return
    from yinuo.values.policy_calendar import as_date

    try:
        as_date(date)
    except DateError as error:
        raise DateError(f"--date: {error}") from None


def analyser(words: Path | None, reader: str = "shipped") -> Analyser:
    """Make what reads texts, with the words of a file.

    Raises ``InputError`` for a broken file, ``ReaderError`` for a folder that holds no second reader.
    """
    from yinuo.nlp.tokenizer.dictionary import policy_dictionary

    words_known = threading.Thread(target=policy_dictionary)  # another processor reads it while the rest is imported
    words_known.start()
    from yinuo.nlp.analysis import Analyser
    from yinuo.nlp.tokenizer.user_words import read_words

    words_known.join()
    return Analyser(read_words(words) if words else (), reader=reader_of(reader))


def reader_of(name: str) -> str | None:
    """Read what ``--reader`` says."""
    return None if name == "off" else name


def repair_of(name: str) -> RepairMode:
    """Read what ``--repair`` says."""
    modes: dict[str, RepairMode] = {"off": "off", "propose": "propose", "apply": "apply"}
    if name not in modes:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(modes)}", param_hint="--repair")
    return modes[name]


def statuses_of(include: Sequence[str]) -> tuple[Status, ...]:
    """Read what ``--include`` asks for beside commitments."""
    for name in include:
        if name not in _STATUSES:
            raise typer.BadParameter(f"{name!r} is neither achievements nor background", param_hint="--include")
    return tuple(dict.fromkeys(_STATUSES[name] for name in include))


def size_of(text: str) -> int | None:
    """Read what ``--memory`` says, in bytes; None for 0."""
    if text.strip() == "0":
        return None
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:I?B)?", text.strip().upper())
    if not match or not float(match[1]):
        raise typer.BadParameter(f"{text!r} is no size; give one such as 4G or 800M", param_hint="--memory")
    return int(float(match[1]) * _SIZES[match[2]])


def source_of(file: str, *, column: str, converter: str | None, memory: str, timeout: float) -> Source:
    """Read one file as the options say; 0 seconds are no limit."""
    return yinuo.read(file, column=column, converter=converter, memory=size_of(memory), timeout=timeout or None)
