"""Lay out the sheets 台账, 原文 and 记录, up to 60,000 rows, without keeping any."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yinuo.records import Commitment
from yinuo.writers.ledger.cell_text import shown, to_pieces
from yinuo.writers.ledger.cells import EARLIEST, Shown, headings
from yinuo.writers.ledger.columns import BY_NAME, COLUMNS, PRINTED, Column
from yinuo.writers.ledger.layout import Layout
from yinuo.writers.ledger.links import link, url
from yinuo.writers.ledger.row import LedgerRow
from yinuo.writers.ledger.styles import Styles, height, title_height

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LEDGER, SOURCE, HIDDEN, LOST = "台账", "原文", "记录", "未能承接"
HEADER = 2  # the row of the column names, from 0
ROWS = 60_000  # below the 65,530 links that Excel allows a sheet
SPARE = 1_000  # rows below the last one that still have drop-down lists, and count
LAST_ROW = 1_048_575
_A4 = 9
_ORIGINAL = (("编号", 7), ("原文", 90), ("章节", 40), ("讲话", 24), ("文件", 30), ("起", 8), ("止", 8))
MAYBE = frozenset(("来源文件", "讲话人"))  # seen only where there are several
FLAG_LOST, FLAG_SLOGAN = "lost", "slogan"
INDENT = "\u3000"
BAND = "§"  # begins the key of a row that shows headings


class Own(NamedTuple):
    """Hold what a person put upon a cell: a colour, and where it leads."""

    fill: str = ""
    link: str = ""


NOTHING = Own()


def put(
    sheet: Worksheet, row: int, column: int, cell: Shown, styles: Styles, role: str = "cell", own: Own = NOTHING
) -> None:
    """Write one cell as what it is: a string is never read as a formula, a link or a number."""
    look = functools.partial(styles, role, cell.mark, fill=own.fill, link=bool(url(own.link)))
    link(sheet, row, column, own.link, look())
    value, form = shown(cell.value) if isinstance(cell.value, str) else cell.value, cell.form
    if isinstance(value, date) and value.year < EARLIEST:
        value, form = value.isoformat(), ""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look())
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look(text=value))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look())
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look(form=form or "yyyy-mm-dd"))
    else:
        sheet.write_number(row, column, value, look(form=form or "General"))


def fit(sheet: Worksheet, *, across: bool, repeated: int, footer: str = "第 &P 页，共 &N 页") -> None:
    """Print on A4, as wide as the page, the row of names on top of each page, its number below."""
    sheet.set_paper(_A4)
    if across:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&C{footer}")
    sheet.repeat_rows(repeated)
    sheet.hide_gridlines(2)


def head(sheet: Worksheet, columns: Sequence[tuple[str, int]], bold: Format, rows: int) -> None:
    """Write names and widths of a plain table of so many rows; its first row and column stay in sight."""
    for column, (name, width) in enumerate(columns):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, rows), len(columns) - 1)
    fit(sheet, across=True, repeated=0)


@dataclass
class Originals:
    """Write the sheet of sentences: one row a sentence, whichever of its records comes first."""

    sheet: Worksheet
    styles: Styles
    row: int = 0
    _document: str | None = None
    _rows: dict[int, int] = field(default_factory=dict)
    _several: set[str] = field(default_factory=set)
    _last: dict[str, str] = field(default_factory=dict)

    def open(self) -> None:
        """Write column names, widths and print settings."""
        for at, (name, width) in enumerate(_ORIGINAL):
            self.sheet.set_column(at, at, width)
            self.sheet.write_string(0, at, name, self.styles("head"))
        self.sheet.freeze_panes(1, 0)
        fit(self.sheet, across=True, repeated=0)

    def row_of(self, record: Commitment) -> int:
        """Give the row (from 1) of the record's sentence, written where it is new."""
        if record.document != self._document:
            self._document, self._rows = record.document, {}
        if record.sentence.start not in self._rows:
            self.row += 1
            self._rows[record.sentence.start] = self.row
            self._write(record)
        return self._rows[record.sentence.start]

    def _write(self, record: Commitment) -> None:
        sentence, title = record.sentence, record.speech.title or ""
        places = " / ".join(headings(record))
        self.sheet.set_row(self.row, height(((sentence.text, _ORIGINAL[1][1]), (places, _ORIGINAL[2][1]))))
        file = Path(record.document).name
        for name, value in (("讲话", title), ("文件", record.document)):
            if self._last.setdefault(name, value) != value:
                self._several.add(name)
        texts: tuple[str | int, ...] = (self.row, sentence.text, places, title, file, sentence.start, sentence.end)
        for at, text in enumerate(texts):
            cell = Shown(text)
            put(self.sheet, self.row, at, cell, self.styles, "cell" if isinstance(text, str) else "centred")

    def close(self) -> None:
        """Set filters; hide columns that say the same of all rows, so that the others print larger."""
        for at, (name, width) in enumerate(_ORIGINAL):
            if name in self._last.keys() - self._several:
                self.sheet.set_column(at, at, width, None, {"hidden": True})
        self.sheet.autofilter(0, 0, max(self.row, 1), len(_ORIGINAL) - 1)


