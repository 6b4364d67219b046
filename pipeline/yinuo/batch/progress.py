"""Show how far a run is: counts, rate, time left, failures as they come; as lines, or as a bar on a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from yinuo.batch.output.manifest import Entry

_EVERY = 10.0


@dataclass(slots=True)
class Progress:
    """Count a run: ``done`` of ``total`` inputs, ``kept`` from an earlier run, ``failed`` ones among the done."""

    total: int
    kept: int = 0
    done: int = 0
    failed: int = 0
    records: int = 0
    started: float = field(default_factory=time.monotonic)
    first: float | None = None
    under_way: dict[int, int] = field(default_factory=dict)

    def part(self, number: int, records: int) -> None:
        """Count records of an input that is not done yet, so that a long one is seen to move."""
        self.under_way[number] = self.under_way.get(number, 0) + records

    def add(self, entry: Entry, number: int | None = None) -> None:
        """Count an input that was read now."""
        if number is not None:
            self.under_way.pop(number, None)
        self.first = self.first or time.monotonic()
        self.done += 1
        self.failed += entry.status != "ok"
        self.records += entry.records

    @property
    def rate(self) -> float:
        """Give the inputs a second since the first was done, so that the start of the processes does not count."""
        read = self.done - self.kept
        since, count = (self.first, read - 1) if self.first and read > 1 else (self.started, read)
        return count / max(time.monotonic() - since, 1e-9)

    @property
    def left(self) -> float | None:
        """Estimate the seconds that the rest will take at this rate; None before the first input is done."""
        return (self.total - self.done) / self.rate if self.done > self.kept else None

    def line(self) -> str:
        """Write the counts in a line.

        >>> Progress(total=8, kept=2, done=2).line()
        '2 of 8 inputs, 2 kept from before'
        """
        parts = [f"{self.done} of {self.total} inputs"]
        parts += [f"{self.kept} kept from before"] if self.kept else []
        parts += [f"{self.failed} failed"] if self.failed else []
        if records := sum(self.under_way.values()):
            parts += [f"{records:,} records of {len(self.under_way)} under way"]
        if self.left is not None:
            parts += [f"{self.rate:.1f} a second", f"{duration(self.left)} left"]
        return ", ".join(parts)


class Watcher(Protocol):
    """Take note of every input that is done (``entry``), and now and then of a run that waits (None)."""

    def __call__(self, progress: Progress, entry: Entry | None) -> None:
        """Take note of one input, or of waiting."""


def duration(seconds: float) -> str:
    """Write seconds as a person says them.

    >>> duration(59.2), duration(3 * 3600 + 125)
    ('0:01:00', '3:02:05')
    """
    whole = int(-(-seconds // 1))
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


class Lines:
    """Write a line every ten seconds, and one for each failure, for a log."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self.write, self.last = write, time.monotonic()

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None: ...

    def __call__(self, progress: Progress, entry: Entry | None) -> None:
        """Write what there is to say."""
        for failure in entry.failures if entry else ():
            self.write(str(failure))
        if time.monotonic() - self.last > _EVERY:
            self.last = time.monotonic()
            self.write(progress.line())


class Screen:
    """Show a bar that moves, failures above it, for a terminal."""

    def __init__(self, stream: TextIO, spoken: Callable[[str], str] = str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        self.bar: Bar = Bar(*columns, console=Console(file=stream), transient=True)
        self.spoken, self.task = spoken, self.bar.add_task(spoken("starting"), total=None)

    def __enter__(self) -> Screen:
        self.bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.bar.stop()

    def __call__(self, progress: Progress, entry: Entry | None) -> None:
        """Move the bar."""
        for failure in entry.failures if entry else ():
            self.bar.console.print(self.spoken(str(failure)), markup=False, highlight=False, soft_wrap=True)
        self.bar.update(
            self.task, total=progress.total, completed=progress.done, description=self.spoken(progress.line())
        )


class Quiet(Lines):
    """Show failures alone."""

    def __call__(self, progress: Progress, entry: Entry | None) -> None:
        """Write the failures."""
        for failure in entry.failures if entry else ():
            self.write(str(failure))


def watcher(
    stream: TextIO, write: Callable[[str], None], spoken: Callable[[str], str] = str, *, quiet: bool = False
) -> Lines | Screen:
    """Choose the watcher that suits the stream; ``write`` writes one line to it, ``spoken`` translates one."""
    if quiet:
        return Quiet(write)
    return Screen(stream, spoken) if stream.isatty() else Lines(write)
