"""Make whole records of spans that people draw: what the package's own readers see there fills the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from yinuo.errors import InputError
from yinuo.evaluate.items import read_item
from yinuo.evaluate.scores import LEAST_OVERLAP, overlap
from yinuo.records import Commitment, SpeechInfo, record_id
from yinuo.values.deadlines.scanner import deadlines
from yinuo.values.quantities.scanner import quantities
from yinuo.verdicts.corrected import UNTOLD, measurable
from yinuo.verdicts.decisions import Decision
from yinuo.verdicts.projection import project
from yinuo.verdicts.store import Store

_ENDS = "。！？；\n"
_TAKEN = ("action", "actor", "responsible", "quantities", "deadline", "firmness", "specificity")


class Drafts:
    """Make records of spans of one text of a store."""

    def __init__(self, store: Store, sha: str) -> None:
        self.text = store.text(sha)
        self.sha = sha
        self.records = store.records(sha)
        self._stored = store.decisions(sha)
        self._path = next(own.path for own in store.documents() if own.sha256 == sha)

    def draft(self, start: Any, end: Any, quote: str | None = None, known: Mapping[str, Any] | None = None) -> Any:
        """Give the record of a span as plain data; ``known`` are fields that a person filled in.

        Raises ``InputError`` for a span outside the text, and one whose text is not ``quote``.
        """
        if not (type(start) is int and type(end) is int and 0 <= start < end <= len(self.text)):
            raise InputError(f"span {start}..{end} lies outside the text, which has {len(self.text)} characters")
        text = self.text[start:end]
        if quote is not None and quote != text:
            raise InputError(f"span: {quote[:40]!r} is not the text at {start}..{end}, which is {text[:40]!r}")
        near = self._near(start)
        read = self._read(start, end, near.speech if near else SpeechInfo(index=0))
        if near is not None:
            self._govern(read, near, start, end)
        plain = {
            "schema": "1",
            "id": self._id(text, start),
            "document": near.document if near else self._path,
            "document_sha256": self.sha,
            "speech": (near.speech if near else SpeechInfo(index=0)).model_dump(),
            "section": near.section if near else (),
            "section_kind": near.section_kind if near else None,
            "text": text, "start": start, "end": end,
            "place": near.place.model_dump() if near and near.place else None,
            "confidence": 1.0,
            **read,
        }  # fmt: skip
        plain.update({name: value for name, value in (known or {}).items() if name in _TAKEN})
        plain["measurable"] = measurable({**plain, "measurable": {"missing": ()}})
        return Commitment.model_validate(plain).model_dump(by_alias=True, mode="json")

    def seen(self, own: Decision) -> Commitment | None:
        """Give the record that a decision is about, as its author left it; None where it is not there."""
        found = project(self.records, self._stored, own.author, self.text).get(own.record)
        return found.record if found else None

    def _govern(self, read: dict[str, Any], near: Commitment, start: int, end: int) -> None:
        """Fill in who acts and by when where both neighbours of a span say the same, and a time that nobody stated."""
        behind = next((own for own in self.records if own.start >= end), None)
        same = behind is not None and near.end <= start and near.section == behind.section
        if behind is not None and same and read["actor"]["source"] == "default" and near.actor == behind.actor:
            read["actor"] = near.actor.model_dump()
        if read["deadline"] and read["deadline"]["source"] not in UNTOLD:
            return
        time = near.deadline
        if time is not None and (time.source in UNTOLD or (same and behind is not None and time == behind.deadline)):
            read["deadline"] = time.model_dump(by_alias=True)

    def _near(self, start: int) -> Commitment | None:
        """Find the record whose speech, section and place the new one shares: the last that begins before it."""
        before = [own for own in self.records if own.start <= start]
        return before[-1] if before else next(iter(self.records), None)

    def _id(self, text: str, start: int) -> str:
        """Make the id by the rule of all records; a span that somebody else has drawn has its id already."""
        for record in _made(self._stored):
            if (record["start"], record["text"]) == (start, text):
                return str(record["id"])
        seen: Counter[tuple[str, str]] = Counter()
        seen.update(("commitment", own.text) for own in self.records if own.status == "commitment")
        seen.update(("commitment", text) for record in _made(self._stored) if record["text"] == text)
        return record_id(self.sha, text, "commitment", seen)

    def _read(self, start: int, end: int, speech: SpeechInfo) -> dict[str, Any]:
        """Read the line of the span as the package would, and take the record that is most like the span."""
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", end)
        line = self.text[first : last if last >= 0 else len(self.text)]
        from yinuo.extraction import extract  # not before somebody draws a span: the page is there sooner without

        title = f"{speech.year}年{speech.title or ''}" if speech.year else speech.title  # whose year 今年 is
        found = extract(
            line,
            date=speech.date,
            actor=speech.organisation,
            title=title,
            include=("achievement", "background"),
            repair="off",
        )
        span = read_item({"start": start - first, "end": end - first})
        best = max(found, key=lambda own: overlap(span, read_item({"start": own.start, "end": own.end})), default=None)
        sentence = self._sentence(start, end)
        if best is None or overlap(span, read_item({"start": best.start, "end": best.end})) < LEAST_OVERLAP:
            return {"sentence": sentence, **self._values(start, end, sentence, speech)}
        plain = _shifted(best.model_dump(by_alias=True, mode="json"), first)
        taken = {name: plain[name] for name in _TAKEN}
        taken["quantities"] = [q for q in plain["quantities"] if start <= q["start"] and q["end"] <= end]
        return {"sentence": sentence, **taken}

    def _sentence(self, start: int, end: int) -> dict[str, Any]:
        first = max(self.text.rfind(mark, 0, start) for mark in _ENDS) + 1
        after = [at + 1 for mark in _ENDS if (at := self.text.find(mark, end - 1)) >= 0]
        last = max(end, min(after, default=len(self.text)))
        last -= self.text[last - 1] == "\n" and last > end
        return {"text": self.text[first:last], "start": first, "end": last}

    def _values(self, start: int, end: int, sentence: dict[str, Any], speech: SpeechInfo) -> dict[str, Any]:
        """Read the numbers of the span and the first time of its sentence, where no clause is like the span."""
        amounts = [_shifted(q.model_dump(), start) for q in quantities(self.text[start:end])]
        times = deadlines(sentence["text"], date=speech.date)
        return {
            "action": {"verb": None, "object": None, "type": None},
            "actor": {"source": "default", "name": speech.organisation},
            "responsible": [],
            "quantities": amounts,
            "deadline": _shifted(times[0].model_dump(by_alias=True), sentence["start"]) if times else None,
            "firmness": "planned",
            "specificity": "quantified" if amounts else "directional",
        }


def completed(own: Decision, drafts: Drafts) -> Decision:
    """Give the decision with the records that it makes written out, so that it never depends on readers to come.

    Raises ``InputError`` for a payload that names no span.
    """
    payload = own.payload or {}
    if own.kind == "add":
        return own.model_copy(update={"payload": {"key": own.record, "record": _record(payload, drafts)}})
    parent = drafts.seen(own) if own.kind in ("split", "merge") else None
    if own.kind == "merge":
        record = _handed_down(_record(payload, drafts), parent)
        whole = {"key": _key(payload), "with": _keys(payload), "record": record}
        return own.model_copy(update={"payload": whole})
    if own.kind == "split":
        parts = payload.get("parts")
        if not isinstance(parts, list) or len(parts) < 2:
            raise InputError("decision: parts: two parts or more are wanted")
        made = [(_key(part), _record(part, drafts)) for part in parts]
        whole = {"parts": [{"key": key, "record": _handed_down(record, parent)} for key, record in made]}
        return own.model_copy(update={"payload": whole})
    return own


def _record(payload: Any, drafts: Drafts) -> Any:
    if not isinstance(payload, dict):
        raise InputError("decision: payload: an object with start, end and text is wanted")
    fields = payload.get("fields")
    known = fields if isinstance(fields, dict) else None
    return drafts.draft(payload.get("start"), payload.get("end"), payload.get("text"), known)


def _handed_down(plain: Any, parent: Commitment | None) -> Any:
    """Give a part what governs it from outside of its parent: who acts, and a time that stands before it."""
    if parent is None:
        return plain
    if plain["actor"]["source"] == "default" and parent.actor.source != "default":
        plain["actor"] = parent.actor.model_dump()
    time = parent.deadline
    inside = time is not None and time.start is not None and parent.start <= time.start < parent.end
    if time is not None and not inside and (not plain["deadline"] or plain["deadline"]["source"] in UNTOLD):
        plain["deadline"] = time.model_dump(by_alias=True)
        plain["measurable"] = measurable(plain)
    return plain


def _key(payload: Any) -> str:
    key = payload.get("key") if isinstance(payload, dict) else None
    if not isinstance(key, str) or not 8 <= len(key) <= 64:
        raise InputError("decision: key: a name of 8 to 64 characters for the new record is wanted")
    return key


def _keys(payload: dict[str, Any]) -> list[str]:
    keys = payload.get("with")
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys) or not keys:
        raise InputError("decision: with: the keys of the records to merge are wanted")
    return keys


def _made(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """List the records that decisions made."""
    payloads = [own.payload or {} for own in decisions if own.kind in ("add", "split", "merge")]
    return [part["record"] for payload in payloads for part in payload.get("parts", [payload])]


def _shifted(value: Any, by: int) -> Any:
    """Move every start and end in plain data."""
    if isinstance(value, dict):
        return {
            key: part + by if key in ("start", "end") and isinstance(part, int) else _shifted(part, by)
            for key, part in value.items()
        }
    return [_shifted(part, by) for part in value] if isinstance(value, list | tuple) else value
