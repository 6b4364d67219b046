"""Tell which parts of a text a review has settled: the sentences of decided records and what lies between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yinuo.verdicts.projection import Reviewed

Range = tuple[int, int]


def settled_ranges(standing: Iterable[Reviewed], length: int) -> tuple[Range, ...]:
    """Give the parts of a text of so many characters that are settled, in order; all of it where nothing is open.

    A part reaches from the sentence of the first of decided records that follow each other to that of the last, and to
    the ends of the text where no open record lies between; an open record lies in none.
    """
    records = sorted(standing, key=lambda own: (own.record.start, own.record.end, own.key))
    if not any(own.decided for own in records):
        return ()
    parts: list[Range] = []
    border = 0  # the end of the last open record
    run: list[Reviewed] = []
    for own in records:
        if own.decided:
            run.append(own)
            continue
        parts += _part(run, border, own.record.start, at_start=border == 0, at_end=False)
        border, run = max(border, own.record.end), []
    parts += _part(run, border, length, at_start=border == 0, at_end=True)
    return _joined(parts)


def within(ranges: Sequence[Range], others: Sequence[Range]) -> tuple[Range, ...]:
    """Give what two lists of parts share."""
    shared = [(max(a, c), min(b, d)) for a, b in ranges for c, d in others]
    return tuple(sorted((start, end) for start, end in shared if start < end))


def _part(run: Sequence[Reviewed], border: int, behind: int, *, at_start: bool, at_end: bool) -> list[Range]:
    """Give the part of records that follow each other; none of them is cut, even by an open record that overlaps it."""
    if not run:
        return []
    first = 0 if at_start else max(border, run[0].record.sentence.start)
    last = behind if at_end else min(behind, max(own.record.sentence.end for own in run))
    return [(min(first, run[0].record.start), max(last, *(own.record.end for own in run)))]


def _joined(parts: Iterable[Range]) -> tuple[Range, ...]:
    joined: list[Range] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
