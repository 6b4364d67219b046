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
from yinuo.writers.ledger.cells import Shown, source, speaker
from yinuo.writers.ledger.guide import write_guide
from yinuo.writers.ledger.layout import Layout
from yinuo.writers.ledger.reader import filled_in
from yinuo.writers.ledger.row import LedgerRow, keyed
from yinuo.writers.ledger.sheets import FLAG_LOST, FLAG_SLOGAN, HEADER, LOST, Originals, Part
from yinuo.writers.ledger.styles import Styles, growing
from yinuo.writers.ledger.summary import Counts, write_summary
from yinuo.writers.selection import Selection

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
    speakers: dict[str, None] = field(default_factory=dict)
    speeches: dict[tuple[str, int], None] = field(default_factory=dict)
    sources: dict[str, set[str]] = field(default_factory=dict)
    dates: dict[str, None] = field(default_factory=dict)

    def add(self, record: Commitment) -> None:
        """Take note of the record's document and speech."""
        speech = record.speech
        for found, value in (
            (self.documents, record.document),
            (self.titles, speech.title),
            (self.organisations, speech.organisation),
            (self.speakers, speaker(record).value),
            (self.dates, speech.date),
        ):
            if value:
                found.setdefault(str(value))
        self.speeches.setdefault((record.document, speech.index))
        self.sources.setdefault(str(source(record).value), set()).add(record.document)

    def title(self) -> str:
        """Say who promised it where: 榆坪县人民政府《政府工作报告》工作任务台账."""
        who = next(iter(self.organisations)) if len(self.organisations) == 1 else ""
        what = f"《{next(iter(self.titles))}》" if len(self.titles) == 1 else ""
        return shown(f"{who}{what}工作任务台账").replace("\n", " ")

    def subtitle(self, counts: str) -> str:
        """Say where it comes from, how many rows there are, and who answers for rows that name nobody."""
        more = f"等 {len(self.sources)} 篇" if len(self.sources) > _NAMED else ""
        dates = [f"讲话日期：{next(iter(self.dates))}"] if len(self.dates) == 1 else []
        parts = [f"来源：{'、'.join(list(self.sources)[:_NAMED])}{more}"] * bool(self.sources) + dates + [counts]
        line = shown("　　".join(parts)).replace("\n", " ")
        return "\n".join(filter(None, (line, self.answers())))

    def answers(self) -> str:
        """Name the body that answers for tasks whose 责任主体 is empty."""
        names = list(self.organisations)
        if not names:
            return ""
        body = (
            names[0]
            if len(names) == 1
            else f"各篇讲话的单位（{'、'.join(names[:_NAMED])}{'等' * (len(names) > _NAMED)}）"
        )
        return shown(f"责任主体为空的任务，原文没有写明由谁负责，由{body}负责").replace("\n", " ")

    def seen(self) -> set[str]:
        """List the columns that are shown because there are several documents or speakers."""
        several = {"来源文件": len(self.documents) > 1, "讲话人": len(self.speakers) > 1}
        return {name for name, wanted in several.items() if wanted}

    def speech(self, record: Commitment | None) -> str:
        """Name the speech above its headings, where there are several: document, speaker."""
        if record is None or len(self.speeches) < 2:
            return ""
        return "　".join(filter(None, (self.source(record), str(speaker(record).value or ""))))

    def source(self, record: Commitment) -> str:
        """Name the document: by its title, and its file's name where another has the same title."""
        title = str(source(record).value)
        return title if len(self.sources.get(title, ())) < 2 else f"{title}（{Path(record.document).name}）"


@dataclass
class Contents:
    """Hold all that a ledger holds besides the rows it shows."""

    heading: Heading = field(default_factory=Heading)
    counts: Counts = field(default_factory=Counts)
    extra: tuple[str, ...] = ()
    left_out: int = 0
    deleted: Sequence[tuple[str, Commitment]] = ()
    lost: Sequence[tuple[LedgerRow, str]] = ()

    def add(self, row: LedgerRow) -> None:
        """Count one row."""
        if row.left_out:
            self.left_out += 1
            return
        self.counts.add(row, row.cells())
        if row.record:
            self.heading.add(row.record)


