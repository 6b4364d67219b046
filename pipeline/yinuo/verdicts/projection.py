"""Work out from records and events how each record stands for one person: a pure function, replayed at will."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from yinuo.records import Commitment
from yinuo.verdicts.corrected import checked, corrected
from yinuo.verdicts.decisions import Decision, Reason, effective

State = Literal["undecided", "accepted", "edited", "rejected", "added", "split", "merged"]
GONE = ("rejected", "split", "merged")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Hold a record as one person left it; ``key`` names it in events, ``parents`` are those it was made of."""

    key: str
    record: Commitment
    state: State = "undecided"
    reason: Reason | None = None
    notes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """Tell whether somebody decided it."""
        return self.state != "undecided"

    @property
    def kept(self) -> bool:
        """Tell whether it is a record after all, decided or as proposed."""
        return self.state not in GONE


def project(
    records: Iterable[Commitment],
    decisions: Iterable[Decision],
    author: str | None,
    text: str,
    *,
    also: Iterable[Reviewed] = (),
) -> dict[str, Reviewed]:
    """Replay the events of one person (``None``: of everybody) over the records of one text, and over ``also``.

    An event on a record that is not there, since the event that made it was undone, does nothing.
    """
    found = {record.id: Reviewed(record.id, record) for record in records}
    found.update({own.key: own for own in also})
    for own in effective(one for one in decisions if author is None or one.author == author):
        _apply(found, own, text)
    return found


def _apply(found: dict[str, Reviewed], own: Decision, text: str) -> None:
    if own.kind == "add":
        _put(found, own.record, _payload(own), text, ())
        return
    known = found.get(own.record)
    if known is None:
        return
    if own.kind == "accept":
        found[own.record] = replace(known, state="added" if known.state == "added" else "accepted", reason=None)
    elif own.kind == "reject":
        found[own.record] = replace(known, state="rejected", reason=own.reason)
    elif own.kind == "note":
        found[own.record] = replace(known, notes=(*known.notes, str(_payload(own).get("note", ""))))
    elif own.kind == "edit":
        record = corrected(known.record, _payload(own), text)
        state: State = "added" if known.state == "added" else "edited"
        found[own.record] = replace(known, record=record, state=state, reason=None)
    elif own.kind == "split":
        _split(found, known, own, text)
    else:
        _merge(found, known, own, text)


def _split(found: dict[str, Reviewed], known: Reviewed, own: Decision, text: str) -> None:
    found[known.key] = replace(known, state="split")
    for part in _payload(own)["parts"]:
        _put(found, part["key"], part, text, (known.key,))


def _merge(found: dict[str, Reviewed], known: Reviewed, own: Decision, text: str) -> None:
    payload = _payload(own)
    parents = tuple(key for key in (known.key, *payload["with"]) if key in found)
    for key in parents:
        found[key] = replace(found[key], state="merged")
    _put(found, payload["key"], payload, text, parents)


def _put(found: dict[str, Reviewed], key: str, payload: Mapping[str, Any], text: str, parents: tuple[str, ...]) -> None:
    found[key] = Reviewed(key, checked(payload["record"], text), "added", parents=parents)


def _payload(own: Decision) -> dict[str, Any]:
    return own.payload or {}
