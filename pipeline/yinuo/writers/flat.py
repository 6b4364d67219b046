"""One flat row a record. Commitments come in; dictionaries of plain cells go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yinuo.records import Commitment, Deadline, Quantity

Cell = str | int | float | bool | None
Row = dict[str, Cell]

COLUMNS = (
    "document", "speech", "speaker", "organisation", "date", "section", "status", "text",
    "actor", "actor_source", "responsible", "verb", "object", "type",
    "quantity", "low", "high", "unit", "approximate", "quantities",
    "deadline", "from", "to", "duration", "repeat", "deadline_source",
    "firmness", "specificity", "measurable", "missing", "confidence",
    "sentence", "restored", "damaged", "start", "end", "page", "paragraph", "id",
)  # fmt: skip


def to_rows(records: Iterable[Commitment]) -> list[Row]:
    """One flat row a record, keys in the order of ``COLUMNS``; ready for a data frame or a ``datasets.Dataset``.

    >>> to_rows([])
    []
    """
    return [to_row(record) for record in records]


def to_row(record: Commitment) -> Row:
    """The flat row of one record: the first quantity in columns of its own, all of them in ``quantities``."""
    speech = record.speech
    return {
        "document": record.document,
        "speech": speech.title,
        "speaker": speech.speaker,
        "organisation": speech.organisation,
        "date": speech.date,
        "section": " / ".join(record.section),
        "status": record.status,
        "text": record.text,
        "actor": record.actor.text or record.actor.name,
        "actor_source": record.actor.source,
        "responsible": record.responsible.text if record.responsible else None,
        "verb": record.action.verb,
        "object": record.action.object,
        "type": record.action.type,
        **_amounts(record.quantities),
        **_times(record.deadline),
        "firmness": record.firmness,
        "specificity": record.specificity,
        "measurable": record.measurable.value,
        "missing": "; ".join(record.measurable.missing),
        "confidence": record.confidence,
        "sentence": record.sentence.text,
        "restored": record.restored,
        "damaged": _is_damaged(record),
        "start": record.start,
        "end": record.end,
        "page": record.place.page if record.place else None,
        "paragraph": record.place.paragraph if record.place else None,
        "id": record.id,
    }


def _is_damaged(record: Commitment) -> bool:
    """Whether a number or a deadline of the record lost digits in the source: its value is not to be trusted."""
    return any(q.damaged for q in record.quantities) or (record.deadline is not None and record.deadline.damaged)


def _amounts(quantities: Sequence[Quantity]) -> Row:
    first = quantities[0] if quantities else None
    names = ("text", "low", "high", "unit", "approximate")
    row = {"quantity" if name == "text" else name: getattr(first, name, None) for name in names}
    return {**row, "quantities": "; ".join(q.text for q in quantities)}


def _times(deadline: Deadline | None) -> Row:
    names = {"deadline": "text", "from": "from_", "deadline_source": "source"}
    columns = ("deadline", "from", "to", "duration", "repeat", "deadline_source")
    return {column: getattr(deadline, names.get(column, column), None) for column in columns}
