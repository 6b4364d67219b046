"""Many files: a run into a folder, a stream of records, a callable for other people's programs."""

from yinuo.batch.inputs import Input, Inputs, gather
from yinuo.batch.metadata import Metadata, read_metadata
from yinuo.batch.options import Reading
from yinuo.batch.output.manifest import Entry, Failure
from yinuo.batch.progress import Progress, watcher
from yinuo.batch.run import TIMEOUT, Result, batch

__all__ = [
    "TIMEOUT", "Entry", "Failure", "Input", "Inputs", "Metadata", "Progress", "Reading", "Result", "batch",
    "gather", "read_metadata", "watcher",
]  # fmt: skip
