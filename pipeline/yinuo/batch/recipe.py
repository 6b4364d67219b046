"""Carry plain options to a process, which makes its unit of work of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yinuo.batch.options import Options
from yinuo.readers import Limits

if TYPE_CHECKING:
    from yinuo.batch.unit import Unit


@dataclass(frozen=True, slots=True)
class Recipe:
    """Make the unit of work in the process that needs it.

    ``texts`` is a folder that gets every text as it was read, named by its digest: ``SHA256.txt``; ``limits`` hold for
    reading a file.
    """

    options: Options
    texts: Path | None = None
    limits: Limits | None = None

    def __call__(self) -> Unit:
        """Make the unit: the whole pipeline is loaded now."""
        from yinuo.batch.unit import Unit

        return Unit(self.options, self.texts, self.limits)


# A text may take longer than reading its file, and a process holds more than what it reads.
_OF_TIMEOUT, _LEAST, _OF_MEMORY = 0.1, 60.0, 4


def reading_limits(memory: int | None, timeout: float | None) -> Limits:
    """Give the limits of reading a file where a text may take ``timeout``: a minute, or a tenth of it if that is more.

    >>> [reading_limits(None, timeout).timeout for timeout in (5.0, 600.0, 1800.0)]
    [5.0, 60.0, 180.0]
    """
    return Limits(memory, timeout if timeout is None or timeout <= _LEAST else max(_LEAST, timeout * _OF_TIMEOUT))


def worker_memory(memory: int | None) -> int | None:
    """Give the address space that a whole process may take where reading a file may take ``memory``."""
    return memory and memory * _OF_MEMORY
