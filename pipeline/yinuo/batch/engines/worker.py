"""Read paths from stdin and write messages to stdout, both pickled, until stdin ends: a worker process."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from yinuo import processes
from yinuo.batch.output.manifest import Entry, failed
from yinuo.readers.steps import heard
from yinuo.rules import pattern_cache

Unit = Callable[[str], Iterator[bytes | Entry]]

MODULE = "yinuo.batch.engines.worker"
NOTHING_LEFT = "it needs more memory than there is"
SPLIT_IT = "split the file, or give more with --memory"


@dataclass(frozen=True, slots=True)
class Setup:
    """Say how a worker makes its unit, and the most memory (bytes of address space) it may take."""

    recipe: Callable[[], Unit]
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """Report that the worker could not make its unit, and why."""

    why: str


def main() -> None:
    """Make the unit, then serve; the process ends with its stdin, whatever it is doing."""
    tasks, results = processes.private_streams()
    processes.keep_quiet()
    setup: Setup = pickle.load(tasks)
    try:
        processes.limit_memory(setup.memory)
        unit = setup.recipe()
    except Exception as error:
        why = "the memory limit is too low for the pipeline" if isinstance(error, MemoryError) else repr(error)
        _send(results, Broken(why))
        return
    _send(results, None)
    for path in processes.values(tasks):
        if not _serve(unit, path, results):
            return
        pattern_cache.save()  # this process will be killed: nothing runs at its end


def _serve(unit: Unit, path: str, results: IO[bytes]) -> bool:
    """Send all messages of one path; False where the process has to end, since its memory is used up."""
    try:
        with heard(lambda _: _send(results, b"")):  # an empty block: something is being done
            for message in unit(path):
                _send(results, message)
    except MemoryError:
        del unit
        _send(results, failed(path, NOTHING_LEFT, SPLIT_IT))
        return False
    return True


def _send(results: IO[bytes], message: Any) -> None:
    try:
        processes.write(results, message)
    except BrokenPipeError:  # nobody is there any more
        os._exit(0)
