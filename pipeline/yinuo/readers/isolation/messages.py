"""Define what a reading process and its parent say to each other."""

from __future__ import annotations

from dataclasses import dataclass

from yinuo.readers.isolation.limits import Limits
from yinuo.readers.source import Options


@dataclass(frozen=True, slots=True)
class Order:
    """Ask for the texts of a file, which are then sent one by one, each when ``NEXT`` asks for it.

    ``place`` is where the file lies and ``name`` what it is called; ``data`` are its bytes where it lies nowhere.
    """

    name: str
    place: str
    data: bytes | None
    options: Options
    limits: Limits


@dataclass(frozen=True, slots=True)
class Begun:
    """Report that a member of an archive is being read: its path, and its number among the members."""

    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Report that the file cannot be read, and why."""

    error: Exception


# The next text is asked for; there is none; there is none, and the process ends; it ends for want of memory.
NEXT, DONE, LAST, NO_MEMORY = "next", "done", "done, and gone", "no memory"
