"""Work out how each tracked commitment stands: what tracking suggests, what people made of it, by whom and when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import Field, ValidationError

from yinuo.errors import InputError
from yinuo.records import Record, Span
from yinuo.tracking.result import Subject, Tracked, Value, Verdict, Why
from yinuo.verdicts.decisions import ADJUDICATOR, Decision, authors, effective

State = Literal["undecided", "accepted", "edited"]
FIELDS = ("verdict", "why", "evidence")
KINDS = ("accept", "edit", "note", "undo")


class SettledVerdict(Record):
    """Hold what people say became of a commitment, beside what was suggested; who said so, and when."""

    schema_: str = Field(default="1", alias="schema", description="version of this record's form")
    commitment: Subject = Field(description="the commitment")
    next_document: str = Field(description="document that tells what became of it")
    next_sha256: str = Field(description="SHA-256 of the text of that document")
    place: str | None = Field(default=None, description="place of the reports; null where unknown")
    year: int | None = Field(default=None, description="year that the promise is about; null where unknown")
    suggested: Verdict = Field(description="what tracking suggests")
    verdict: Verdict | None = Field(default=None, description="what people say; null where nobody has settled it")
    why: Why | None = Field(default=None, description="why it is not comparable; null for other verdicts")
    decision: State = Field(description="accepted: as suggested; edited: verdict or evidence are a person's")
    promised: Value | None = Field(default=None, description="the value promised; null without one")
    reached: Value | None = Field(default=None, description="the value told; null where the evidence does not hold it")
    attainment: float | None = Field(default=None, description="told by promised; null where that is not known")
    evidence: tuple[Span, ...] = Field(default=(), description="clauses of the new report")
    by: tuple[str, ...] = Field(default=(), description="who settled it")
    at: str | None = Field(default=None, description="when, as the store has it; null where nobody has settled it")
    notes: tuple[str, ...] = Field(default=(), description="what people noted")


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold a tracked commitment as one person left it."""

    key: str
    tracked: Tracked
    verdict: Verdict
    why: Why | None
    evidence: tuple[Span, ...]
    state: State = "undecided"
    notes: tuple[str, ...] = ()
    by: str | None = None
    at: str | None = None
    seq: int = 0

    @property
    def decided(self) -> bool:
        """Tell whether somebody settled it."""
        return self.state != "undecided"

    @property
    def outcome(self) -> tuple[object, ...]:
        """Give what two people must share to be of one mind."""
        return self.verdict, self.why


def key_of(one: Tracked, sha: str) -> str:
    """Make the key of a tracked commitment in the store: by its record and by the text that was searched."""
    from yinuo.digests import digest
    from yinuo.verdicts.decisions import VERDICT

    return VERDICT + digest(f"{one.commitment.id}\n{one.document}\n{sha}")[:32]


def read_lines(lines: Iterable[tuple[str, str]]) -> dict[str, Tracked]:
    """Read the lines of the store as tracked commitments, by key."""
    return {key: Tracked.model_validate(json.loads(line)["tracked"]) for key, line in lines}


def stand(tracked: Mapping[str, Tracked], decisions: Iterable[Decision], author: str) -> dict[str, Standing]:
    """Replay the events of one person; those of adjudicators are one person's, ``ADJUDICATOR``."""
    found = {key: _fresh(key, one) for key, one in tracked.items()}
    own = [one for one in decisions if _whose(one) == author]
    for event in effective(own):
        known = found.get(event.record)
        if known is not None:
            found[event.record] = _applied(known, event)
    return found


def _whose(own: Decision) -> str:
    return ADJUDICATOR if own.author.startswith(ADJUDICATOR) else own.author


def _fresh(key: str, one: Tracked) -> Standing:
    pieces = tuple(Span(text=own.text, start=own.start, end=own.end) for own in one.evidence)
    return Standing(key, one, one.verdict, one.why, pieces)


def _applied(known: Standing, own: Decision) -> Standing:
    payload = own.payload or {}
    who: dict[str, Any] = {"by": own.author, "at": own.at, "seq": own.seq}
    if own.kind == "note":
        return replace(known, notes=(*known.notes, str(payload.get("note", ""))))
    if own.kind == "accept":
        return replace(known, state="accepted", **who)
    changes: dict[str, Any] = {name: payload[name] for name in FIELDS if name in payload}
    if "verdict" in changes:
        changes.setdefault("why", None)
    if "evidence" in changes:
        changes["evidence"] = tuple(Span.model_validate(piece) for piece in changes["evidence"])
    return replace(known, state="edited", **changes, **who)


