"""Hold the limits under which files are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from yinuo.errors import UsageError

MEMORY = 2**30
TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Limit what reading a file may take: bytes of memory, and seconds for each of its texts; None is no limit."""

    memory: int | None = MEMORY
    timeout: float | None = TIMEOUT

    def __post_init__(self) -> None:
        for name, value in (("memory", self.memory), ("timeout", self.timeout)):
            if value is not None and value <= 0:
                raise UsageError(f"{name}: {value!r} is no limit; give a positive number, or None for no limit")

    @property
    def off(self) -> bool:
        """Tell whether nothing is limited, so that no process of its own is needed."""
        return self.memory is None and self.timeout is None


_current: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039 - frozen


def current() -> Limits:
    """Give the limits that hold where none are named."""
    return _current.get()


@contextmanager
def limited(memory: int | None, timeout: float | None) -> Iterator[None]:
    """Let these limits hold for all that is read in the block.

    >>> with limited(None, 5.0):
    ...     current()
    Limits(memory=None, timeout=5.0)
    """
    before = _current.set(Limits(memory, timeout))
    try:
        yield
    finally:
        _current.reset(before)
