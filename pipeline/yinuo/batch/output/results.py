"""Write what a run leaves, records, manifest and tables in the order of the inputs; read what an earlier run left."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
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


def write_results(
    folder: Folder,
    results: Iterable[Stored],
    entries: Iterable[Entry],
    configuration: Mapping[str, Any],
    formats: Iterable[str],
) -> None:
    """Write all files of a run and put them in place together. Raises ``OSError``."""
    folder.new.mkdir()
    _write(folder.new / RECORDS, _blocks(results))
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


def _blocks(results: Iterable[Stored]) -> Iterator[bytes]:
    """Yield all record lines, results in their order; each file that they lie in is opened once."""
    files: dict[Path, BinaryIO] = {}
    try:
        for result in results:
            if result.file not in files:
                files[result.file] = result.file.open("rb")
            yield from result.blocks_of(files[result.file])
    finally:
        for file in files.values():
            file.close()


def _write(path: Path, blocks: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(blocks)
