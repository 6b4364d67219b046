"""Write records as a ledger file, whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers.atomic import Write, drain, whole_path
from yinuo.writers.jsonl import from_line, to_line
from yinuo.writers.ledger import sheets
from yinuo.writers.ledger.cell_text import shown
from yinuo.writers.ledger.cells import Shown
from yinuo.writers.ledger.guide import write_guide
from yinuo.writers.ledger.reader import filled_in
from yinuo.writers.ledger.row import LedgerRow, keyed
from yinuo.writers.ledger.sheets import FLAG_LOST, HEADER, LOST, Originals, Part
from yinuo.writers.ledger.styles import Styles, growing
from yinuo.writers.ledger.summary import Counts, write_summary

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_CREATED = datetime(2000, 1, 1)  # the same records give the same bytes: no clock
_NAMED = 3


@dataclass
class Heading:
    """Make the title, which is known when all records have been seen once."""

    documents: dict[str, None] = field(default_factory=dict)
    titles: dict[str, None] = field(default_factory=dict)
    organisations: dict[str, None] = field(default_factory=dict)
    dates: dict[str, None] = field(default_factory=dict)

    def add(self, record: Commitment) -> None:
        """Take note of the record's document and speech."""
        speech = record.speech
        for found, value in (
            (self.documents, record.document),
            (self.titles, speech.title),
            (self.organisations, speech.organisation),
            (self.dates, speech.date),
        ):
            if value:
                found.setdefault(value)

    def title(self) -> str:
        """Say who promised it where: 榆坪县人民政府《政府工作报告》工作任务台账."""
        who = next(iter(self.organisations)) if len(self.organisations) == 1 else ""
        what = f"《{next(iter(self.titles))}》" if len(self.titles) == 1 else ""
        return shown(f"{who}{what}工作任务台账").replace("\n", " ")

    def subtitle(self, counts: str) -> str:
        """Say where it comes from, and how many rows there are."""
        names = [Path(name).name for name in list(self.documents)[:_NAMED]]
        more = f"等 {len(self.documents)} 个文件" if len(self.documents) > _NAMED else ""
        dates = [f"讲话日期：{next(iter(self.dates))}"] if len(self.dates) == 1 else []
        parts = [f"来源：{'、'.join(names)}{more}"] * bool(names) + dates + [counts]
        return shown("　　".join(parts)).replace("\n", " ")


@dataclass
class Contents:
    """Hold all that a ledger holds besides the rows it shows."""

    heading: Heading = field(default_factory=Heading)
    counts: Counts = field(default_factory=Counts)
    extra: tuple[str, ...] = ()
    deleted: Sequence[tuple[str, Commitment]] = ()
    lost: Sequence[tuple[LedgerRow, str]] = ()

    def add(self, row: LedgerRow) -> None:
        """Count one row."""
        self.counts.add(row, row.cells())
        if row.record:
            self.heading.add(row.record)


def write_ledger(records: Iterable[Commitment], path: str | Path) -> int:
    """Write the ledger of the records, whole or not at all; the number of records written.

    The same records give the same bytes. Raises ``InputError`` where the file cannot be written, or is there already
    and holds what people filled in.
    """
    with ledger_writer(path) as write:
        return drain(records, write)


