"""Read PDF files with a text layer: paragraphs in reading order, and where pages begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from yinuo.errors import InputError
from yinuo.readers.file_types import broken, locked, scanned, unmapped
from yinuo.readers.files import too_large
from yinuo.readers.pdf.characters import upright
from yinuo.readers.pdf.headers_footers import without_furniture
from yinuo.readers.pdf.lines import Line, page_lines
from yinuo.readers.pdf.paragraphs import joined
from yinuo.readers.source import LIMIT, Source, source

WHAT = "a PDF file"
# Characters of a page: one with fewer is a picture with a stamp or a page number on it.
_LEAST = 8
_MOST_UNMAPPED = 0.2
# Most characters of a page, a hundred times what a page of a book has.
_MOST = 50_000
_MOST_PAGES = 20_000
_UNMAPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff\ufff0-\uffff\ud800-\udfff]")


class Page(NamedTuple):
    """Hold the lines of a page, its characters, how many of them mean nothing, whether it has a picture."""

    lines: list[Line]
    characters: int
    unmapped: int
    has_picture: bool


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """Read the text of a PDF: paragraphs whose lines the page had broken, without running heads and page numbers.

    Each place is where a page begins; footnotes follow after the text, under 注释：. Raises ``InputError`` for a file
    that is damaged or locked, ``FormatError`` for one of pictures, or of characters that nothing gives a meaning.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise locked(name, WHAT) from None
        raise broken(name, WHAT, error) from None
    try:
        pages = list(_pages(document, name, limit))
    finally:
        document.close()
    if sum(page.unmapped for page in pages) > _MOST_UNMAPPED * sum(page.characters for page in pages):
        raise unmapped(name)
    lines = without_furniture([page.lines for page in pages])
    pictures = [n for n, page in enumerate(pages, 1) if page.has_picture and _is_bare(lines[n - 1])]
    if pictures and all(map(_is_bare, lines)):
        raise scanned(name)
    text, places = joined(lines)
    return source(name, text, "pdf", places, notes=_notes(pictures))


def _notes(pictures: list[int]) -> tuple[str, ...]:
    if not pictures:
        return ()
    numbers = ", ".join(map(str, pictures[:20])) + (", …" if len(pictures) > 20 else "")
    return (f"pages that are pictures without text were passed over: {numbers}",)


def _is_bare(lines: list[Line]) -> bool:
    return sum(len(line.text) for line in lines) < _LEAST


def _pages(document: Any, name: str, limit: int) -> Iterator[Page]:
    """Read the pages, within bounds: many of them may be one and the same in the file."""
    if len(document) > _MOST_PAGES:
        raise InputError(f"{name}: has {len(document):,} pages, more than {_MOST_PAGES:,}; split it")
    characters = 0
    for at in range(len(document)):
        page = _page(document, at, name)
        characters += page.characters
        if characters > limit:
            raise too_large(name, limit)
        yield page


def _page(document: Any, at: int, name: str) -> Page:
    try:
        page = document[at]
        text = page.get_textpage()
        count = text.count_chars()
        if count > _MOST:
            raise broken(f"{name}: page {at + 1}", WHAT, f"{count} characters on one page")
        strokes = list(upright(text.raw, count))
        has_picture = count < 100 and any(True for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        text.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise broken(f"{name}: page {at + 1}", WHAT, error) from None
    known = [stroke for stroke in strokes if not _UNMAPPED.match(stroke.text)]
    return Page(page_lines(known, at + 1), len(strokes), len(strokes) - len(known), has_picture)
