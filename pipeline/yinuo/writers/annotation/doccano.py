"""Write records to doccano's JSONL of entities and relations, and read its export back.

doccano counts offsets in UTF-16 units (its page is JavaScript), which differ from code points behind a rare character
beyond the basic plane only; every line says so in ``offsets``. It has no labels of labels: an action is labelled
``commitment/quantified``, status and specificity.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yinuo.errors import InputError
from yinuo.messages import Lang
from yinuo.records import Commitment
from yinuo.writers.annotation.export import Bad, from_utf16, load_json, load_text, meta_of, to_utf16, whole_number
from yinuo.writers.annotation.marks import HELD, LABELS, SPECIFICITIES, STATUSES, Annotated, Collector, Mark
from yinuo.writers.annotation.names import known, shown
from yinuo.writers.annotation.parts import cut, part_of
from yinuo.writers.atomic import Write, drain, whole_file
from yinuo.writers.document import plain_text

HOLDS = HELD


def write_doccano(records: Iterable[Commitment], path: str | Path) -> int:
    """Write a line a document, for a project of sequence labelling with relations; long ones are cut at headings.

    The texts of the documents have to be told (see ``writers.document``). Raises ``InputError`` where the file cannot
    be written or a text is not known.
    """
    with doccano_writer(path) as write:
        return drain(records, write)


@contextmanager
def doccano_writer(path: str | Path, *, lang: Lang = "en") -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, to such lines; the labels are in the language of who annotates."""
    with whole_file(path, "utf-8") as file:

        def take(own: Annotated) -> None:
            for task in cut(own):
                file.write(json.dumps(plain_text(_line(task, lang)), ensure_ascii=False) + "\n")

        collector = Collector(take)
        yield collector
        collector.flush()


def _line(own: Annotated, lang: Lang) -> dict[str, Any]:
    number = {mark.id: index for index, mark in enumerate(own.marks)}
    entities = [
        {
            "id": number[mark.id],
            "label": shown(f"{mark.status}/{mark.specificity}" if mark.label == "action" else mark.label, lang),
            "start_offset": to_utf16(own.text, mark.start),
            "end_offset": to_utf16(own.text, mark.end),
        }
        for mark in own.marks
    ]
    relations = [
        {"id": index, "from_id": number[action], "to_id": number[other], "type": shown(label, lang)}
        for index, (action, label, other) in enumerate(own.links)
    ]
    return {"text": own.text, "entities": entities, "relations": relations, **own.meta(), "offsets": "utf-16"}


def read_doccano(path: str | Path) -> Iterator[Annotated]:
    """Read the documents of an export (JSONL, with or without relations).

    Raises ``InputError`` with file and line for what is no such export.
    """
    for number, line in enumerate(load_text(path).split("\n"), 1):
        if line.strip():
            place = f"{path}:{number}"
            try:
                yield _annotated(load_json(path, line, number), place)
            except Bad as problem:
                raise InputError(f"{place}: {problem}") from None


def _annotated(data: Any, place: str) -> Annotated:
    if not isinstance(data, dict):
        raise Bad("an object is wanted")
    text, name, sha256, speeches = meta_of({**data, "text": data.get("text", data.get("data"))})
    marks = tuple(_mark(entity, text, data.get("offsets", "utf-16")) for entity in _entities(data))
    links = tuple(
        (str(relation.get("from_id")), known(str(relation.get("type", ""))), str(relation.get("to_id")))
        for relation in data.get("relations") or []
        if isinstance(relation, dict)
    )
    return Annotated(name, sha256, text, marks, links, speeches, place, part_of(data))


def _entities(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Read entities as objects; an export without relations has them as [start, end, label]."""
    given = next((data[key] for key in ("entities", "label", "labels") if key in data), None)
    if not isinstance(given, list):
        raise Bad("has no entities; export the project as JSONL")
    for index, entity in enumerate(given):
        if isinstance(entity, list) and len(entity) == 3:
            yield {"id": f"#{index}", "start_offset": entity[0], "end_offset": entity[1], "label": entity[2]}
        elif isinstance(entity, dict):
            yield entity
        else:
            raise Bad(f"entity {index} is {entity!r}: an object or [start, end, label] is wanted")


def _mark(entity: dict[str, Any], text: str, offsets: str) -> Mark:
    start, end = whole_number(entity, "start_offset"), whole_number(entity, "end_offset")
    counted = (from_utf16(text, start), from_utf16(text, end)) if offsets == "utf-16" else (start, end)
    first, last = counted
    if first is None or last is None or not first < last <= len(text):
        raise Bad(f"span {start}..{end} does not lie in the text, which has {len(text)} characters")
    label, status, specificity = _label(entity.get("label"))
    return Mark(str(entity.get("id")), label, first, last, status, specificity)


def _label(given: Any) -> tuple[str, str | None, str | None]:
    name = known(str(given))
    if name in LABELS:
        return name, None, None
    status, _, specificity = name.partition("/")
    if status in STATUSES and specificity in SPECIFICITIES:
        return "action", status, specificity
    wanted = f"{', '.join(LABELS[1:])} or STATUS/SPECIFICITY, such as commitment/quantified"
    raise Bad(f"label is {given!r}: {wanted} is wanted")
