"""Write the formulas of the sheet 汇总: they count the ledger as it stands, with rows that people typed below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yinuo.writers.ledger.layout import Layout
from yinuo.writers.ledger.sheets import HEADER, LEDGER, SPARE, Part

REPEATED = "*与前文任务重复*"
_PLAIN = re.compile("[\u4e00-\u9fffA-Za-z0-9（）、《》“”·—]{1,200}")  # nothing that a criterion would read as its own
_MONTH = re.compile(r"(\d{4})年(\d{2})月")


@dataclass(frozen=True, slots=True)
class Live:
    """Hold the sheets whose rows are counted: the number of each and the rows it has."""

    layout: Layout
    sheets: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Live:
        """Take the ledger's sheets."""
        found = list(parts)
        return cls(found[0].layout, tuple((part.number, part.rows) for part in found))

    def count(self, *conditions: tuple[str, str]) -> str:
        """Count the rows with a task for which each column meets its condition, a text or an expression."""
        return "+".join(
            f"COUNTIFS({','.join(f'{self._range(sheet, name)},{met}' for name, met in (_TASK, *conditions))})"
            for sheet in self.sheets
        )

    def _range(self, sheet: tuple[str, int], name: str) -> str:
        number, rows = sheet
        letter = self.layout.letter(name)
        return f"'{LEDGER}{number}'!${letter}${HEADER + 2}:${letter}${HEADER + 1 + max(rows, 1) + SPARE}"


_TASK = ("工作任务", '"?*"')
ONCE = ("提示", f'"<>{REPEATED}"')


def of_month(label: str, column: str = "到期日") -> Sequence[tuple[str, str]]:
    """Give the conditions of a month as 汇总 names it, 2024年06月; none for another label."""
    found = _MONTH.fullmatch(label)
    if not found:
        return ()
    year, month = int(found[1]), int(found[2])
    after = (year + month // 12, month % 12 + 1)
    return ((column, f'">="&DATE({year},{month},1)'), (column, f'"<"&DATE({after[0]},{after[1]},1)'))


def of_label(column: str, label: str) -> Sequence[tuple[str, str]]:
    """Give the condition that a column says just this; none where a criterion would read more into it."""
    return ((column, f'"{label}"'),) if _PLAIN.fullmatch(label) else ()
