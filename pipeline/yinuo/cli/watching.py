"""Tell how far the reading of many reports is, and what of them failed."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Annotated

import typer

from yinuo.cli.common import complain

ReadersOption = Annotated[int, typer.Option("-j", "--jobs", min=1, help="Processes that read reports.")]
_EVERY = 10.0


@dataclass(slots=True)
class Watching:
    """Write a line for each file that failed, and every ten seconds how many of how many parts are read."""

    failed: int = 0
    _last: float = field(default_factory=time.monotonic)

    def tell(self, line: str) -> None:
        """Write what failed."""
        self.failed += 1
        complain(line)

    def watch(self, done: int, total: int) -> None:
        """Write how far it is, if it is long since."""
        if time.monotonic() - self._last > _EVERY:
            self._last = time.monotonic()
            complain(f"{done} of {total} parts read")

    def end(self) -> None:
        """End with 1 where something failed."""
        if self.failed:
            raise typer.Exit(1)
