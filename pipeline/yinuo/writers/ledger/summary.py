"""Write the sheet 汇总: counts by section, actor, month and state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yinuo.writers.ledger.cell_text import day
from yinuo.writers.ledger.cells import LABELS, Shown, headings
from yinuo.writers.ledger.columns import NAMES, STATES
from yinuo.writers.ledger.row import LedgerRow
from yinuo.writers.ledger.sheets import HEADER, LEDGER, Part, fit, put
from yinuo.writers.ledger.styles import Styles, height

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

UNNAMED, UNSTATED, UNDATED = "（未写明）", "（未写明时限）", "（无确切日期）"
_WIDTHS = (56, 9, 9, 9, 9)
MOST = 20_000  # lines of one table
_TOP = 2  # levels of headings that make one line of the count by section
_UNFILLED = "（未填）"


@dataclass
class Counts:
    """Count the rows of each kind, in all and by degree of definiteness; ``repeated`` ones count but once."""

    total: Counter[str] = field(default_factory=Counter)
    sections: dict[str, Counter[str]] = field(default_factory=dict)
    actors: dict[str, Counter[str]] = field(default_factory=dict)
    months: dict[str, Counter[str]] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    repeated: int = 0

    def add(self, row: LedgerRow, cells: dict[str, Shown]) -> None:
        """Count one row as it is shown; a heading that a person put between rows is none."""
        if cells["工作任务"].value is None:
            return
        degree = str(cells["明确程度"].value or "")
        self.states[str(cells["状态"].value or "")] += 1
        if row.record is not None and row.record.same_as:
            self.repeated += 1
            return
        self.total[degree] += 1
        for table, label in (
            (self.sections, _section(row, cells)),
            (self.actors, str(cells["责任主体"].value or UNNAMED)),
            (self.months, month(cells)),
        ):
            table.setdefault(label, Counter())[degree] += 1

    @property
    def rows(self) -> int:
        """Count all rows."""
        return self.total.total() + self.repeated

    def line(self) -> str:
        """Write all counts in one line."""
        parts = [f"{label} {self.total[label]} 项" for label in LABELS.values()]
        tasks = self.total.total()
        others = tasks - sum(self.total[label] for label in LABELS.values())
        told = f"（另有 {self.repeated} 项在表中重复）" if self.repeated else ""
        return f"共 {tasks} 项：{'、'.join(parts + [f'未分 {others} 项'] * bool(others))}{told}"


def month(cells: dict[str, Shown]) -> str:
    """Give the month of the deadline as shown: 2024年06月, or why there is none."""
    value = cells["完成时限"].value
    last = day(value)
    if last is not None:
        return f"{last.year}年{last.month:02}月"
    return UNDATED if value else UNSTATED


def _section(row: LedgerRow, cells: dict[str, Shown]) -> str:
    if row.record is None or "章节" in row.values:
        return str(cells["章节"].value or UNNAMED)
    return " / ".join(headings(row.record)[:_TOP]) or UNNAMED


def write_summary(sheet: Worksheet, counts: Counts, parts: Iterable[Part], title: str, styles: Styles) -> None:
    """Lay the counts out, one table below the other."""
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 28)
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, "", styles("title"))
    sheet.write_string(0, 0, f"{title}汇总", styles("title"))
    sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, "", styles("subtitle"))
    sheet.write_string(1, 0, counts.line(), styles("subtitle"))
    at = _states(sheet, 3, counts, parts, styles)
    by_size = sorted(counts.actors.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    at = _table(sheet, at, "一、按完成月份", sorted(counts.months.items(), key=_dated), styles)
    at = _table(sheet, at, "二、按责任主体", by_size, styles)
    _table(sheet, at, "三、按章节", counts.sections.items(), styles)
    fit(sheet, across=False, repeated=0)


def _dated(pair: tuple[str, Counter[str]]) -> tuple[bool, str]:
    return pair[0].startswith("（"), pair[0]


def _states(sheet: Worksheet, at: int, counts: Counts, parts: Iterable[Part], styles: Styles) -> int:
    """Write the one table that follows what people fill in: formulas over the column 状态."""
    sheet.write_string(at, 0, "办理状态（随台账填写自动更新）", styles("caption"))
    column = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[NAMES.index("状态")]
    ranges = [f"'{LEDGER}{p.number}'!${column}${HEADER + 2}:${column}${HEADER + 1 + max(p.rows, 1)}" for p in parts]
    for offset, name in enumerate(STATES, 1):
        sheet.write_string(at + offset, 0, name, styles("cell"))
        formula = "=" + "+".join(f'COUNTIF({place},"{name}")' for place in ranges)
        sheet.write_formula(at + offset, 1, formula, styles("centred"), counts.states[name])
    last = at + len(STATES) + 1
    others = counts.rows - sum(counts.states[name] for name in STATES)
    sheet.write_string(last, 0, _UNFILLED, styles("cell"))
    sheet.write_formula(last, 1, f"={counts.rows}-SUM(B{at + 2}:B{last})", styles("centred"), others)
    return last + 2


def _foremost(lines: list[tuple[str, Counter[str]]]) -> list[tuple[str, Counter[str]]]:
    """List the lines that a sheet has room for, and one for all others."""
    if len(lines) <= MOST:
        return lines
    others = sum((own for _, own in lines[MOST:]), Counter[str]())
    return [*lines[:MOST], (f"（其余 {len(lines) - MOST} 行合计）", others)]


def _table(sheet: Worksheet, at: int, caption: str, lines: Iterable[tuple[str, Counter[str]]], styles: Styles) -> int:
    sheet.write_string(at, 0, caption, styles("caption"))
    labels = tuple(LABELS.values())
    for column, name in enumerate(("项目", "任务数", *labels)):
        sheet.write_string(at + 1, column, name, styles("head"))
    at += 2
    for label, own in _foremost(list(lines)):
        sheet.set_row(at, height([(label, _WIDTHS[0])]))
        put(sheet, at, 0, Shown(label), styles)
        for column, value in enumerate((own.total(), *(own[name] for name in labels)), 1):
            put(sheet, at, column, Shown(value), styles, "centred")
        at += 1
    return at + 1  # an empty row between tables
