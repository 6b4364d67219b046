"""PDF files for tests, set by reportlab with a Chinese font: running heads, page numbers, columns, notes, tables."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
WIDTH, HEIGHT = A4


def style(size=16, indent=2, align=TA_JUSTIFY, space=0):
    return ParagraphStyle(
        "x", fontName=FONT, fontSize=size, leading=size * 1.75, firstLineIndent=indent * size, alignment=align,
        wordWrap="CJK", spaceAfter=space,
    )  # fmt: skip


TITLE = style(22, 0, TA_CENTER)


def paragraphs(lines, **options):
    """A title and paragraphs as flowables."""
    first, *rest = lines
    return [Paragraph(first, TITLE), *(Paragraph(line, style(**options)) for line in rest)]


def table(rows):
    return Table(
        [[cell for cell in row] for row in rows],
        style=[("FONT", (0, 0), (-1, -1), FONT, 12), ("GRID", (0, 0), (-1, -1), 0.5, "black")],
        colWidths=[60, 220, 120],
    )


def set_pages(flowables, *, head="", foot="", columns=1, size=A4, mirror=False, **options):
    """The bytes of a PDF; ``{page}`` in head and foot is the page's number, ``{pages}`` that of pages, if known."""
    stream = io.BytesIO()
    template = BaseDocTemplate(stream, pagesize=size, **options)
    margin, gap = 80, 28
    width = (size[0] - 2 * margin - gap * (columns - 1)) / columns

    def frames(shift):
        return [
            Frame(margin + shift + at * (width + gap), 90, width, size[1] - 180, 0, 0, 0, 0) for at in range(columns)
        ]

    def furniture(canvas, document):
        canvas.setFont(FONT, 10)
        canvas.drawString(margin, size[1] - 50, head.format(page=canvas.getPageNumber()))
        canvas.drawCentredString(size[0] / 2, 45, foot.format(page=canvas.getPageNumber()))

    names = ("odd", "even") if mirror else ("odd",)
    template.addPageTemplates(
        [
            PageTemplate(name, frames(20 * n), onPage=furniture, autoNextPageTemplate=names[-1 - n])
            for n, name in enumerate(names)
        ]
    )
    template.build(flowables)
    return stream.getvalue()


def draw(write, pages=1):
    """The bytes of a PDF whose pages ``write(canvas, page)`` draws."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for page in range(1, pages + 1):
        canvas.setFont(FONT, 16)
        write(canvas, page)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _has_chinese_font():
    """Whether PDFium finds glyphs for a font that the file only names: it drops some text without them."""
    (text,) = pypdfium2.PdfDocument(draw(lambda canvas, page: canvas.drawString(80, 700, "新建")))[0].get_objects()
    _, bottom, _, top = text.get_bounds()
    return top > bottom


needs_chinese_font = pytest.mark.skipif(
    not _has_chinese_font(), reason="no Chinese font on this machine: install one, such as fonts-noto-cjk"
)
