"""Write settled verdicts: lines of JSON, and a workbook for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from yinuo.errors import InputError, UsageError
from yinuo.pages import Words
from yinuo.review.settled import SettledVerdict, read_lines, settled
from yinuo.tracking.output.wording import value
from yinuo.verdicts.store import Store
from yinuo.writers.atomic import whole_file, whole_path
from yinuo.writers.ledger.cell_text import shown
from yinuo.writers.ledger.sheets import head

FORMATS = (".jsonl", ".xlsx")
_CREATED = datetime(2000, 1, 1)  # the same decisions give the same bytes: no clock
_COLUMNS = {
    "任务": 46, "目标值": 22, "完成值": 22, "完成率": 9, "建议判断": 16, "判断": 16, "审阅人": 12,
    "审阅时间": 24, "批注": 24, "依据原文": 60, "任务出处": 22, "依据出处": 22,
}  # fmt: skip


def stored(store: Store, author: str | None = None) -> list[SettledVerdict]:
    """Give every verdict of a store as people left it.

    Raises ``InputError`` for a person who settled none, and where people differ and nobody has settled it.
    """
    every = store.decisions(verdicts=True)
    if author is not None and not any(own.author == author for own in every):
        known = ", ".join(sorted({own.author for own in every})) or "nobody yet"
        raise InputError(f"{store.path}: {author!r} settled no verdict here; who did: {known}")
    found = []
    for document in store.documents(verdicts=True):
        decisions = [own for own in every if own.sha256 == document.sha256]
        tracked = read_lines(store.tracked_lines(document.sha256))
        try:
            found += settled(tracked, decisions, document.sha256, author)
        except InputError as error:
            raise InputError(f"{store.path}: {document.name}: {error}") from None
    return found


def write(store: Path, targets: Sequence[str], author: str | None) -> dict[str, int]:
    """Write the verdicts of a store to each target, whole or not at all; give the number that are settled of each.

    Raises ``UsageError`` for a target that is neither .jsonl nor .xlsx, ``InputError`` as ``stored`` does.
    """
    for target in targets:
        if not target.lower().endswith(FORMATS):
            raise UsageError(f"{target}: verdicts are written as {' or '.join(FORMATS)}; choose a name that ends so")
    opened = Store(store)
    try:
        found = stored(opened, author)
    finally:
        opened.close()
    for target in targets:
        (_lines if target.lower().endswith(".jsonl") else _workbook)(found, target)
    return dict.fromkeys(targets, sum(one.verdict is not None for one in found))


def _lines(found: Sequence[SettledVerdict], target: str) -> None:
    with whole_file(target, "utf-8") as file:
        for one in found:
            file.write(one.to_json() + "\n")


def _workbook(found: Sequence[SettledVerdict], target: str) -> None:
    from xlsxwriter.workbook import Workbook

    with whole_path(target) as draft:
        book = Workbook(str(draft), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet("对照")
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        open_ = book.add_format({"text_wrap": True, "valign": "top", "italic": True, "font_color": "#6c757d"})
        head(sheet, tuple(_COLUMNS.items()), bold, len(found))
        sheet.hide_gridlines(0)
        for row, one in enumerate(found, 1):
            for column, text in enumerate(_cells(one)):
                if text:
                    sheet.write_string(row, column, shown(text), wrap if one.verdict else open_)
        book.close()


def _cells(one: SettledVerdict) -> list[str]:
    """Give the cells of a row; a verdict that nobody settled stays empty, whatever is suggested."""
    share = "" if one.attainment is None else f"{one.attainment * 100:.1f}%"
    return [
        one.commitment.text, value(one.promised), value(one.reached), share,
        _said(one.suggested), _said(one.verdict, one.why), "、".join(one.by), one.at or "", "\n".join(one.notes),
        "\n".join(piece.text for piece in one.evidence), one.commitment.document, one.next_document,
    ]  # fmt: skip


def _said(verdict: str | None, why: str | None = None) -> str:
    words = Words("zh")
    return words.name("verdict", verdict) + (f"（{words.name('why', why)}）" if why else "")
