"""Extract the commitments of one text, and explain why a clause is one or none."""

from __future__ import annotations

import functools
import gc
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo.damage.findings import Repair
from yinuo.digests import digest
from yinuo.errors import InputError
from yinuo.explanation import Explanation, explanation
from yinuo.folding import TRADITIONAL, is_traditional
from yinuo.nlp.components.commitments import as_records
from yinuo.nlp.coverage import doubt_lines, thin_halves
from yinuo.nlp.source_offsets import to_source
from yinuo.nlp.state import state_of
from yinuo.preprocessing import PreparedText, RepairMode, prepare
from yinuo.readers import Place, Source
from yinuo.readers.metadata import joined
from yinuo.records import Commitment, SpeechInfo, Status
from yinuo.rules.wording import Lang
from yinuo.values.deadlines.scanner import as_date

if TYPE_CHECKING:
    from spacy.language import Language

    from yinuo.nlp.record_state import RecordState, SpeechInfoState
    from yinuo.nlp.state import State

_KNOWN_WORDS = 100_000
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Extraction:
    """Hold what one text gave: its speeches, its records, and notes for a person.

    Notes say why it is empty, or what was not found. ``sections_in_doubt`` are headings, each behind the offset of its
    first record, whose sentences look unlike what they were read as.
    """

    document: str
    sha256: str
    speeches: tuple[SpeechInfo, ...]
    commitments: tuple[Commitment, ...]
    notes: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    sections_in_doubt: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Commitment]:
        return iter(self.commitments)

    def __len__(self) -> int:
        return len(self.commitments)


def extract(
    text: str,
    *,
    date: str | None = None,
    actor: str | None = None,
    include: Collection[Status] = (),
    document: str = "",
    nlp: Language | None = None,
    repair: RepairMode = "apply",
    places: Sequence[Place] = (),
    title: str | None = None,
    speaker: str | None = None,
    place: str | None = None,
    level: str | None = None,
) -> Extraction:
    r"""Find the commitments of one text, in order of their start offset.

    Offsets are code points of ``text``, end exclusive: ``text[record.start:record.end] == record.text``.

    ``date`` (ISO), ``actor``, ``speaker`` and ``title`` override what the text says of its date, its organisation, who
    speaks, and its title, from which genre and year are told;
    ``place`` and ``level`` (of government), which no text is asked for, stand in the records as given. ``include`` adds
    records of other statuses ("achievement", "background"); ``nlp`` is a pipeline of ``yinuo.load``, built once where
    left out.
    ``repair``: a text that has lost characters is read as repaired (apply), its repairs are only listed (propose), or
    it is read as it stands (off); offsets are the source's in each case. ``places`` are those of a ``Source``, and give
    each record its page or paragraph.

    >>> found = extract("2024年工作安排\n今年，我们要新建幼儿园7所。", actor="云溪市教育局")
    >>> [(r.text, r.quantities[0].low, r.deadline.to) for r in found]
    [('新建幼儿园7所', 7.0, '2024-12-31')]

    Raises ``DateError`` for a date that is none, ``InputError`` for a text with a lone surrogate.
    """
    as_date(date)
    language = nlp or pipeline()
    prepared = prepare(text, repair)
    with _no_collection(), _zone(language):
        # No name keeps the state, so it is freed before the collector is on again, which would walk all of it.
        return _extraction(
            text,
            prepared,
            _analyse(prepared, language, date=date, actor=actor, title=title, document=document, include=include),
            places,
            _given(speaker=speaker, place=place, level=level),
        )


def extract_source(
    source: Source,
    *,
    row: Mapping[str, str] | None = None,
    options: Mapping[str, str | None] | None = None,
    include: Collection[Status] = (),
    repair: RepairMode = "apply",
    nlp: Language | None = None,
) -> Extraction:
    """Extract the commitments of a text as read from a file; every verb over files comes here.

    Date, organisation, title, speaker, place and level are those of the table's ``row``, of the ``options`` and of the
    file itself, by the precedence of ``yinuo.readers.metadata.joined``. The rest is as in ``extract``.
    """
    said = joined(row or {}, options or {}, source.metadata)
    return extract(
        source.text,
        document=source.path,
        date=said.get("date"),
        actor=said.get("organisation"),
        include=include,
        repair=repair,
        nlp=nlp,
        places=source.places,
        title=said.get("title"),
        speaker=said.get("speaker"),
        place=said.get("place"),
        level=said.get("level"),
    )


def _given(*, speaker: str | None, place: str | None, level: str | None) -> SpeechInfoState:
    """Collect what is given of the speeches of a text beyond date and organisation."""
    given: SpeechInfoState = {}
    if speaker:
        given["speaker"] = speaker
    if place:
        given["place"] = place
    if level:
        given["level"] = level
    return given