@dataclass
class Part:
    """Write one set of the three sheets; ``number`` is empty for the first, then 2, 3 and so on.

    ``rows`` counts lines of the ledger, with those of headings.
    """

    book: Workbook
    styles: Styles
    layout: Layout
    ledger: Worksheet
    originals: Originals
    hidden: Worksheet
    number: str = ""
    rows: int = 0
    _kept: int = 0
    _bands: tuple[str, ...] = ()

    def open(self, title: str, subtitle: str, shown: Collection[str]) -> None:
        """Write title, column names and widths; of the columns that may be hidden only those in ``shown`` are seen."""
        layout(self.ledger, self.styles, self.layout, title, subtitle, shown)
        self.originals.open()
        self.hidden.hide()
        for at, name in enumerate(("记录号", "标记", "提取结果（合并台账时使用，请勿修改）")):
            self.hidden.write_string(0, at, name)

    def add(self, row: LedgerRow, number: int, cells: dict[str, Shown], speech: str = "") -> None:
        """Write one row of the ledger, its sentence and its record; before it its headings, where they are others."""
        if row.record is not None:
            path = str(cells["章节"].value or "").split(" / ")
            self._head(tuple(filter(None, (speech, *path))))
        at, heading = HEADER + 1 + self.rows, cells["序号"]
        self.rows += 1
        numbered = {**cells, "序号": heading if heading.value else Shown(number)}
        lay(self.ledger, at, row, numbered, self.layout, self.styles)
        linked = row.record or row.linked
        if linked is not None:
            original = self.originals.row_of(linked)
            target = url(row.links.get("原文", "")) or f"internal:'{SOURCE}{self.number}'!B{original + 1}"
            look = self.styles("link", fill=row.fills.get("原文", ""))
            self.ledger.write_url(at, self.layout.at("原文"), target, look, f"第{original}句")
        if row.record is not None:
            self.keep(row.key, row.record)

    def _head(self, path: tuple[str, ...]) -> None:
        """Write each heading once above the rows below it, over the whole width, in cells that sorting can move."""
        same = next((n for n, (a, b) in enumerate(zip(path, self._bands, strict=False)) if a != b), None)
        common = min(len(path), len(self._bands)) if same is None else same
        for level, band in enumerate(path[common:], common):
            at = HEADER + 1 + self.rows
            self.rows += 1
            look = "band" if level else "top_band"
            text = shown(band).replace("\n", " ")
            self.ledger.set_row(at, height([("", 1)]))
            for column in range(1, len(self.layout.printed)):
                self.ledger.write_blank(at, column, None, self.styles(look))
            self.ledger.write_string(at, 0, f"{INDENT * level}{text}", self.styles(look, text=text))
            self.ledger.write_string(at, self.layout.at("记录号"), BAND + text, self.styles("key"))
        self._bands = path

    def keep(self, key: str, record: Commitment, flag: str = "") -> None:
        """Keep the record as extracted, on the hidden sheet, which tells what a person changed."""
        self._kept += 1
        self.hidden.write_string(self._kept, 0, key)
        self.hidden.write_string(self._kept, 1, flag)
        for at, piece in enumerate(to_pieces(record), 2):
            self.hidden.write_string(self._kept, at, piece)

    def close(self) -> None:
        """Set filters, drop-down lists and colours over the rows written."""
        finish(self.ledger, self.book, HEADER + max(self.rows, 1), self.layout, self.layout.printed[-1])
        self.originals.close()


