"""Read one input and give its record lines, then its manifest entry: the unit of work, built once in each process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from yinuo.batch.inputs import input_digest
from yinuo.batch.options import Options
from yinuo.batch.output.manifest import Entry, Failure, Outcome, failed, failure
from yinuo.digests import running
from yinuo.errors import YinuoError
from yinuo.extraction import stream_source
from yinuo.nlp.analysis import Analyser
from yinuo.readers import Limits, Source, documents
from yinuo.record_stream import RecordStream, no_collection
from yinuo.records import Commitment
from yinuo.writers.atomic import whole_file
from yinuo.writers.jsonl import to_line_bytes
from yinuo.writers.selection import Selection

Message = bytes | Entry
T = TypeVar("T")

_BLOCK, _HELD = 1 << 18, 200
_CHANGED = "the file changed while it was read"
_AGAIN = "run again with --resume when nobody writes it"


class Unit:
    """Read inputs with one analyser."""

    def __init__(self, options: Options, texts: Path | None = None, limits: Limits | None = None) -> None:
        self.options, self.texts, self.limits = options, texts, limits
        self.nlp = Analyser(options.words, reader=options.reader)

    def __call__(self, path: str) -> Iterator[Message]:
        """Yield blocks of record lines (an empty one: a text is done), then the entry; raises ``MemoryError`` alone."""
        count = _Count(path, self.options.wanted())
        yield from self._read(path, count, count.add)
        yield from count.close()

    def records(self, path: str) -> Iterator[Commitment | Failure]:
        """Yield the records themselves, then the failures of the entry; raises ``MemoryError`` alone.

        Like lines, the last few are held back, so that a file that changed meanwhile gives none, unless it is long.
        """
        count = _Count(path, self.options.wanted())
        held: list[Commitment] = []

        def give(item: RecordStream | Failure) -> Iterator[Commitment]:
            for record in count.records_of(item):
                held.append(record)
                if len(held) >= _HELD:
                    yield from held
                    held.clear()

        yield from self._read(path, count, give)
        if not count.changed:
            yield from held
        yield from count.told()

    def _read(self, path: str, count: _Count, give: Callable[[RecordStream | Failure], Iterable[T]]) -> Iterator[T]:
        """Yield what ``give`` makes of each text; what goes wrong, also in ``give``, is a failure of the input."""
        try:
            before = count.sha256 = input_digest(path)
            for item in self._streams(path, count):
                yield from give(item)
            count.changed = input_digest(path) != before
        except MemoryError:
            raise
        except Exception as error:
            count.failures.append(_failure(path, error))

    def _streams(self, path: str, count: _Count) -> Iterator[RecordStream | Failure]:
        if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
            yield Failure(path, "is a pipe or a device, not a file", "copy what it gives to a file")
            return
        for source in documents(path, **self.options.readers(), limits=self.limits):
            if not isinstance(source, Source):
                yield failure(source.path, str(source.error))
                continue
            try:
                self._keep(source)
                count.note(source.path, source.notes)
                yield self._stream(source, path)
                count.characters += len(source.text)
            except MemoryError:
                raise
            except Exception as error:
                yield _failure(source.path, error)

    def _keep(self, source: Source) -> None:
        """Write the text that the offsets of its records count in, once."""
        if self.texts is not None and not (path := self.texts / f"{source.sha256}.txt").exists():
            with whole_file(path, "utf-8") as file:
                file.write(source.text)

    def _stream(self, source: Source, path: str) -> RecordStream:
        options = self.options
        return stream_source(
            source,
            row=options.metadata.row(path, source.path),
            options=options.said(),
            include=options.include,
            repair=options.repair,
            nlp=self.nlp,
        )


def _failure(path: str, error: Exception) -> Failure:
    if isinstance(error, YinuoError):
        return failure(path, str(error))
    if isinstance(error, OSError):
        return Failure(path, f"cannot be read ({error.strerror or error})", "check the path and its rights")
    what = " ".join(f"unexpected {type(error).__name__}: {error}".split())
    return Failure(path, what[:300], f"run `yinuo extract {path} --debug` and report what it shows")


@dataclass(slots=True)
class _Count:
    """Gather the lines and the counts of one input."""

    path: str
    wanted: Selection
    documents: int = 0
    characters: int = 0
    speeches: int = 0
    records: int = 0
    commitments: int = 0
    sha256: str | None = None
    changed: bool = False
    notes: list[str] = field(default_factory=list)
    sections_in_doubt: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    size: int = 0
    block: bytearray = field(default_factory=bytearray)
    digest: Any = field(default_factory=running)

    def records_of(self, item: RecordStream | Failure) -> Iterator[Commitment]:
        """Count a text, and give its records."""
        if isinstance(item, Failure):
            self.failures.append(item)
            return
        for record in filter(self.wanted, item):
            self.records += 1
            self.commitments += record.status == "commitment" and record.same_as is None
            yield record
        self.documents += 1
        self.speeches += len(item.speeches)
        self.note(item.document, item.notes)
        self.sections_in_doubt += self._told(item.document, item.sections_in_doubt)

    def add(self, item: RecordStream | Failure) -> Iterator[bytes]:
        """Count a text and write its lines: blocks of them once there are many, an empty one at its end."""
        with no_collection():
            for record in self.records_of(item):
                self.block += to_line_bytes(record)
                if len(self.block) >= _BLOCK:
                    yield self._take()
        yield b""

    def told(self) -> Sequence[Failure]:
        """List what went wrong with the input; of a file that changed only that, for nothing else of it is known."""
        return (Failure(self.path, _CHANGED, _AGAIN),) if self.changed else tuple(self.failures)

    def note(self, document: str, notes: Iterable[str]) -> None:
        self.notes += self._told(document, notes)

    def _told(self, document: str, notes: Iterable[str]) -> list[str]:
        """Name the text in what is told of it, where it is one of many."""
        many = document != self.path
        return [f"{document}: {note}" if many else note for note in notes]

    def close(self) -> Iterator[Message]:
        """Yield the last block, then the entry."""
        if self.changed:
            yield failed(self.path, _CHANGED, _AGAIN)
            return
        if self.block:
            yield self._take()
        status: Outcome = "ok" if not self.failures else "partial" if self.documents else "failed"
        yield Entry(
            input=self.path, status=status, documents=self.documents, characters=self.characters,
            speeches=self.speeches, records=self.records, commitments=self.commitments, notes=tuple(self.notes),
            sections_in_doubt=tuple(self.sections_in_doubt), failures=tuple(self.failures),
            sha256=self.sha256, size=self.size,
            records_sha256=self.digest.hexdigest(),
        )  # fmt: skip

    def _take(self) -> bytes:
        lines = bytes(self.block)
        self.block.clear()
        self.size += len(lines)
        self.digest.update(lines)
        return lines
