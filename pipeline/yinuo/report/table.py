"""Show the records of a document as a table: a row each, which the marks of the text lead to, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from yinuo.pages.html import Html, element, join
from yinuo.pages.words import Words
from yinuo.records import Commitment, Quantity
from yinuo.report.counts import doubtful, stated
from yinuo.report.documents import Anchors, Document
from yinuo.rules.wording import wording
from yinuo.writers.ledger.cells import headings

_BLANK = Html(" ")


def records_table(document: Document, anchors: Anchors, words: Words, marked: Collection[int]) -> Html:
    """Make the table of all records, in the order of the text; ``marked`` are the numbers that have a mark in it."""
    names = ("", words("commitment"), words("who"), words("how-much"), words("due"), words("how-firm"))
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in names)))
    rows = join(_rows(document, anchors, words, marked), "\n")
    return element("table", head, element("tbody", rows), class_="records cards")


def _rows(document: Document, anchors: Anchors, words: Words, marked: Collection[int]) -> Iterator[Html]:
    """Make the rows, each new heading on a row of its own."""
    before: list[str] = []
    for record in document.records:
        above = headings(record)
        if above != before:
            said = " / ".join(above) or words("no-heading")
            yield element("tr", element("th", said, colspan=6, scope="rowgroup"), class_="path")
            before = above
        yield _row(document, record, anchors, words, marked)


def _row(document: Document, record: Commitment, anchors: Anchors, words: Words, marked: Collection[int]) -> Html:
    number = document.numbers[record.id]
    back: Html | int = number
    if number in marked:
        back = element("a", number, href=f"#{anchors.mark(number)}", title=words("jump-text"))
    cells = (
        element("td", back, class_="n"),
        element("td", join(_said(document, record, anchors, words))),
        _labelled(words("who"), join(_who(record, words))),
        _labelled(words("how-much"), join(_amounts(record.quantities, words), Html("<br>"))),
        _labelled(words("due"), join(_time(record, words)), class_="due"),
        element("td", join(_degree(record, words), _BLANK)),
    )
    done = None if record.status == "commitment" else "done"
    return element("tr", *cells, id=anchors.row(number), class_=done)


def _labelled(label: str, content: Html, **attributes: str) -> Html:
    """Make a cell that says its column where a narrow screen shows a row as a card; an empty one has nothing to say."""
    return element("td", content, **attributes, data_label=label if content else None)


def _said(document: Document, record: Commitment, anchors: Anchors, words: Words) -> Iterator[Html | str]:
    yield record.text
    if record.restored is not None:
        yield element("div", f"{words('restored')} {record.restored}", class_="path")
    first = document.numbers.get(record.same_as or "")
    if first is not None:
        link = element("a", first, href=f"#{anchors.row(first)}")
        yield element("div", f"{words('same-as')} ", link, class_="path")
    yield _details(record, words)


def _details(record: Commitment, words: Words) -> Html:
    """Fold up the sentence, and why the record is what it is."""
    why = dict.fromkeys(
        f"{wording(e.rule, words.lang)}{f'（{e.text}）' if e.text and len(e.text) < 20 else ''}"
        for e in record.evidence
        if e.field != "section"
    )
    missing = " ".join(words.name("missing", name) for name in record.measurable.missing)
    facts = (
        (words("sentence"), record.sentence.text if record.sentence.text != record.text else ""),
        (words("details"), "; ".join(why)),
        (words("lacks"), missing),
        (words("confidence"), f"{record.confidence:.2f}"),
    )
    listed = join(join((element("dt", name), element("dd", value))) for name, value in facts if value)
    return element("details", element("summary", words("details")), element("dl", listed))


def _who(record: Commitment, words: Words) -> Iterator[Html | str]:
    if record.actor.text:
        yield record.actor.text
    elif record.actor.name and record.actor.name != record.speech.organisation:
        yield element("span", record.actor.name, class_="path")
    for party in record.responsible:
        yield element("div", f"{party.name}（{words.name('role', party.role)}）")


def _amounts(quantities: Sequence[Quantity], words: Words) -> Iterator[Html]:
    for quantity in quantities:
        of = element("span", f" {quantity.of}", class_="path") if quantity.of else None
        yield join((quantity.text, of))


def _time(record: Commitment, words: Words) -> Iterator[Html | str]:
    time = stated(record)
    if time is None:
        return
    day = time.to or time.from_ or time.duration or time.repeat
    yield element("span", day, class_="day") if day else time.text or ""
    if day:
        told = words.name("deadline-source", time.source) if time.source == "inherited" else ""
        yield element("div", f"{time.text or ''} {told}".rstrip(), class_="path")


def _degree(record: Commitment, words: Words) -> Iterator[Html]:
    if record.status != "commitment":
        yield element("span", words.name("status", record.status), class_=f"chip {record.status}")
    else:
        yield element("span", words.name("specificity", record.specificity), class_=f"chip {record.specificity}")
        yield element("span", words.name("firmness", record.firmness), class_="path")
    for key in doubtful(record):
        yield element("span", words(key), class_="chip warn")
