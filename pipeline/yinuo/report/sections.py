"""Lay out the sections of one document: facts, counts, plots, due dates, indicators, text beside table."""

from __future__ import annotations

from collections.abc import Iterator

from yinuo.pages.html import Html, element, join
from yinuo.pages.words import Words
from yinuo.plots import figure
from yinuo.report import charts
from yinuo.report.counts import Counts, counts, doubtful, due, heading_of, stated
from yinuo.report.documents import Anchors, Document
from yinuo.report.marks import painted
from yinuo.report.table import records_table

_MOST_DOUBTFUL = 60
_BLANK = Html(" ")


def facts(document: Document, words: Words) -> Html:
    """List what is known of a document."""
    speech = document.speech
    who = " ".join(filter(None, (speech.role, speech.speaker))) if speech else ""
    known = (
        ("organisation", speech.organisation if speech else None),
        ("speaker", who),
        ("date", (speech.date or speech.year) if speech else None),
        ("place", speech.place if speech else None),
        ("file", document.name),
        ("characters", f"{len(document.text):,}" if document.text is not None else None),
        ("sha256", f"{document.sha256[:12]}…"),
    )
    rows = (element("div", element("dt", words(key)), element("dd", str(value))) for key, value in known if value)
    return element("dl", *rows, class_="facts")


def tiles(own: Counts, words: Words) -> Html:
    """Show the foremost counts, each with its share."""
    total = own.commitments
    shown = [
        (words("commitments"), total, None),
        (words("with-number"), own.with_number, total),
        (words("with-due"), own.with_due, total),
        (words("checkable"), own.checkable, total),
        (words("with-answerer"), own.answered, total),
    ]
    others = ((words("achievements"), own.achievements, None), (words("background"), own.background, None))
    shown += [other for other in others if other[1]]
    items = []
    for name, count, of in shown:
        share = f" · {count / of:.0%}" if of else ""
        items.append(element("li", element("b", f"{count:,}"), f"{name}{share}"))
    told = element("p", words("repeated", count=own.repeated), class_="note") if own.repeated else None
    return join((element("ul", *items, class_="tiles"), told))


def sections(document: Document, anchors: Anchors, words: Words) -> Iterator[Html]:
    """Give the sections of a document, one after the other."""
    if not document.records:
        yield element("section", element("p", words("no-records")), _room(document, anchors, words))
        return
    numbers = words("numbers")
    firm, lacking = charts.how_firm([document], words), charts.lacking([document], words)
    yield _section(
        "summary",
        anchors,
        words,
        tiles(counts([document]), words),
        element(
            "div",
            figure(charts.by_heading(document, anchors, words), numbers=numbers, key=anchors.prefix),
            element(
                "div",
                figure(firm, numbers=numbers, key=anchors.prefix),
                figure(lacking, numbers=numbers, key=anchors.prefix),
                class_="stack",
            ),
            class_="plots",
        ),
        _to_check(document, anchors, words),
    )
    yield _section("calendar", anchors, words, *_calendar(document, anchors, words))
    yield _section("indicators", anchors, words, *_indicators(document, anchors, words))
    yield _section("text-and-table", anchors, words, legend(document, words), _room(document, anchors, words))


def contents(document: Document, anchors: Anchors, words: Words) -> Html:
    """List links to the sections."""
    keys = ("summary", "calendar", "indicators", "text-and-table") if document.records else ()
    links = [element("li", element("a", words(key), href=f"#{anchors.of(key)}")) for key in keys]
    return element("nav", element("ul", *links), aria_label=words("contents"))


def _section(key: str, anchors: Anchors, words: Words, *parts: Html | None) -> Html:
    return element("section", element("h2", words(key)), Html("\n"), *parts, id=anchors.of(key))


def _to_check(document: Document, anchors: Anchors, words: Words) -> Html | None:
    found = [(record, why) for record in document.commitments if (why := doubtful(record))]
    if not found:
        return None
    found.sort(key=lambda pair: (pair[1] == ["low-confidence"], pair[0].intact, pair[0].confidence, pair[0].start))
    items = []
    for record, why in found[:_MOST_DOUBTFUL]:
        number = document.numbers[record.id]
        link = element("a", number, href=f"#{anchors.row(number)}")
        chips = join((element("span", words(key), class_="chip warn") for key in why), _BLANK)
        items.append(element("li", link, f" {record.text} ", chips))
    head = element("summary", f"{words('check')} ({len(found)})")
    return element(
        "details", head, element("p", words("check-note"), class_="note"), element("ul", *items, class_="check")
    )


