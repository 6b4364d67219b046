"""Read marked-up lines of test cases into the text and what should be found in it.

``<人>各县区</人>要<诺:Q 人>新建幼儿园<量>7所</量></诺>`` says all there is to find:

诺    a commitment: ``:Q`` quantified, ``:D`` deliverable, ``:-`` directional; then what holds of it:
      人 / 承人  its actor is the 人 within it, else the last before it: explicit / inherited
      期 / 承期  its deadline is the last 期 before it: explicit / inherited; a 期 within it needs no word
      责 / 前责  who answers: the next 责 behind it, up to a 诺 / the last 责 before it, back to a 诺
      binding / planned / aspired / explored  its firmness (left unchecked where none is given)
成 景  what is reported done, and background (each checked only in cases that mark it)
量    a quantity; ``<量 95..>``, ``<量 2..4>``, ``<量 7>``: its low and high
责    one who answers; ``<责 牵头>`` leads, ``<责 配合>`` supports
期    a deadline; ``<期 ..2024-12-31>``: its from and to; ``<期 P7D>``: its duration; ``<期 R/P1Y>``: its repeat
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import yinuo

if TYPE_CHECKING:
    from spacy.language import Language

    from yinuo.extraction import Extraction
    from yinuo.records import Status

DATE, ACTOR = "2024-03-01", "某市人民政府"
TASKS = "二、2024年重点工作"
CASES = Path(__file__).parent / "nlp" / "cases"
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[诺人责量期成景])(?P<says>[^<>]*)>")
_STATUS: dict[str, Status] = {"诺": "commitment", "成": "achievement", "景": "background"}
_LABEL = {"Q": "quantified", "D": "deliverable", "-": "directional"}
_FIRMNESS = ("binding", "planned", "aspired", "explored")


@dataclass(frozen=True, slots=True)
class Mark:
    """One tag pair: its name, what its opening tag says, and its span in the bare text."""

    name: str
    says: tuple[str, ...]
    start: int
    end: int


def parse(line: str) -> tuple[str, list[Mark]]:
    """The bare text of a marked-up line, and its marks by their start.

    >>> parse("要<诺:Q>新建<量 7>7所</量></诺>")[0]
    '要新建7所'
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[str, tuple[str, ...], int]] = []
    at = size = 0
    for tag in _TAG.finditer(line):
        pieces.append(line[at : tag.start()])
        size += len(pieces[-1])
        at = tag.end()
        if not tag["close"]:
            opened.append((tag["name"], tuple(tag["says"].lstrip(":").split()), size))
            continue
        name, says, start = opened.pop()
        assert name == tag["name"], f"</{tag['name']}> closes <{name}>: {line}"
        marks.append(Mark(name, says, start, size))
    assert not opened, f"<{opened[-1][0]}> stays open: {line}"
    return "".join([*pieces, line[at:]]), sorted(marks, key=lambda m: (m.start, -m.end))


def wanted(text: str, marks: list[Mark]) -> list[str]:
    """One line for each 诺, 成 and 景 of a case; the lines of ``found`` are made alike."""
    lines = []
    for mark in marks:
        if mark.name in ("成", "景"):
            lines.append(f"{_STATUS[mark.name]} {text[mark.start : mark.end]} @{mark.start}")
        elif mark.name == "诺":
            lines.append(_wanted(text, mark, marks))
    return lines


def _wanted(text: str, mark: Mark, marks: list[Mark]) -> str:
    who, when = _actor(mark, marks), _deadline(mark, marks)
    parts = [
        f"commitment {text[mark.start : mark.end]} @{mark.start}",
        _LABEL[mark.says[0]],
        f"by {text[who.start : who.end]} @{who.start} ({'inherited' if '承人' in mark.says else 'explicit'})"
        if who
        else "by default",
        f"when {text[when.start : when.end]} @{when.start} ({'inherited' if '承期' in mark.says else 'explicit'})"
        if when
        else "at no time",
        *(f"{text[q.start : q.end]} @{q.start}" for q in _within(mark, marks, "量")),
        *(f"{text[m.start : m.end]} @{m.start} answers {_role(m)}" for m in _answering(mark, marks)),
        *(word for word in mark.says if word in _FIRMNESS),
    ]
    return " | ".join(parts)


def _within(mark: Mark, marks: list[Mark], name: str) -> list[Mark]:
    return [m for m in marks if m.name == name and mark.start <= m.start and m.end <= mark.end]


def _answering(mark: Mark, marks: list[Mark]) -> list[Mark]:
    if "责" in mark.says:
        behind = itertools.dropwhile(lambda m: m.name != "责", (m for m in marks if m.start >= mark.end))
        return [m for m in itertools.takewhile(lambda m: m.name != "诺", behind) if m.name == "责"]
    if "前责" in mark.says:
        before = itertools.dropwhile(lambda m: m.name != "责", (m for m in reversed(marks) if m.end <= mark.start))
        return [m for m in itertools.takewhile(lambda m: m.name != "诺", before) if m.name == "责"][::-1]
    return []


