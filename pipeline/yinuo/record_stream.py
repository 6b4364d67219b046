"""Give the records of one text one after the other, so that they need not all be in memory."""

from __future__ import annotations

import gc
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from yinuo.damage.findings import Repair
from yinuo.digests import digest
from yinuo.folding import TRADITIONAL, is_traditional
from yinuo.nlp.coverage import doubt_lines, one_paragraph, thin_halves, untold_orders
from yinuo.nlp.source_offsets import ToSource
from yinuo.nlp.steps.models import as_records, own_records
from yinuo.preprocessing import PreparedText
from yinuo.readers import Place
from yinuo.records import Commitment, SpeechInfo
from yinuo.rules import compile_re

if TYPE_CHECKING:
    from yinuo.nlp.record_state import RecordState, SpeechInfoState
    from yinuo.nlp.state import State

_CHINESE = compile_re("[\u4e00-\u9fff]")


class RecordStream:
    """Hold what one text gives: its records are made as they are asked for, once, and ``notes`` come with the last.

    Notes say for a person why it is empty, or what was not found. ``own``: no part of the user's has touched a record.
    """

    def __init__(
        self,
        text: str,
        prepared: PreparedText,
        state: State,
        blocks: Iterator[list[RecordState]],
        *,
        places: Sequence[Place],
        given: SpeechInfoState,
        own: bool = False,
    ) -> None:
        for speech in state["speeches"]:
            speech["info"].update(given)
        self.document, self.sha256 = state["document"], digest(text)
        self.speeches = tuple(SpeechInfo.model_validate(speech["info"]) for speech in state["speeches"])
        self.repairs: tuple[Repair, ...] = prepared.repaired.repairs if prepared.repaired else ()
        self.notes: tuple[str, ...] = ()
        self.sections_in_doubt: tuple[str, ...] = ()
        self._places, self._given, self._models = places, given, own_records if own else as_records
        self._blocks = self._made(text, prepared, state, blocks)

    def __iter__(self) -> Iterator[Commitment]:
        """Give the records; a block of them is made ahead, so that of most texts nothing else is kept any more."""
        held: list[Commitment] = []
        while True:
            with no_collection():
                ahead = next(self._blocks, None)
            yield from held
            if ahead is None:
                return
            held = ahead

    def _made(
        self, text: str, prepared: PreparedText, state: State, blocks: Iterator[list[RecordState]]
    ) -> Iterator[list[Commitment]]:
        back = None if prepared.as_it_stands else ToSource(prepared, prepared.lost_digits)
        starts, records = array("q"), 0
        for plain in blocks:
            starts.extend([record["start"] for record in plain if record["status"] == "commitment"])
            records += len(plain)
            plain = back(plain) if back else plain
            if self._given:
                for record in plain:
                    record["speech"].update(self._given)
            yield self._models(_placed(plain, self._places))
        self.sections_in_doubt = tuple(doubt_lines(state, prepared))
        doubts = (f"section in doubt: {line}" for line in self.sections_in_doubt)
        self.notes = (*prepared.notes(), *_notes(text, state, self.speeches, starts, records), *doubts)


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector off: one text makes some hundred thousand objects and no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _placed(plain: list[RecordState], places: Sequence[Place]) -> list[RecordState]:
    """Give each record the last place that begins before it does."""
    if not places:
        return plain
    starts = [place.start for place in places]
    for record in plain:
        at = bisect_right(starts, record["start"])
        place = places[at - 1] if at else Place(0)
        if place.page is not None or place.paragraph is not None:
            record["place"] = {"page": place.page, "paragraph": place.paragraph}
    doubtful = [at for place in places for at in place.doubtful]
    if doubtful:
        for record in plain:
            _doubted(record, doubtful)
    return plain


def _doubted(record: RecordState, doubtful: Sequence[int]) -> None:
    """Mark numbers and times damaged that hold a digit which was recognised with doubt."""
    for value in (*record["quantities"], record["deadline"]):
        if value is not None and value["start"] is not None and value["end"] is not None:
            at = bisect_left(doubtful, value["start"])
            if at < len(doubtful) and doubtful[at] < value["end"]:
                value["damaged"] = True


def _notes(
    text: str, state: State, speeches: tuple[SpeechInfo, ...], starts: Sequence[int], records: int
) -> Iterator[str]:
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
    yield from _doubtful_parts(state, starts)
    for speech in speeches:
        if speech.date is None and records:
            year = f"the year {speech.year} of its title serves" if speech.year else "relative times stay unresolved"
            yield f"speech {speech.index}: no date found, {year}; give --date to set one"


def _doubtful_parts(state: State, starts: Sequence[int]) -> Iterator[str]:
    """Say where a plan may have been missed; ``starts`` are the offsets of all commitments, in order."""
    length = one_paragraph(state["source"])
    if length:
        yield (
            f"running text: {length} characters stand in one paragraph; its headings were looked for within it, "
            "and some may be missed: put each heading on a line of its own to be sure"
        )
    for index, kind, promised in thin_halves(state, starts):
        yield (
            f"speech {index}: {promised or 'no'} commitments in its second half, most of which was read as {kind}; "
            "if it plans something, see `yinuo explain FILE --at OFFSET` for what decided"
        )
    for heading, kind, orders in untold_orders(state, starts):
        yield (
            f"{heading or '(no heading)'}: read as {kind}, but {orders} of its sentences order something; "
            "see `yinuo explain FILE --at OFFSET` for what decided"
        )
