"""Read the lines that a PDF page draws: those along it and at a right angle to it, turned as its characters are."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from yinuo.readers.layout.tables import Point, Table, tables_of

_MOST_LINES = 40_000


def ruled(page: Any, way: int) -> list[Table]:
    """Give the tables of a page whose characters run this way (in quarters of a turn).

    A page of more drawing than any table needs has none.
    """
    lines: list[tuple[Point, Point]] = []
    for one in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        lines += ((_turned(begin, way), _turned(end, way)) for begin, end in _points(one.raw))
        if len(lines) > _MOST_LINES:
            return []
    return tables_of(lines)


def _points(path: Any) -> Iterator[tuple[Point, Point]]:
    """Yield the straight lines of a path, from point to point."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for n in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_LINES)):
        segment = pdfium.FPDFPath_GetPathSegment(path, n)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield point, first
        last = point


def _turned(point: Point, way: int) -> Point:
    x, y = point
    return ((x, y), (-y, x), (-x, -y), (y, -x))[way]
