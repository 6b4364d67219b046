"""What a worker process runs: paths in on stdin, messages out on stdout, both pickled, until stdin ends."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from yinuo.batch.output.manifest import Entry, failed

Unit = Callable[[str], Iterator[bytes | Entry]]

# On the command line of the worker: the parent's search path, so that both import the same modules.
START = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from yinuo.batch.engines import worker; worker.main()"
)
NOTHING_LEFT = "it needs more memory than there is"
SPLIT_IT = "split the file, or give more with --memory"


@dataclass(frozen=True, slots=True)
class Setup:
    """How a worker makes its unit, and the most memory (bytes of address space) it may take."""

    recipe: Callable[[], Unit]
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The worker could not make its unit, and why."""

    why: str


def main() -> None:
    """Make the unit, then serve; the process ends with its stdin, whatever it is doing."""
    tasks, results = _private_streams()
    _keep_quiet()
    setup: Setup = pickle.load(tasks)
    try:
        _limit(setup.memory)
        unit = setup.recipe()
    except Exception as error:
        why = "the memory limit is too low for the pipeline" if isinstance(error, MemoryError) else repr(error)
        _send(results, Broken(why))
        return
    _send(results, None)
    for path in _paths(tasks):
        if not _serve(unit, path, results):
            return


def _serve(unit: Unit, path: str, results: IO[bytes]) -> bool:
    """Send all messages of one path; False where the process has to end, since its memory is used up."""
    try:
        for message in unit(path):
            _send(results, message)
    except MemoryError:
        del unit
        _send(results, failed(path, NOTHING_LEFT, SPLIT_IT))
        return False
    return True


def _send(results: IO[bytes], message: Any) -> None:
    try:
        pickle.dump(message, results, pickle.HIGHEST_PROTOCOL)
        results.flush()
    except BrokenPipeError:  # nobody is there any more
        os._exit(0)


def _paths(tasks: IO[bytes]) -> Iterator[str]:
    """Paths as they come. Reading them in a thread lets the process end with its parent even in mid-file."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        while True:
            try:
                waiting.put(pickle.load(tasks))
            except (EOFError, OSError, pickle.UnpicklingError):
                os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    while True:
        yield waiting.get()


def _private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, out of reach of anything that prints or reads."""
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    tasks = sys.stdin.buffer
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    return tasks, results


def _keep_quiet() -> None:
    """Readers' libraries log and warn about files; what counts stands in the manifest."""
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    with contextlib.suppress(OSError):  # Linux: where memory runs out, let it be a worker that is ended
        Path("/proc/self/oom_score_adj").write_text("800", "ascii")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _limit(memory: int | None) -> None:
    if memory is None:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
