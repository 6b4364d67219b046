"""Say where each column of a ledger stands: printed ones, those that people added, those for work on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from yinuo.writers.ledger.columns import BY_NAME, PRINTED, WORKING

# At this sum of widths A4 across is printed at 9.3 of the body's 10.5 points.
_WIDEST = 149
_EXTRA = 12
_TASK, _LEAST_TASK = "工作任务", 30


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold the columns that people added; they stand behind the printed ones, and are printed."""

    extra: tuple[str, ...] = ()

    @property
    def printed(self) -> tuple[str, ...]:
        """List the columns that are printed."""
        return (*PRINTED, *self.extra)

    @property
    def names(self) -> tuple[str, ...]:
        """List all columns from left to right."""
        return (*PRINTED, *self.extra, *WORKING)

    def at(self, name: str) -> int:
        """Give the place of a column, from 0."""
        return self.names.index(name)

    def letter(self, name: str) -> str:
        """Give the letters of a column.

        >>> Layout().letter("序号"), Layout().letter("工作任务")
        ('A', 'B')
        """
        number, found = self.at(name) + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            found = chr(ord("A") + rest) + found
        return found

    def width(self, name: str) -> int:
        """Give the width of a column; 工作任务 makes room for what people added, so that the print stays readable."""
        if name not in BY_NAME:
            return _EXTRA
        own = BY_NAME[name].width
        if name != _TASK:
            return own
        others = sum(self.width(other) for other in self.printed if other != _TASK)
        return max(_LEAST_TASK, min(own, _WIDEST - others))
