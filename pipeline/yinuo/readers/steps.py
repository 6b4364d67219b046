"""Announce long steps of reading a file, so that whoever waits for its text gives each of them time of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Tell of a step: what it is (``page 3``), the seconds and bytes of memory it may take beside those of a file."""

    what: str = ""
    seconds: float = 0.0
    memory: int = 0


_listener: ContextVar[Callable[[Step], None] | None] = ContextVar("listener", default=None)


def begin(step: Step) -> None:
    """Announce a step to whoever listens."""
    listener = _listener.get()
    if listener is not None:
        listener(step)


@contextmanager
def heard(listener: Callable[[Step], None]) -> Iterator[None]:
    """Have the steps announced in the block told to a listener.

    >>> told = []
    >>> with heard(told.append):
    ...     begin(Step("page 3"))
    >>> told[0].what
    'page 3'
    """
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)
