"""Give the records of many files one at a time, for other programs."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Generator, Iterable, Iterator
from typing import Unpack

from yinuo.batch.engines import local
from yinuo.batch.engines.worker import Setup
from yinuo.batch.inputs import Input, gather
from yinuo.batch.options import Options, Reading
from yinuo.batch.output.manifest import Entry, Failure
from yinuo.batch.recipe import Recipe, reading_limits, worker_memory
from yinuo.batch.run import TIMEOUT
from yinuo.readers import MEMORY
from yinuo.records import Commitment

Item = Commitment | Failure
Files = Generator[Iterator[Item], None, None]

_AHEAD = 4


def stream(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    timeout: float | None = TIMEOUT,
    memory: int | None = MEMORY,
    **reading: Unpack[Reading],
) -> Iterator[Item]:
    r"""Give the records of many files one by one: first a file's records, then its failures, if any; files by path.

    ``paths`` are files, folders and what else ``yinuo.batch`` takes; ``reading`` is its ``Reading``.

    Nothing is read before it is asked for, but for a few files ahead with ``jobs`` processes. ``timeout`` and
    ``memory`` are those of ``batch``; without ``jobs`` they hold for reading files alone. Raises as ``batch`` does.

    >>> import pathlib, tempfile
    >>> place = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (place / "plan.txt").write_text("2024年工作安排\n今年，我们要新建幼儿园7所。", "utf-8")
    >>> for item in stream([place / "plan.txt", "gone.txt"]):
    ...     print(item if isinstance(item, Failure) else item.text)
    新建幼儿园7所
    gone.txt: no such file; check the path
    """
    options = Options.of(reading)
    inputs = gather(paths).found
    recipe = Recipe(options, limits=reading_limits(memory, timeout))
    tasks = [one.path for one in inputs if one.problem is None]
    if jobs is None:
        return _items(inputs, _here(recipe, tasks))
    return _items(inputs, _elsewhere(Setup(recipe, worker_memory(memory)), tasks, jobs, timeout))


def _items(inputs: tuple[Input, ...], read: Files) -> Iterator[Item]:
    """Yield what ``read`` gives of each input that is a file, and a failure for each that is none, in their order."""
    with contextlib.closing(read):
        for one in inputs:
            if one.problem is None:
                yield from next(read)
            else:
                cause, _, next_step = one.problem.partition("; ")
                yield Failure(one.path, cause, next_step)


def _here(recipe: Recipe, tasks: list[str]) -> Files:
    """Yield the records and failures of each task, made in this process."""
    unit = recipe()
    for path in tasks:
        yield unit.records(path)


def _elsewhere(setup: Setup, tasks: list[str], jobs: int, timeout: float | None) -> Files:
    """Yield the records and failures of each task, as other processes send them: lines of JSON, then the entry."""
    with contextlib.closing(in_order(setup, tasks, jobs=jobs, timeout=timeout)) as read:
        for _ in tasks:
            yield _sent(read)


def _sent(read: Iterator[bytes | Entry]) -> Iterator[Item]:
    """Yield the records and failures of the next task."""
    for content in read:
        if isinstance(content, Entry):
            yield from content.failures
            return
        for line in content.splitlines():
            yield Commitment.model_validate(json.loads(line))


def in_order(
    setup: Setup, tasks: list[str], *, jobs: int, timeout: float | None
) -> Generator[bytes | Entry, None, None]:
    """Yield what ``local.run`` says, input by input in their order; no more than a few inputs are read ahead."""
    room = threading.Semaphore(_AHEAD * jobs)

    def given() -> Iterator[tuple[int, str]]:
        for number, path in enumerate(tasks):
            while not room.acquire(timeout=1):
                if closed.is_set():
                    return
            yield number, path

    closed = threading.Event()
    waiting: dict[int, list[bytes | Entry]] = {}
    attempts: dict[int, int] = {}
    current = 0
    messages = local.run(setup, given(), jobs=min(jobs, max(1, len(tasks))), timeout=timeout)
    try:
        for message in messages:
            if message is None:
                continue
            number = message.number
            if attempts.setdefault(number, message.attempt) != message.attempt:
                attempts[number], waiting[number] = message.attempt, []
            waiting.setdefault(number, []).append(message.content)
            while current in waiting and isinstance(waiting[current][-1], Entry):
                yield from waiting.pop(current)
                current += 1
                room.release()
    finally:
        closed.set()
        messages.close()
