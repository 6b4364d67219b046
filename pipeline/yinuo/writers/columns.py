"""The columns of the flat table: which field of a record each holds, and what it means."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from yinuo.writers.fields import field_at
from yinuo.writers.flat import COLUMNS


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the path of the field it holds (``[0]``: of the first quantity alone), its kind, its meaning.

    ``exact`` says that the field can be read back from the column as it was.
    """

    name: str
    path: str
    kind: str
    optional: bool
    exact: bool
    meaning: str


# Columns that are no field of their own name: path, and what is done to it.
_PATHS = {
    "speech": "speech.title",
    "speaker": "speech.speaker",
    "organisation": "speech.organisation",
    "date": "speech.date",
    "actor_source": "actor.source",
    "responsible": "responsible.text",
    "verb": "action.verb",
    "object": "action.object",
    "type": "action.type",
    "quantity": "quantities[0].text",
    "low": "quantities[0].low",
    "high": "quantities[0].high",
    "unit": "quantities[0].unit",
    "approximate": "quantities[0].approximate",
    "deadline": "deadline.text",
    "from": "deadline.from",
    "to": "deadline.to",
    "duration": "deadline.duration",
    "repeat": "deadline.repeat",
    "deadline_source": "deadline.source",
    "measurable": "measurable.value",
    "sentence": "sentence.text",
    "page": "place.page",
    "paragraph": "place.paragraph",
}
_MADE = {
    "section": ("section[]", "string", False, "headings above it, outermost first, joined by ` / `"),
    "actor": ("actor.text", "string", True, "the actor as written; for a default actor its name; null where unknown"),
    "quantities": ("quantities[].text", "string", False, "all quantities as written, joined by `; `"),
    "missing": ("measurable.missing[]", "string", False, "what it lacks to be checked, joined by `; `"),
    "damaged": ("quantities[].damaged", "boolean", False, "a number or the deadline lost digits: do not trust it"),
}
# What a record may have none of: the columns of its parts are null then.
_OWNERS = {"quantities[0]": "quantity", "deadline": "deadline", "responsible": "body named in brackets"}


@functools.cache
def columns() -> tuple[Column, ...]:
    """The columns in order; kinds and meanings come from the models.

    >>> [(column.name, column.kind) for column in columns()[-3:]]
    [('page', 'integer'), ('paragraph', 'integer'), ('id', 'string')]
    """
    return tuple(_column(name) for name in COLUMNS)


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
    """The paths of the fields that the flat table holds as they were."""
    return frozenset(column.path for column in columns() if column.exact)
