"""Make lessons of gold: read its texts by the rules, and pair what they find with what was marked."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from yinuo.errors import GoldError
from yinuo.evaluate.gold import GoldDocument, read_gold
from yinuo.evaluate.items import Item as Marked
from yinuo.evaluate.items import read_item
from yinuo.evaluate.scores import overlap, pair
from yinuo.extraction import extract
from yinuo.learned.features import item_of
from yinuo.learned.lessons import Lesson
from yinuo.nlp.analysis import Analyser

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]

_LABELS: dict[bool, Literal["deliverable", "directional"]] = {True: "deliverable", False: "directional"}


def lessons_of(gold: Paths, texts: str | os.PathLike[str] | None) -> list[Lesson]:
    """Make the lessons of all documents of some gold, those of a document together, by name of document.

    Raises ``GoldError`` for gold that cannot be read, whose text is not found, or that marks a document twice.
    """
    nlp = Analyser(reader=None)
    documents: dict[str, GoldDocument] = {}
    for path in [gold] if isinstance(gold, str | os.PathLike) else gold:
        for document in read_gold(Path(path), texts=None if texts is None else Path(texts)):
            if document.name in documents:
                raise GoldError(f"{path}: document {document.name!r} is marked twice; keep one gold for each text")
            documents[document.name] = document
    return [lesson for name in sorted(documents) for lesson in _of_one(documents[name], nlp)]


def _of_one(document: GoldDocument, nlp: Analyser) -> Iterator[Lesson]:
    if document.text is None:
        raise GoldError(f"{document.name}: the marked text is not found; name the folder of the texts with --texts")
    found = extract(
        document.text,
        date=document.reference_date,
        actor=document.default_actor,
        include=("achievement", "background"),
        document=document.name,
        nlp=nlp,
    )
    records = [json.loads(record.to_json()) for record in found]
    items = [read_item(record) for record in records]
    inside = [(record, item) for record, item in zip(records, items, strict=True) if document.covers(item)]
    marks = _marks(document.items, [item for _, item in inside])
    for record, item in inside:
        mark = marks.get(id(item))
        if mark or not any(overlap(item, other) for other in document.items):
            yield _lesson(document.name, record, mark)


def _marks(gold: Sequence[Marked], found: Sequence[Marked]) -> dict[int, Marked]:
    """Give the mark that answers each item, by its id: commitments of the rules choose first."""
    promised = [item for item in found if item.status == "commitment"]
    pairs = pair(gold, promised)
    taken = {id(p.gold) for p in pairs}
    left = [item for item in gold if id(item) not in taken]
    others = pair(left, [item for item in found if item.status != "commitment"])
    return {id(p.found): p.gold for p in (*pairs, *others)}


def _lesson(document: str, record: dict[str, Any], mark: Marked | None) -> Lesson:
    """Say what gold says of a record; where rules alone call it a commitment, nobody knows what else it is."""
    item, ruled_status, ruled = item_of(record), record["status"], record["specificity"]
    if mark is None:
        status = None if ruled_status == "commitment" else ruled_status
        return Lesson(document, item, False, status, None, ruled_status, ruled)
    label = _LABELS[mark.concrete] if ruled != "quantified" else None
    return Lesson(document, item, True, "commitment", label, ruled_status, ruled)
