"""Text to commitments: the main job. A string comes in; an Extraction of frozen records goes out."""

from __future__ import annotations

import functools
import gc
import re
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yinuo.errors import InputError
from yinuo.nlp.commitments import as_records
from yinuo.nlp.state import state
from yinuo.records import Commitment, Evidence, Span, SpeechInfo, Status
from yinuo.values.deadlines import as_date

if TYPE_CHECKING:
    from spacy.language import Language

    from yinuo.nlp.state import State

_SURROGATE = re.compile("[\ud800-\udfff]")
_KNOWN_WORDS = 100_000
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one text gave: its speeches, its records, and notes for a person (why it is empty, what was not found)."""

    document: str
    sha256: str
    speeches: tuple[SpeechInfo, ...]
    commitments: tuple[Commitment, ...]
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Commitment]:
        return iter(self.commitments)

    def __len__(self) -> int:
        return len(self.commitments)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the clause at an offset became, or did not become, a commitment."""

    sentence: Span
    clause: Span | None
    status: Status | None
    section: tuple[str, ...]
    section_kind: str
    evidence: tuple[Evidence, ...]


def extract(
    text: str,
    *,
    date: str | None = None,
    actor: str | None = None,
    include: Collection[Status] = (),
    document: str = "",
    nlp: Language | None = None,
) -> Extraction:
    r"""Commitments of one text, in order of their start offset.

    ``date`` (ISO) and ``actor`` override what the text says of its date and organisation; ``include`` adds records of
    other statuses ("achievement", "background"); ``nlp`` is a pipeline of ``yinuo.load``, built once where left out.

    >>> found = extract("2024年工作安排\n今年，我们要新建幼儿园7所。", actor="云溪市教育局")
    >>> [(r.text, r.quantities[0].low, r.deadline.to) for r in found]
    [('新建幼儿园7所', 7.0, '2024-12-31')]

    Raises ``DateError`` for a date that is none, ``InputError`` for a text with a lone surrogate.
    """
    as_date(date)
    language = nlp or pipeline()
    with _zone(language), _no_collection():
        own = _analyse(text, language, date=date, actor=actor, document=document, include=include)
        speeches = tuple(SpeechInfo.model_validate(s["info"]) for s in own["speeches"])
        records = tuple(as_records(own["commitments"]))
        notes = tuple(_notes(text, own, speeches, len(records)))
        return Extraction(document, own["sha256"], speeches, records, notes)


def explain(
    text: str, at: int, *, date: str | None = None, actor: str | None = None, nlp: Language | None = None
) -> Explanation:
    r"""Why the clause at offset ``at`` became, or did not become, a commitment.

    >>> explain("2024年工作安排\n今年，我们要新建幼儿园7所。", 16).status
    'commitment'

    Raises ``InputError`` where ``at`` lies outside the text or in no sentence.
    """
    as_date(date)
    if not 0 <= at < len(text):
        raise InputError(
            f"offset {at} is outside the text, which has {len(text)} characters; give one in 0..{len(text) - 1}"
        )
    language = nlp or pipeline()
    with _zone(language):
        own = _analyse(text, language, date=date, actor=actor, include=("achievement", "background"))
        return _explanation(text, at, own)


@functools.cache
def pipeline() -> Language:
    """The pipeline that ``extract`` uses where none is given, built on first use."""
    from yinuo.nlp.build import load

    return load()


