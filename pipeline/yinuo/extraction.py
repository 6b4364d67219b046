"""Extract the commitments of one text, and explain why a clause is one or none."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec

from yinuo.damage.findings import Repair, RepairMode
from yinuo.errors import InputError
from yinuo.explanation import Explanation, explanation
from yinuo.nlp.analysis import Analyser
from yinuo.nlp.state import KEY, State
from yinuo.preprocessing import PreparedText, prepare
from yinuo.readers import Place, Source
from yinuo.readers.metadata import joined
from yinuo.record_stream import RecordStream, no_collection
from yinuo.records import Commitment, SpeechInfo, Status
from yinuo.rules.wording import Lang
from yinuo.values.deadlines.scanner import as_date

if TYPE_CHECKING:
    from spacy.language import Language

    from yinuo.nlp.record_state import RecordState, SpeechInfoState

P = ParamSpec("P")
_KNOWN_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class _Asked:
    """Hold what a caller says of a text, and which statuses are wanted beside commitments."""

    date: str | None
    actor: str | None
    title: str | None
    document: str = ""
    include: Collection[Status] = ()
    measured: bool = False


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

    @classmethod
    def of(cls, stream: RecordStream) -> Extraction:
        """Take all records of a stream."""
        with no_collection():
            records = tuple(stream)
        told = stream.notes, stream.repairs, stream.sections_in_doubt
        return cls(stream.document, stream.sha256, stream.speeches, records, *told)

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
    nlp: Language | Analyser | None = None,
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
    return _kept(_stream)(
        text,
        _Asked(date, actor, title, document, tuple(include)),
        _given(speaker=speaker, place=place, level=level),
        nlp=nlp,
        repair=repair,
        places=places,
    )


def _kept(stream: Callable[P, RecordStream]) -> Callable[P, Extraction]:
    """Make a function that keeps all records which another makes as they are asked for."""

    def kept(*args: P.args, **named: P.kwargs) -> Extraction:
        with no_collection():
            # No name keeps what was read, so it is freed before the collector is on again, which would walk all of it.
            return Extraction.of(stream(*args, **named))

    return kept


def stream_source(
    source: Source,
    *,
    row: Mapping[str, str] | None = None,
    options: Mapping[str, str | None] | None = None,
    include: Collection[Status] = (),
    repair: RepairMode = "apply",
    nlp: Language | Analyser | None = None,
    measured: bool = False,
) -> RecordStream:
    """Make the records of a text as read from a file, as they are asked for; every verb over files comes here.

    Date, organisation, title, speaker, place and level are those of the table's ``row``, of the ``options`` and of the
    file itself, by the precedence of ``yinuo.readers.metadata.joined``. The rest is as in ``extract``. With
    ``measured`` no sentence without a number is taken apart, nor what a review tells, which takes half the time.
    ``extract_source`` does the same and keeps the records.
    """
    said = joined(row or {}, options or {}, source.metadata)
    return _stream(
        source.text,
        _Asked(said.get("date"), said.get("organisation"), said.get("title"), source.path, tuple(include), measured),
        _given(speaker=said.get("speaker"), place=said.get("place"), level=said.get("level")),
        nlp=nlp,
        repair=repair,
        places=source.places,
    )


extract_source = _kept(stream_source)


def _stream(
    text: str,
    asked: _Asked,
    given: SpeechInfoState,
    *,
    nlp: Language | Analyser | None,
    repair: RepairMode,
    places: Sequence[Place],
) -> RecordStream:
    as_date(asked.date)
    reader = _reader(nlp)
    _check_length(text, reader)
    prepared = prepare(text, repair)
    with no_collection(), _zone(reader):
        state = _state(prepared, reader, asked)
        own = isinstance(reader, Analyser)
        blocks = reader.blocks(state) if isinstance(reader, Analyser) else iter([_by_pipeline(state, reader)])
        return RecordStream(text, prepared, state, blocks, places=places, given=given, own=own)


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


def explain(
    text: str,
    at: int,
    *,
    date: str | None = None,
    actor: str | None = None,
    title: str | None = None,
    nlp: Language | Analyser | None = None,
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
    reader = _reader(nlp)
    _check_length(text, reader)
    prepared = prepare(text, "apply")
    with _zone(reader):
        state = _state(prepared, reader, _Asked(date, actor, title, include=("achievement", "background")))
        if isinstance(reader, Analyser):
            reader(state)
        else:
            _by_pipeline(state, reader)
        return explanation(prepared, at, state, lang)


@functools.cache
def _analyser() -> Analyser:
    return Analyser()


def _reader(nlp: Language | Analyser | None) -> Language | Analyser:
    """Give what reads the texts: no Doc is made where a pipeline has nothing of the user's own that wants one."""
    if nlp is None:
        return _analyser()
    if isinstance(nlp, Analyser):
        return nlp
    from yinuo.nlp.pipeline import analyser_of

    return analyser_of(nlp) or nlp


# One thread at a time runs a pipeline that makes Docs: a vocabulary that forgets words forgets those of all threads.
_one_thread = threading.RLock()


@contextmanager
def _zone(reader: Language | Analyser) -> Iterator[None]:
    """Keep new words until a pipeline knows many; then let each text forget its own, so memory stays flat."""
    if isinstance(reader, Analyser):
        yield
        return
    with _one_thread, reader.memory_zone() if len(reader.vocab) > _KNOWN_WORDS else nullcontext():
        yield


def _check_length(text: str, reader: Language | Analyser) -> None:
    if len(text) > reader.max_length:
        raise InputError(f"a text of {len(text):,} characters is too long ({reader.max_length:,} at most); split it")


def _state(prepared: PreparedText, reader: Language | Analyser, asked: _Asked) -> State:
    text = prepared.text
    _check_length(text, reader)
    state: State = {"source": text, "text": prepared.folded, "lost": sorted(prepared.lost_digits)}
    state["date"], state["actor"], state["title"] = asked.date, asked.actor, asked.title
    state["document"], state["include"] = asked.document, list(asked.include)
    state["measured"] = asked.measured
    return state


def _by_pipeline(state: State, nlp: Language) -> list[RecordState]:
    doc = nlp.make_doc(state["source"])
    doc.user_data[KEY] = state
    for _, component in nlp.pipeline:
        doc = component(doc)
    return state["commitments"]
