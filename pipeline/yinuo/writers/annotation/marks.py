"""Show the records of one document as marks on its text, as annotation tools want them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yinuo.digests import digest
from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers.annotation.notation import amount, time
from yinuo.writers.document import Document, plain_text

LABELS = ("action", "actor", "quantity", "deadline")
STATUSES = ("commitment", "achievement", "background")
SPECIFICITIES = ("quantified", "deliverable", "directional")
# The fields that marks, links and the labels of an action hold, whatever the tool.
HELD = frozenset(
    {"text", "start", "end", "document", "document_sha256", "status", "specificity"}
    | {"actor.text", "actor.start", "actor.end"}
    | {"quantities[].text", "quantities[].start", "quantities[].end"}
    | {"deadline.text", "deadline.start", "deadline.end"}
)
# Those that a note beside a mark holds too, where the tool has notes.
NOTED = frozenset(
    {"quantities[].low", "quantities[].high", "quantities[].unit", "quantities[].approximate"}
    | {"deadline.from", "deadline.to", "deadline.duration", "deadline.repeat"}
)
# Those that go along with the text, for each speech with a record.
ALONGSIDE = frozenset({"speech.index", "speech.date", "speech.organisation"})


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold a marked span, ``text[start:end]`` in code points; ``value`` is its number or time as a person writes it."""

    id: str
    label: str
    start: int
    end: int
    status: str | None = None
    specificity: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Tell which part of a long text a task is: its number, of how many, its offset, and the digest of the whole."""

    number: int
    of: int
    start: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """Hold a marked text; ``links`` are (action, label of the other, other) by id; ``place`` says where it was read.

    ``part`` is set where the text is a part of its document, ``ranges`` where only these of the text were annotated.
    """

    document: str
    sha256: str
    text: str
    marks: tuple[Mark, ...]
    links: tuple[tuple[str, str, str], ...]
    speeches: tuple[Mapping[str, Any], ...] = ()
    place: str = ""
    part: Part | None = None
    ranges: tuple[tuple[int, int], ...] = ()

    def meta(self) -> dict[str, Any]:
        """Give what goes along with the text: its name, its digest, and the date and organisation of its speeches.

        A part of a text says which; its speeches have the offsets of the whole.
        """
        own = {"document": self.document, "sha256": self.sha256, "speeches": [dict(s) for s in self.speeches]}
        if self.part is None:
            return own
        number, of, start, sha256 = (getattr(self.part, name) for name in Part.__slots__)
        return {**own, "part": number, "parts": of, "part_start": start, "document_sha256": sha256}


def annotate(document: Document, records: Sequence[Commitment]) -> Annotated:
    """List the marks of a document's records, in order of their start.

    Raises ``InputError`` where the text is not known or is not the one that the records were found in.
    """
    text = _text(document, records)
    marks: dict[str, Mark] = {}
    links: dict[tuple[str, str, str], None] = {}
    for record in records:
        own = _unused(record.id, marks)
        marks[own] = Mark(own, "action", record.start, record.end, record.status, record.specificity)
        for other in _around(record):
            marks.setdefault(other.id, other)
            links[own, other.label, other.id] = None
    for mark in marks.values():
        if not 0 <= mark.start < mark.end <= len(text):
            raise InputError(f"{document.name}: span {mark.start}..{mark.end} lies outside its text; extract it anew")
    ordered = sorted(marks.values(), key=lambda m: (m.start, -m.end, LABELS.index(m.label), m.id))
    return Annotated(document.name, document.sha256, text, tuple(ordered), tuple(links), tuple(_speeches(records)))


def _unused(wanted: str, marks: Mapping[str, Mark]) -> str:
    name, number = wanted, 1
    while name in marks:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _around(record: Commitment) -> Iterator[Mark]:
    actor, deadline = record.actor, record.stated_deadline
    if actor.start is not None and actor.end is not None and actor.start < actor.end:
        yield Mark(f"actor-{actor.start}-{actor.end}", "actor", actor.start, actor.end)
    for quantity in record.quantities:
        yield _valued("quantity", quantity.start, quantity.end, amount(quantity))
    if deadline is None or deadline.start is None or deadline.end is None:
        return
    if deadline.start < deadline.end:
        yield _valued("deadline", deadline.start, deadline.end, time(deadline))


def _valued(label: str, start: int, end: int, value: str) -> Mark:
    return Mark(f"{label}-{start}-{end}", label, start, end, value=value)


def _text(document: Document, records: Sequence[Commitment]) -> str:
    text = document.text
    if text is None:
        raise InputError(f"{document.name}: its text is not known; name the file with --text")
    found = digest(text)
    for wanted in {document.sha256, *(record.document_sha256 for record in records)}:
        if found != wanted:
            raise InputError(f"{document.name}: the text was changed since its records were found; extract it anew")
    if not text.isascii() and text != plain_text(text):
        raise InputError(f"{document.name}: its text has half a surrogate pair, which no tool can show; repair it")
    return text


def _speeches(records: Iterable[Commitment]) -> Iterator[dict[str, Any]]:
    seen = set()
    for record in sorted(records, key=lambda record: record.start):
        speech = record.speech
        if speech.index not in seen:
            seen.add(speech.index)
            known = {"date": speech.date, "organisation": speech.organisation}
            yield {"index": speech.index, "start": record.start, **known}


@dataclass(slots=True)
class Collector:
    """Collect the records of a document and hand them on, marked, when the next one begins."""

    take: Any
    _document: Document | None = None
    _records: list[Commitment] = field(default_factory=list)
    _done: set[str] = field(default_factory=set)

    def document(self, document: Document) -> None:
        """Begin a text whose records come next; one without records is a task too."""
        self.flush()
        if document.name in self._done:
            raise InputError(f"{document.name}: its records do not stand together; sort them by document")
        self._document = document

    def __call__(self, record: Commitment) -> None:
        """Take one record."""
        if self._document is None or self._document.name != record.document:
            self.document(Document(record.document, record.document_sha256))
        self._records.append(record)

    def flush(self) -> None:
        """Hand on the document begun."""
        if self._document is not None:
            self._done.add(self._document.name)
            self.take(annotate(self._document, self._records))
        self._document = None
        self._records = []