def check(own: Decision, text: str) -> None:
    """Refuse with ``InputError`` a decision that no verdict can have, or whose evidence is not the text there."""
    if own.kind not in KINDS:
        raise InputError(f"decision: kind: {own.kind} is for records; of a verdict one of {', '.join(KINDS)} is wanted")
    if own.kind != "edit":
        return
    payload = own.payload or {}
    if unknown := set(payload) - set(FIELDS):
        raise InputError(f"{', '.join(sorted(unknown))}: cannot be settled; one of {', '.join(FIELDS)} is wanted")
    try:
        _Settles.model_validate(payload)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise InputError(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from None
    for piece in payload.get("evidence", ()):
        start, end = piece["start"], piece["end"]
        if not (0 <= start < end <= len(text) and text[start:end] == piece["text"]):
            found = text[max(start, 0) : max(end, 0)][:40]
            raise InputError(f"evidence: {piece['text'][:40]!r} is not the text at {start}..{end}, which is {found!r}")


class _Settles(Record):
    """Hold what an edit of a verdict may say."""

    verdict: Verdict | None = None
    why: Why | None = None
    evidence: tuple[Span, ...] = ()


def versions(tracked: Mapping[str, Tracked], decisions: Sequence[Decision]) -> dict[str, list[Standing]]:
    """Give, by key, how it stands for each who settled it; where an adjudicator has, that one alone."""
    ruled = stand(tracked, decisions, ADJUDICATOR)
    people = [stand(tracked, decisions, name) for name in authors(decisions)]
    found = {}
    for key, own in ruled.items():
        found[key] = [own] if own.decided else [one[key] for one in people if one[key].decided]
    return found


def conflicts(tracked: Mapping[str, Tracked], decisions: Sequence[Decision]) -> dict[str, list[Standing]]:
    """Give, by key, the versions of what people see differently and no adjudicator has settled."""
    all_ = versions(tracked, decisions)
    return {key: own for key, own in all_.items() if len({one.outcome for one in own}) > 1}


def settled(
    tracked: Mapping[str, Tracked], decisions: Sequence[Decision], sha: str, author: str | None
) -> list[SettledVerdict]:
    """Give each tracked commitment as one person, or all who settled it, say it stands.

    Raises ``InputError`` where people differ and nobody has settled it.
    """
    if author is not None:
        found = {key: [own] if own.decided else [] for key, own in stand(tracked, decisions, author).items()}
    else:
        found = versions(tracked, decisions)
        if open_ := conflicts(tracked, decisions):
            names = ", ".join(sorted({str(one.by) for own in open_.values() for one in own}))
            raise InputError(
                f"{len(open_)} verdicts on which {names} differ; settle them on the page as adjudicator, or take "
                "one person's with --author"
            )
    notes = _notes(decisions, author)
    return [_record(tracked[key], own, sha, notes.get(key, ())) for key, own in found.items()]


def _notes(decisions: Iterable[Decision], author: str | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for own in effective(one for one in decisions if author in (None, one.author)):
        if own.kind == "note":
            found[own.record] = (*found.get(own.record, ()), str((own.payload or {}).get("note", "")))
    return found


def _record(one: Tracked, own: Sequence[Standing], sha: str, notes: tuple[str, ...]) -> SettledVerdict:
    """Put down how it stands: the evidence is that of who settled it last."""
    last = max(own, key=lambda standing: standing.seq, default=None)
    fresh = _fresh("", one)
    pieces = last.evidence if last else fresh.evidence
    same = last and (last.outcome, last.evidence) == (fresh.outcome, fresh.evidence)
    told = one.reached and any(one.reached.text in piece.text for piece in pieces)
    return SettledVerdict(
        commitment=one.commitment,
        next_document=one.next_document,
        next_sha256=sha,
        place=one.place,
        year=one.year,
        suggested=one.verdict,
        verdict=last.verdict if last else None,
        why=last.why if last else None,
        decision=("accepted" if same else "edited") if last else "undecided",
        promised=one.promised,
        reached=one.reached if told else None,
        attainment=one.attainment if told else None,
        evidence=pieces,
        by=tuple(standing.by for standing in own if standing.by),
        at=last.at if last else None,
        notes=notes,
    )
