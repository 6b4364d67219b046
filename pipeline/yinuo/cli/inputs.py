"""Read the texts that the command line names, one by one, and write them as read where that is wanted."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from yinuo.cli.common import attempt, complain
from yinuo.digests import digest
from yinuo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import ParamSpec, TypeVar

    from yinuo.readers import Source

    P = ParamSpec("P")
    T = TypeVar("T")

_END = object()
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\\\:*?"<>|]')
_LONGEST = 200


class Reading:
    """Read the texts of some files; what cannot be read is one line on stderr, and counts in ``failed``.

    ``file`` is the path, as given, of the file that the last text stands in.
    """

    def __init__(
        self,
        paths: Sequence[str],
        *,
        column: str,
        converter: str | None,
        memory: int | None,
        timeout: float | None,
        debug: bool,
    ) -> None:
        self.failed = 0
        self.file = ""
        self._paths, self._column, self._converter, self._debug = paths, column, converter, debug
        self._memory, self._timeout = memory, timeout

    def __iter__(self) -> Iterator[Source]:
        from yinuo.readers import Failure, Limits, documents

        limits = Limits(self._memory, self._timeout)
        for path in self._paths:
            self.file = path
            found = documents(path, column=self._column, converter=self._converter, limits=limits)
            while (text := self.attempt(path, next, found, _END)) not in (None, _END):
                if isinstance(text, Failure):
                    self.failed += 1
                    complain(str(text.error))
                else:
                    yield text  # type: ignore[misc]

    def each(self, where: str, items: Iterable[T]) -> Iterator[T]:
        """Give the items as they are made; where making one fails, that is a failure and the end of them."""
        left = iter(items)
        while (item := self.attempt(where, next, left, _END)) not in (None, _END):
            yield item  # type: ignore[misc]

    def attempt(self, where: str, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Do what ``attempt`` of the shell does, and count a failure."""
        result = attempt(where, self._debug, call, *args, **kwargs)
        self.failed += result is None
        return result


class TextOut:
    """Write texts as they were read: offsets of records are offsets into these files."""

    def __init__(self, place: str, inputs: Sequence[str]) -> None:
        self._place, self._inputs = place, {os.path.realpath(path) for path in inputs}
        self._used: set[str] = set()

    def write(self, source: Source) -> None:
        """Write one text (UTF-8, line feeds). Raises ``InputError`` where it would replace a text that is read."""
        from yinuo.writers.atomic import whole_file

        target = self._target(source.path)
        if os.path.realpath(target) in self._inputs:
            raise InputError(f"--text-out {self._place}: would replace {target}, which is read; choose another folder")
        with whole_file(target, "utf-8") as file:
            file.write(source.text)

    def _target(self, path: str) -> str:
        if not self._place.lower().endswith(".txt"):
            return str(Path(self._place, self._free(file_name(path))))
        if self._used:
            raise InputError(f"--text-out {self._place}: there are several texts; name a folder")
        self._used.add(self._place)
        return self._place

    def _free(self, name: str) -> str:
        """Give the name, with a number where another text has it already."""
        free, number = name, 1
        while free.lower() in self._used:
            number += 1
            free = f"{name.removesuffix('.txt')}-{number}.txt"
        self._used.add(free.lower())
        return free


def file_name(path: str) -> str:
    """Make a name for the text of this path, whatever it holds; members of archives keep their folders in it.

    >>> file_name("in/plan.txt"), file_name("in/all.zip!/2031/plan.docx"), file_name("in/all.csv#12")
    ('plan.txt', 'all.zip!2031!plan.docx.txt', 'all.csv#12.txt')
    """
    outer, _, inner = path.partition("!/")
    name = _UNSAFE.sub("_", "!".join(part for part in (os.path.basename(outer), *inner.split("/")) if part)).strip(". ")
    if len(name.encode("utf-8", "replace")) > _LONGEST:
        name = f"{name[:40]}-{digest(path)[:16]}"
    return name if name.lower().endswith(".txt") else f"{name}.txt"
