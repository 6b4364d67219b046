"""Lay out the sheets 台账, 原文 and 记录, up to 60,000 rows, without keeping any."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from yinuo.records import Commitment
from yinuo.writers.ledger.cell_text import shown, to_pieces
from yinuo.writers.ledger.cells import EARLIEST, Shown, headings
from yinuo.writers.ledger.columns import COLUMNS, LAST_PRINTED, NAMES, Column
from yinuo.writers.ledger.row import LedgerRow
from yinuo.writers.ledger.styles import Styles, height

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LEDGER, SOURCE, HIDDEN, LOST = "台账", "原文", "记录", "未能承接"
HEADER = 2  # the row of the column names, from 0
ROWS = 60_000  # below the 65,530 links that Excel allows a sheet
_SPARE = 1_000  # rows below the last one that still have drop-down lists
_A4 = 9
_ORIGINAL = (("编号", 7), ("原文", 90), ("章节", 40), ("讲话", 24), ("文件", 30), ("起", 8), ("止", 8))
FLAG_LOST = "lost"


def put(sheet: Worksheet, row: int, column: int, cell: Shown, styles: Styles, role: str = "cell") -> None:
    """Write one cell as what it is: a string is never read as a formula, a link or a number."""
    value, form = shown(cell.value) if isinstance(cell.value, str) else cell.value, cell.form
    if isinstance(value, date) and value.year < EARLIEST:
        value, form = value.isoformat(), ""
    if value is None or value == "":
        sheet.write_blank(row, column, None, styles(role, cell.mark))
    elif isinstance(value, str):
        sheet.write_string(row, column, value, styles(role, cell.mark, text=value))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, styles(role, cell.mark))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, styles(role, cell.mark, form or "yyyy-mm-dd"))
    else:
        sheet.write_number(row, column, value, styles(role, cell.mark, form or "General"))


def fit(sheet: Worksheet, *, across: bool, repeated: int) -> None:
    """Print on A4, as wide as the page, the row of names on top of each page."""
    sheet.set_paper(_A4)
    if across:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.repeat_rows(repeated)
    sheet.hide_gridlines(2)


@dataclass
class Originals:
    """Write the sheet of sentences: one row a sentence, whichever of its records comes first."""

    sheet: Worksheet
    styles: Styles
    row: int = 0
    _document: str | None = None
    _rows: dict[int, int] = field(default_factory=dict)

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
        texts: tuple[str | int, ...] = (
            self.row,
            sentence.text,
            places,
            title,
            record.document,
            sentence.start,
            sentence.end,
        )
        for at, value in enumerate(texts):
            cell = Shown(value)
            put(self.sheet, self.row, at, cell, self.styles, "cell" if isinstance(value, str) else "centred")

    def close(self) -> None:
        """Set filters over what was written."""
        self.sheet.autofilter(0, 0, max(self.row, 1), len(_ORIGINAL) - 1)


@dataclass
class Part:
    """Write one set of the three sheets; ``number`` is empty for the first, then 2, 3 and so on."""

    book: Workbook
    styles: Styles
    extra: tuple[str, ...]
    ledger: Worksheet
    originals: Originals
    hidden: Worksheet
    number: str = ""
    rows: int = 0
    _kept: int = 0

    def open(self, title: str, subtitle: str, *, several: bool) -> None:
        """Write title, column names, widths; the column of the document only where there are several."""
        layout(self.ledger, self.styles, self.extra, title, subtitle, several=several)
        self.originals.open()
        self.hidden.hide()
        for at, name in enumerate(("记录号", "标记", "提取结果（合并台账时使用，请勿修改）")):
            self.hidden.write_string(0, at, name)

    def add(self, row: LedgerRow, number: int, cells: dict[str, Shown]) -> None:
        """Write one row of the ledger, its sentence and its record."""
        at, heading = HEADER + 1 + self.rows, cells["序号"]
        self.rows += 1
        lay(
            self.ledger,
            at,
            row,
            {**cells, "序号": heading if heading.value else Shown(number)},
            self.extra,
            self.styles,
        )
        if row.record is None:
            return
        original = self.originals.row_of(row.record)
        target = f"internal:'{SOURCE}{self.number}'!B{original + 1}"
        self.ledger.write_url(at, NAMES.index("原文"), target, self.styles("link"), f"第{original}句")
        self.keep(row.key, row.record)

    def keep(self, key: str, record: Commitment, flag: str = "") -> None:
        """Keep the record as extracted, on the hidden sheet, which tells what a person changed."""
        self._kept += 1
        self.hidden.write_string(self._kept, 0, key)
        self.hidden.write_string(self._kept, 1, flag)
        for at, piece in enumerate(to_pieces(record), 2):
            self.hidden.write_string(self._kept, at, piece)

    def close(self) -> None:
        """Set filters, drop-down lists and colours over the rows written."""
        last = HEADER + max(self.rows, 1)
        finish(self.ledger, self.book, last, len(self.extra))
        self.originals.close()


def layout(
    sheet: Worksheet, styles: Styles, extra: tuple[str, ...], title: str, subtitle: str, *, several: bool
) -> None:
    """Set title, names and widths of a sheet that has the ledger's columns."""
    printed = NAMES.index(LAST_PRINTED)
    for at, column in enumerate(COLUMNS):
        hidden = column.hidden or (column.name == "来源文件" and not several)
        sheet.set_column(at, at, column.width, None, {"hidden": hidden})
    if extra:
        sheet.set_column(len(COLUMNS), len(COLUMNS) + len(extra) - 1, 14)
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, printed, "", styles("title"))
    sheet.write_string(0, 0, title, styles("title"))
    sheet.merge_range(1, 0, 1, printed, "", styles("subtitle"))
    sheet.write_string(1, 0, subtitle, styles("subtitle"))
    sheet.set_row(HEADER, 24)
    for at, column in enumerate(COLUMNS):
        sheet.write_string(HEADER, at, column.name, styles("head_person" if column.kind == "person" else "head"))
    for at, name in enumerate(extra, len(COLUMNS)):
        sheet.write_string(HEADER, at, name, styles("head_person", text=name))
    sheet.freeze_panes(HEADER + 1, NAMES.index("工作任务") + 1)
    fit(sheet, across=True, repeated=HEADER)


