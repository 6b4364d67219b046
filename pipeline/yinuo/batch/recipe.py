"""Carry plain options to a process, which makes its unit of work of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yinuo.batch.options import Options

if TYPE_CHECKING:
    from yinuo.batch.unit import Unit


@dataclass(frozen=True, slots=True)
class Recipe:
    """Make the unit of work in the process that needs it.

    ``texts`` is a folder that gets every text as it was read, named by its digest: ``SHA256.txt``.
    """

    options: Options
    texts: Path | None = None

    def __call__(self) -> Unit:
        """Make the unit: the whole pipeline is loaded now."""
        from yinuo.batch.unit import Unit

        return Unit(self.options, self.texts)
