"""Show how far a long text is, on stderr: a line that changes on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TextIO

from yinuo.cli.common import printable
from yinuo.cli.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from yinuo.records import Commitment

_FIRST, _EVERY, _LOGGED = 2.0, 0.2, 10.0  # seconds before a text is long, between changes, between lines of a log


class LongText:
    """Show records and percent of one text at a time; nothing of a text that is done within two seconds."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream or sys.stderr, clock
        self._terminal = self._stream.isatty()
        self._shown = 0

    def watch(self, name: str, records: Iterable[Commitment], length: int) -> Iterator[Commitment]:
        """Give the records of a text of so many characters as they come, and show how far they are."""
        next_time = self._clock() + (_FIRST if self._terminal else _LOGGED)
        for count, record in enumerate(records, 1):
            if self._clock() >= next_time:
                percent = min(99, 100 * record.end // max(1, length))
                self._show(say("{name}: {percent}%, {count} records", name=name, percent=percent, count=f"{count:,}"))
                next_time = self._clock() + (_EVERY if self._terminal else _LOGGED)
            yield record
        self._clear()

    def _show(self, line: str) -> None:
        line = printable(line)
        if not self._terminal:
            self._stream.write(f"yinuo: {line}\n")
        else:
            self._stream.write(f"\r{line.ljust(self._shown)}")
            self._shown = len(line)
        self._stream.flush()

    def _clear(self) -> None:
        if self._shown:
            self._stream.write(f"\r{' ' * (2 * self._shown)}\r")
            self._stream.flush()
            self._shown = 0
