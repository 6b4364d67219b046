"""Read corrected exports of annotation tools as gold.

What a tool cannot hold is filled in: a quantity or a deadline without a value gets the one that ``yinuo.quantities``
and ``yinuo.deadlines`` read in its line, an action without a specificity is quantified where it has a quantity and
directional elsewhere. Each is counted in a note, for such gold cannot show an error of those readers.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yinuo.digests import digest
from yinuo.errors import GoldError, InputError
from yinuo.evaluate.items import Problem
from yinuo.values.deadlines.scanner import deadlines
from yinuo.values.quantities.scanner import quantities
from yinuo.writers.annotation import Annotated, Mark, read_amount, read_brat, read_doccano, read_label_studio, read_time
from yinuo.writers.annotation.parts import join

_LIST_OF_TASKS = re.compile(r"\A\s*+\[\s*+\{")
_KEPT = {"quantity": ("low", "high", "unit"), "deadline": ("from", "to", "duration", "repeat")}
_WANTED = {"quantity": "'7 所', '>=95 %', '2..4 个' or '?'", "deadline": "'..2024-10-31', 'P3Y', 'every P1M' or '?'"}
_NOTES = {
    "filled": "{} quantities and deadlines have the value that yinuo reads, for the export gives none",
    "unread": "{} quantities and deadlines have no value: the export gives none and yinuo reads none",
    "derived": "{} actions are without a specificity: taken as quantified where they have a quantity, else directional",
    "loose": "{} marks belong to no action and are passed over",
}


def is_export(path: Path) -> bool:
    """Tell whether a file or folder is an export of an annotation tool, told by its name and its first characters."""
    if path.is_dir():
        return path.joinpath("documents.json").is_file() and path.joinpath("annotation.conf").is_file()
    if path.suffix == ".jsonl":
        return True
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return _LIST_OF_TASKS.match(file.read(1000)) is not None
    except OSError:
        return False


def read_export(path: Path) -> Iterator[Annotated]:
    """Read the marked texts of an export of brat (a folder), doccano (.jsonl) or Label Studio (.json).

    Tasks of a long text that was cut at its headings are joined.

    Raises ``GoldError`` with file and place for what is none of these, and where nothing in it is annotated.
    """
    read = read_brat if path.is_dir() else read_doccano if path.suffix == ".jsonl" else read_label_studio
    if path.suffix == ".jsonl" and _is_records(path):
        raise GoldError(
            f"{path}:1: is a file of records, not of gold; give a gold file, a folder or a corrected export"
        )
    empty = True
    try:
        for annotated in join(read(path)):
            empty = False
            yield annotated
    except InputError as error:
        raise GoldError(str(error)) from None
    if empty:
        raise GoldError(f"{path}: nothing in it is annotated; submit the tasks and export them anew")


def _is_records(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig") as file:
            first = json.loads(file.readline())
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and "specificity" in first and "text" in first and "entities" not in first


def as_gold(own: Annotated) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Give a marked text in the form of a gold file, and notes on what was filled in; only commitments are gold.

    Raises ``Problem`` where a value cannot be read or an action has two actors or two deadlines.
    """
    if own.sha256 and digest(own.text) != own.sha256:
        raise Problem("its text is not the one that was exported; annotate it as it was")
    return _Reading(own).gold()