def write_ledger(
    records: Iterable[Commitment],
    path: str | Path,
    *,
    slogans: bool = False,
    only: Iterable[str] = (),
    min_confidence: float = 0.0,
) -> int:
    """Write the ledger of the records, whole or not at all; the number of records written.

    Records that say no more than watchwords (``slogan``) get no row, unless ``slogans``; the sheet 说明 tells how many
    they are. ``only`` (quantified, deliverable, directional) and ``min_confidence`` leave other records out. The same
    records give the same bytes. Raises ``InputError`` where the file cannot be written, or is there
    already and holds what people filled in.
    """
    wanted = Selection.of(only, min_confidence)
    with ledger_writer(path, slogans=slogans) as write:
        return drain(filter(wanted, records), write)


@contextmanager
def ledger_writer(path: str | Path, *, slogans: bool = False) -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, with a ledger at the end: title and counts stand above the rows."""
    protect(path)
    contents = Contents()

    def row(record: Commitment, key: str = "") -> LedgerRow:
        return LedgerRow(record, key, left_out=record.slogan and not slogans)

    with whole_path(path) as draft, tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as spool:

        def write(record: Commitment) -> None:
            contents.add(row(record))
            spool.write(to_line(record) + "\n")

        yield write
        spool.seek(0)
        records = (from_line(line, f"{path}") for line in spool)
        build(draft, (row(record, key) for key, record in keyed(records)), contents)


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
        if row.left_out and row.record:
            parts[-1].keep(row.key, row.record, FLAG_SLOGAN)
            continue
        if parts[-1].rows >= sheets.ROWS:
            parts.append(_next(book, styles, contents, len(parts) + 1))
        cells = row.cells()
        number += cells["序号"].value is None  # a heading that a person put between rows has no number
        if row.record:
            cells["来源文件"] = Shown(shown(contents.heading.source(row.record)))
        parts[-1].add(row, number, cells, contents.heading.speech(row.record))
    _keep_others(parts[-1], contents)
    for part in parts:
        part.close()
    write_summary(book.get_worksheet_by_name("汇总"), contents.counts, parts, title, styles)
    write_guide(book.get_worksheet_by_name("说明"), styles, contents.left_out)
    book.close()


def _keep_others(part: Part, contents: Contents) -> None:
    """Keep the records of rows that a person deleted, and of those that could not be carried."""
    for key, record in contents.deleted:
        part.keep(key, record)
    for lost, _ in contents.lost:
        if lost.record:
            part.keep(lost.key, lost.record, FLAG_LOST)


def _first(book: Workbook, styles: Styles, contents: Contents) -> Part:
    """Find the first part among the other sheets, in the order in which a reader wants them."""
    ledger = book.add_worksheet(sheets.LEDGER, growing())
    if contents.lost:
        _write_lost(book, styles, contents)
    book.add_worksheet("汇总", growing())
    originals = Originals(book.add_worksheet(sheets.SOURCE, growing()), styles)
    book.add_worksheet("说明")
    return _opened(
        Part(book, styles, Layout(contents.extra), ledger, originals, book.add_worksheet(sheets.HIDDEN)), contents
    )


def _next(book: Workbook, styles: Styles, contents: Contents, number: int) -> Part:
    ledger, originals, hidden = (
        book.add_worksheet(f"{name}{number}", growing()) for name in (sheets.LEDGER, sheets.SOURCE, sheets.HIDDEN)
    )
    part = Part(book, styles, Layout(contents.extra), ledger, Originals(originals, styles), hidden, str(number))
    return _opened(part, contents)


def _opened(part: Part, contents: Contents) -> Part:
    heading = contents.heading
    title = heading.title() + (f"（{part.number}）" if part.number else "")
    part.open(title, heading.subtitle(contents.counts.line()), heading.seen())
    return part


def _write_lost(book: Workbook, styles: Styles, contents: Contents) -> None:
    """Write the rows that could not be carried, each with the reason in 提示."""
    sheet = book.add_worksheet(LOST, growing())
    sheet.set_tab_color("#C00000")
    told = f"以下 {len(contents.lost)} 行的填写内容在新台账中找不到对应记录，请逐行处理；原因见“提示”列"
    columns = Layout(contents.extra)
    sheets.layout(sheet, styles, columns, "未能承接的填写内容", told, sheets.MAYBE)
    for at, (row, reason) in enumerate(contents.lost, 1):
        cells = {**row.cells(), "序号": Shown(at), "提示": Shown(reason, mark="damaged")}
        sheets.lay(sheet, HEADER + at, row, cells, columns, styles)
    sheets.finish(sheet, book, HEADER + len(contents.lost), columns, printed="提示")
