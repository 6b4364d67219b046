"""Keep the manifest: a line of JSON for each input that says what became of it, in the order of the inputs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Outcome = Literal["ok", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Tell of a text that could not be read: its path, why, and what to do next.

    >>> str(Failure("a.txt", "no such file", "check the path"))
    'a.txt: no such file; check the path'
    """

    document: str
    cause: str
    next: str

    def __str__(self) -> str:
        return f"{self.document}: {self.cause}; {self.next}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Hold one line of the manifest.

    ``status``: ``ok``, every text was read; ``failed``, none; ``partial``, some texts of the file.

    ``sha256`` is the digest of the file's bytes; ``records_sha256`` and ``size`` (bytes) are those of its lines in
    commitments.jsonl, which stand there in the order of the manifest. ``duplicate_of`` is the first input of the run
    with the same bytes. ``configuration`` is the digest of all that decides the records beside the file.
    """

    input: str
    status: Outcome = "ok"
    documents: int = 0
    characters: int = 0
    speeches: int = 0
    records: int = 0
    commitments: int = 0
    notes: tuple[str, ...] = ()
    sections_in_doubt: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    duplicate_of: str | None = None
    sha256: str | None = None
    configuration: str = ""
    size: int = 0
    records_sha256: str | None = None

    def to_line(self) -> str:
        """Write one line of JSON; ``cause`` and ``next`` of the first failure stand beside ``status``."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        plain["failures"] = [dataclasses.asdict(failure) for failure in self.failures]
        first = self.failures[0] if self.failures else None
        why = {"cause": first.cause, "next": first.next} if first else {}
        order = {"input": self.input, "status": self.status, **why, **plain}
        line = json.dumps(order, ensure_ascii=False, separators=(",", ":"))
        return line if _encodable(line) else json.dumps(order, separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str | bytes) -> Entry:
        """Read the entry of a line. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for one that is none."""
        plain: dict[str, Any] = json.loads(line)
        for said_again in ("cause", "next"):
            plain.pop(said_again, None)
        plain["failures"] = tuple(Failure(**failure) for failure in plain["failures"])
        plain["notes"] = tuple(plain["notes"])
        plain["sections_in_doubt"] = tuple(plain.get("sections_in_doubt", ()))
        return cls(**plain)


def failed(path: str, cause: str, next_step: str) -> Entry:
    """Make the entry of an input that gave nothing."""
    return Entry(input=path, status="failed", failures=(Failure(path, cause, next_step),))


def failure(path: str, message: str) -> Failure:
    """Make a failure of one line of an error, ``where: what; next step``.

    >>> failure("a.txt", "a.txt: is a PNG image, not text; export it as text")
    Failure(document='a.txt', cause='is a PNG image, not text', next='export it as text')
    """
    cause, _, next_step = message.removeprefix(path).removeprefix(":").strip().partition("; ")
    return Failure(path, cause, next_step or f"try `yinuo extract {path}` alone")


def read_manifest(path: Path) -> list[Entry]:
    """Read the entries of a manifest; none where there is no such file or it is no manifest."""
    try:
        with path.open("rb") as file:
            return [Entry.from_line(line) for line in file]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def mark_duplicates(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Mark each entry with the first one before it that has the same bytes."""
    first: dict[str, str] = {}
    for entry in entries:
        same = first.setdefault(entry.sha256, entry.input) if entry.sha256 else entry.input
        yield dataclasses.replace(entry, duplicate_of=same if same != entry.input else None)


def _encodable(line: str) -> bool:
    """Tell whether all of a line is Unicode; a file's name may hold bytes that are none."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
