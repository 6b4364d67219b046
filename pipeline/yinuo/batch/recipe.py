"""How a process makes its unit of work. Plain options come in; a unit, built where it is needed, goes out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yinuo.batch.options import Options

if TYPE_CHECKING:
    from yinuo.batch.unit import Unit


@dataclass(frozen=True, slots=True)
class Recipe:
    """Pickled to a process and called there once; the process that hands it out loads no pipeline.

    ``texts`` is a folder that gets every text as it was read, named by its digest: ``SHA256.txt``.
    """

    options: Options
    texts: Path | None = None

    def __call__(self) -> Unit:
        """The unit: the whole pipeline is loaded now."""
        from yinuo.batch.unit import Unit

        return Unit(self.options, self.texts)
