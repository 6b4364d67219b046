"""Write series as a workbook: a sheet for each indicator, places by years, and all rows on the last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from yinuo.pages import Words
from yinuo.rules.wording import Lang
from yinuo.tracking.series.output.rows import COLUMNS, cells
from yinuo.tracking.series.pivot import Table, axes, most_used, tables
from yinuo.tracking.series.result import Yearly
from yinuo.writers.atomic import whole_path
from yinuo.writers.ledger.cell_text import shown
from yinuo.writers.ledger.sheets import fit

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2000, 1, 1)  # the same records give the same bytes: no clock
_UNSAFE = re.compile(r"[\[\]:*?/\\']")
_LONGEST = 31
_FOOTER = "&P / &N"


def write(found: Sequence[Yearly], target: str, lang: Lang | None) -> None:
    """Write the workbook, whole or not at all."""
    from xlsxwriter.workbook import Workbook

    words = Words(lang or "zh")
    by_indicator = tables(found)
    with whole_path(target) as draft:
        book = Workbook(str(draft), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": _CREATED})
        used: set[str] = set()
        for key in most_used(found):
            name = _sheet_name(words.name("indicator", key), used)
            _pivot(book, book.add_worksheet(name), by_indicator[key], words)
        _rows(book, book.add_worksheet(_sheet_name(words("series-rows"), used)), found)
        book.close()


def _sheet_name(said: str, used: set[str]) -> str:
    """Give a name that a sheet may have, and none has yet; Excel takes capitals for the same."""
    bare = _UNSAFE.sub(" ", said).strip()[:_LONGEST] or "-"
    name, number = bare, 1
    while name.lower() in used:
        number += 1
        name = f"{bare[: _LONGEST - 3]} {number}"
    used.add(name.lower())
    return name


def _pivot(book: Workbook, sheet: Worksheet, table: Table, words: Words) -> None:
    """Write places by years, for each year its target and its result as they are written."""
    places, years = axes(table)
    bold = book.add_format({"bold": True, "bottom": 1})
    wrong = book.add_format({"bg_color": "#f8d7da"})
    sheet.write_string(0, 0, words("place"), bold)
    for n, year in enumerate(years):
        sheet.write_string(0, 2 * n + 1, f"{year} {words('series-target')}", bold)
        sheet.write_string(0, 2 * n + 2, f"{year} {words('series-result')}", bold)
    for row, place in enumerate(places, 1):
        sheet.write_string(row, 0, shown(place))
        for n, year in enumerate(years):
            one = table.get((place, year))
            if one and one.target:
                sheet.write_string(row, 2 * n + 1, shown(one.target.shown or words("series-none")))
            if one and one.result and one.result.value:
                told = shown(one.result.shown or "")
                sheet.write_string(row, 2 * n + 2, told, wrong if one.outcome == "below" else None)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, max(1, 2 * len(years)), 11)
    sheet.freeze_panes(1, 1)
    fit(sheet, across=True, repeated=0, footer=_FOOTER)
    sheet.hide_gridlines(0)


def _rows(book: Workbook, sheet: Worksheet, found: Sequence[Yearly]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, bold)
    for row, one in enumerate(found, 1):
        for column, cell in enumerate(cells(one)):
            if isinstance(cell, bool):
                sheet.write_boolean(row, column, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(row, column, cell)
            elif cell:
                sheet.write_string(row, column, shown(cell))
    sheet.freeze_panes(1, 3)
    fit(sheet, across=True, repeated=0, footer=_FOOTER)
    sheet.hide_gridlines(0)
    sheet.autofilter(0, 0, max(1, len(found)), len(COLUMNS) - 1)
