"""Read PDF files with a text layer: paragraphs in reading order, and where pages begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from yinuo.errors import InputError
from yinuo.readers import ocr
from yinuo.readers.file_types import broken, locked, scanned, unmapped
from yinuo.readers.files import too_large
from yinuo.readers.layout.headers_footers import without_furniture
from yinuo.readers.layout.lines import Line, page_lines
from yinuo.readers.layout.paragraphs import joined
from yinuo.readers.layout.strokes import LEAST, MOST, PASSED_OVER, UNMAPPED, named_pages
from yinuo.readers.layout.table_text import with_tables
from yinuo.readers.pdf.characters import upright, way_of
from yinuo.readers.pdf.fonts import LACKING, is_lacking
from yinuo.readers.pdf.rules import ruled
from yinuo.readers.source import LIMIT, Source, source

WHAT = "a PDF file"
_MOST_UNMAPPED = 0.2
_MOST_PAGES = 20_000
# How finely a page that is a picture is drawn: dots per inch, and dots of its longer side at most.
_DOTS, _LONGEST = 200, 2600


class Page(NamedTuple):
    """Hold the lines of a page, its characters, how many mean nothing, whether a picture is on it or a font lacks."""

    lines: list[Line]
    characters: int
    unmapped: int
    has_picture: bool
    lacks_font: bool


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
    recognised: dict[int, ocr.Page] = {}
    try:
        pages = list(_pages(document, name, limit))
        if sum(page.unmapped for page in pages) > _MOST_UNMAPPED * sum(page.characters for page in pages):
            if not ocr.is_there():
                raise unmapped(name)
            wanted = list(range(1, len(pages) + 1))
        else:
            wanted = _pictures(pages)
        if ocr.is_there():
            ocr.check_count(name, len(wanted))
            recognised = {n: _recognised(document, n) for n in wanted}
    finally:
        document.close()
    drawn = [recognised[n].lines if n in recognised else page.lines for n, page in enumerate(pages, 1)]
    lines = with_tables(without_furniture(drawn))
    passed = [n for n in _pictures(pages) if n not in recognised]
    if passed and all(map(_is_bare, lines)):
        raise scanned(name)
    text, places = ocr.without_doubts(*joined(lines))
    lacking = [n for n, page in enumerate(pages, 1) if page.lacks_font and n not in recognised]
    notes = (*named_pages(PASSED_OVER, passed), *named_pages(LACKING, lacking), *ocr.notes(recognised, places))
    return source(name, text, "pdf", places, notes=notes)


def _pictures(pages: list[Page]) -> list[int]:
    """List the pages that show a picture and hold no text but what every page repeats."""
    lines = without_furniture([page.lines for page in pages])
    return [n for n, page in enumerate(pages, 1) if page.has_picture and _is_bare(lines[n - 1])]


def _recognised(document: Any, number: int) -> ocr.Page:
    """Draw a page as it would be printed, and recognise its characters."""
    ocr.begin_page(number)
    page = document[number - 1]
    scale = min(_DOTS / 72, _LONGEST / max(page.get_width(), page.get_height(), 1.0))
    bitmap = page.render(scale=scale)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    return ocr.recognised(image, number, 1 / scale)


def _is_bare(lines: list[Line]) -> bool:
    return not any(line.cells for line in lines) and sum(len(line.text) for line in lines) < LEAST


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
        if count > MOST:
            raise broken(f"{name}: page {at + 1}", WHAT, f"{count} characters on one page")
        way = way_of(text.raw, count)
        strokes = list(upright(text.raw, count, way))
        tables = ruled(page, way) if count else []
        has_picture = count < 100 and any(True for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        lacks_font = is_lacking(page.raw, text.raw)
        text.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise broken(f"{name}: page {at + 1}", WHAT, error) from None
    known = [stroke for stroke in strokes if not UNMAPPED.match(stroke.text)]
    return Page(page_lines(known, at + 1, tables), len(strokes), len(strokes) - len(known), has_picture, lacks_font)
