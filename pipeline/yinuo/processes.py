"""Start processes of this package, talk to them by pickles over pipes, and limit what they may take."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

try:
    import fcntl
    import resource
except ImportError:  # Windows, which has no limits of this kind
    fcntl = resource = None  # type: ignore[assignment]

# What a broken pipe or a dead process looks like to who reads from it.
GONE = (EOFError, OSError, pickle.UnpicklingError)
# On the command line of the process: the parent's search path, so that both import the same modules. The collector of
# garbage comes seldom, and never before a process is ready: it would go over all that is imported.
_START = (
    "import gc, signal; gc.set_threshold(200_000); signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from {module} import main; main()"
)
# The last: pydantic asks all that is installed for plugins, unless it is told not to.
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}  # fmt: skip
# Bytes that a pipe may hold: a block of records of a batch, and more.
_PIPE = 1 << 19


def start(module: str) -> subprocess.Popen[bytes]:
    """Start a Python process that runs ``main`` of a module, with pipes for its stdin and stdout.

    Raises ``OSError`` where it cannot be started.
    """
    environment = {**_ENVIRONMENT, **os.environ}
    command = [sys.executable, "-c", _START.format(module=module)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    _widen(process.stdout)
    with contextlib.suppress(OSError):  # one that died at once tells so when it is asked
        send(process, sys.path)
    return process


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a pipe hold a whole block, where the system can: a process need not wait until somebody reads it."""
    if pipe is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):  # this user has many wide pipes already
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def send(process: subprocess.Popen[bytes], value: object) -> None:
    """Send a value to a process. Raises one of ``GONE`` where it is no more."""
    assert process.stdin is not None
    write(process.stdin, value)


def receive(process: subprocess.Popen[bytes]) -> Any:
    """Wait for the next value of a process. Raises one of ``GONE`` where it ends before."""
    assert process.stdout is not None
    return pickle.load(process.stdout)


def end(process: subprocess.Popen[bytes], patience: float = 0.0) -> str:
    """End a process, after ``patience`` seconds in which it may end by itself; tell how it ended."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    process.kill()
    code = process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def write(stream: IO[bytes], value: object) -> None:
    """Write a value to the other end of a pipe."""
    stream.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    stream.flush()


def values(stream: IO[bytes]) -> Iterator[Any]:
    """Yield values as they come; a thread reads them, so that the process ends with its parent, whatever it does."""
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def read() -> None:
        while True:
            try:
                waiting.put(pickle.load(stream))
            except GONE:
                os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    while True:
        yield waiting.get()


def private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Take the pipes to the parent out of reach of anything that prints or reads."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    coming = sys.stdin.buffer
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    return coming, out


def keep_quiet() -> None:
    """Silence what libraries log and warn, and leave no image of the memory behind."""
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    with contextlib.suppress(OSError):  # Linux: where memory runs out, let it be a process of ours that is ended
        Path("/proc/self/oom_score_adj").write_text("800", "ascii")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    if resource:
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def limit_memory(most: int | None) -> None:
    """Let this process take no more address space than so many bytes; it can raise the limit again itself."""
    if resource:
        _limit(resource.RLIMIT_AS, most)


def limit_processor(seconds: float | None) -> None:
    """End this process once it has worked so many seconds from now, even where nobody watches it any more."""
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = used.ru_utime + used.ru_stime
        _limit(resource.RLIMIT_CPU, None if seconds is None else int(spent + seconds) + 1)


def _limit(what: int, most: int | None) -> None:
    hard = resource.getrlimit(what)[1]
    if most is None:
        most = hard
    elif hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(what, (most, hard))


@contextlib.contextmanager
def without_limits() -> Iterator[None]:
    """Lift the limits while another program is started, which would inherit them."""
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU) if resource else ()
    before = [(kind, resource.getrlimit(kind)) for kind in kinds]
    try:
        for kind, (_, hard) in before:
            resource.setrlimit(kind, (hard, hard))
        yield
    finally:
        for kind, both in before:
            resource.setrlimit(kind, both)


def address_space() -> int:
    """Give the bytes of address space that this process has now; 0 where the system does not tell."""
    return _pages(0)


def memory_taken() -> int:
    """Give the bytes of memory that this process has now; 0 where the system does not tell."""
    return _pages(1)


def _pages(field: int) -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[field])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