@contextmanager
def _no_collection() -> Iterator[None]:
    """One text makes some hundred thousand objects and no cycles: the collector would only walk them over and over."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _zone(nlp: Language) -> AbstractContextManager[object]:
    """New words stay known until the pipeline knows many; then each text forgets its own, so memory stays flat."""
    return nlp.memory_zone() if len(nlp.vocab) > _KNOWN_WORDS else nullcontext()


def _analyse(
    text: str,
    nlp: Language,
    *,
    date: str | None,
    actor: str | None,
    document: str = "",
    include: Collection[Status] = (),
) -> State:
    lone = _SURROGATE.search(text)
    if lone:
        line = text.count("\n", 0, lone.start()) + 1
        raise InputError(
            f"the text has a lone surrogate U+{ord(lone.group()):04X} at offset {lone.start()} (line {line}): "
            "it is no Unicode text; decode its bytes strictly, for instance with yinuo.read"
        )
    doc = nlp.make_doc(text)
    own = state(doc)
    own["date"], own["actor"], own["document"] = date, actor, document
    own["include"], own["source"] = list(include), text
    for _, component in nlp.pipeline:
        doc = component(doc)
    return own


def _notes(text: str, own: State, speeches: tuple[SpeechInfo, ...], records: int) -> Iterator[str]:
    if not text.strip():
        yield "empty: the text has no characters but white space"
    elif not _CHINESE.search(text):
        yield "no Chinese text: the rules read Chinese only"
    elif not any(line["kind"] == "body" for line in own["lines"]):
        yield "only headings: no line of running text"
    elif not records:
        yield "no commitments: see `yinuo explain FILE --at OFFSET` for why a clause is none"
    for speech in speeches:
        if speech.date is None and records:
            year = f"the year {speech.year} of its title serves" if speech.year else "relative times stay unresolved"
            yield f"speech {speech.index}: no date found, {year}; give --date to set one"


def _explanation(text: str, at: int, own: State) -> Explanation:
    line = next((x for x in own["lines"] if x["begins"] <= at < x["end"]), None)
    sentence = next((s for s in own["sentences"] if s["start"] <= at <= s["end"]), None)
    if sentence is None:
        kind = line["kind"] if line else "none"
        section: dict[str, Any] = own["sections"][line["section"]] if line else {"path": [], "kind": "none"}
        span = _span(text, line["start"], line["end"]) if line else _span(text, at, at + 1)
        why = Evidence(field="status", rule=f"not running text: line of kind {kind}")
        return Explanation(span, None, None, tuple(section["path"]), section["kind"], (why,))
    section = own["sections"][own["lines"][sentence["line"]]["section"]]
    place = own["sentences"].index(sentence)
    clauses = [c for c in own["clauses"] if c["sentence"] == place]
    clause = next((c for c in clauses if c["from"] <= at <= c["end"]), None) or next(
        (c for c in clauses if c["end"] >= at), None
    )
    vote = _vote(text, section)
    found = _span(text, sentence["start"], sentence["end"])
    if clause is None:
        return Explanation(found, None, None, tuple(section["path"]), section["kind"], (vote,))
    evidence = _evidence(text, own, clause)
    return Explanation(
        found,
        _span(text, clause["start"], clause["end"]),
        clause["status"],
        tuple(section["path"]),
        section["kind"],
        (*evidence, vote),
    )


def _vote(text: str, section: dict[str, Any]) -> Evidence:
    start, end = section.get("cue_start"), section.get("cue_end")
    cue = {"text": text[start:end], "start": start, "end": end} if start is not None else {"text": section.get("cue")}
    return Evidence(field="section", rule=f"the section votes {section['kind']}", **cue)


def _evidence(text: str, own: State, clause: dict[str, Any]) -> tuple[Evidence, ...]:
    record = next((r for r in own["commitments"] if r["start"] == clause["start"] and r["end"] == clause["end"]), None)
    if record is not None:
        return tuple(Evidence.model_validate(e) for e in record["evidence"])
    cue = clause.get("cue") or (None, None)
    words = {"text": text[cue[0] : cue[1]], "start": cue[0], "end": cue[1]} if cue[0] is not None else {}
    found = [Evidence(field="status", rule=clause["reason"], **words)]
    found += [Evidence(field="action", rule=kind, text=text[s:e], start=s, end=e) for kind, s, e in clause["cues"]]
    return tuple(found)


def _span(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)
