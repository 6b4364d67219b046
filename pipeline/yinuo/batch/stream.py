"""Records of many files, one at a time, for other programs. Paths come in; records and failures go out."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Iterator
from typing import Unpack

from yinuo.batch.engines import local
from yinuo.batch.engines.worker import Setup
from yinuo.batch.inputs import Input, gather
from yinuo.batch.options import Options, Reading
from yinuo.batch.output.manifest import Entry, Failure
from yinuo.batch.recipe import Recipe
from yinuo.errors import UsageError
from yinuo.records import Commitment

_AHEAD = 4


def stream(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    **reading: Unpack[Reading],
) -> Iterator[Commitment | Failure]:
    r"""Give the records of many files one by one: first a file's records, then its failures, if any; files by path.

    ``paths`` are files, folders and what else ``yinuo.batch`` takes; ``reading`` is its ``Reading``.

    Nothing is read before it is asked for, but for a few files ahead with ``jobs`` processes. Without ``jobs`` this
    process reads, and ``timeout`` and ``memory`` cannot hold: ``UsageError``. Raises as ``batch`` does.

    >>> import pathlib, tempfile
    >>> place = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (place / "plan.txt").write_text("2024年工作安排\n今年，我们要新建幼儿园7所。", "utf-8")
    >>> for item in stream([place / "plan.txt", "gone.txt"]):
    ...     print(item if isinstance(item, Failure) else item.text)
    新建幼儿园7所
    gone.txt: no such file; check the path
    """
    if jobs is None and (timeout is not None or memory is not None):
        raise UsageError("timeout and memory hold for processes; give jobs=1 or more")
    options = Options.of(reading)
    inputs = gather(paths).found
    setup = Setup(Recipe(options), memory)
    return _items(inputs, setup, jobs, timeout)


def _items(
    inputs: tuple[Input, ...], setup: Setup, jobs: int | None, timeout: float | None
) -> Iterator[Commitment | Failure]:
    tasks = [one.path for one in inputs if one.problem is None]
    read = _here(setup, tasks) if jobs is None else in_order(setup, tasks, jobs=jobs, timeout=timeout)
    for one in inputs:
        if one.problem is not None:
            cause, _, next_step = one.problem.partition("; ")
            yield Failure(one.path, cause, next_step)
            continue
        for content in read:
            if isinstance(content, Entry):
                yield from content.failures
                break
            for line in content.splitlines():
                yield Commitment.model_validate(json.loads(line))


def _here(setup: Setup, tasks: list[str]) -> Iterator[bytes | Entry]:
    if not tasks:
        return
    unit = setup.recipe()
    for path in tasks:
        yield from unit(path)


def in_order(setup: Setup, tasks: list[str], *, jobs: int, timeout: float | None) -> Iterator[bytes | Entry]:
    """What ``local.run`` says, input by input in their order; no more than a few inputs are read ahead."""
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
