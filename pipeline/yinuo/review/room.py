"""Hold one review while it is open: its store, what the page asks of it, and what may be written to it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from yinuo.errors import InputError
from yinuo.pages import Words
from yinuo.records import Commitment
from yinuo.review import settled
from yinuo.review.drafts import Drafts, completed
from yinuo.rules.wording import wordings
from yinuo.tracking.result import Tracked, Verdict, Why
from yinuo.verdicts.adjudication import Settled, settle
from yinuo.verdicts.corrected import corrected
from yinuo.verdicts.decisions import ADJUDICATOR, Decision, authors, is_verdict, read_decision
from yinuo.verdicts.projection import Reviewed, project
from yinuo.verdicts.store import Store

_NAMED = (("verdict", Verdict), ("why", Why))
_COMPARED = ("start", "end", "text", "actor", "quantities", "deadline", "specificity", "firmness", "status")


class Refused(InputError):
    """Refuse a decision that contradicts the text or the store; the page tells why and drops it."""


@dataclass
class Room:
    """Answer the page; ``open_to_all`` shows everybody's decisions to everybody, who are blind to them otherwise."""

    store: Store
    author: str | None = None
    open_to_all: bool = False
    _texts: dict[str, str] = field(default_factory=dict)
    _shown: tuple[str, str] = ("", "")
    _records: dict[str, list[Commitment]] = field(default_factory=dict)
    _tracked: dict[str, dict[str, Tracked]] = field(default_factory=dict)

    def start(self) -> dict[str, Any]:
        """Give what the page needs once: who reviews, whether others are shown, what rules say."""
        said = {name: {"en": row.en, "zh": row.zh} for name, row in wordings().items()}
        names = {kind: [_named(kind, value) for value in get_args(known)] for kind, known in _NAMED}
        return {
            "author": self.author, "open": self.open_to_all, "store": self.store.path.name, "rules": said, **names,
        }  # fmt: skip

    def documents(self, author: str) -> list[dict[str, Any]]:
        """List the texts, each with how many records or verdicts there are and how many the author has decided."""
        listed = []
        for verdicts in (False, True):
            decisions = self.store.decisions(verdicts=verdicts)
            for own in self.store.documents(verdicts=verdicts):
                here = [one for one in decisions if one.sha256 == own.sha256]
                listed.append({
                    "sha256": own.sha256, "path": own.path, "name": own.name, "title": own.title,
                    "kind": "verdicts" if verdicts else "records", "records": own.tracked if verdicts else own.records,
                    "mine": _last_kinds(here, author), "people": authors(here),
                })  # fmt: skip
        return listed

    def document(self, sha: str, author: str) -> str:
        """Give a text with its records and decisions, as JSON; of the records what the page shows, as it is stored."""
        if self._shown[0] != sha:  # they never change; those of the text that was opened last are kept
            self._shown = sha, ",".join(self.store.page_lines(sha))
        return self._whole(sha, author, self._shown[1])

    def verdicts(self, sha: str, author: str) -> str:
        """Give a text with the tracked commitments that it tells of, and the decisions on them, as JSON."""
        lines = [f'{{"id":{json.dumps(key)},{line[1:]}' for key, line in self.store.tracked_lines(sha)]
        return self._whole(sha, author, ",".join(lines), verdicts=True)

    def _whole(self, sha: str, author: str, records: str, *, verdicts: bool = False) -> str:
        text = json.dumps(self.text(sha), ensure_ascii=False)
        rest = json.dumps(self.news(sha, author, 0, verdicts=verdicts), ensure_ascii=False)
        return f'{{"text":{text},"records":[{records}],{rest[1:]}'

    def news(self, sha: str, author: str, since: int, *, verdicts: bool = False) -> dict[str, Any]:
        """Give the decisions behind a number that the author may see: own ones, and rulings on what they decided."""
        found = self.store.decisions(sha, since=since, verdicts=verdicts)
        mine = set()
        if any(own.author.startswith(ADJUDICATOR) for own in found):
            every = self.store.decisions(sha, verdicts=verdicts)
            mine = {own.record for own in every if own.author == author}
        seen = [own for own in found if own.author == author or self.open_to_all or _rules(own, mine)]
        last = found[-1].seq if found else since
        return {"sha256": sha, "seq": last, "decisions": [own.model_dump(exclude_none=True) for own in seen]}

    def text(self, sha: str) -> str:
        """Give a text. Raises ``InputError`` where there is none."""
        if sha not in self._texts:
            self._texts[sha] = self.store.text(sha)
        return self._texts[sha]

    def draft(self, sha: str, start: Any, end: Any, quote: Any) -> Any:
        """Give what the package reads in a span, as a record."""
        return Drafts(self.store, sha).draft(start, end, quote if isinstance(quote, str) else None)

    def decide(self, plain: Any) -> Decision:
        """Check a decision and store it; one that is stored already is given as it is.

        Raises ``InputError`` for one that is malformed, ``Refused`` for one that contradicts the text or the store.
        """
        own = read_decision(plain)
        stored = self.store.event(own.event)
        if stored is not None:
            return stored
        try:
            text = self.text(own.sha256)
            whole = own
            if own.kind in ("add", "split", "merge") and not is_verdict(own.record):
                whole = completed(own, Drafts(self.store, own.sha256))
            self._check(whole, text)
        except InputError as error:
            raise Refused(str(error)) from None
        return self.store.append(whole)

    def _check(self, own: Decision, text: str) -> None:
        if is_verdict(own.record) and own.kind != "undo":
            if own.record not in self._tracked_of(own.sha256):
                raise InputError(f"verdict {own.record}: is not in this text; reload the page")
            settled.check(own, text)
            return
        if own.kind == "add":
            return
        if own.kind == "undo":
            undone = self.store.event(own.undoes or "")
            if undone is None or (undone.author, undone.sha256) != (own.author, own.sha256):
                raise InputError(f"event {own.undoes}: is no decision of {own.author} on this text; reload the page")
            return
        found = self._seen(own, text)
        if own.record not in found:
            raise InputError(f"record {own.record}: is not in this text, or was undone; reload the page")
        if own.kind == "edit":
            corrected(found[own.record].record, own.payload or {}, text)

    def _seen(self, own: Decision, text: str) -> dict[str, Reviewed]:
        """Give the records that a decision may be about: the author's, or everybody's for an adjudicator."""
        records, decisions = self._proposed(own.sha256), self.store.decisions(own.sha256)
        if not own.author.startswith(ADJUDICATOR):
            return project(records, decisions, own.author, text)
        found: dict[str, Reviewed] = {}
        for name in authors(decisions):
            found.update(project(records, decisions, name, text))
        return {**found, **project(records, decisions, own.author, text, also=found.values())}

    def _proposed(self, sha: str) -> list[Commitment]:
        """Give the records of a text as proposed: they never change, so they are read once."""
        if sha not in self._records:
            self._records[sha] = self.store.records(sha)
        return self._records[sha]

    def _tracked_of(self, sha: str) -> dict[str, Tracked]:
        """Give the tracked commitments of a text by key: they never change, so they are read once."""
        if sha not in self._tracked:
            self._tracked[sha] = settled.read_lines(self.store.tracked_lines(sha))
        return self._tracked[sha]

    def verdict_conflicts(self, sha: str) -> list[dict[str, Any]]:
        """List the verdicts on which people differ, each version with the event that would make it the settled one."""
        found = settled.conflicts(self._tracked_of(sha), self.store.decisions(sha, verdicts=True))
        return [{"key": key, "options": [_version(one) for one in own]} for key, own in found.items()]

    def settled(self, sha: str) -> Settled:
        """Put together what all decided on a text."""
        return settle(self._proposed(sha), self.store.decisions(sha), self.text(sha))

    def conflicts(self, sha: str) -> list[dict[str, Any]]:
        """List where people differ, each version with the event that would make it the settled one."""
        listed = []
        proposed = {record.id: record.model_dump(by_alias=True, mode="json") for record in self._proposed(sha)}
        for own in self.settled(sha).conflicts:
            options = [_option(name, version, proposed.get(own.key)) for name, version in own.options]
            first = next(version for _, version in own.options if version is not None)
            shown = proposed.get(own.key) or first.record.model_dump(by_alias=True, mode="json")
            listed.append({"key": own.key, "record": shown, "options": options})
        return listed


