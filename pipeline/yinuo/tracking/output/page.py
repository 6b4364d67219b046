"""Write what tracking found as a page without script: promises on the left, what the next report says on the right."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from yinuo.pages import Html, Words, element, join, page
from yinuo.records import Span
from yinuo.rules.wording import Lang
from yinuo.tracking.output.wording import percent, value
from yinuo.tracking.result import Tracked, Value, Verdict
from yinuo.writers.atomic import whole_file

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def write(found: Sequence[Tracked], target: str, lang: Lang | None = None) -> None:
    """Write the page, whole or not at all."""
    with whole_file(target, "utf-8") as file:
        file.write(_page(found, Words(lang or "zh")))


def _page(found: Sequence[Tracked], words: Words) -> str:
    counts = Counter(one.verdict for one in found)
    seen = [name for name in VERDICTS if counts[name]]
    title = words("track-title")
    documents = sorted({(one.document, one.next_document) for one in found})
    pairs = [element("li", f"{old} → {new}") for old, new in documents]
    told = element("ul", *pairs, class_="note")
    head = element("header", element("h1", title), element("p", words("track-note"), class_="note"), told, id="top")
    # The buttons stand beside what they hide: a rule of the style sheet looks from one to the other.
    filters = [_filter("all", words("track-all"), len(found), on=True)]
    filters += [_filter(name, words.name("verdict", name), counts[name]) for name in seen]
    hidden = "".join(f"#f-{name}:checked ~ .tracked > .v:not(.{name}) {{ display: none; }}" for name in seen)
    columns = (element("span", words(key)) for key in ("commitment", "track-told"))
    names = element("div", *columns, class_="names", aria_hidden="true")
    rows = element("div", names, Html("\n"), join((_row(one, words) for one in found), "\n"), class_="tracked")
    checked = sum(one.needs_check for one in found)
    note = element("p", words("track-check", count=checked), class_="note")
    style = element("style", Html(hidden))
    legend = element("legend", words("track-filter"))
    section = element("section", style, element("fieldset", legend, *filters, rows, class_="sift"), note)
    main = element("main", section, id="main")
    return page(title, join((head, main, element("footer", words("made"))), "\n"), lang=words.tag)


def _filter(name: str, said: str, count: int, *, on: bool = False) -> Html:
    button = element("input", type="radio", name="f", id=f"f-{name}", checked=on)
    return join((button, element("label", f"{said} ", element("b", count), for_=f"f-{name}"), Html("\n")))


def _row(one: Tracked, words: Words) -> Html:
    place = element("small", _place(one.document, one.commitment.start), class_="path")
    left = element("div", element("p", *_bold(one.commitment, one.promised)), place, lang="zh-CN")
    return element("article", left, element("div", *_told(one, words)), class_=f"v {one.verdict}")


def _told(one: Tracked, words: Words) -> Iterator[Html]:
    why = f"（{words.name('why', one.why)}）" if one.why else ""
    chips = [element("span", f"{words.name('verdict', one.verdict)}{why}", class_="chip")]
    chips += [element("b", said) for said in (value(one.reached), percent(one)) if said]
    chips += [element("span", words("check"), class_="chip warn")] if one.needs_check else []
    yield element("p", join(chips, " "))
    for piece in one.evidence:
        place = element("small", _place(one.next_document, piece.start), class_="path")
        yield element("blockquote", *_bold(piece, one.reached), " ", place, lang="zh-CN")
    if one.again:
        place = element("small", _place(one.next_document, one.again.start), class_="path")
        yield element("blockquote", f"{words('track-again')}{one.again.text} ", place)


def _place(document: str, start: int) -> str:
    """Name a place shortly: the head of the page has whole names."""
    return f"{os.path.basename(document)}:{start}"


def _bold(span: Span, number: Value | None) -> Iterator[Html | str]:
    """Give a text with its number in bold, and others as they stand."""
    at = span.text.find(number.text) if number and number.text else -1
    if number is None or at < 0:
        yield from (element("b", part) if n % 2 else part for n, part in enumerate(_NUMBER.split(span.text)))
        return
    yield from (span.text[:at], element("b", number.text), span.text[at + len(number.text) :])


_NUMBER = re.compile(r"([0-9][0-9.,]{0,14}[%‰万亿]{0,2})")
