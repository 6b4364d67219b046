"""Tell where pdfium loses characters, since their font is neither in the file nor on this machine."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

LACKING = (
    "some characters may be lost: their font is neither in the file nor on this machine; install a Chinese font, "
    "such as fonts-noto-cjk; pages"
)


def is_lacking(page: Any, text: Any) -> bool:
    """Tell whether pieces of a page have no text, and others no height: pdfium passes over a single such character.

    It knows no glyph of such a font, thus no height, and takes the width from where its characters begin. A space has
    neither in any font.
    """
    pieces = [pdfium.FPDFPage_GetObject(page, i) for i in range(pdfium.FPDFPage_CountObjects(page))]
    texts = [piece for piece in pieces if pdfium.FPDFPageObj_GetType(piece) == pdfium.FPDF_PAGEOBJ_TEXT]
    flat = [(piece, wide) for piece, wide, high in map(_sized, texts) if not high]
    lost = any(not wide and not _text(piece, text) for piece, wide in flat)
    return lost and any(wide and _text(piece, text) for piece, wide in flat)


def _sized(piece: Any) -> tuple[Any, bool, bool]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(piece, left, bottom, right, top):
        return piece, True, True
    return piece, right.value > left.value, top.value > bottom.value


def _text(piece: Any, text: Any) -> str:
    units = (ctypes.c_ushort * pdfium.FPDFTextObj_GetText(piece, text, None, 0))()
    pdfium.FPDFTextObj_GetText(piece, text, units, len(units))
    return bytes(units).decode("utf-16-le", "replace").strip("\0 ")
