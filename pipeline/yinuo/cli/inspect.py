"""Provide ``yinuo inspect``: tell what ails the text of a file, as a table for a person or JSON for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

import yinuo
from yinuo.cli.common import echo_json, printable
from yinuo.cli.language import lang, say, spoken
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
    from yinuo import Diagnosis


def inspect(
    file: FileArgument,
    column: ColumnOption = "text",
    converter: ConverterOption = None,
    memory: MemoryOption = USUAL_MEMORY,
    timeout: TimeoutOption = USUAL_TIMEOUT,
    as_json: JsonOption = False,
) -> None:
    """Tell what a text has lost: characters, where, how sure.

    Other damage too: replacement characters, wrong encodings, boxes, lines cut or repeated by a page, torn digits.
    """
    source = source_of(file, column=column, converter=converter, memory=memory, timeout=timeout)
    found = yinuo.inspect(source.text)
    if as_json:
        return echo_json({"document": file, "damaged": bool(found.lost or found.symptoms), **_plain(found)})
    typer.echo(printable(f"{file}{'：' if lang() == 'zh' else ': '}{_verdict(found)}"))
    _show(found)


def _plain(found: Diagnosis) -> dict[str, object]:
    import dataclasses

    return {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}


def _verdict(found: Diagnosis) -> str:
    """Say the diagnosis in one line."""
    parts = []
    if found.lost:
        first = found.lost[0]
        whole = (first.start, first.end) == (0, found.length)
        where = say("throughout") if whole else say("in {start}..{end}", start=first.start, end=first.end)
        names = "".join(sorted(found.characters))
        parts.append(say("{count} characters lost {where}: {names}", count=len(found.lost), where=where, names=names))
        if found.digits:
            digits = "".join(sorted(found.digits))
            parts.append(say("digits among them: {digits}; numbers that stand may be wrong", digits=digits))
    parts += [f"{symptom.count} × {say(symptom.kind)}" for symptom in found.symptoms]
    joint = "；" if lang() == "zh" else "; "
    return joint.join([*(parts or [say("no damage found")]), *([spoken(found.note)] if found.note else [])])


def _show(found: Diagnosis) -> None:
    from yinuo.cli.tables import cell, console, plain_table

    out = console()
    if found.lost:
        table = plain_table("lost", "expected", "found", "chance", "span")
        for lost in found.lost:
            row = (lost.character, f"{lost.expected:.0f}", lost.observed, _chance(lost.p_value))
            table.add_row(*(cell(value) for value in (*row, f"{lost.start}..{lost.end}")))
        out.print(table)
    if found.symptoms:
        table = plain_table("damage", "count", "span", "first")
        for symptom in found.symptoms:
            span = f"{symptom.start}..{symptom.end}"
            table.add_row(
                *(cell(value) for value in (say(symptom.kind), symptom.count, span, printable(symptom.example)))
            )
        out.print(table)


def _chance(p_value: float) -> str:
    """Write how probable a sound text is to lack a character.

    >>> _chance(0.04), _chance(2.3e-05), _chance(0.0)
    ('0.04', '2e-05', '1e-300')
    """
    return f"{max(p_value, 1e-300):.0e}" if p_value < 0.001 else f"{p_value:.2g}"