def _role(mark: Mark) -> str:
    return {"牵头": "lead", "配合": "support"}.get("".join(mark.says), "unspecified")


def _actor(mark: Mark, marks: list[Mark]) -> Mark | None:
    if not {"人", "承人"} & set(mark.says):
        return None
    inside = _within(mark, marks, "人")
    before = [m for m in marks if m.name == "人" and m.end <= mark.start]
    return (inside or before[-1:])[0]


def _deadline(mark: Mark, marks: list[Mark]) -> Mark | None:
    inside = _within(mark, marks, "期")
    if inside or not {"期", "承期"} & set(mark.says):
        return inside[0] if inside else None
    return [m for m in marks if m.name == "期" and m.end <= mark.start][-1]


def found(text: str, marks: list[Mark], heading: str) -> list[str]:
    """What the pipeline finds in the text under the heading, as lines like those of ``wanted``."""
    shift = len(heading) + 1 if heading else 0
    source = f"{heading}\n{text}" if heading else text
    include = [_STATUS[name] for name in ("成", "景") if any(m.name == name for m in marks)]
    firm = any(word in mark.says for mark in marks for word in _FIRMNESS)
    records = yinuo.extract(source, date=DATE, actor=ACTOR, include=include, nlp=pipeline())
    return [_found(r, shift, firm) for r in records] + list(_values(records, marks, shift))


def _found(record: yinuo.Commitment, shift: int, firm: bool) -> str:
    span = f"{record.status} {record.text} @{record.start - shift}"
    if record.status != "commitment":
        return span
    who, when = record.actor, record.stated_deadline
    parts = [
        span,
        record.specificity,
        "by default" if who.start is None else f"by {who.text} @{who.start - shift} ({who.source})",
        "at no time" if when is None else f"when {when.text} @{when.start - shift} ({when.source})",
        *(f"{q.text} @{q.start - shift}" for q in record.quantities),
        *(f"{r.text} @{r.start - shift} answers {r.role}" for r in record.responsible),
        *((record.firmness,) if firm else ()),
    ]
    return " | ".join(parts)


def _values(records: Extraction, marks: list[Mark], shift: int) -> Iterator[str]:
    """One line for each value that a mark gives and the records do not: a case that holds yields none."""
    numbers = {q.start - shift: _range(q.low, q.high) for r in records for q in r.quantities}
    times = {d.start - shift: _time(d) for r in records if (d := r.stated_deadline) is not None}
    for mark in marks:
        if mark.name in "量期" and mark.says:
            value = (numbers if mark.name == "量" else times).get(mark.start)
            if value != mark.says[0]:
                yield f"{mark.name} @{mark.start} is {value}, wanted {mark.says[0]}"


def _range(low: float | None, high: float | None) -> str:
    first, last = ("" if x is None else f"{x:g}" if abs(x) < 1e6 else f"{x:.0f}" for x in (low, high))
    return first if first == last else f"{first}..{last}"


def _time(deadline: yinuo.Deadline) -> str:
    if deadline.repeat:
        return f"R/{deadline.repeat}"
    return deadline.duration or f"{deadline.from_ or ''}..{deadline.to or ''}"


def check(line: str, heading: str = TASKS) -> None:
    """Fail unless the pipeline finds in a marked-up line what its marks say, and nothing else; ⏎ is a line end,
    in the heading too.

    >>> check("<人>各县区</人>要<诺:Q 人 planned>新建幼儿园<量 7>7所</量></诺>。")
    >>> check("<人>各县区</人>要<诺:Q>新建幼儿园<量 7>7所</量></诺>。")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    AssertionError: ...
    >>> check("<诺:Q>新建幼儿园<量 8>7所</量></诺>。")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    AssertionError: ...
    """
    text, marks = parse(line.replace("⏎", "\n"))
    assert "\n".join(found(text, marks, heading.replace("⏎", "\n"))) == "\n".join(wanted(text, marks))


@functools.cache
def pipeline() -> Language:
    """One pipeline for all cases."""
    return yinuo.load()


def cases(name: str) -> list[Any]:
    """The cases of ``nlp/cases/NAME.txt`` as pytest parameters (line, heading).

    ``# idea`` opens a table, ``@ heading`` is the heading above what follows (none where it is empty), ``! reason``
    marks the next line as one that should hold and does not yet.
    """
    params: list[Any] = []
    heading, idea, reason, number = TASKS, name, "", 0
    for line in (CASES / f"{name}.txt").read_text("utf-8").splitlines():
        sign, rest = line[:1], line[1:].strip()
        if sign == "#":
            idea, number = rest, 0
        elif sign == "@":
            heading = rest
        elif sign == "!":
            reason = rest
        elif line:
            number += 1
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            params.append(pytest.param(line, heading, id=f"{idea} {number}", marks=marks))
            reason = ""
    return params
