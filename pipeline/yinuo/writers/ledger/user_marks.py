"""Read what people put upon cells: comments, colours, links, cells joined over rows, formulas."""

from __future__ import annotations

import colorsys
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yinuo.writers.ledger import links
from yinuo.writers.ledger.cell_text import shown
from yinuo.writers.ledger.styles import OWN_FILLS

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Cell = tuple[str, int, int]  # sheet, row, column
_RANGE = re.compile(rb'mergeCell ref="\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)"')
_NO_VALUE = re.compile(rb"(?:</f>|<f[^<>]*/>)\s{0,9}(?:<v\s{0,9}/>|<v></v>|</c>)")
_COLOUR = re.compile(rb'<fgColor (rgb|theme|indexed)="([0-9A-Fa-f]{1,8})"')
_THEME = re.compile(rb'<a:(?:srgbClr val|sysClr val="[a-zA-Z0-9]{1,40}" lastClr)="([0-9A-Fa-f]{6})"')
_CHUNK, _OVERLAP = 1 << 22, 10_000  # bytes; no mark is longer than those that two pieces share


@dataclass(frozen=True, slots=True)
class Marks:
    """Hold comments by cell; for each cell merged with one above it, the value they share; cells with a formula.

    ``fills`` are the colours (RRGGBB) that people gave cells, ``links`` the addresses and files they lead to, and
    ``inner`` counts links of theirs to places in the workbook.
    """

    path: str
    comments: dict[Cell, str] = field(default_factory=dict)
    merged: dict[Cell, Any] = field(default_factory=dict)
    formulas: set[Cell] = field(default_factory=set)
    fills: dict[Cell, str] = field(default_factory=dict)
    links: dict[Cell, str] = field(default_factory=dict)
    inner: int = 0


def load(path: str | Path, **options: bool) -> Workbook:
    """Load a workbook; openpyxl need not say that it does not know a printed part without a last row."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Print area", category=UserWarning)
        return openpyxl.load_workbook(path, **options)


def read_marks(path: str | Path) -> Marks:
    """Read the marks of a workbook; it is read into memory as a whole only where there are any."""
    with zipfile.ZipFile(path) as archive:
        coloured = _coloured(archive)
        if not coloured and not _any(archive):
            return Marks(str(path))
    return _read(path, coloured=coloured)


def _read(path: str | Path, *, coloured: bool) -> Marks:
    marks = Marks(str(path))
    whole = load(path, data_only=True, keep_links=False)
    palette = _palette(whole.loaded_theme) if coloured else ()
    for sheet in whole.worksheets:
        marks.comments.update(_comments(sheet))
        marks.merged.update(_merged(sheet))
        marks.links.update(_links(sheet))
        if coloured:
            marks.fills.update(_fills(sheet, palette))
    book = load(path, read_only=True)
    try:
        for sheet in book.worksheets:
            cells = (cell for row in sheet.iter_rows() for cell in row)
            for cell in (c for c in cells if c.data_type == "f"):
                marks.formulas.add((sheet.title, cell.row, cell.column))
                if target := links.of_formula(cell.value):
                    marks.links[sheet.title, cell.row, cell.column] = target
    finally:
        book.close()
    inner = {place for place, target in marks.links.items() if not links.url(target)}
    own = {place: target for place, target in marks.links.items() if place not in inner}
    return replace(marks, links=own, inner=len(inner))


def _any(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    if any("comments" in name.lower() for name in names):
        return True
    sheets = (name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    return any(_marked(archive, name) for name in sheets)


def _marked(archive: zipfile.ZipFile, name: str) -> bool:
    rest = b""
    with archive.open(name) as sheet:
        while chunk := sheet.read(_CHUNK):
            part = rest + chunk
            if (
                _NO_VALUE.search(part)
                or links.any_of_people(part)
                or any(top != bottom for top, bottom in _RANGE.findall(part))
            ):
                return True
            rest = chunk[-_OVERLAP:]
    return False


def _coloured(archive: zipfile.ZipFile) -> bool:
    """Tell whether the workbook has a fill that no ledger makes of its own."""
    try:
        styles = archive.read("xl/styles.xml")
    except KeyError:
        return False
    fills = styles.partition(b"<fills")[2].partition(b"</fills>")[0]
    return any(kind != b"rgb" or value[-6:].decode().upper() not in OWN_FILLS for kind, value in _COLOUR.findall(fills))


def _fills(sheet: Worksheet, palette: Sequence[str]) -> Iterator[tuple[Cell, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.has_style and cell.fill.fill_type == "solid":
                colour = _rgb(cell.fill.fgColor, palette)
                if colour and colour not in OWN_FILLS:
                    yield (sheet.title, cell.row, cell.column), colour


def _rgb(colour: Any, palette: Sequence[str]) -> str:
    """Give a colour as RRGGBB; empty for one that is left to the program."""
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper()
    if colour.type == "theme" and colour.theme < len(palette):
        return _tinted(palette[colour.theme], colour.tint)
    if colour.type == "indexed":
        from openpyxl.styles.colors import COLOR_INDEX

        return COLOR_INDEX[colour.indexed][-6:].upper() if colour.indexed < len(COLOR_INDEX) else ""
    return ""


def _tinted(rgb: str, tint: float) -> str:
    """Make a theme's colour lighter or darker, as a palette of a spreadsheet program offers it.

    >>> _tinted("4472C4", 0.0), _tinted("000000", 0.5), _tinted("FFFFFF", -0.25)
    ('4472C4', '808080', 'BFBFBF')
    """
    ends = [int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    hue, light, strong = colorsys.rgb_to_hls(*ends)
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return "".join(f"{round(255 * end):02X}" for end in colorsys.hls_to_rgb(hue, light, strong))


def _palette(theme: bytes | None) -> tuple[str, ...]:
    """Read the colours of a theme in the order in which cells number them: light before dark."""
    scheme = (theme or b"").partition(b"<a:clrScheme")[2].partition(b"</a:clrScheme>")[0]
    found = [colour.decode().upper() for colour in _THEME.findall(scheme)]
    order = (1, 0, 3, 2, *range(4, len(found)))
    return tuple(found[at] for at in order) if len(found) > 3 else ()


def _comments(sheet: Worksheet) -> Iterator[tuple[Cell, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment:
                yield (sheet.title, cell.row, cell.column), shown(cell.comment.text)


def _links(sheet: Worksheet) -> Iterator[tuple[Cell, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink and (target := links.target_of(cell.hyperlink)) is not None:
                yield (sheet.title, cell.row, cell.column), target


def _merged(sheet: Worksheet) -> Iterator[tuple[Cell, Any]]:
    for found in sheet.merged_cells.ranges:
        if found.min_row < found.max_row:
            value = sheet.cell(found.min_row, found.min_col).value
            for row in range(found.min_row + 1, found.max_row + 1):
                yield (sheet.title, row, found.min_col), value