def lay(
    sheet: Worksheet,
    at: int,
    row: LedgerRow,
    cells: dict[str, Shown],
    extra: tuple[str, ...],
    styles: Styles,
) -> None:
    """Write the cells of one row, then those of the columns that a person added, then comments."""
    sheet.set_row(at, height((str(cells[c.name].value or ""), c.width) for c in COLUMNS[: NAMES.index("来源文件")]))
    for index, column in enumerate(COLUMNS):
        put(sheet, at, index, cells[column.name], styles, role(column))
    for index, name in enumerate(extra, len(COLUMNS)):
        put(sheet, at, index, Shown(row.extra.get(name)), styles)
    for index, name in enumerate((*NAMES, *extra)):
        if name in row.comments:
            sheet.write_comment(at, index, row.comments[name], {"x_scale": 2})


def role(column: Column) -> str:
    """Give the look of a column's cells."""
    return "key" if column.hidden else "centred" if column.centred else "cell"


def finish(sheet: Worksheet, book: Workbook, last: int, extra: int, printed: str = LAST_PRINTED) -> None:
    """Set filters, drop-down lists, colours by state, and the printed part of a sheet whose rows end at ``last``."""
    first = HEADER + 1
    sheet.autofilter(HEADER, 0, last, len(COLUMNS) + extra - 1)
    sheet.print_area(0, 0, last, NAMES.index(printed))
    for at, column in enumerate(COLUMNS):
        if column.choices:
            kind = "warning" if column.name == "状态" else "stop"
            told = f"请从列表中选择：{'、'.join(column.choices)}"
            rule = {"validate": "list", "source": list(column.choices), "error_type": kind}
            sheet.data_validation(
                first, at, last + _SPARE, at, {**rule, "error_title": column.name, "error_message": told}
            )
    _colour(sheet, book, first, last + _SPARE)


def _colour(sheet: Worksheet, book: Workbook, first: int, last: int) -> None:
    state, due = NAMES.index("状态"), NAMES.index("完成时限")
    for text, colours in {
        "已完成": {"bg_color": "#E2EFDA", "font_color": "#375623"},
        "滞后": {"bg_color": "#FCE4D6", "font_color": "#C00000"},
    }.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": book.add_format(colours)}
        sheet.conditional_format(first, state, last, state, rule)
    s, d = (f"${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[at]}{first + 1}" for at in (state, due))
    late = f'=AND(ISNUMBER({d}),{d}<TODAY(),{s}<>"",{s}<>"已完成")'  # only where somebody follows the task up
    red = book.add_format({"font_color": "#C00000", "bold": True})
    sheet.conditional_format(first, due, last, due, {"type": "formula", "criteria": late, "format": red})