def layout(
    sheet: Worksheet, styles: Styles, columns: Layout, title: str, subtitle: str, shown: Collection[str]
) -> None:
    """Set title, names and widths of a sheet that has the ledger's columns."""
    last, across = len(PRINTED) - 1, sum(columns.width(name) for name in PRINTED)
    for at, (text, own) in enumerate(((title, "title"), (subtitle, "subtitle"))):
        sheet.set_row(at, height([(subtitle, across)]) if at else title_height(title, across))
        sheet.merge_range(at, 0, at, last, "", styles(own))
        sheet.write_string(at, 0, text, styles(own))
    for at, name in enumerate(columns.names):
        hidden = name in BY_NAME and (BY_NAME[name].hidden or (name in MAYBE and name not in shown))
        sheet.set_column(at, at, columns.width(name), None, {"hidden": hidden})
        own = "head_person" if name not in BY_NAME or BY_NAME[name].kind == "person" else "head"
        sheet.write_string(HEADER, at, name, styles(own, text=name))
    sheet.set_row(HEADER, 24)
    sheet.freeze_panes(HEADER + 1, columns.at("工作任务") + 1)
    fit(sheet, across=True, repeated=HEADER)


def lay(sheet: Worksheet, at: int, row: LedgerRow, cells: dict[str, Shown], columns: Layout, styles: Styles) -> None:
    """Write the cells of one row, then those of the columns that a person added, then comments."""
    values = {**cells, **{name: Shown(row.extra.get(name)) for name in columns.extra}}
    tall = [(str(values[name].value or ""), columns.width(name)) for name in columns.names if not _short(name)]
    sheet.set_row(at, height(tall))
    for index, name in enumerate(columns.names):
        put(sheet, at, index, values[name], styles, _role(name), Own(row.fills.get(name, ""), row.links.get(name, "")))
        if name in row.comments:
            sheet.write_comment(at, index, row.comments[name], {"x_scale": 2})


def _short(name: str) -> bool:
    return name in BY_NAME and (BY_NAME[name].short or BY_NAME[name].hidden)


def _role(name: str) -> str:
    """Give the look of a column's cells."""
    column: Column | None = BY_NAME.get(name)
    if column is None:
        return "cell"
    return "key" if column.hidden else "centred" if column.centred else "short" if column.short else "cell"


def finish(sheet: Worksheet, book: Workbook, last: int, columns: Layout, printed: str) -> None:
    """Set filters, drop-down lists, colours by state, and the printed part of a sheet whose rows end at ``last``.

    The printed part has no last row, so that rows typed below are printed.
    """
    first = HEADER + 1
    sheet.autofilter(HEADER, 0, last, len(columns.names) - 1)
    sheet.print_area(0, 0, LAST_ROW, columns.at(printed))
    for column in COLUMNS:
        if column.choices:
            at = columns.at(column.name)
            kind = "warning" if column.name == "状态" else "stop"
            told = f"请从列表中选择：{'、'.join(column.choices)}"
            rule = {"validate": "list", "source": list(column.choices), "error_type": kind}
            sheet.data_validation(
                first, at, last + SPARE, at, {**rule, "error_title": column.name, "error_message": told}
            )
    _colour(sheet, book, first, last + SPARE, columns)


def _colour(sheet: Worksheet, book: Workbook, first: int, last: int, columns: Layout) -> None:
    state, due = columns.at("状态"), columns.at("到期日")
    for text, colours in {
        "已完成": {"bg_color": "#E2EFDA", "font_color": "#375623"},
        "滞后": {"bg_color": "#FCE4D6", "font_color": "#C00000"},
    }.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": book.add_format(colours)}
        sheet.conditional_format(first, state, last, state, rule)
    s, d = (f"${columns.letter(name)}{first + 1}" for name in ("状态", "到期日"))
    late = f'=AND(ISNUMBER({d}),{d}<TODAY(),{s}<>"",{s}<>"已完成")'  # only where somebody follows the task up
    red = book.add_format({"font_color": "#C00000", "bold": True})
    sheet.conditional_format(first, due, last, due, {"type": "formula", "criteria": late, "format": red})
