"""Run units of work in processes of this machine, one thread and two pipes for each process.

The standard pools share a queue between their processes, so that one that is killed can take the whole pool with it
(``BrokenProcessPool``, or a lock that nobody frees). Here each worker has pipes of its own and a thread that watches
it: a worker that hangs, or dies, costs the file it was reading, and is replaced.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yinuo import processes
from yinuo.batch.engines.worker import MODULE, NOTHING_LEFT, Broken, Setup
from yinuo.batch.output.manifest import Entry, failed
from yinuo.errors import YinuoError

if TYPE_CHECKING:
    from subprocess import Popen

_TICK = 0.2
_STARTS = 3
_DYING = 2.0


@dataclass(frozen=True, slots=True)
class Message:
    """Hold what a unit says of input ``number``: the ``sequence``-th block of lines, or the entry.

    ``attempt`` tells a second reading of an input from its first.
    """

    number: int
    attempt: int
    sequence: int
    content: bytes | Entry


def run(
    setup: Setup, tasks: Iterable[tuple[int, str]], *, jobs: int | None = None, timeout: float | None = None
) -> Generator[Message | None, None, None]:
    """Yield the messages of all tasks, those of one task in order, tasks as they get done; None while waiting.

    A worker that says nothing of its text for ``timeout`` seconds is ended and its input failed; one that dies gets its
    input once more in a new process. Raises ``YinuoError`` where workers cannot start.
    """
    jobs = jobs or processors()
    results: queue.Queue[Message | BaseException | None] = queue.Queue(maxsize=4 * jobs)
    shared = _Shared(iter(tasks), results)
    workers = [_Worker(setup, shared, timeout) for _ in range(jobs)]  # a process starts with its first task
    running = jobs
    try:
        for worker in workers:
            worker.thread.start()
        while running:
            for worker in workers:
                worker.end_if_late()
            try:
                message = results.get(timeout=_TICK)
            except queue.Empty:
                yield None
                continue
            if isinstance(message, BaseException):
                raise message
            if message is None:
                running -= 1
            else:
                yield message
    finally:
        shared.stopped.set()
        for worker in workers:
            worker.end()
        for worker in workers if running else ():  # where all are done, processes end while results are written
            worker.thread.join(_TICK * 10)  # one that still waits for a task ends with the program


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Shared:
    """Hold what the threads of a run have in common: the tasks that are left, and where results go."""

    def __init__(self, tasks: Iterator[tuple[int, str]], results: queue.Queue[Message | BaseException | None]) -> None:
        self.tasks, self.results = tasks, results
        self.lock, self.stopped = threading.Lock(), threading.Event()

    def next(self) -> tuple[int, str] | None:
        with self.lock:
            return None if self.stopped.is_set() else next(self.tasks, None)

    def put(self, message: Message | BaseException | None) -> None:
        while not self.stopped.is_set():
            with contextlib.suppress(queue.Full):
                return self.results.put(message, timeout=_TICK)


class _Worker:
    """Watch one process at a time, and hand it its inputs."""

    def __init__(self, setup: Setup, shared: _Shared, timeout: float | None) -> None:
        self.setup, self.shared, self.timeout = setup, shared, timeout
        self.process: Popen[bytes] | None = None
        self.deadline: float | None = None
        self.late = False
        self.thread = threading.Thread(target=self._run, daemon=True)

    def end(self) -> None:
        """Kill the process: it holds nothing that could be lost."""
        process = self.process
        if process is not None:
            process.kill()

    def end_if_late(self) -> None:
        """Kill the process where it has said nothing for too long."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            self.late = True
            self.end()

    def _run(self) -> None:
        try:
            while (task := self.shared.next()) is not None:
                self._input(*task)
            self.shared.put(None)
        except BaseException as error:
            self.shared.put(error)
        finally:
            self._discard()

    def _input(self, number: int, path: str) -> None:
        ends = []
        for attempt in (0, 1):
            if self._attempt(number, path, attempt) or self.shared.stopped.is_set():
                return
            ends.append(self._discard(died=True))
            if self.late:
                said = f"nothing came of it for {self.timeout:g} seconds"
                return self._put(number, attempt, failed(path, said, "split the file, or give more with --timeout"))
        said = f"its process died twice ({ends[-1]})"
        self._put(number, 1, failed(path, said, "it may need more memory than there is: split the file"))

    def _attempt(self, number: int, path: str, attempt: int) -> bool:
        """Read one input in the process; tell whether the process lived to tell all of it."""
        process = self._started()
        if process is None:
            return False
        self.late, sequence = False, 0
        try:
            processes.send(process, path)
            while True:
                content = self._receive(process)
                if isinstance(content, Entry):
                    if content.failures and content.failures[0].cause == NOTHING_LEFT:
                        self._discard()  # it is about to end itself
                    self._put(number, attempt, content, sequence)
                    return True
                if content:
                    self._put(number, attempt, content, sequence)
                    sequence += 1
        except processes.GONE:
            return False

    def _put(self, number: int, attempt: int, content: bytes | Entry, sequence: int = 0) -> None:
        self.shared.put(Message(number, attempt, sequence, content))

    def _receive(self, process: Popen[bytes]) -> bytes | Entry:
        if self.timeout is not None:
            self.deadline = time.monotonic() + self.timeout
        try:
            content: bytes | Entry = processes.receive(process)
            return content
        finally:
            self.deadline = None

    def _started(self) -> Popen[bytes] | None:
        """Start the process and wait until it is ready; None where this run is being stopped."""
        for _ in range(_STARTS):
            if self.process is not None and self.process.poll() is None:
                return self.process
            self._discard()
            if self.shared.stopped.is_set():
                return None
            self.process = processes.start(MODULE)
            if self.shared.stopped.is_set():
                return None
            with contextlib.suppress(*processes.GONE):
                processes.send(self.process, self.setup)
                if isinstance(broken := processes.receive(self.process), Broken):
                    raise YinuoError(f"a worker process cannot start: {broken.why}; see --memory and --words")
        if self.process is not None and self.process.poll() is None:
            return self.process
        raise YinuoError(f"a worker process died {_STARTS} times while it started; is there memory for --jobs of them?")

    def _discard(self, *, died: bool = False) -> str:
        """End the process, and tell how it ended."""
        process, self.process = self.process, None
        if process is None:
            return "not started"
        dying = died and not self.shared.stopped.is_set()  # one that is dying tells of what
        return processes.end(process, _DYING if dying else 0)
