"""Read a report as tracking needs it: its commitments, and the passages that may tell what was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from yinuo.extraction import Extraction, extract_source
from yinuo.folding import fold
from yinuo.preprocessing import speeches
from yinuo.readers import Source
from yinuo.records import Commitment, Status
from yinuo.tracking.clauses import SENTENCE, Passage
from yinuo.tracking.tables import shape

_TOLD: tuple[Status, ...] = ("achievement",)


@dataclass(frozen=True, slots=True)
class Report:
    """Hold one report: its commitments, the passages that review, its year, its place."""

    document: str
    sha256: str
    year: int | None
    place: str | None
    organisation: str | None
    commitments: tuple[Commitment, ...]
    passages: tuple[Passage, ...]


def of_source(source: Source, measured: bool = False) -> Report:
    """Read a text: what it promises, and the paragraphs in which it reviews; ``measured``: only what has a number."""
    found = extract_source(source, include=_TOLD, measured=measured)
    lines = tuple(_review(source))
    return _report(found.commitments, (*lines, *_beside(found, lines)), source.path, source.sha256, found)


def of_records(records: Sequence[Commitment], _: bool = False) -> Report:
    """Read the records of one document: what it promises, and the sentences of its achievements."""
    first = records[0]
    told = [r for r in records if r.status == "achievement"]
    return _report(records, tuple(_sentences(told)), first.document, first.document_sha256, None)


def _report(
    records: Sequence[Commitment], passages: tuple[Passage, ...], name: str, sha: str, found: Extraction | None
) -> Report:
    infos = found.speeches if found else tuple(r.speech for r in records)
    year = next((info.year for info in infos if info.year), None)
    place = next((info.place for info in infos if info.place), None)
    organisation = next((info.organisation for info in infos if info.organisation), None)
    promised = tuple(r for r in records if r.status == "commitment")
    ordered = tuple(sorted(filter(None, map(_told, passages)), key=lambda p: p.start))
    return Report(name, sha, year, place, organisation, promised, ordered)


def _told(passage: Passage) -> Passage | None:
    """Cut off a passage the list of targets that some reports have in one paragraph with the review; None if all is."""
    for sentence in SENTENCE.finditer(passage.text):
        if shape("aims").match(fold(sentence[0]).lstrip()):
            return replace(passage, text=passage.text[: sentence.start()]) if sentence.start() else None
    return passage


def _review(source: Source) -> Iterator[Passage]:
    for speech in speeches(source.text, said=source.metadata):
        for line in speech.lines:
            if line.kind == "body" and line.section.kind == "review":
                yield Passage(line.start, source.text[line.start : line.end], line.section.path)


def _beside(found: Extraction, lines: Sequence[Passage]) -> Iterator[Passage]:
    """List the sentences of achievements that stand outside the paragraphs of the review."""
    covered = sorted((p.start, p.start + len(p.text)) for p in lines)
    told = (r for r in found if r.status == "achievement")
    for passage in _sentences(told):
        if not any(start <= passage.start < end for start, end in covered):
            yield passage


def _sentences(records: Iterable[Commitment]) -> Iterator[Passage]:
    """List the sentences of records, each once, and none that lies in another."""
    spans = {(r.sentence.start, -r.sentence.end): r for r in records}
    reach = -1
    for _, record in sorted(spans.items(), key=lambda item: item[0]):
        if record.sentence.end > reach:
            reach = record.sentence.end
            yield Passage(record.sentence.start, record.sentence.text, record.section, first=False)