class _Reading:
    """Turn one marked text into gold; ``counts`` are what had to be filled in."""

    def __init__(self, own: Annotated) -> None:
        self.own = own
        self.counts: Counter[str] = Counter()
        self._values: dict[str, dict[str, Any]] = {}

    def gold(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Give the form of a gold file, and the notes."""
        actions = sorted((m for m in self.own.marks if m.label == "action"), key=lambda m: (m.start, m.end))
        parts = _parts(self.own, actions, self.counts)
        speech: Any = self.own.speeches[0] if self.own.speeches else {}
        promised = [action for action in actions if action.status in (None, "commitment")]
        whole = {
            "document": self.own.document,
            "reference_date": speech.get("date"),
            "default_actor": speech.get("organisation"),
            "commitments": [self._record(action, parts[action.id]) for action in promised],
        }
        return whole, tuple(note.format(self.counts[name]) for name, note in _NOTES.items() if self.counts[name])

    def _record(self, action: Mark, parts: list[Mark]) -> dict[str, Any]:
        by_label: dict[str, list[Mark]] = {label: [] for label in ("actor", "quantity", "deadline")}
        for part in sorted(parts, key=lambda m: (m.start, m.end)):
            by_label[part.label].append(part)
        for label in ("actor", "deadline"):
            if len(by_label[label]) > 1:
                raise Problem(
                    f"the action at {action.start}..{action.end} has {len(by_label[label])} of {label}; keep one"
                )
        actor, deadline = (next(iter(by_label[label]), None) for label in ("actor", "deadline"))
        amounts = [self._valued(quantity) for quantity in by_label["quantity"]]
        self.counts["derived"] += action.specificity is None
        return {
            **_span(self.own, action),
            "specificity": action.specificity or ("quantified" if amounts else "directional"),
            "actor": {"source": "explicit", **_span(self.own, actor)} if actor else {"source": "default"},
            "quantities": amounts,
            "deadline": {"source": "explicit", **self._valued(deadline)} if deadline else None,
        }

    def _valued(self, mark: Mark) -> dict[str, Any]:
        """Give the span with its value: as given, else as read in its line, else in the span alone."""
        if mark.id not in self._values:
            given = _given(self.own, mark)
            value = _read(self.own, mark) if given is None else given
            if given is None:
                self.counts["filled" if any(v is not None for v in value.values()) else "unread"] += 1
            self._values[mark.id] = {**_span(self.own, mark), **value}
        return self._values[mark.id]


def _given(own: Annotated, mark: Mark) -> dict[str, Any] | None:
    """Give the value that a person or the export gives."""
    if not mark.value or not mark.value.strip():
        return None
    value = (read_amount if mark.label == "quantity" else read_time)(mark.value)
    if value is None:
        quote, wanted = own.text[mark.start : mark.end], _WANTED[mark.label]
        raise Problem(f"value {mark.value!r} of {quote!r} at {mark.start} is no {mark.label}: wanted {wanted}")
    return value


def _parts(own: Annotated, actions: list[Mark], counts: Counter[str]) -> dict[str, list[Mark]]:
    """Collect the marks of each action: those linked to it, in either direction, and unlinked ones inside its span."""
    marks = {mark.id: mark for mark in own.marks}
    parts: dict[str, list[Mark]] = {action.id: [] for action in actions}
    linked = set()
    for one, _, other in own.links:
        for action, part in ((one, other), (other, one)):
            if action in parts and part in marks and part not in parts and marks[part] not in parts[action]:
                parts[action].append(marks[part])
                linked.add(part)
    for mark in own.marks:
        if mark.label == "action" or mark.id in linked:
            continue
        around = [a for a in actions if a.start <= mark.start and mark.end <= a.end]
        if around:
            parts[min(around, key=lambda a: a.end - a.start).id].append(mark)
        else:
            counts["loose"] += 1
    return parts


def _span(own: Annotated, mark: Mark) -> dict[str, Any]:
    return {"text": own.text[mark.start : mark.end], "start": mark.start, "end": mark.end}


def _read(own: Annotated, mark: Mark) -> dict[str, Any]:
    start = own.text.rfind("\n", 0, mark.start) + 1
    end = own.text.find("\n", mark.end)
    line = own.text[start : end if end >= 0 else len(own.text)]
    for text, offset in ((line, start), (own.text[mark.start : mark.end], mark.start)):
        for found in _scan(text, mark, own):
            if (found["start"] + offset, found["end"] + offset) == (mark.start, mark.end):
                return {name: found[name] for name in _KEPT[mark.label]}
    return dict.fromkeys(_KEPT[mark.label])


def _scan(text: str, mark: Mark, own: Annotated) -> list[dict[str, Any]]:
    if mark.label == "quantity":
        return [found.model_dump() for found in quantities(text)]
    return [found.model_dump(by_alias=True) for found in deadlines(text, date=_date(own, mark))]


def _date(own: Annotated, mark: Mark) -> str | None:
    """Find the date of the speech that the mark stands in: the last whose first record begins before it."""
    before = [s for s in own.speeches if isinstance(s.get("start"), int) and s["start"] <= mark.start]
    date = (before[-1] if before else own.speeches[0]).get("date") if own.speeches else None
    return date if isinstance(date, str) else None
