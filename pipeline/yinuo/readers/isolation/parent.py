"""Have files read by processes of their own, which are kept for the next file and replaced where they crash."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from yinuo import processes
from yinuo.errors import InputError
from yinuo.readers.files import size
from yinuo.readers.isolation.limits import Limits
from yinuo.readers.isolation.messages import DONE, LAST, NEXT, NO_MEMORY, Begun, Order, Refused
from yinuo.readers.source import Failure, Source
from yinuo.readers.steps import Step, begin

_WORKER = "yinuo.readers.isolation.worker"
# Processes that wait for the next file, and members of one archive that may crash their reader.
_WAITING, _CRASHES = 2, 5
_DYING = 2.0


def isolated(order: Order) -> Iterator[Source | Failure]:
    """Yield what ``yinuo.readers.texts`` gives for a file, as another process reads it.

    A member of an archive that crashes the process, or goes beyond the limits, is a Failure, and the rest is read by
    a new one. Raises ``InputError`` where that happens to the file itself.
    """
    for crash in range(_CRASHES):
        reader = _taken()
        try:
            yield from reader.texts(order)
        except _Crashed as error:
            _discard(reader)
            if error.begun is None or crash + 1 == _CRASHES:
                raise InputError(error.why(order.name, order.limits)) from None
            yield Failure(error.begun.path, InputError(error.why(error.begun.path, order.limits)))
            order = replace(order, options=replace(order.options, skip=error.begun.number + 1))
        except BaseException:
            _given_back(reader)
            raise
        else:
            _given_back(reader)
            return


class _Crashed(Exception):
    """Tell how a process ended: late, without memory, or by a crash (``ended``), at which member and which step."""

    def __init__(self, begun: Begun | None, step: Step | None, *, late: bool = False, ended: str | None = None) -> None:
        self.begun, self.step, self.late, self.ended = begun, step, late, ended

    def why(self, name: str, limits: Limits) -> str:
        if self.step and self.step.what:
            name = f"{name}: {self.step.what}"
        more = "save it anew, split it, or give more with --memory (memory=BYTES)"
        if self.late:
            more = "save it anew, split it, or give more with --timeout (timeout=SECONDS)"
            seconds = (limits.timeout or 0.0) + (self.step.seconds if self.step else 0.0)
            return f"{name}: was not read within {seconds:g} seconds; {more}"
        most = f"{size(limits.memory)} of memory" if limits.memory else "the memory there is"
        if self.ended is None:
            return f"{name}: takes more than {most} to read; {more}"
        return f"{name}: crashed its reader ({self.ended}), being damaged or in need of more than {most}; {more}"


class _Reader:
    """Talk to one process."""

    def __init__(self) -> None:
        try:
            self.process = processes.start(_WORKER)
        except OSError as error:
            raise InputError(_not_started(error.strerror or str(error))) from None
        self.owner = os.getpid()
        self.alive = True
        self._late = self._answered = False

    def texts(self, order: Order) -> Iterator[Source | Failure]:
        """Yield the texts of a file; raise ``_Crashed`` where the process does not live to tell all of them."""
        begun: Begun | None = None
        message: Any = order
        patience = order.limits.timeout
        while True:
            step: Step | None = None
            reply = self._ask(message, patience, begun, step)
            while isinstance(reply, Begun | Step):
                begun, step = (reply, None) if isinstance(reply, Begun) else (begun, reply)
                begin(step or Step())  # whoever waits for this process hears of it too
                longer = patience if patience is None or step is None else patience + step.seconds
                reply = self._ask(None, longer, begun, step)
            if reply in (DONE, LAST):
                self.alive = reply == DONE
                return
            if reply == NO_MEMORY:
                raise _Crashed(begun, step)
            if isinstance(reply, Refused):
                raise reply.error
            yield reply
            message = NEXT

    def _ask(self, message: object, patience: float | None, begun: Begun | None, step: Step | None) -> Any:
        """Send a message, where there is one, and wait for what is said next."""
        timer = threading.Timer(patience, self._end_late) if patience is not None else None
        try:
            if message is not None:
                processes.send(self.process, message)
            if timer:
                timer.daemon = True
                timer.start()
            reply = processes.receive(self.process)
            self._answered = True
            return reply
        except processes.GONE:
            self.alive = False
            ended = processes.end(self.process, _DYING)
            if not self._answered and not self._late and ended == "exit code 1":  # Python itself did not come up
                raise InputError(_not_started(ended)) from None
            raise _Crashed(begun, step, late=self._late, ended=ended) from None
        finally:
            if timer:
                timer.cancel()

    def _end_late(self) -> None:
        self._late = True
        self.process.kill()


def _not_started(why: str) -> str:
    return (
        f"no process for reading can be started ({why}); "
        "is sys.executable Python? memory=None, timeout=None (--memory 0 --timeout 0) read without one"
    )


_lock = threading.Lock()
_waiting: list[_Reader] = []


def _taken() -> _Reader:
    """Take a process that waits, or start one; nobody else has it until it is given back."""
    while True:
        with _lock:
            reader = _waiting.pop() if _waiting else None
        if reader is None:
            return _Reader()
        if reader.process.poll() is None:
            return reader
        _discard(reader)


def _given_back(reader: _Reader) -> None:
    with _lock:
        keep = reader.alive and reader.owner == os.getpid() and len(_waiting) < _WAITING
        if keep:
            _waiting.append(reader)
    if not keep:
        _discard(reader)


def _discard(reader: _Reader) -> None:
    if reader.owner == os.getpid():
        processes.end(reader.process)


@atexit.register
def _end_all() -> None:
    with _lock:
        left = _waiting[:]
        _waiting.clear()
    for reader in left:
        _discard(reader)


def _forget() -> None:
    """Begin without processes in a process that was forked: those there are belong to its parent."""
    global _lock
    _lock = threading.Lock()
    _waiting.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
