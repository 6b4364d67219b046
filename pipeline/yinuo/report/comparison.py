"""Compare documents: a table of their counts, their targets side by side, all their due dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yinuo.pages.html import Html, element, join
from yinuo.pages.words import Words
from yinuo.plots import figure
from yinuo.report import charts
from yinuo.report.counts import SPECIFICITIES, counts
from yinuo.report.documents import Anchors, Document
from yinuo.report.sections import tiles


def comparison(documents: Sequence[Document], places: Sequence[Anchors], words: Words) -> Iterator[Html]:
    """Give the sections that compare documents; ``places`` says where the anchors of each are."""
    numbers = words("numbers")
    found = charts.compared(documents)
    yield element("section", element("h2", words("comparison")), tiles(counts(documents), words),
                  _table(documents, places, words), id="comparison")  # fmt: skip
    first = documents[: charts.MOST_ROWS]
    rows = [
        (name, own.commitments, anchors.link(anchors.of("top")))
        for name, own, anchors in zip(found.names, first, places, strict=False)
    ]
    plots = [
        figure(charts.by_specificity(rows, words("by-document"), words), numbers=numbers),
        figure(charts.how_firm(documents, words), numbers=numbers),
        figure(charts.lacking(documents, words), numbers=numbers),
        figure(charts.due_dates(documents, words, lambda year, month: None), numbers=numbers),
    ]
    left = len(documents) - len(first)
    note = element("p", words("left-out", count=left), class_="note") if left > 0 else None
    yield element("section", element("h2", words("summary")), note, element("div", *plots, class_="plots"))
    yield from _targets(documents, found, places, words)


def _targets(
    documents: Sequence[Document], found: charts.Comparison, places: Sequence[Anchors], words: Words
) -> Iterator[Html]:
    heat = charts.heat(documents, found, places, words)
    if heat is None:
        return
    shown = [figure(heat, numbers=words("numbers"), note=words("heat-note"))]
    for plot in charts.across(documents, found, places, words):
        shown.append(figure(plot, numbers=words("numbers"), note=words("range-note")))
    yield element("section", element("h2", words("heat")), element("div", *shown, class_="plots"), id="heat")


def _table(documents: Sequence[Document], places: Sequence[Anchors], words: Words) -> Html:
    names = [words("document"), words("organisation"), words("date"), words("commitments")]
    names += [words.name("specificity", name) for name in SPECIFICITIES]
    names += [words("with-due"), words("checkable")]
    head = element("tr", *(element("th", name, scope="col") for name in names))
    rows = [_row(own, anchors, names, words) for own, anchors in zip(documents, places, strict=True)]
    table = element("table", element("thead", head), element("tbody", join(rows, "\n")), class_="cards")
    return element("div", table, class_="scroll")


def _row(document: Document, anchors: Anchors, names: Sequence[str], words: Words) -> Html:
    own, speech = counts([document]), document.speech
    title = element("a", document.title, href=anchors.link(anchors.of("top")))
    said = [(speech.organisation or "") if speech else "", str((speech.date or speech.year or "") if speech else "")]
    figures = [own.commitments, *(own.specificity[name] for name in SPECIFICITIES), own.with_due, own.checkable]
    cells = [element("td", title, element("div", document.name, class_="path"))]
    cells += [element("td", text, data_label=name) for name, text in zip(names[1:], said, strict=False)]
    cells += [
        element("td", f"{count:,}", class_="number", data_label=name)
        for name, count in zip(names[3:], figures, strict=True)
    ]
    return element("tr", *cells)
