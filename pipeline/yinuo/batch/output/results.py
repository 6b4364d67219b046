"""Write what a run leaves, records, manifest and tables in the order of the inputs; read what an earlier run left."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from yinuo.batch.output.folder import CONFIGURATION, MANIFEST, RECORDS, Folder
from yinuo.batch.output.journal import Stored
from yinuo.batch.output.manifest import Entry, mark_duplicates
from yinuo.digests import digest
from yinuo.errors import UsageError
from yinuo.writers import Write, iter_jsonl, writer_for
from yinuo.writers.targets import Options as Targeting

Opened = AbstractContextManager[Write]
_SYNC_SECONDS = 1.0


def _writer(options: Targeting, path: Path) -> Opened:
    return writer_for(str(path), options)


# Formats beside JSONL, by the name given to --format: the suffix of the target, and what opens a writer of it. A ledger
# is none of them: people fill it in, and a run replaces its files; `yinuo convert` makes one of the records.
FORMATS: Mapping[str, tuple[str, Callable[[Path], Opened]]] = {
    "csv": ("csv", partial(_writer, Targeting())),
    "csv-bom": ("csv", partial(_writer, Targeting(bom=True))),
    "csv-quantities": ("quantities.csv", partial(_writer, Targeting())),
    "parquet-quantities": ("quantities.parquet", partial(_writer, Targeting())),
    "parquet": ("parquet", partial(_writer, Targeting())),
    "parquet-nested": ("parquet", partial(_writer, Targeting(nested=True))),
}


def check_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """Check the formats beside JSONL. Raises ``UsageError`` for one that is not known, or two of one name."""
    wanted = tuple(dict.fromkeys(name for name in formats if name != "jsonl"))
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(f"format {name!r} is none of jsonl, {', '.join(FORMATS)}")
    if len({FORMATS[name][0] for name in wanted}) < len(wanted):
        raise UsageError(f"formats {', '.join(wanted)} would write the same file; leave one of them")
    return wanted


def file_names(formats: Iterable[str]) -> list[str]:
    """List the files of results that a run leaves, manifest last."""
    return [RECORDS, *(f"commitments.{FORMATS[name][0]}" for name in formats), CONFIGURATION, MANIFEST]


def published(folder: Folder, entries: Sequence[Entry], *, check: bool) -> dict[str, Stored]:
    """Read what a finished run left, by path; with ``check``, only what its digest says is as it was written."""
    records = folder.path / RECORDS
    if not records.is_file() or records.stat().st_size != sum(entry.size for entry in entries):
        return {}
    found, offset = {}, 0
    with records.open("rb") as file:
        for entry in entries:
            if not check or digest(file.read(entry.size)) == entry.records_sha256:
                found[entry.input] = Stored(entry, records, ((offset, entry.size),) if entry.size else ())
            offset += entry.size
    return found


def as_written(results: Iterable[Stored]) -> tuple[Entry, ...]:
    """Read the entries of a manifest of these results."""
    return tuple(mark_duplicates(_bare(result.entry) for result in results))


class Draft:
    """Write record lines in the order of the inputs while others are still read: little is left for the end."""

    def __init__(self, folder: Folder, order: Sequence[str]) -> None:
        folder.settle()
        folder.new.mkdir()
        self._file, self._left = (folder.new / RECORDS).open("wb"), deque(order)
        self._read: dict[Path, BinaryIO] = {}
        self._synced = time.monotonic()

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._file, *self._read.values()):
            with suppress(OSError):  # all was written by ``finish``, or an error of it is on its way
                file.close()

    def advance(self, done: Mapping[str, Stored]) -> None:
        """Write the results of the next inputs in order, as far as they are done. Raises ``OSError``."""
        while self._left and self._left[0] in done:
            stored = done[self._left.popleft()]
            if stored.file not in self._read:
                self._read[stored.file] = stored.file.open("rb")
            self._file.writelines(stored.blocks_of(self._read[stored.file]))
        if time.monotonic() - self._synced > _SYNC_SECONDS:
            self._sync()

    def finish(self, done: Mapping[str, Stored]) -> None:
        """Write all that is left; publishing brings it to the disk. Raises ``OSError``."""
        self.advance(done)
        self._file.flush()

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._synced = time.monotonic()


def write_results(
    folder: Folder,
    entries: Iterable[Entry],
    configuration: Mapping[str, Any],
    formats: Iterable[str],
) -> None:
    """Write the files of a run beside the records, and put all in place together. Raises ``OSError``."""
    _write(folder.new / MANIFEST, ((entry.to_line() + "\n").encode() for entry in entries))
    _write(folder.new / CONFIGURATION, [_pretty(configuration)])
    for name in formats:
        suffix, opened = FORMATS[name]
        with opened(folder.new / f"commitments.{suffix}") as write:
            for record in iter_jsonl(folder.new / RECORDS):
                write(record)
    folder.publish()


def _bare(entry: Entry) -> Entry:
    return dataclasses.replace(entry, size=0, records_sha256=None) if entry.status == "failed" else entry


def _pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=True, indent=2) + "\n").encode()


def _write(path: Path, blocks: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(blocks)