def _named(kind: str, value: str) -> dict[str, str]:
    """Name a value in both languages, as the pages do."""
    return {"value": value, "en": Words("en").name(kind, value), "zh": Words("zh").name(kind, value)}


def _rules(own: Decision, mine: set[str]) -> bool:
    """Tell whether an adjudicator decided on a record that the author decided too: people learn what was changed."""
    return own.author.startswith(ADJUDICATOR) and own.record in mine


def _version(own: settled.Standing) -> dict[str, Any]:
    """Say what one person made of a verdict, and the payload of an edit that says the same."""
    pieces = [piece.model_dump() for piece in own.evidence]
    payload = {"verdict": own.verdict, "why": own.why, "evidence": pieces}
    return {"author": own.by, "state": own.state, "kind": "edit", "payload": payload}


def _option(name: str, version: Reviewed | None, proposed: dict[str, Any] | None) -> dict[str, Any]:
    """Say what one person has, and the kind and payload of an event that says the same."""
    if version is None or not version.kept:
        reason = version.reason if version else None
        return {"author": name, "state": version.state if version else "absent", "kind": "reject", "reason": reason}
    plain = version.record.model_dump(by_alias=True, mode="json")
    changed = {key: plain[key] for key in _COMPARED if proposed and plain[key] != proposed[key]}
    made = {"author": name, "state": version.state, "record": plain}
    return {**made, "kind": "edit", "payload": changed} if changed else {**made, "kind": "accept"}


def _last_kinds(decisions: Sequence[Decision], author: str) -> int:
    """Count the records that the author has decided, without replaying what was decided."""
    from yinuo.verdicts.decisions import effective

    counted: Counter[str] = Counter()
    for own in effective(one for one in decisions if one.author == author):
        if own.kind not in ("note", "add"):
            counted[own.record] += 1
            for key in (own.payload or {}).get("with", []) if own.kind == "merge" else []:
                counted[key] += 1
    return len(counted)
