"""Repair a damaged text by its diagnosis, with a record of every insertion."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from yinuo.damage.diagnosis import inspect
from yinuo.damage.findings import Diagnosis, Repair, Repaired
from yinuo.damage.numbers.unnamed import lost_digits
from yinuo.damage.years.repairs import SURE, ranges, years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

THRESHOLD = 0.5  # models/repair/README.md shows the choice
SHOWN = 0.05  # an insertion less likely than this is not worth a record
_DIGITS = frozenset("0123456789")


def repair(text: str, diagnosis: Diagnosis | None = None, *, threshold: float = THRESHOLD) -> Repaired:
    """Put back what a damaged text has lost, where it can be known; digits only into years and ranges.

    Only characters that ``diagnosis`` calls lost are put back; it is made by ``yinuo.inspect`` where left out.

    A repair that is less sure than ``threshold`` (0 to 1) is recorded and not applied. Offsets of the result come back
    to the source by its ``span(start, end)``. Raises nothing: a sound text comes back as it is.

    >>> from yinuo.damage.findings import Lost
    >>> lost = tuple(Lost(c, 9.0, 0, 0.0, 0, 13) for c in "01加众")
    >>> repair("222年要强服务群的本领。", Diagnosis(13, lost)).text
    '2022年要加强服务群众的本领。'
    >>> repair("今年新建幼儿园7所。").repairs
    ()
    """
    if diagnosis is None:
        diagnosis = inspect(text)
    if not text or not diagnosis.characters:
        return Repaired.of(text, ())
    spans = {item.character: (item.start, item.end) for item in diagnosis.lost}
    found = [*_digits(text, diagnosis), *_letters(text, spans, threshold)]
    return Repaired.of(text, tuple(sorted(found, key=lambda r: (r.at, _second(text, r)))))


def _second(text: str, repair: Repair) -> bool:
    """Tell whether an insertion goes second of two in one gap.

    A digit stays with the digits or the mark that it belongs to.
    """
    after_number = repair.at > 0 and text[repair.at - 1] in _DIGITS
    return (repair.insert[0] in _DIGITS) != after_number


def _digits(text: str, diagnosis: Diagnosis) -> Iterator[Repair]:
    reach = [(item.start, item.end) for item in diagnosis.lost if item.character in _DIGITS]
    if reach:
        start, end = min(s for s, _ in reach), max(e for _, e in reach)
        found = years(text, diagnosis.digits, start=start, end=end)
        likely = lost_digits(text, diagnosis)
        others = frozenset(likely) - diagnosis.digits
        if others and any(r.applied for r in found):
            also = years(text, frozenset(likely), start=start, end=end)
            found = tuple(_mixed(found, also, 1 - math.prod(1 - likely[digit] for digit in others)))
        yield from found
        yield from ranges(text, diagnosis.digits, start=start, end=end)


def _mixed(named: Iterable[Repair], every: Iterable[Repair], share: float) -> Iterator[Repair]:
    """Weigh repairs made with the named digits against those made as if more were lost, which ``share`` says."""
    other = {(r.at, r.insert): r.confidence for r in every}
    for r in named:
        sure = round((1 - share) * r.confidence + share * other.get((r.at, r.insert), 0.0), 4)
        yield replace(r, confidence=sure, applied=r.applied and sure >= SURE)


def _letters(text: str, spans: Mapping[str, tuple[int, int]], threshold: float) -> Iterator[Repair]:
    from yinuo.damage.ngrams.features import confidence, examine
    from yinuo.damage.ngrams.model import load

    seen = examine(load(), text, sorted(spans))
    named: dict[int, dict[str, float]] = {}
    sure = confidence(load(), seen.rows).tolist() if seen.inserts else []
    for at, insert, value in zip(seen.offsets, seen.inserts, sure, strict=True):
        if all(spans[c][0] <= at <= spans[c][1] for c in insert):
            named.setdefault(at, {})[insert] = value
    for at, options in sorted(named.items()):
        yield from _record(at, options, threshold)


def _record(at: int, named: Mapping[str, float], threshold: float) -> Iterator[Repair]:
    ranked = sorted(named, key=lambda s: (-named[s], s))
    if not ranked or named[ranked[0]] < SHOWN:
        return
    best, *rest = ranked
    others = tuple((s, round(named[s], 4)) for s in rest[:3] if named[s] >= 0.01)
    yield Repair(at, best, round(named[best], 4), named[best] >= threshold, others)
