"""Keep a journal of what a run has done, in one file that messages are appended to and that survives any end of a run.

A frame is a line of JSON (where it belongs, its size, its checksum), then so many bytes, then a line feed. A run that
is killed can only tear the last frame; it is cut off when the file is opened again. One file, appended to, keeps
60,000 inputs without 60,000 small files; the system is asked once a second to bring it to the disk.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from yinuo.batch.output.manifest import Entry

_SYNC_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Stored:
    """Hold an entry, and where its record lines lie: pieces (offset, length) of a file."""

    entry: Entry
    file: Path
    pieces: tuple[tuple[int, int], ...]

    def blocks(self) -> Iterator[bytes]:
        """Yield the record lines, piece by piece."""
        with self.file.open("rb") as file:
            yield from self.blocks_of(file)

    def blocks_of(self, file: BinaryIO) -> Iterator[bytes]:
        """Do what ``blocks`` does, from the file as it is open already."""
        for offset, length in self.pieces:
            file.seek(offset)
            yield file.read(length)


@dataclass(slots=True)
class Journal:
    """Keep the file, open for appending, and what it holds: the last whole result of each path in ``done``."""

    path: Path
    done: dict[str, Stored] = field(default_factory=dict)
    _open: dict[tuple[int, int], dict[int, tuple[int, int]]] = field(default_factory=dict)
    _file: int = -1
    _size: int = 0
    _session: int = 0
    _synced: float = 0.0

    def __enter__(self) -> Journal:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._file = os.open(self.path, flags, 0o644)
        self._replay()
        os.ftruncate(self._file, self._size)
        os.lseek(self._file, self._size, os.SEEK_SET)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)

    def add(self, number: int, attempt: int, sequence: int, content: bytes | Entry) -> None:
        """Append one message; whole or, where the disk is full, not at all. Raises ``OSError``."""
        whole = isinstance(content, Entry)
        data = content.to_line().encode() if isinstance(content, Entry) else content
        place = {"session": self._session, "number": number, "attempt": attempt, "sequence": sequence}
        head = {**place, "entry": whole, "size": len(data), "crc": zlib.crc32(data)}
        line = json.dumps(head, separators=(",", ":")).encode() + b"\n"
        self._append(line + data + b"\n")
        self._note(head, self._size + len(line), data)
        self._size += len(line) + len(data) + 1
        if time.monotonic() - self._synced > _SYNC_SECONDS:
            self.sync()

    def sync(self) -> None:
        """Bring what was appended to the disk."""
        os.fsync(self._file)
        self._synced = time.monotonic()

    def _append(self, data: bytes) -> None:
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:
            os.ftruncate(self._file, self._size)
            os.lseek(self._file, self._size, os.SEEK_SET)
            raise

    def _replay(self) -> None:
        with open(os.dup(self._file), "rb") as file:
            while (frame := _frame(file)) is not None:
                head, offset, data = frame
                self._session = head["session"]
                self._note(head, offset, data)
                self._size = offset + len(data) + 1
        self._session += 1
        self._open.clear()

    def _note(self, head: dict[str, Any], offset: int, data: bytes) -> None:
        key = head["number"], head["attempt"]
        if head["sequence"] == 0 and not head["entry"]:
            self._open[key] = {}
        if not head["entry"]:
            self._open[key][head["sequence"]] = (offset, len(data))
            return
        entry = Entry.from_line(data)
        pieces = self._open.pop(key, {})
        kept = tuple(pieces[n] for n in sorted(pieces)) if entry.status != "failed" else ()
        self.done[entry.input] = Stored(entry, self.path, kept)


def _frame(file: BinaryIO) -> tuple[dict[str, Any], int, bytes] | None:
    """Read the next whole frame: its head, the offset of its data, its data; None at the end or where it is torn."""
    line = file.readline()
    try:
        head = json.loads(line)
        offset = file.tell()
        data = file.read(head["size"])
        whole = len(data) == head["size"] and zlib.crc32(data) == head["crc"] and file.read(1) == b"\n"
    except (ValueError, KeyError, TypeError):
        return None
    return (head, offset, data) if whole else None
