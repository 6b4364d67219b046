"""Write what tracking found as a workbook: the sheet 对照 for people, the sheet 依据 with all evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from yinuo.rules.wording import Lang
from yinuo.tracking.output.wording import VERDICTS, share, to_check, value, verdict
from yinuo.tracking.result import Tracked
from yinuo.writers.atomic import whole_path
from yinuo.writers.ledger.cell_text import shown
from yinuo.writers.ledger.sheets import head
from yinuo.writers.ledger.styles import BODY, SIZE, growing, height

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2000, 1, 1)  # the same records give the same bytes: no clock
_HEADER = ("任务", "目标值", "完成值", "完成率", "建议判断", "依据原文", "核对")
_SOURCES = ("任务出处", "依据出处")
_WIDTHS = (40, 16, 16, 8, 12, 48, 8, 22, 22)  # printed up to 核对, on A4 across at 9 points
_EVIDENCE = ("任务", "依据原文", "文件", "起", "止", "匹配")
_EVIDENCE_WIDTHS = (46, 60, 24, 8, 8, 8)
_CELL = {
    "font_name": BODY,
    "font_size": SIZE,
    "text_wrap": True,
    "valign": "top",
    "border": 1,
    "border_color": "#a6a6a6",
}
_COLOURS = {
    "below": "#f8d7da",
    "partly": "#fff3cd",
    "not_comparable": "#e2e3e5",
    "exceeded": "#d1e7dd",
    "reached": "#e8f4ee",
}


def write(found: Sequence[Tracked], target: str, _: Lang | None = None) -> None:
    """Write the workbook, whole or not at all."""
    from xlsxwriter.workbook import Workbook

    with whole_path(target) as draft:
        book = Workbook(str(draft), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": _CREATED})
        compared, evidence = (book.add_worksheet(name, growing()) for name in ("对照", "依据"))
        places = _evidence(book, evidence, found)
        _compared(book, compared, found, places)
        book.close()


def _head(book: Workbook, sheet: Worksheet, names: Sequence[str], widths: Sequence[int], rows: int) -> None:
    bold = book.add_format({"bold": True, **_CELL, "bg_color": "#dce6f1"})
    head(sheet, tuple(zip(names, widths, strict=True)), bold, rows)


def _compared(book: Workbook, sheet: Worksheet, found: Sequence[Tracked], places: Sequence[int | None]) -> None:
    names = (*_HEADER, *_SOURCES)
    _head(book, sheet, names, _WIDTHS, len(found))
    wrap = book.add_format(_CELL)
    percents = book.add_format({**_CELL, "num_format": "0.0%"})
    link = book.add_format({**_CELL, "font_color": "#0b5394", "underline": 1})
    tints = {v: book.add_format({**_CELL, "bg_color": c}) for v, c in _COLOURS.items()}
    for row, (one, place) in enumerate(zip(found, places, strict=True), 1):
        texts = (one.commitment.text, value(one.promised), value(one.reached))
        told = one.evidence[0].text if one.evidence else f"再次提出：{one.again.text}" if one.again else ""
        sheet.set_row(row, height(zip((*texts, "", verdict(one), told), _WIDTHS, strict=False)))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, shown(text), wrap)
        if (reached := share(one)) is not None:
            sheet.write_number(row, 3, reached, percents)
        else:
            sheet.write_blank(row, 3, None, percents)
        sheet.write_string(row, 4, verdict(one), tints.get(one.verdict, wrap))
        if place is not None:
            sheet.write_url(row, 5, f"internal:'依据'!A{place + 1}", link, shown(told))
        else:
            sheet.write_string(row, 5, shown(told), wrap)
        sheet.write_string(row, 6, to_check(one), wrap)
        for column, document in enumerate((one.document, one.next_document), len(_HEADER)):
            sheet.write_string(row, column, shown(PurePath(document).name), wrap)
    sheet.print_area(0, 0, max(1, len(found)), len(_HEADER) - 1)
    sheet.data_validation(
        1, 4, max(1, len(found)), 4, {"validate": "any", "input_message": "、".join(VERDICTS.values())}
    )


def _evidence(book: Workbook, sheet: Worksheet, found: Sequence[Tracked]) -> list[int | None]:
    """Write a row for each piece of evidence; give the first row of each record, None where it has none."""
    count = sum(len(one.evidence) for one in found)
    _head(book, sheet, _EVIDENCE, _EVIDENCE_WIDTHS, count)
    wrap = book.add_format(_CELL)
    places: list[int | None] = []
    row = 1
    for one in found:
        places.append(row if one.evidence else None)
        for piece in one.evidence:
            sheet.set_row(row, height(zip((one.commitment.text, piece.text), _EVIDENCE_WIDTHS, strict=False)))
            for column, text in enumerate((one.commitment.text, piece.text, one.next_document)):
                sheet.write_string(row, column, shown(text), wrap)
            for column, number in enumerate((piece.start, piece.end, piece.score), 3):
                sheet.write_number(row, column, number, wrap)
            row += 1
    return places