def _calendar(document: Document, anchors: Anchors, words: Words) -> Iterator[Html]:
    months: dict[str, list[int]] = {}
    for record in document.commitments:
        day = due(record)
        if day is not None:
            months.setdefault(day[:7], []).append(document.numbers[record.id])
    if not months:
        yield element("p", words("no-due"))
        return

    def link(year: int, month: int) -> str:
        return f"#{anchors.of(f'due-{year}-{month:02}')}"

    numbers = words("numbers")
    name = heading_of(document.commitments)
    bodies = {record.responsible_party for record in document.commitments if stated(record)}
    by_body = charts.times(
        document, lambda r: r.responsible_party, words("no-body"), words("gantt-body"), anchors, words
    )
    plots = [
        charts.due_dates([document], words, link),
        charts.times(document, name, words("no-heading"), words("gantt-heading"), anchors, words),
        by_body if len(bodies) > 1 else None,
    ]
    note = words("gantt-note")
    first, *others = (plot for plot in plots if plot is not None)
    shown = [figure(first, numbers=numbers, key=anchors.prefix), _dues(months, anchors, words)]
    shown += [figure(plot, numbers=numbers, key=anchors.prefix, note=note) for plot in others]
    yield element("div", *shown, class_="plots")


def _dues(months: dict[str, list[int]], anchors: Anchors, words: Words) -> Html:
    """List the records due in each month, which the cells of the calendar lead to."""
    parts = []
    for month, numbers in sorted(months.items()):
        links = join((element("a", n, href=f"#{anchors.row(n)}") for n in numbers), _BLANK)
        parts += [element("dt", f"{month} ({len(numbers)})", id=anchors.of(f"due-{month}")), element("dd", links)]
    return element("div", element("h3", words("by-month")), element("dl", *parts, class_="dues"))


def _indicators(document: Document, anchors: Anchors, words: Words) -> Iterator[Html]:
    own = charts.measured(document)
    others = sum(len(record.quantities) for record in document.commitments) - len(own)
    if own:
        numbers, note = words("numbers"), words("range-note")
        plots = [
            figure(p, numbers=numbers, key=anchors.prefix, note=note) for p in charts.targets(document, anchors, words)
        ]
        if plots:
            yield element("div", *plots, class_="plots")
        names = (words("indicator"), words("as-written"), words("low"), words("high"), words("unit"), words("due"), "")
        head = element("tr", *(element("th", name, scope="col") for name in names))
        rows = join((_measured(document, one, anchors, words) for one in own), "\n")
        table = element("table", element("thead", head), element("tbody", rows), class_="cards")
        yield element("div", table, class_="scroll")
    else:
        yield element("p", words("no-quantities"))
    if others:
        yield element("p", words("no-indicator", count=others), class_="note")


def _measured(document: Document, one: charts.Measured, anchors: Anchors, words: Words) -> Html:
    low, high = charts.signed(one.quantity)
    number = document.numbers[one.record.id]
    shown = ["" if value is None else f"{value:,.12g}" for value in (low, high)]
    label = words("jump-row", number=number)
    return element(
        "tr",
        element("td", element("b", words.name("indicator", one.indicator))),
        element("td", one.quantity.text, data_label=words("as-written")),
        element("td", shown[0], class_="number", data_label=words("low")),
        element("td", shown[1], class_="number", data_label=words("high")),
        element("td", one.quantity.unit, data_label=words("unit")),
        element("td", due(one.record), data_label=words("due")),
        element("td", element("a", number, href=f"#{anchors.row(number)}", aria_label=label)),
    )


def legend(document: Document, words: Words) -> Html:
    """Explain the marks of the text, and who acts where nobody is named."""
    kinds = [("specificity", "quantified"), ("specificity", "deliverable"), ("specificity", "directional")]
    items = []
    for field, kind in (*kinds, ("status", "achievement")):
        sample = element("a", words.name(field, kind))
        items.append(element("li", element("span", sample, class_=f"m {kind}")))
    for tag, kind in (("b", "quantity"), ("i", "deadline"), ("u", "actor")):
        items.append(element("li", element(tag, words.name("mark", kind))))
    speaker = document.speech.organisation if document.speech else None
    note = element("p", words("who-speaks", name=speaker), class_="note") if speaker else None
    return join((element("ul", *items, class_="legend", aria_label=words("legend")), note))


def _room(document: Document, anchors: Anchors, words: Words) -> Html:
    """Put the text beside the table of its records."""
    note = None
    if document.text is None:
        note = element("p", words("text-changed" if document.changed else "text-missing"), class_="note")
    shown, marked = painted(document, anchors)
    text = element(
        "div", shown, class_="text", tabindex=0, role="region",
        aria_label=words("text"), lang="zh-CN",
    )  # fmt: skip
    table = element(
        "div", records_table(document, anchors, words, marked), class_="list", tabindex=0, role="region",
        aria_label=words("table"),
    )  # fmt: skip
    return join((note, element("div", text, Html("\n"), table, class_="room")), "\n")
