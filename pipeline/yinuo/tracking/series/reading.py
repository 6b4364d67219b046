"""Read what one report sets as targets of indicators, and what it tells of the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yinuo.folding import fold
from yinuo.readers import Source
from yinuo.records import Commitment
from yinuo.tracking.clauses import Clause, Fact, Passage, clauses_of
from yinuo.tracking.inputs import whose, year_of
from yinuo.tracking.keys import clean, stripped
from yinuo.tracking.pair import horizon_of, is_main
from yinuo.tracking.period import Horizon
from yinuo.tracking.report import Report, of_records, of_source
from yinuo.tracking.tables import alias, shape, wholes
from yinuo.values.quantities.indicators import indicator, indicators, qualifier


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say which place and which indicator are wanted; all where it is None."""

    place: str | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one value of an indicator with its clause; ``fact`` is None where a report says that it sets no target."""

    indicator: str
    start: int
    end: int
    text: str
    fact: Fact | None
    foremost: bool = False
    period: Horizon = "year"


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what one report gives to the series of its place."""

    document: str
    place: str
    year: int
    targets: tuple[Point, ...]
    results: tuple[Point, ...]


def of_text(source: Source, wanted: Wanted) -> Reading | None:
    """Read a text; None where it is of another place, or no year of it is known."""
    place = source.metadata.get("place")
    if place and wanted.place and wanted.place not in place:
        return None
    report = of_source(source, measured=True)
    return _reading(report, wanted, tuple(_absent(source.text, report.passages)))


def of_document(records: Sequence[Commitment], wanted: Wanted) -> Reading | None:
    """Read the records of a document; whoever wants its results extracts achievements as well."""
    return _reading(of_records(records), wanted, ())


def _reading(report: Report, wanted: Wanted, absent: tuple[Point, ...]) -> Reading | None:
    year, place = year_of(report), whose(report)
    names = (place, report.organisation or "", report.document)
    if year is None or (wanted.place and not any(wanted.place in name for name in names)):
        return None
    targets = tuple(p for p in (*_targets(report, wanted), *absent) if _is_wanted(p, wanted))
    return Reading(report.document, place, year, targets, tuple(_results(report, wanted)))


def _is_wanted(point: Point, wanted: Wanted) -> bool:
    return wanted.indicator in (None, point.indicator)


def _targets(report: Report, wanted: Wanted) -> Iterator[Point]:
    """Give the targets of one year and those of several, in the order of the report; each sentence is cut once."""
    held: dict[tuple[int, int], list[Commitment]] = {}
    for record in report.commitments:
        if record.quantities:
            held.setdefault((record.sentence.start, record.sentence.end), []).append(record)
    for own in held.values():
        sentence = own[0].sentence
        foremost = is_main(own[0])
        last: tuple[Commitment | None, str | None] = (None, None)
        for clause in clauses_of([Passage(sentence.start, sentence.text, own[0].section)], report.year):
            for fact in clause.facts:
                holder = next((r for r in own if r.start <= fact.start < r.end), None)
                if holder is None and fact.of and fact.of == last[1]:  # 达到240亿元，同比增长21%
                    holder = last[0]
                last = (holder, fact.of)
                if holder:
                    several = fact.horizon == "plan" and not _of_this_year(own[0], clause)
                    plan = several or horizon_of(holder, report.year) == "plan"
                    for point in _points(clause, fact, wanted, foremost=foremost):
                        yield replace(point, period="plan" if plan else "year")


def _of_this_year(record: Commitment, clause: Clause) -> bool:
    """Tell whether a sentence or its heading speaks of this year, though it names a plan: 今年是“十四五”开局之年."""
    before = record.sentence.text[: clause.start - record.sentence.start]
    several = shape("cumulative").search(clause.text) or shape("base").search(clause.text)
    return not several and any("今年" in text for text in (before, *record.section[-1:]))


def _results(report: Report, wanted: Wanted) -> Iterator[Point]:
    """Give what the review tells of the year before, in the order of the report."""
    for clause in clauses_of(report.passages, (year_of(report) or 1) - 1):
        for fact in clause.facts:
            if fact.horizon == "year" and not fact.partial and not shape("target_word").search(clause.text):
                yield from _points(clause, fact, wanted)


def _points(clause: Clause, fact: Fact, wanted: Wanted, *, foremost: bool = False) -> Iterator[Point]:
    key = _key(fact, wanted)
    if key and fact.value is not None and not fact.unsure:
        point = Point(key, clause.start, clause.end, clause.written, _plain(fact, key), foremost)
        if _is_wanted(point, wanted):
            yield point


def _key(fact: Fact, wanted: Wanted) -> str | None:
    """Give the indicator that a fact is of as a whole, and in its own measure; else the name that is wanted."""
    own = fact.key
    key, lead = own.indicator, own.lead
    if key is None and (key := indicator(fact.of, fact.unit, fact.change)):
        lead = shape("scope").sub("", qualifier(key, _LEAD.sub("", fact.of or "")))
    row = indicators().get(key or "")
    if row is None or key is None:
        return own.name if own.name and own.name == clean(wanted.indicator or "") else None
    part = lead and (key, lead) not in wholes()
    more = row.kind in ("flow", "stock") and not row.sums and (own.added or fact.change != "level")
    times = row.unit == "rate" and fact.unit == "倍"  # 是2006年的3.7倍
    faster = row.kind == "growth" and own.unit == "points"  # 增幅回落2个百分点
    return None if part or more or times or faster else key


def _plain(fact: Fact, key: str) -> Fact:
    """Take 上涨2% of prices for a level, as 控制在3%以内 is one; a fall is below zero."""
    row = indicators().get(key)
    if row is None or row.kind != "index" or fact.change == "multiple":
        return fact
    low, high = fact.low, fact.high
    if fact.change == "decrease":
        low, high = (None if high is None else -high), (None if low is None else -low)
    return replace(fact, low=low, high=high, change="level", key=replace(fact.key, measure="level"))


def _absent(text: str, review: Sequence[Passage]) -> Iterator[Point]:
    """Find what a text says to set no target of: 没有提出全年经济增速具体目标."""
    folded = fold(text)
    spans = [(p.start, p.start + len(p.text)) for p in review]
    for found in shape("absent").finditer(folded):
        start, end = found.span()
        if any(a <= start < b for a, b in spans):
            continue
        before = max(folded.rfind(mark, 0, start) for mark in "，。；：！\n") + 1
        for name in (found["thing"], folded[before:start]):
            key = _named(name)
            if key:
                yield Point(key, before, end, text[before:end], None)
                break


def _named(name: str) -> str | None:
    """Give the indicator whose growth, or else whose share, a name says: 全年经济增速 is gdp_growth."""
    bare = stripped(name)
    names = (alias(clean(bare), "growth") or bare, _GROWTH.sub("", name))
    found = (indicator(one, "%", change) for one in names for change in ("increase", "level"))
    return next(filter(None, found), None)


_LEAD = re.compile("^全[省市县区国旗州]")
_GROWTH = re.compile("(?:增长|增速|涨幅)$")


__all__ = ["Point", "Reading", "Wanted", "of_document", "of_text"]
