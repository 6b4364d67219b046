"""Provide ``yinuo explain``: tell why a clause is, or is not, a commitment."""

from __future__ import annotations

from typing import Annotated

import typer

import yinuo
from yinuo.cli.common import echo_json
from yinuo.cli.language import asked, lang
from yinuo.cli.shared_options import (
    USUAL_MEMORY,
    USUAL_TIMEOUT,
    ActorOption,
    ColumnOption,
    ConverterOption,
    DateOption,
    FileArgument,
    JsonOption,
    MemoryOption,
    TimeoutOption,
    WordsOption,
    analyser,
    check_date,
    source_of,
)


def explain(
    file: FileArgument,
    at: Annotated[int, typer.Option("--at", min=0, metavar="OFFSET", help="A character of it, counted from 0.")],
    date: DateOption = None,
    actor: ActorOption = None,
    words: WordsOption = None,
    column: ColumnOption = "text",
    converter: ConverterOption = None,
    memory: MemoryOption = USUAL_MEMORY,
    timeout: TimeoutOption = USUAL_TIMEOUT,
    as_json: JsonOption = False,
) -> None:
    """Tell why a clause is, or is not, a commitment."""
    check_date(date)
    from yinuo.readers.metadata import joined

    source = source_of(file, column=column, converter=converter, memory=memory, timeout=timeout)
    if at >= len(source.text):
        raise typer.BadParameter(f"{at} lies beyond the text's {len(source.text)} characters", param_hint="--at")
    said = joined({}, {"date": date, "organisation": actor}, source.metadata)
    given = {"date": said.get("date"), "actor": said.get("organisation"), "title": said.get("title")}
    reasons = asked() or ("en" if as_json else lang())
    found = yinuo.explain(source.text, at, nlp=analyser(words), lang=reasons, **given)
    if as_json:
        return echo_json(found)
    from yinuo.cli.tables import evidence_table, explanation_table, show

    show(explanation_table(found), evidence_table(found))
