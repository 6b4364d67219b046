"""Read many reports, here or in processes of their own; what cannot be read is told in one line each."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from yinuo.batch.engines import local
from yinuo.batch.engines.worker import Setup
from yinuo.batch.output.manifest import Entry
from yinuo.errors import InputError, YinuoError
from yinuo.readers import Failure, Source, documents
from yinuo.records import Commitment
from yinuo.tracking.files import document_records, holds_records

Read = TypeVar("Read")
Wanted = TypeVar("Wanted")
Tell: TypeAlias = Callable[[str], None]
Watch: TypeAlias = Callable[[int, int], None]
_SLICES = 8  # a large file of rows is read by so many tasks, each of which passes over the rows of the others
_LARGE = 1 << 20
_ROWS = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".gz")


@dataclass(frozen=True, slots=True)
class Recipe(Generic[Read, Wanted]):
    """Say how a text and the records of a document are read; both are functions of a module, so a process finds them.

    ``wanted`` is given to them as it is; what is ``None`` is left out.
    """

    text: Callable[[Source, Wanted], Read | None]
    records: Callable[[Sequence[Commitment], Wanted], Read | None]
    wanted: Wanted

    def __call__(self) -> Callable[[str], Iterator[bytes | Entry]]:
        """Make the unit of work of a process."""
        return self._unit

    def _unit(self, task: str) -> Iterator[bytes | Entry]:
        for one in self.read(task):
            yield pickle.dumps(one, pickle.HIGHEST_PROTOCOL)
        yield Entry(input=task)

    def read(self, task: str) -> Iterator[Read | str]:
        """Read what a task names, a file or a share of its rows; a line for what cannot be read."""
        path, _, part = task.partition("\n")
        share, _, shares = part.partition("/")
        try:
            if holds_records(path):
                read = (self.records(own, self.wanted) for own in document_records(path))
                yield from (one for one in read if one is not None)
                return
            for number, source in enumerate(documents(path)):
                if part and number % int(shares) != int(share):
                    continue
                if isinstance(source, Failure):
                    yield str(source.error)
                elif (one := self.text(source, self.wanted)) is not None:
                    yield one
        except YinuoError as error:
            yield str(error)


def read_all(
    recipe: Recipe[Read, Wanted], paths: Sequence[Path], *, jobs: int, tell: Tell | None, watch: Watch | None = None
) -> list[Read]:
    """Read all files, in no order; each line of what cannot be read is told once.

    Raises ``InputError`` for the first of them where nobody is to be told.
    """
    tasks = [task for path in paths for task in _tasks(path)]
    found: list[Read] = []
    lines: dict[str, None] = {}
    for number, items in enumerate(_done(recipe, tasks, jobs), 1):
        for one in items:
            if not isinstance(one, str):
                found.append(one)
            elif tell is None:
                raise InputError(one)
            elif one not in lines:
                lines[one] = None
                tell(one)
        if watch:
            watch(number, len(tasks))
    return found


def _tasks(path: Path) -> Iterator[str]:
    large = path.name.lower().endswith(_ROWS) and _size(path) > _LARGE and not holds_records(path)
    if not large:
        yield os.fspath(path)
        return
    yield from (f"{path}\n{share}/{_SLICES}" for share in range(_SLICES))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _done(recipe: Recipe[Read, Wanted], tasks: Sequence[str], jobs: int) -> Iterator[list[Read | str]]:
    """Give what came of each task, one after the other as they get done."""
    if jobs == 1 or len(tasks) < 2:
        yield from (list(recipe.read(task)) for task in tasks)
        return
    held: dict[tuple[int, int], list[Read | str]] = {}
    for message in local.run(Setup(recipe), enumerate(tasks), jobs=min(jobs, len(tasks))):
        if message is None:
            continue
        own = held.setdefault((message.number, message.attempt), [])
        if isinstance(message.content, Entry):
            yield [*own, *map(str, message.content.failures)]
            del held[message.number, message.attempt]
        else:
            own.append(pickle.loads(message.content))
