"""Make lessons of gold: read its texts by the rules, and pair what they find with what was marked."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from yinuo.digests import digest
from yinuo.errors import GoldError
from yinuo.evaluate.gold import GoldDocument, read_gold
from yinuo.evaluate.items import Item as Marked
from yinuo.evaluate.items import read_item
from yinuo.evaluate.scores import overlap, pair
from yinuo.extraction import extract
from yinuo.learned.calibration import rule_of
from yinuo.learned.decision import RULE
from yinuo.learned.features import item_of
from yinuo.learned.lessons import Lesson
from yinuo.nlp.analysis import Analyser
from yinuo.structure.outline import speeches

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]

# So many characters of a digest tell texts apart.
SHORT = 16
_LABELS: dict[bool, Literal["deliverable", "directional"]] = {True: "deliverable", False: "directional"}


def documents_of(gold: Paths, texts: str | os.PathLike[str] | None) -> list[GoldDocument]:
    """Read the documents of some gold, by name, each with its text.

    Raises ``GoldError`` for gold that cannot be read, whose text is not found, or that marks a document twice.
    """
    documents: dict[str, GoldDocument] = {}
    for path in [gold] if isinstance(gold, str | os.PathLike) else gold:
        for document in read_gold(Path(path), texts=None if texts is None else Path(texts)):
            if document.name in documents:
                raise GoldError(f"{path}: document {document.name!r} is marked twice; keep one gold for each text")
            if document.text is None:
                raise GoldError(
                    f"{document.name}: the marked text is not found; name the folder of the texts with --texts"
                )
            documents[document.name] = document
    return [documents[name] for name in sorted(documents)]


def known_as(document: GoldDocument) -> str:
    """Name the text of a document by its digest, so that it is known again under another name."""
    return digest(document.text or "")[:SHORT]


def lessons_of(documents: Sequence[GoldDocument], records: Path | None = None) -> list[Lesson]:
    """Make the lessons of some documents, those of each together; ``records`` (JSONL) are read in place of the texts.

    Raises ``GoldError`` for records that cannot be read, or of none of the documents.
    """
    if records is None:
        nlp = Analyser(reader=None)
        return [lesson for document in documents for lesson in _of_one(document, _extracted(document, nlp))]
    found = _read_records(records)
    lessons = [lesson for document in documents for lesson in _of_one(document, found.get(document.name, []))]
    if not lessons:
        raise GoldError(f"{records}: holds no record that the gold speaks of; documents are paired by their names")
    return lessons


def _read_records(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Read records by document; a second reader's word is none of the rules'."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    try:
        for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
            if line.strip():
                record = json.loads(line)
                found[record["document"]].append(record)
                if any(item["rule"] == RULE for item in record["evidence"]):
                    raise GoldError(f"{file}:{number}: a second reader decided here; write them with --reader off")
    except OSError as error:
        raise GoldError(f"{file}: {error.strerror}; give the JSONL that `yinuo extract -o FILE.jsonl` writes") from None
    except (ValueError, TypeError, KeyError):
        raise GoldError(f"{file}:{number}: no record; give the JSONL that `yinuo extract` writes") from None
    return found


def _extracted(document: GoldDocument, nlp: Analyser) -> list[dict[str, Any]]:
    """Read a text by the rules alone, all statuses."""
    found = extract(
        document.text or "",
        date=document.reference_date,
        actor=document.default_actor,
        include=("achievement", "background"),
        document=document.name,
        nlp=nlp,
    )
    return [json.loads(record.to_json()) for record in found]


def _of_one(document: GoldDocument, records: Sequence[dict[str, Any]]) -> Iterator[Lesson]:
    items = [read_item(record) for record in records]
    inside = [(record, item) for record, item in zip(records, items, strict=True) if document.covers(item)]
    marks = _marks(document.items, [item for _, item in inside])
    genres = {speech.index: speech.genre for speech in speeches(document.text or "")}
    for record, item in inside:
        mark = marks.get(id(item))
        if mark or not any(overlap(item, other) for other in document.items):
            lesson = _lesson(document.name, record, mark)
            yield lesson._replace(rule=rule_of(record), genre=genres.get(record["speech"]["index"]))


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
