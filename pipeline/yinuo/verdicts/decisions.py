"""Define a decision: one event of one person about one record, never changed once it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from yinuo.errors import InputError

Kind = Literal["accept", "reject", "edit", "add", "split", "merge", "note", "undo"]
Reason = Literal[
    "not-a-commitment", "heading", "already-done", "span", "quantity", "deadline", "actor", "duplicate", "other"
]
ADJUDICATOR = "adjudicator:"
VERDICT = "verdict-"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _clean(name: str) -> str:
    name = _CONTROL.sub("", name).strip()
    if not name.removeprefix(ADJUDICATOR):
        raise ValueError("a name is wanted")
    return name


Author = Annotated[str, Field(max_length=80), AfterValidator(_clean)]
Key = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9-]+$")]


class Decision(BaseModel):
    """Hold one event; ``seq`` is its number in the store, ``sha256`` the document that its record belongs to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: Key = Field(description="made where the decision was made: sent twice, it is stored once")
    at: str = Field(max_length=40, description="when, by the clock of the one who decides: ISO, with offset")
    author: Author
    session: str = Field(default="", max_length=64)
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    record: Key = Field(description="id of a record, the key of one that was added, or that of a tracked commitment")
    kind: Kind
    undoes: Key | None = None
    payload: dict[str, Any] | None = None
    reason: Reason | None = None
    seq: int = 0


def read_decision(plain: Any) -> Decision:
    """Read an event from plain data. Raises ``InputError`` that names the field that is wrong."""
    try:
        own = Decision.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "event"
        raise InputError(f"decision: {field}: {first['msg']}") from None
    if own.kind in ("edit", "add", "split", "merge", "note") and own.payload is None:
        raise InputError(f"decision: payload: {own.kind} needs one")
    if own.kind == "undo" and own.undoes is None:
        raise InputError("decision: undoes: the event to undo is wanted")
    return own


def effective(decisions: Iterable[Decision]) -> list[Decision]:
    """Leave out events that are undone, and the undoing ones; an undo that is undone counts no more.

    >>> def made(event, kind, undoes=None):
    ...     whose = {"at": "", "author": "甲", "sha256": "0" * 64, "record": "r" * 8}
    ...     return Decision(event=event * 8, kind=kind, undoes=undoes, **whose)
    >>> events = [made("a", "accept"), made("b", "undo", "a" * 8), made("c", "undo", "b" * 8)]
    >>> [own.kind for own in effective(events)], [own.kind for own in effective(events[:2])]
    (['accept'], [])
    """
    listed = list(decisions)
    undone: set[str] = set()
    for own in reversed(listed):
        if own.kind == "undo" and own.undoes and own.event not in undone:
            undone.add(own.undoes)
    return [own for own in listed if own.event not in undone and own.kind != "undo"]


def is_verdict(key: str) -> bool:
    """Tell whether a key names what became of a commitment, not a record."""
    return key.startswith(VERDICT)


def authors(decisions: Sequence[Decision]) -> list[str]:
    """List who decided, adjudicators left out, in order of name."""
    return sorted({own.author for own in decisions if not own.author.startswith(ADJUDICATOR)})
