"""Run units of work on a Ray cluster, distributed by Ray Data.

Each actor runs its units as a local run of one job does, in a process of its own: the same time and memory limits, the
same failures, hence the same manifest.
"""

from __future__ import annotations

import logging
import os
import queue
import re
from collections.abc import Iterable, Iterator
from typing import Any

from yinuo.batch.engines import local
from yinuo.batch.engines.worker import Setup
from yinuo.batch.output.manifest import Entry
from yinuo.errors import MissingExtraError, YinuoError

_BLOCK = 16
# How many seconds Ray waits for the processes of its cluster, which a busy machine starts late. Its own 5 to 60 seconds
# end in "Timed out while waiting for GCS"; it reads these names when it is imported.
_PATIENCE = "120"
_WAITS = (
    "RAY_gcs_rpc_server_connect_timeout_s",
    "RAY_gcs_server_port_wait_time_s",
    "RAY_gcs_server_request_timeout_seconds",
    "RAY_py_gcs_connect_timeout_s",
)


def require() -> Any:
    """Import the library, with more patience than its own. Raises ``MissingExtraError`` where it is not installed."""
    for name in _WAITS:
        os.environ.setdefault(name, _PATIENCE)
    try:
        import ray
        import ray.data
    except ImportError:
        raise MissingExtraError("ray", "ray") from None
    return ray


def run(
    setup: Setup, tasks: Iterable[tuple[int, str]], *, jobs: int | None = None, timeout: float | None = None
) -> Iterator[local.Message | None]:
    """Do what ``local.run`` does on a cluster: the one of ``RAY_ADDRESS``, else one of this machine for the run.

    The paths must be the same on every machine of the cluster, and yinuo be installed there. Actors are one fewer than
    the processors of the cluster at most: Ray Data needs one for its own tasks, or nothing moves.
    """
    ray = require()
    ours = not ray.is_initialized()
    if ours:
        _join_or_start(jobs)
    try:
        yield from _messages(setup, list(tasks), jobs, timeout)
    except ray.exceptions.RayError as error:
        raise YinuoError(f"the Ray cluster gave up: {_why(str(error))}; what is done is kept") from error
    finally:
        if ours:
            ray.shutdown()


def pool_size(jobs: int, processors: float) -> int:
    """Decide how many actors there are: as many as wanted, and one below the processors of the cluster.

    >>> pool_size(8, 4), pool_size(2, 4), pool_size(2, 1)
    (3, 2, 1)
    """
    return max(1, min(jobs, int(processors) - 1))


def _why(trace: str) -> str:
    r"""Give the message of an error whose trace came from an actor.

    >>> _why("ray::MapWorker\n  File ...\nyinuo.errors.YinuoError: too little memory\nsee the manual")
    'too little memory'
    """
    own = re.search(r"yinuo\.errors\.\w+: (.+)", trace)
    return own[1] if own else trace.strip().splitlines()[-1]


def _join_or_start(jobs: int | None) -> None:
    ray = require()
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if os.environ.get("RAY_ADDRESS"):
        ray.init(address="auto", **quiet)
    else:
        # "local": never a cluster of somebody else that happens to run on this machine
        ray.init(address="local", num_cpus=(jobs or local.processors()) + 1, include_dashboard=False, **quiet)


def _messages(
    setup: Setup, tasks: list[tuple[int, str]], jobs: int | None, timeout: float | None
) -> Iterator[local.Message | None]:
    ray = require()
    processors = ray.cluster_resources().get("CPU", 1)
    actors = pool_size(min(jobs or int(processors), len(tasks)), processors)
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    ray.data.DataContext.get_current().enable_progress_bars = False
    blocks = max(1, min(len(tasks), max(4 * actors, len(tasks) // _BLOCK)))
    rows = ray.data.from_items(
        [{"number": n, "path": os.fsencode(path)} for n, path in tasks], override_num_blocks=blocks
    )
    done = rows.map_batches(
        _Actor,
        fn_constructor_args=(setup, timeout, os.getcwd()),
        batch_size=1,
        compute=ray.data.ActorPoolStrategy(size=actors),
        num_cpus=1,
    )
    for row in done.iter_rows():
        content: bytes | Entry = Entry.from_line(row["data"]) if row["entry"] else row["data"]
        yield local.Message(row["number"], row["attempt"], row["sequence"], content)


class _Actor:
    """Do one job of the cluster: a local run of one worker that never comes to its end."""

    def __init__(self, setup: Setup, timeout: float | None, folder: str) -> None:
        os.chdir(folder)  # where relative paths are meant
        self.tasks: queue.SimpleQueue[tuple[int, str] | None] = queue.SimpleQueue()
        self.messages = local.run(setup, iter(self.tasks.get, None), jobs=1, timeout=timeout)

    def __call__(self, batch: dict[str, Any]) -> Iterator[dict[str, list[Any]]]:
        """Give the messages of each path of the batch, one a row."""
        for number, path in zip(batch["number"], batch["path"], strict=True):
            self.tasks.put((int(number), os.fsdecode(bytes(path))))
            for message in self.messages:
                if message is not None:
                    yield _row(message)
                    if isinstance(message.content, Entry):
                        break


def _row(message: local.Message) -> dict[str, list[Any]]:
    whole = isinstance(message.content, Entry)
    data = message.content.to_line().encode() if isinstance(message.content, Entry) else message.content
    row = {"number": message.number, "attempt": message.attempt, "sequence": message.sequence}
    return {**{name: [value] for name, value in row.items()}, "entry": [whole], "data": [data]}