@contextmanager
def ledger_writer(path: str | Path) -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, with a ledger at the end: title and counts stand above the rows."""
    protect(path)
    contents = Contents()
    with whole_path(path) as draft, tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as spool:

        def write(record: Commitment) -> None:
            contents.add(LedgerRow(record))
            spool.write(to_line(record) + "\n")

        yield write
        spool.seek(0)
        records = (from_line(line, f"{path}") for line in spool)
        build(draft, (LedgerRow(record, key) for key, record in keyed(records)), contents)


def write_rows(path: str | Path, rows: Sequence[LedgerRow], contents: Contents) -> None:
    """Write a ledger of rows that people worked on."""
    for row in rows:
        contents.add(row)
    with whole_path(path) as draft:
        build(draft, rows, contents)


def protect(path: str | Path) -> None:
    """Raise ``InputError`` where ``path`` is a workbook with something that only people know."""
    if Path(path).is_file() and Path(path).stat().st_size:
        try:
            cells = filled_in(path)
        except InputError:
            raise InputError(f"{path}: is there already and is no ledger; choose another name with -o") from None
        if cells:
            raise InputError(
                f"{path}: holds {cells} cells that people filled in, which would be lost; write to another file and "
                f"carry them over with `yinuo ledger merge {path} NEW.xlsx -o MERGED.xlsx`"
            )


def build(draft: Path, rows: Iterable[LedgerRow], contents: Contents) -> None:
    """Lay all sheets out into the file ``draft``."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(draft), {"constant_memory": True, "strings_to_urls": False})
    title = contents.heading.title()
    book.set_properties({"title": title, "created": _CREATED})
    book.set_size(2400, 1300)
    book.use_zip64()  # used only where a sheet passes 4 GiB
    styles = Styles(book)
    parts = [_first(book, styles, contents)]
    number = 0
    for row in rows:
        if parts[-1].rows == sheets.ROWS:
            parts.append(_next(book, styles, contents, len(parts) + 1))
        cells = row.cells()
        number += cells["序号"].value is None  # a heading that a person put between rows has no number
        parts[-1].add(row, number, cells)
    for key, record in contents.deleted:
        parts[-1].keep(key, record)
    for lost, _ in contents.lost:
        if lost.record:
            parts[-1].keep(lost.key, lost.record, FLAG_LOST)
    for part in parts:
        part.close()
    write_summary(book.get_worksheet_by_name("汇总"), contents.counts, parts, title, styles)
    write_guide(book.get_worksheet_by_name("说明"), styles)
    book.close()


def _first(book: Workbook, styles: Styles, contents: Contents) -> Part:
    """Find the first part among the other sheets, in the order in which a reader wants them."""
    ledger = book.add_worksheet(sheets.LEDGER, growing())
    if contents.lost:
        _write_lost(book, styles, contents)
    book.add_worksheet("汇总", growing())
    originals = Originals(book.add_worksheet(sheets.SOURCE, growing()), styles)
    book.add_worksheet("说明")
    return _opened(Part(book, styles, contents.extra, ledger, originals, book.add_worksheet(sheets.HIDDEN)), contents)


def _next(book: Workbook, styles: Styles, contents: Contents, number: int) -> Part:
    ledger, originals, hidden = (
        book.add_worksheet(f"{name}{number}", growing()) for name in (sheets.LEDGER, sheets.SOURCE, sheets.HIDDEN)
    )
    part = Part(book, styles, contents.extra, ledger, Originals(originals, styles), hidden, str(number))
    return _opened(part, contents)


def _opened(part: Part, contents: Contents) -> Part:
    heading = contents.heading
    title = heading.title() + (f"（{part.number}）" if part.number else "")
    part.open(title, heading.subtitle(contents.counts.line()), several=len(heading.documents) > 1)
    return part


def _write_lost(book: Workbook, styles: Styles, contents: Contents) -> None:
    """Write the rows that could not be carried, each with the reason in 提示."""
    sheet = book.add_worksheet(LOST, growing())
    sheet.set_tab_color("#C00000")
    told = f"以下 {len(contents.lost)} 行的填写内容在新台账中找不到对应记录，请逐行处理；原因见“提示”列"
    sheets.layout(sheet, styles, contents.extra, "未能承接的填写内容", told, several=True)
    for at, (row, reason) in enumerate(contents.lost, 1):
        cells = {**row.cells(), "序号": Shown(at), "提示": Shown(reason, mark="damaged")}
        sheets.lay(sheet, HEADER + at, row, cells, contents.extra, styles)
    sheets.finish(sheet, book, HEADER + len(contents.lost), len(contents.extra), printed="提示")
