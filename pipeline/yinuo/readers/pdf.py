"""PDF files with a text layer. Bytes come in; a Source goes out: paragraphs in reading order, and where pages begin."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from yinuo.readers.kinds import broken, locked, scanned, unmapped
from yinuo.readers.pdf_furniture import without_furniture
from yinuo.readers.pdf_lines import Line, Stroke, page_lines
from yinuo.readers.pdf_paragraphs import joined
from yinuo.readers.source import LIMIT, Source, source

WHAT = "a PDF file"
# A page of less is a picture with a stamp or a page number on it.
_LEAST = 8
_MOST_UNMAPPED = 0.2
_LEVEL = 0.05


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """The text of a PDF: paragraphs whose lines the page had broken, without running heads and page numbers.

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
        pages = [_page(document, at, name) for at in range(len(document))]
    finally:
        document.close()
    return _source(pages, name)


def _source(pages: list[tuple[list[Stroke], bool]], name: str) -> Source:
    strokes = [stroke for page, _ in pages for stroke in page]
    lost = sum(_is_unmapped(stroke.text) for stroke in strokes)
    if lost > _MOST_UNMAPPED * max(1, len(strokes)):
        raise unmapped(name)
    lines = without_furniture([page_lines(page, number) for number, (page, _) in enumerate(pages, 1)])
    pictures = [n for n, (_, is_picture) in enumerate(pages, 1) if is_picture and _is_bare(lines[n - 1])]
    if pictures and all(_is_bare(page) for page in lines):
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


def _is_unmapped(text: str) -> bool:
    return text < " " or text == "\ufffd" or "\ue000" <= text <= "\uf8ff" or text in "\ufffe\uffff"


def _page(document: Any, at: int, name: str) -> tuple[list[Stroke], bool]:
    """The characters of a page, and whether it has a picture."""
    try:
        page = document[at]
        text = page.get_textpage()
        strokes = list(_strokes(text.raw, text.count_chars()))
        pictures = len(strokes) < 100 and any(True for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        text.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise broken(f"{name}: page {at + 1}", WHAT, error) from None
    return strokes, pictures


def _strokes(page: Any, count: int) -> Iterator[Stroke]:
    """Upright characters and where they stand."""
    box, x, base = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(page, i)
        if code in (0x0D, 0x0A) or (code == 0x20 and pdfium.FPDFText_IsGenerated(page, i) == 1):
            continue
        if abs(pdfium.FPDFText_GetCharAngle(page, i)) % 6.2832 > _LEVEL:
            continue
        if pdfium.FPDFText_GetLooseCharBox(page, i, box) and pdfium.FPDFText_GetCharOrigin(page, i, x, base):
            yield Stroke(chr(code), box.left, box.right, base.value, box.top - box.bottom)
