"""Lay pages out: all documents on one page, or a page each with an index that compares them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

from yinuo.digests import digest
from yinuo.pages import Html, Words, element, join, page
from yinuo.report.comparison import comparison
from yinuo.report.documents import Anchors, Document
from yinuo.report.sections import contents, facts, sections

INDEX = "index.html"
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 60


def one_page(documents: Sequence[Document], title: str | None, notes: Iterable[str], words: Words) -> str:
    """Put all documents on one page, behind a comparison where there are several."""
    several = len(documents) > 1
    places = [Anchors(f"d{number}-" if several else "") for number in range(1, len(documents) + 1)]
    shown = title or _title(documents, words)
    parts: list[Html] = []
    if several:
        links = [
            element("li", element("a", d.title, href=f"#{a.of('top')}")) for d, a in zip(documents, places, strict=True)
        ]
        parts += [_header(shown, element("nav", element("ul", *links), aria_label=words("documents")), notes)]
        main = [*comparison(documents, places, words)]
        for document, anchors in zip(documents, places, strict=True):
            head = (element("h2", document.title), facts(document, words), contents(document, anchors, words))
            main += [element("section", *head, id=anchors.of("top")), *sections(document, anchors, words)]
    else:
        document, anchors = documents[0], places[0]
        parts += [_header(shown, join((facts(document, words), contents(document, anchors, words))), notes)]
        main = [*sections(document, anchors, words)]
    return _whole(shown, parts, main, words)


def many_pages(documents: Sequence[Document], title: str | None, notes: Iterable[str], words: Words) -> dict[str, str]:
    """Make a page of each document, and the index that compares them; by the names of their files."""
    names = _file_names(documents)
    shown = title or _title(documents, words)
    places = [Anchors("", name) for name in names]
    found = {INDEX: _whole(shown, [_header(shown, None, notes)], [*comparison(documents, places, words)], words)}
    for document, name in zip(documents, names, strict=True):
        own, here = _title([document], words), Anchors()
        back = element("p", element("a", f"← {words('back')}", href=INDEX))
        parts = join((back, facts(document, words), contents(document, here, words)))
        found[name] = _whole(own, [_header(own, parts, ())], [*sections(document, here, words)], words)
    return found


def _title(documents: Sequence[Document], words: Words) -> str:
    if len(documents) > 1:
        return words("several", count=len(documents))
    return words("report-of", title=documents[0].title)


def _header(title: str, below: Html | None, notes: Iterable[str]) -> Html:
    listed = [element("li", note) for note in notes]
    told = element("ul", *listed, class_="note") if listed else None
    return element("header", element("h1", title), below, told, id="top")


def _whole(title: str, parts: Sequence[Html], main: Sequence[Html], words: Words) -> str:
    skip = element("a", words("skip"), href="#main", class_="skip")
    body = (skip, *parts, element("main", join(main, "\n"), id="main"), element("footer", words("made")))
    return page(title, join(body, "\n"), lang=words.tag)


def _file_names(documents: Sequence[Document]) -> list[str]:
    """Name the page of each document after its file, whatever that is called."""
    used, names = {INDEX}, []
    for document in documents:
        stem = os.path.splitext(os.path.basename(document.name.replace("!/", "/")))[0]
        stem = _UNSAFE.sub("-", stem).strip("-.")[:_LONGEST] or f"document-{digest(document.name)[:8]}"
        name, number = f"{stem}.html", 1
        while name.lower() in used:
            number += 1
            name = f"{stem}-{number}.html"
        used.add(name.lower())
        names.append(name)
    return names
