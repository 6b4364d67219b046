"""Provide ``yinuo speeches``: list the speeches of a file."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import yinuo
from yinuo.cli.common import echo_json, tell
from yinuo.cli.shared_options import (
    USUAL_MEMORY,
    USUAL_TIMEOUT,
    ColumnOption,
    ConverterOption,
    FileArgument,
    JsonOption,
    MemoryOption,
    TimeoutOption,
    source_of,
)

if TYPE_CHECKING:
    from yinuo import Speech


def speeches(
    file: FileArgument,
    column: ColumnOption = "text",
    converter: ConverterOption = None,
    memory: MemoryOption = USUAL_MEMORY,
    timeout: TimeoutOption = USUAL_TIMEOUT,
    as_json: JsonOption = False,
) -> None:
    """List the speeches of a file: who spoke, and when.

    Each date and year has where it came from beside it.
    """
    source = source_of(file, column=column, converter=converter, memory=memory, timeout=timeout)
    found = yinuo.speeches(source.text, said=source.metadata)
    if as_json:
        return echo_json([_outline(speech) for speech in found])
    from yinuo.cli.tables import show, speeches_table

    if not found:
        tell(f"{file}: no speech: the text is empty")
        return
    show(speeches_table(found))


def _outline(speech: Speech) -> dict[str, Any]:
    return {f.name: getattr(speech, f.name) for f in dataclasses.fields(speech) if f.name != "lines"}