def _placed(plain: list[RecordState], places: Sequence[Place]) -> list[RecordState]:
    """Give each record the last place that begins before it does."""
    starts = [place.start for place in places]
    for record in plain:
        at = bisect_right(starts, record["start"])
        place = places[at - 1] if at else Place(0)
        if place.page is not None or place.paragraph is not None:
            record["place"] = {"page": place.page, "paragraph": place.paragraph}
    return plain


def explain(
    text: str,
    at: int,
    *,
    date: str | None = None,
    actor: str | None = None,
    title: str | None = None,
    nlp: Language | None = None,
    lang: Lang = "en",
) -> Explanation:
    r"""Tell why the clause at offset ``at`` became a commitment, or did not; in English (en) or Chinese (zh).

    ``at`` counts code points from 0; ``date``, ``actor`` and ``nlp`` are those of ``yinuo.extract``.

    >>> found = explain("2024年工作安排\n今年，我们要新建幼儿园7所。", 16, lang="zh")
    >>> found.status, found.evidence[0].rule, found.wording[0]
    ('commitment', 'section-tasks', '任务部分')

    Raises ``InputError`` where ``at`` lies outside the text or in no sentence.
    """
    as_date(date)
    if not 0 <= at < len(text):
        raise InputError(
            f"offset {at} is outside the text, which has {len(text)} characters; give one in 0..{len(text) - 1}"
        )
    language = nlp or pipeline()
    prepared = prepare(text, "apply")
    with _zone(language):
        state = _analyse(prepared, language, date=date, actor=actor, title=title, include=("achievement", "background"))
        return explanation(prepared, at, state, lang)


def _extraction(
    text: str, prepared: PreparedText, state: State, places: Sequence[Place], given: SpeechInfoState
) -> Extraction:
    plain = to_source(state["commitments"], prepared.repaired) if prepared.repaired else state["commitments"]
    for info in (*(s["info"] for s in state["speeches"]), *(record["speech"] for record in plain)):
        info.update(given)
    speeches = tuple(SpeechInfo.model_validate(s["info"]) for s in state["speeches"])
    records = tuple(as_records(_placed(plain, places)))
    notes = (*prepared.notes(), *_notes(text, state, speeches, len(records)))
    repairs = prepared.repaired.repairs if prepared.repaired else ()
    doubts = tuple(doubt_lines(state, prepared.repaired))
    notes += tuple(f"section in doubt: {line}" for line in doubts)
    return Extraction(state["document"], digest(text), speeches, records, notes, repairs, doubts)


@functools.cache
def pipeline() -> Language:
    """Give the pipeline that ``extract`` uses where none is given, built on first use."""
    from yinuo.nlp.pipeline import load

    return load()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector off: one text makes some hundred thousand objects and no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _zone(nlp: Language) -> AbstractContextManager[object]:
    """Keep new words until the pipeline knows many; then let each text forget its own, so memory stays flat."""
    return nlp.memory_zone() if len(nlp.vocab) > _KNOWN_WORDS else nullcontext()


def _analyse(
    prepared: PreparedText,
    nlp: Language,
    *,
    date: str | None,
    actor: str | None,
    title: str | None,
    document: str = "",
    include: Collection[Status] = (),
) -> State:
    text = prepared.text
    if len(text) > nlp.max_length:
        raise InputError(f"a text of {len(text):,} characters is too long ({nlp.max_length:,} at most); split it")
    doc = nlp.make_doc(text)
    state = state_of(doc)
    state["source"], state["text"], state["lost"] = text, prepared.folded, sorted(prepared.lost_digits)
    state["date"], state["actor"], state["title"] = date, actor, title
    state["document"], state["include"] = document, list(include)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return state


def _notes(text: str, state: State, speeches: tuple[SpeechInfo, ...], records: int) -> Iterator[str]:
    if not text.strip():
        yield "empty: the text has no characters but white space"
    elif not _CHINESE.search(text):
        yield "no Chinese text: the rules read Chinese only"
    elif is_traditional(text):
        yield TRADITIONAL
    elif not any(line["kind"] == "body" for line in state["lines"]):
        yield "only headings: no line of running text"
    elif not records:
        yield "no commitments: see `yinuo explain FILE --at OFFSET` for why a clause is none"
    for index, kind, promised in thin_halves(state):
        yield (
            f"speech {index}: {promised or 'no'} commitments in its second half, most of which was read as {kind}; "
            "if it plans something, see `yinuo explain FILE --at OFFSET` for what decided"
        )
    for speech in speeches:
        if speech.date is None and records:
            year = f"the year {speech.year} of its title serves" if speech.year else "relative times stay unresolved"
            yield f"speech {speech.index}: no date found, {year}; give --date to set one"
