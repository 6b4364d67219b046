"""Score a second reader beside the rules, on gold that it did not learn from."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from yinuo.errors import GoldError
from yinuo.learned.decision import decided

if TYPE_CHECKING:
    from yinuo.learned.lessons import Lesson
    from yinuo.learned.linear import Reading
    from yinuo.teaching.gold import Paths

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Hold the score of rules and of reader for one field, and the interval of their difference, documents drawn anew.

    ``difference`` is reader − rules, the middle 95 of 100 draws; None for a single document.
    """

    field: str
    records: int
    rules: float
    reader: float
    difference: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ReaderScores:
    """Hold how a second reader reads the records of some gold."""

    documents: int
    fields: tuple[FieldScore, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain values for JSON."""
        return asdict(self)


class Row(NamedTuple):
    """Hold one lesson as it is scored: what gold says, the rules, and the reader."""

    document: str
    gold: str
    rules: str
    reader: str


Score = Callable[[Sequence[str], Sequence[str]], float]


def reader_evaluate(
    reader: str | os.PathLike[str],
    gold: Paths,
    *,
    texts: str | os.PathLike[str] | None = None,
    records: str | os.PathLike[str] | None = None,
) -> ReaderScores:
    """Score a second reader and the rules on the records of gold: is it a commitment, can one check it (deliverable).

    ``reader`` is a folder, or "shipped"; ``gold`` and ``texts`` are as in ``reader_train``, ``records`` as in
    ``reader_voice``. Scores are F1 of commitment among the records of all statuses, those aside that overlap a mark by
    less than half, and F1 of deliverable among commitments without a number: as the reader reads them, and as rules and
    reader decide together, where the reader has a say. Give gold that the reader did not learn from.

    >>> import json, tempfile, yinuo
    >>> from pathlib import Path
    >>> text, place = "今年，要举办第三届文化节，优化营商环境。", Path(tempfile.mkdtemp())
    >>> marked = [json.loads(record.to_json()) for record in yinuo.extract(text, document="a.txt")]
    >>> _ = (place / "a.txt").write_text(text, "utf-8")
    >>> _ = (place / "a.json").write_text(json.dumps({"document": "a.txt", "commitments": marked}), "utf-8")
    >>> for field in reader_evaluate("shipped", place).fields:
    ...     field.field, field.records, field.rules
    ('status: F1 of commitment', 2, 1.0)
    ('specificity: F1 of deliverable', 2, 1.0)
    ('as decided: F1 of deliverable', 2, 1.0)

    Raises ``ReaderError`` for a folder without a reader, ``GoldError`` for gold that cannot be used,
    ``MissingExtraError`` where a transformer is read and torch or transformers is not installed.
    """
    from yinuo.learned.folders import identity, open_reader
    from yinuo.teaching.gold import documents_of, lessons_of

    folder = os.fspath(reader)
    opened = open_reader(folder, identity(folder))
    lessons = lessons_of(documents_of(gold, texts), None if records is None else Path(records))
    if not lessons:
        raise GoldError("gold marks no record that the rules find; give gold of texts that hold commitments")
    items = [lesson.item for lesson in lessons]
    beside = opened.beside(items) if opened.beside else None
    return scored(lessons, opened.reader(items), opened.stack["specificity"], beside)


def scored(
    lessons: Sequence[Lesson],
    readings: Sequence[Reading],
    voices: Mapping[str, Any] | None = None,
    beside: Sequence[Reading] | None = None,
) -> ReaderScores:
    """Score readings of lessons, in the same order, and what ``voices`` decides, of ``beside`` the shipped reader."""
    statuses, labels, decisions = [], [], []
    for lesson, reading, other in zip(lessons, readings, beside or readings, strict=True):
        found = max(reading.status, key=lambda name: reading.status[name])
        statuses.append(Row(lesson.document, "commitment" if lesson.marked else "", lesson.ruled_status, found))
        if lesson.specificity is not None and lesson.ruled_status == "commitment":
            said = "deliverable" if reading.deliverable > 0 else "directional"
            gold, ruled, rule = lesson.specificity, lesson.ruled_specificity, lesson.rule
            labels.append(Row(lesson.document, gold, ruled, said))
            if voices and voices["asking"]:
                one = decided(ruled, rule, lesson.genre, reading.deliverable, voices, other.deliverable)
                decisions.append(Row(lesson.document, gold, ruled, one))
    fields = [
        field_score("status: F1 of commitment", statuses, f1_of("commitment")),
        field_score("specificity: F1 of deliverable", labels, f1_of("deliverable")),
    ]
    if decisions:
        fields.append(field_score("as decided: F1 of deliverable", decisions, f1_of("deliverable")))
    return ReaderScores(len({lesson.document for lesson in lessons}), tuple(fields))


def field_score(name: str, rows: Sequence[Row], score: Score) -> FieldScore:
    """Score rules and reader for one field, by a function of gold labels and found ones."""
    gold = [row.gold for row in rows]
    rules, reader = (score(gold, [getattr(row, who) for row in rows]) for who in ("rules", "reader"))
    return FieldScore(name, len(rows), round(rules, 4), round(reader, 4), _difference(rows, score))


def _difference(rows: Sequence[Row], score: Score) -> tuple[float, float] | None:
    by_document: Mapping[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_document[row.document].append(row)
    names, random = sorted(by_document), Random(0)
    if len(names) < 2:
        return None
    drawn = []
    for _ in range(DRAWS):
        chosen = [row for name in random.choices(names, k=len(names)) for row in by_document[name]]
        gold = [row.gold for row in chosen]
        drawn.append(score(gold, [row.reader for row in chosen]) - score(gold, [row.rules for row in chosen]))
    drawn.sort()
    return round(drawn[round(0.025 * (DRAWS - 1))], 4), round(drawn[round(0.975 * (DRAWS - 1))], 4)


def f1_of(label: str) -> Score:
    """Give the function that computes F1 of a label."""

    def score(gold: Sequence[str], found: Sequence[str]) -> float:
        hit = sum(a == b == label for a, b in zip(gold, found, strict=True))
        return 2 * hit / max(1, gold.count(label) + found.count(label))

    return score
