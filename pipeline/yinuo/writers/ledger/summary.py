"""Write the sheet 汇总: counts by month, actor, section and state, which follow what people fill in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yinuo.writers.ledger.cell_text import day
from yinuo.writers.ledger.cells import LABELS, Shown, headings
from yinuo.writers.ledger.columns import STATES
from yinuo.writers.ledger.live import ONCE, Live, of_label, of_month
from yinuo.writers.ledger.row import LedgerRow
from yinuo.writers.ledger.sheets import Part, fit, put
from yinuo.writers.ledger.styles import Styles, height, title_height

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    Conditions = Callable[[str], Sequence[tuple[str, str]]]

UNNAMED, UNDATED, OTHERS = "（未写明）", "（无确切日期）", "（其他，含新增的行）"
_WIDTHS = (56, 9, 9, 9, 9)
MOST = 20_000  # lines of one table
_ROW = height([("", 1)])
_LIVE = 200  # lines of one table that are formulas
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
    """Give the month of the due date as shown: 2024年06月, or that there is none."""
    last = day(cells["到期日"].value)
    return f"{last.year}年{last.month:02}月" if last is not None else UNDATED


def _section(row: LedgerRow, cells: dict[str, Shown]) -> str:
    if row.record is None or "章节" in row.values:
        return str(cells["章节"].value or UNNAMED)
    return " / ".join(headings(row.record)[:_TOP]) or UNNAMED


def write_summary(sheet: Worksheet, counts: Counts, parts: Iterable[Part], title: str, styles: Styles) -> None:
    """Lay the counts out, one table below the other."""
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_row(0, title_height(f"{title}汇总", sum(_WIDTHS)))
    sheet.set_row(1, height([(counts.line(), sum(_WIDTHS))]))
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, "", styles("title"))
    sheet.write_string(0, 0, f"{title}汇总", styles("title"))
    sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, "", styles("subtitle"))
    sheet.write_string(1, 0, counts.line(), styles("subtitle"))
    laying = _Laying(sheet, styles, Live.of(parts), counts)
    at = laying.states(3)
    by_size = sorted(counts.actors.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    at = laying.table(at, "一、按到期月份", sorted(counts.months.items(), key=_dated), of_month)
    at = laying.table(at, "二、按责任主体", by_size, lambda label: of_label("责任主体", label))
    laying.table(at, "三、按章节", list(counts.sections.items()), lambda label: ())
    fit(sheet, across=False, repeated=0)


def _dated(pair: tuple[str, Counter[str]]) -> tuple[bool, str]:
    return pair[0].startswith("（"), pair[0]


@dataclass(frozen=True, slots=True)
class _Laying:
    """Lay tables of counts out: formulas over the ledger where a criterion can say what is counted."""

    sheet: Worksheet
    styles: Styles
    live: Live
    counts: Counts

    def states(self, at: int) -> int:
        """Write the counts by state; return the row of the next table."""
        self.sheet.write_string(at, 0, "办理状态", self.styles("caption"))
        for offset, name in enumerate(STATES, 1):
            self.sheet.set_row(at + offset, _ROW)
            self.sheet.write_string(at + offset, 0, name, self.styles("cell"))
            self._formula(at + offset, 1, self.live.count(("状态", f'"{name}"')), self.counts.states[name])
        last = at + len(STATES) + 1
        others = self.counts.rows - sum(self.counts.states[name] for name in STATES)
        self.sheet.set_row(last, _ROW)
        self.sheet.write_string(last, 0, _UNFILLED, self.styles("cell"))
        self._formula(last, 1, f"{self.live.count()}-SUM(B{at + 2}:B{last})", others)
        return last + 2

    def table(self, at: int, caption: str, lines: list[tuple[str, Counter[str]]], conditions: Conditions) -> int:
        """Write one table, with a last line for all rows that none of its lines counts; return the next one's row."""
        self.sheet.write_string(at, 0, caption, self.styles("caption"))
        labels = ("", *LABELS.values())
        for column, name in enumerate(("项目", "任务数", *labels[1:])):
            self.sheet.write_string(at + 1, column, name, self.styles("head"))
        first = at = at + 2
        for label, own in _foremost(lines):
            self.sheet.set_row(at, height([(label, _WIDTHS[0])]))
            put(self.sheet, at, 0, Shown(label), self.styles)
            met = conditions(label) if at - first < _LIVE else ()
            for column, degree in enumerate(labels, 1):
                value = own[degree] if degree else own.total()
                if met:
                    self._formula(at, column, self.live.count(*met, ONCE, *_degree(degree)), value)
                else:
                    put(self.sheet, at, column, Shown(value), self.styles, "centred")
            at += 1
        self.sheet.set_row(at, _ROW)
        put(self.sheet, at, 0, Shown(OTHERS), self.styles)
        for column, degree in enumerate(labels, 1):
            counted = f"SUM({'ABCDE'[column]}{first + 1}:{'ABCDE'[column]}{at})" if lines else "0"
            self._formula(at, column, f"{self.live.count(ONCE, *_degree(degree))}-{counted}", 0)
        return at + 2  # an empty row between tables

    def _formula(self, at: int, column: int, formula: str, value: int) -> None:
        self.sheet.write_formula(at, column, f"={formula}", self.styles("centred"), value)


def _degree(label: str) -> Sequence[tuple[str, str]]:
    return (("明确程度", f'"{label}"'),) if label else ()


def _foremost(lines: list[tuple[str, Counter[str]]]) -> list[tuple[str, Counter[str]]]:
    """List the lines that a sheet has room for, and one for all others."""
    if len(lines) <= MOST:
        return lines
    others = sum((own for _, own in lines[MOST:]), Counter[str]())
    return [*lines[:MOST], (f"（其余 {len(lines) - MOST} 行合计）", others)]
