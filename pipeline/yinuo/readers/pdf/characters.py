"""Read the characters of a PDF page and where they stand, turned upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from yinuo.readers.layout.strokes import Stroke

# How far a line may slant, in quarters of a turn; what slants more is a stamp across the page.
_SLANT = 0.05


def way_of(page: Any, count: int) -> int:
    """Tell which way most characters of a page run, in quarters of a turn."""
    turns = Counter(turn for i in range(count) if (turn := _turn(page, i)) is not None)
    return max(turns, key=lambda turn: (turns[turn], -turn)) if turns else 0


def upright(page: Any, count: int, way: int) -> Iterator[Stroke]:
    """Give the characters that run this way, as most of them do; a page that lies on its side is turned."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = 0
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(page, i)
        if 0xD800 <= code < 0xDC00:  # the first half of a pair
            high = code
            continue
        if code in (0x0D, 0x0A) or (code == 0x20 and pdfium.FPDFText_IsGenerated(page, i) == 1):
            continue
        if _turn(page, i) == way and pdfium.FPDFText_GetLooseCharBox(page, i, box):
            pdfium.FPDFText_GetCharOrigin(page, i, x, y)
            yield _stroke(_character(high, code), way, box, x.value, y.value)
        high = 0


def _turn(page: Any, i: int) -> int | None:
    """Tell which way a character runs, in quarters of a turn; None where it slants, or was put in by pdfium."""
    quarters = pdfium.FPDFText_GetCharAngle(page, i) / (math.pi / 2)
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) < _SLANT else None


def _character(high: int, code: int) -> str:
    if high and 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)
    return "-" if code == 2 else chr(code)  # 2 is a hyphen at the end of a line


def _stroke(text: str, way: int, box: Any, x: float, y: float) -> Stroke:
    if way == 0:
        return Stroke(text, box.left, box.right, y, box.top - box.bottom)
    if way == 1:
        return Stroke(text, -box.top, -box.bottom, x, box.right - box.left)
    if way == 2:
        return Stroke(text, -box.right, -box.left, -y, box.top - box.bottom)
    return Stroke(text, box.bottom, box.top, -x, box.right - box.left)
