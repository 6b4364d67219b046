"""Make plots of records: of one document, and of several side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from yinuo.pages.words import Words
from yinuo.plots import Bar, Cell, Plot, Stretch, Target, bars, calendar, gantt, heatmap, ranges
from yinuo.records import Commitment, Quantity
from yinuo.report.counts import FIRMNESSES, MISSING, SPECIFICITIES, counts, due, heading_of, stated
from yinuo.report.documents import Anchors, Document
from yinuo.rules import load_table
from yinuo.values.quantities.indicators import Indicator

_FEWEST, _MOST_TARGETS, MOST_ROWS, _MOST_COLUMNS = 2, 24, 60, 12
Group = Callable[[Commitment], str | None]


def by_specificity(rows: Iterable[tuple[str, Iterable[Commitment], str | None]], title: str, words: Words) -> Plot:
    """Plot a bar for each group of records, parted by specificity."""
    data = []
    for label, records, link in rows:
        own = Counter[str](r.specificity for r in records)
        data.append(Bar(label, [own[name] for name in SPECIFICITIES], link))
    names = [words.name("specificity", name) for name in SPECIFICITIES]
    return bars(data, title=title, series=names, head=words("heading"))


def by_heading(document: Document, anchors: Anchors, words: Words) -> Plot:
    """Plot the commitments under each heading."""
    groups: dict[str, list[Commitment]] = {}
    name = heading_of(document.commitments)
    for record in document.commitments:
        groups.setdefault(name(record) or words("no-heading"), []).append(record)
    rows = [(label, own, anchors.link(anchors.row(document.numbers[own[0].id]))) for label, own in groups.items()]
    return by_specificity(rows, words("by-heading"), words)


def how_firm(documents: Iterable[Document], words: Words) -> Plot:
    """Plot how firmly commitments are worded."""
    own = counts(documents).firmness
    data = [Bar(words.name("firmness", name), [own[name]]) for name in FIRMNESSES]
    return bars(data, title=words("firmness"), series=(words("count"),), head=words("firmness"))


def lacking(documents: Iterable[Document], words: Words) -> Plot:
    """Plot what commitments lack for somebody to check them."""
    own = counts(documents).missing
    data = [Bar(words.name("missing", name), [own[name]]) for name in MISSING]
    return bars(data, title=words("missing"), series=(words("count"),), head=words("missing"))


def due_dates(documents: Iterable[Document], words: Words, link: Callable[[int, int], str | None]) -> Plot:
    """Plot the last days of all stated deadlines as a calendar."""
    days = [due(record) for document in documents for record in document.commitments]
    return calendar(
        days,
        title=words("due-by"),
        total=words("total"),
        undated=words("undated"),
        head=words("year"),
        link=link,
    )


def times(document: Document, group: Group, nobody: str, title: str, anchors: Anchors, words: Words) -> Plot | None:
    """Plot the stated times of a document's commitments; those of a group with the same days are one bar."""
    merged: dict[tuple[str, str | None, str | None], list[Commitment]] = {}
    for record in document.commitments:
        time = stated(record)
        if time is not None and (time.from_ or time.to):
            merged.setdefault((group(record) or nobody, time.from_, time.to), []).append(record)
    if not merged:
        return None
    data = []
    for (name, start, end), records in merged.items():
        said = records[0].restored or records[0].text
        text = said if len(records) == 1 else f"{words('items', count=len(records))}: {said} …"
        link = anchors.link(anchors.row(document.numbers[records[0].id]))
        data.append(Stretch(name, start, end, text, link))
    columns = (title, words("first-day"), words("last-day"), words("commitment"))
    return gantt(data, title=title, columns=columns)


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold one quantity of an indicator, with its record."""

    indicator: str
    quantity: Quantity
    record: Commitment


def measured(document: Document) -> list[Measured]:
    """List the quantities of known indicators, indicator by indicator, in the order in which the text names them."""
    found: dict[str, list[Measured]] = {}
    for record in document.commitments:
        for quantity in record.quantities:
            if quantity.indicator:
                found.setdefault(quantity.indicator, []).append(Measured(quantity.indicator, quantity, record))
    return [one for group in found.values() for one in group]


def signed(quantity: Quantity) -> tuple[float | None, float | None]:
    """Give the bounds, below zero for a decrease."""
    if quantity.change != "decrease":
        return quantity.low, quantity.high
    return tuple(None if v is None else -v for v in (quantity.high, quantity.low))  # type: ignore[return-value]


def targets(document: Document, anchors: Anchors, words: Words) -> Iterator[Plot]:
    """Plot the targets of each unit that several of them have, those of growth apart from those of level."""
    units: dict[tuple[str, str], list[Measured]] = {}
    grows = _growing()
    for one in measured(document):
        if one.quantity.unit and (one.quantity.low is not None or one.quantity.high is not None):
            key = "targets-of-growth" if one.indicator in grows else "targets-in"
            units.setdefault((one.quantity.unit, key), []).append(one)
    for (unit, key), own in units.items():
        spread = [abs(v) for one in own for v in signed(one.quantity) if v]
        if len(own) < _FEWEST or (spread and max(spread) > 1000 * min(spread)):
            continue  # one axis would show all but the largest at zero; the table has them
        data = [_target(document, one, anchors, words, year) for one, year in _dated(own[:_MOST_TARGETS])]
        columns = (words("indicator"), words("low"), words("high"), words("as-written"))
        yield ranges(data, title=words(key, unit=unit), unit=unit if len(unit) < 3 else "", columns=columns)


@cache
def _growing() -> frozenset[str]:
    rows = load_table("quantities/indicators", Indicator)
    return frozenset(row.key for row in rows if row.kind in ("growth", "index"))


def _dated(own: Sequence[Measured]) -> list[tuple[Measured, str]]:
    """Give each target the year that it is for, where another of its indicator is for another year; else none."""
    years: dict[str, set[str]] = defaultdict(set)
    for one in own:
        years[one.indicator].add(_year(one))
    return [(one, _year(one) if len(years[one.indicator]) > 1 else "") for one in own]


def _year(one: Measured) -> str:
    time = one.record.deadline
    return (time.to or "")[:4] if time else ""


def _target(document: Document, one: Measured, anchors: Anchors, words: Words, year: str = "") -> Target:
    low, high = signed(one.quantity)
    link = anchors.link(anchors.row(document.numbers[one.record.id]))
    label = f"{words.name('indicator', one.indicator)} {year}".strip()
    return Target(label, low, high, one.quantity.text, one.quantity.approximate, link)


def labels(documents: Sequence[Document]) -> list[str]:
    """Name each document by its place, with its year where a place has several, else by its title."""
    places = Counter(document.place for document in documents)
    named = [_label(document, places[document.place] > 1) for document in documents]
    twice = Counter(named)
    return [document.title if twice[name] > 1 else name for name, document in zip(named, documents, strict=True)]


def _label(document: Document, with_year: bool) -> str:
    return f"{document.place} {document.year}" if with_year and document.year else document.place


def _distance(document: Document, record: Commitment) -> tuple[bool, bool]:
    """Tell how far a target is from the document's own year: due later, and under a heading that does not name it."""
    year, last = str(document.year or ""), (due(record) or "")[:4]
    own = last == year or any(year in heading for heading in record.section)
    return bool(last) and last > year, not own


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold one target of each indicator in each document, and the indicators that most documents have."""

    names: Sequence[str]
    indicators: Sequence[str]
    found: Mapping[tuple[int, str], Measured]


def compared(documents: Sequence[Document]) -> Comparison:
    """Compare documents by their targets."""
    found: dict[tuple[int, str], Measured] = {}
    for number, document in enumerate(documents):
        for one in sorted(measured(document), key=lambda one: _distance(document, one.record)):
            found.setdefault((number, one.indicator), one)
    common = Counter(indicator for _, indicator in found)
    ordered = [name for name, count in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])) if count > 1]
    return Comparison(labels(documents), ordered or sorted(common), found)


def heat(documents: Sequence[Document], found: Comparison, places: Sequence[Anchors], words: Words) -> Plot | None:
    """Plot places by indicators, for the indicators that most of them have."""
    columns = found.indicators[:_MOST_COLUMNS]
    rows = [n for n in range(len(documents)) if any((n, name) in found.found for name in columns)][:MOST_ROWS]
    if not rows:
        return None
    units = {name: _usual_unit(found, name) for name in columns}
    cells = {}
    for row, number in enumerate(rows):
        for column, name in enumerate(columns):
            one = found.found.get((number, name))
            if one is not None:
                low, high = signed(one.quantity)
                anchors = places[number]
                link = anchors.link(anchors.row(documents[number].numbers[one.record.id]))
                value = (high if low is None else low) if one.quantity.unit == units[name] else None
                cells[row, column] = Cell(value, one.quantity.text, link)
    names = [words.name("indicator", name) for name in columns]
    return heatmap([found.names[n] for n in rows], names, cells, title=words("heat"), head=words("place"))


def _usual_unit(found: Comparison, indicator: str) -> str | None:
    """Give the unit that most targets of an indicator have: numbers of other units are not compared with them."""
    units = Counter(one.quantity.unit for (_, name), one in found.found.items() if name == indicator)
    return min(units, key=lambda unit: (-units[unit], unit or ""))


def across(documents: Sequence[Document], found: Comparison, places: Sequence[Anchors], words: Words) -> Iterator[Plot]:
    """Plot each of the most common indicators over all documents."""
    for name in found.indicators[:4]:
        units: dict[str | None, list[Target]] = defaultdict(list)
        for number, document in enumerate(documents):
            one = found.found.get((number, name))
            if one is not None:
                target = _target(document, one, places[number], words)
                label = found.names[number]
                own = Target(label, target.low, target.high, target.text, target.approximate, target.link)
                units[one.quantity.unit].append(own)
        unit, data = max(units.items(), key=lambda pair: len(pair[1]), default=(None, []))
        if len(data) >= _FEWEST:
            columns = (words("document"), words("low"), words("high"), words("as-written"))
            title = words("across", name=words.name("indicator", name))
            yield ranges(data[:MOST_ROWS], title=title, unit=unit if unit and len(unit) < 3 else "", columns=columns)
