"""Process many files: as a run into a folder, a stream of records, or a callable for other people's programs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yinuo.batch.inputs import Input as Input
    from yinuo.batch.inputs import Inputs as Inputs
    from yinuo.batch.inputs import gather as gather
    from yinuo.batch.metadata import Metadata as Metadata
    from yinuo.batch.metadata import read_metadata as read_metadata
    from yinuo.batch.options import Reading as Reading
    from yinuo.batch.output.manifest import Entry as Entry
    from yinuo.batch.output.manifest import Failure as Failure
    from yinuo.batch.progress import Progress as Progress
    from yinuo.batch.progress import watcher as watcher
    from yinuo.batch.run import TIMEOUT as TIMEOUT
    from yinuo.batch.run import Result as Result
    from yinuo.batch.run import batch as batch

# Loaded on first use: a worker process runs nothing of what its parent does.
_PLACES = {
    "Entry": "output.manifest", "Failure": "output.manifest", "Input": "inputs", "Inputs": "inputs",
    "Metadata": "metadata", "Progress": "progress", "Reading": "options", "Result": "run", "TIMEOUT": "run",
    "batch": "run", "gather": "inputs", "read_metadata": "metadata", "watcher": "progress",
}  # fmt: skip
__all__ = [
    "TIMEOUT", "Entry", "Failure", "Input", "Inputs", "Metadata", "Progress", "Reading", "Result", "batch",
    "gather", "read_metadata", "watcher",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"yinuo.batch.{_PLACES[name]}"), name)
