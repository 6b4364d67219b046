"""Flatten records into one row each, and say which field every column holds."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yinuo.records import Commitment, Quantity, Role
from yinuo.structure.government_levels import seat
from yinuo.writers.fields import field_at

Cell = str | int | float | bool | None
Row = dict[str, Cell]

COLUMNS = (
    "document", "sha256", "year", "place", "level", "speech", "speaker", "organisation", "date",
    "section", "section_kind", "status", "text",
    "actor", "actor_source", "responsible", "lead", "support", "verb", "object", "type",
    "quantity", "indicator", "horizon", "of", "change", "low", "high", "unit", "approximate", "quantities",
    "deadline", "deadline_from", "deadline_to", "duration", "repeat", "deadline_source", "due", "due_source",
    "firmness", "specificity", "measurable", "missing", "slogan", "confidence",
    "sentence", "restored", "damaged", "span_start", "span_end", "page", "paragraph", "id", "same_as",
)  # fmt: skip
# Names of columns in 0.1, which SQL wants in quotes; files and databases written then can still be read.
OLD_NAMES = {"from": "deadline_from", "to": "deadline_to", "start": "span_start", "end": "span_end"}


def to_rows(records: Iterable[Commitment]) -> list[Row]:
    """Make one flat row a record, keys in the order of ``COLUMNS``; for a data frame or a ``datasets.Dataset``.

    >>> to_rows([])
    []
    """
    return [to_row(record) for record in records]


def to_row(record: Commitment) -> Row:
    """Make the flat row of one record: the first quantity in columns of its own, all of them in ``quantities``."""
    speech = record.speech
    return {
        **_source(record),
        "speech": speech.title,
        "speaker": speech.speaker,
        "organisation": speech.organisation,
        "date": speech.date,
        "section": " / ".join(record.section),
        "section_kind": record.section_kind,
        "status": record.status,
        "text": record.text,
        "actor": record.actor.text or record.actor.name,
        "actor_source": record.actor.source,
        "responsible": _parties(record),
        "lead": _parties(record, "lead"),
        "support": _parties(record, "support"),
        "verb": record.action.verb,
        "object": record.action.object,
        "type": record.action.type,
        **_amounts(record.quantities),
        **_times(record),
        "firmness": record.firmness,
        "specificity": record.specificity,
        "measurable": record.measurable.value,
        "missing": "; ".join(record.measurable.missing),
        "slogan": record.slogan,
        "confidence": record.confidence,
        "sentence": record.sentence.text,
        "restored": record.restored,
        "damaged": _is_damaged(record),
        "span_start": record.start,
        "span_end": record.end,
        "page": record.place.page if record.place else None,
        "paragraph": record.place.paragraph if record.place else None,
        "id": record.id,
        "same_as": record.same_as,
    }


def _source(record: Commitment) -> Row:
    """Say which text it is, of which year, place and level: as given beside the text, else by the organisation."""
    speech, own = record.speech, seat(record.speech.organisation)
    return {
        "document": record.document,
        "sha256": record.document_sha256,
        "year": speech.year,
        "place": speech.place or own.place,
        "level": speech.level or (None if speech.place else own.level),
    }


def _is_damaged(record: Commitment) -> bool:
    """Tell whether a number or a deadline of the record lost digits in the source: its value is not to be trusted."""
    return any(q.damaged for q in record.quantities) or (record.deadline is not None and record.deadline.damaged)


def _parties(record: Commitment, role: Role | None = None) -> str:
    """List those who answer for it as written, all of them or those of one role."""
    return "; ".join(party.text for party in record.responsible if role in (None, party.role))


def _amounts(quantities: Sequence[Quantity]) -> Row:
    first = quantities[0] if quantities else None
    names = ("text", "indicator", "horizon", "of", "change", "low", "high", "unit", "approximate")
    row = {"quantity" if name == "text" else name: getattr(first, name, None) for name in names}
    return {**row, "quantities": "; ".join(q.text for q in quantities)}


def _times(record: Commitment) -> Row:
    """Give the deadline that is stated, and the last day with its source, stated or not."""
    names = {"deadline": "text", "deadline_from": "from_", "deadline_to": "to", "deadline_source": "source"}
    columns = ("deadline", "deadline_from", "deadline_to", "duration", "repeat", "deadline_source")
    row = {column: getattr(record.stated_deadline, names.get(column, column), None) for column in columns}
    return {**row, "due": getattr(record.deadline, "to", None), "due_source": getattr(record.deadline, "source", None)}


@dataclass(frozen=True, slots=True)
class Column:
    """Hold a column: the path of the field it holds (``[0]``: of the first quantity alone), its kind, its meaning.

    ``exact`` says that the field can be read back from the column as it was.
    """

    name: str
    path: str
    kind: str
    optional: bool
    exact: bool
    meaning: str


# Columns whose name is not that of their field: the path of the field, and what is done to it.
_PATHS = {
    "sha256": "document_sha256",
    "year": "speech.year",
    "speech": "speech.title",
    "speaker": "speech.speaker",
    "organisation": "speech.organisation",
    "date": "speech.date",
    "actor_source": "actor.source",
    "verb": "action.verb",
    "object": "action.object",
    "type": "action.type",
    "quantity": "quantities[0].text",
    "indicator": "quantities[0].indicator",
    "horizon": "quantities[0].horizon",
    "of": "quantities[0].of",
    "change": "quantities[0].change",
    "low": "quantities[0].low",
    "high": "quantities[0].high",
    "unit": "quantities[0].unit",
    "approximate": "quantities[0].approximate",
    "duration": "deadline.duration",
    "repeat": "deadline.repeat",
    "due": "deadline.to",
    "due_source": "deadline.source",
    "measurable": "measurable.value",
    "sentence": "sentence.text",
    "span_start": "start",
    "span_end": "end",
    "page": "place.page",
    "paragraph": "place.paragraph",
}
_SEAT = "as given beside the text, else as the name of the organisation tells"
_MADE = {
    "place": ("speech.place", "string", True, f"the place of the text, {_SEAT}; null where neither does"),
    "level": (
        "speech.level",
        "string",
        True,
        f"its level (省级, 县级), {_SEAT}; null where neither does",
    ),
    "section": ("section[]", "string", False, "headings above it, outermost first, joined by ` / `"),
    "actor": ("actor.text", "string", True, "the actor as written; for a default actor its name; null where unknown"),
    "responsible": ("responsible[].text", "string", False, "who answers for it, as written, joined by `; `"),
    "lead": ("responsible[].role", "string", False, "those of them who lead, joined by `; `"),
    "support": ("responsible[].role", "string", False, "those of them who support, joined by `; `"),
    "quantities": ("quantities[].text", "string", False, "all quantities as written, joined by `; `"),
    "deadline": ("deadline.text", "string", True, "the deadline as written; null where none is stated"),
    "deadline_from": (
        "deadline.from",
        "string",
        True,
        "its first day, ISO date; null where open or not stated",
    ),
    "deadline_to": ("deadline.to", "string", True, "its last day, ISO date; null where open or not stated"),
    "deadline_source": ("deadline.source", "string", True, "explicit or inherited; null where none is stated"),
    "missing": ("measurable.missing[]", "string", False, "what it lacks to be checked, joined by `; `"),
    "damaged": ("quantities[].damaged", "boolean", False, "a number or the deadline lost digits: do not trust it"),
}
# What a record may have none of: the columns of its parts are null then.
_OWNERS = {"quantities[0]": "quantity", "deadline": "deadline"}


@functools.cache
def columns() -> tuple[Column, ...]:
    """List the columns in order; kinds and meanings come from the models.

    >>> [(column.name, column.kind) for column in columns()[-3:]]
    [('paragraph', 'integer'), ('id', 'string'), ('same_as', 'string')]
    """
    return tuple(_column(name) for name in COLUMNS)


def renamed(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row the names of now, where it was written with those of 0.1.

    >>> renamed({"text": "修路", "to": "2031-12-31", "start": 7})
    {'text': '修路', 'deadline_to': '2031-12-31', 'span_start': 7}
    """
    return {OLD_NAMES.get(name, name): value for name, value in row.items()}


def _column(name: str) -> Column:
    if name in _MADE:
        path, kind, optional, meaning = _MADE[name]
        return Column(name, path, kind, optional, exact=False, meaning=meaning)
    path = _PATHS.get(name, name)
    field = field_at(path.replace("[0]", "[]"))
    owner = _OWNERS.get(path.split(".")[0])
    meaning = field.description
    if owner:
        meaning = f"{meaning}; null without a {owner}" if meaning else f"null without a {owner}"
    return Column(name, path, field.kind, field.optional or owner is not None, exact="[0]" not in path, meaning=meaning)


def held() -> frozenset[str]:
    """List the paths of the fields that the flat table holds as they were."""
    return frozenset(column.path for column in columns() if column.exact)
