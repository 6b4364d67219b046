"""Hold and check what decides the records of a file beside the file itself: the options, and their digest."""

from __future__ import annotations

import dataclasses
import functools
import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import metadata as distributions
from pathlib import Path
from typing import Any, TypedDict, get_args

from yinuo._version import __version__
from yinuo.batch.metadata import Metadata, read_metadata
from yinuo.damage.findings import RepairMode
from yinuo.digests import digest, file_digest, json_digest
from yinuo.errors import UsageError
from yinuo.learned.folders import SHIPPED, identity
from yinuo.nlp.tokenizer.user_words import read_words
from yinuo.records import Status
from yinuo.values.policy_calendar import as_date
from yinuo.writers.selection import Selection

_ONE_TEXT = {".txt", ".md", ".docx", ".pdf", ".html", ".htm"}
_ONLY_SHOW = {"typer", "rich", "datasets", "filelock"}
_CODE = (".py", ".tsv", ".bin", ".npz", ".json")


class Reading(TypedDict, total=False):
    """Hold what every verb over files takes: how they are read, what is taken from them.

    ``date`` (ISO), ``actor``, ``speaker``, ``place``, ``level``, ``include`` and ``repair`` are those of
    ``yinuo.extract``; ``reader`` is that of ``yinuo.load``; ``words`` is a file of the user's own words, or the words;
    ``metadata`` is a table, see ``read_metadata``; ``column`` is the column of the text in files of rows; ``converter``
    is a command for files that only another program can read; ``limit`` is the most bytes of one text; ``only``
    (quantified, deliverable, directional) and ``min_confidence`` leave other records out. A row of the table goes
    before an option, and an option before what a file says in its own columns (``yinuo.readers.metadata.joined``).
    """

    date: str | None
    actor: str | None
    speaker: str | None
    place: str | None
    level: str | None
    include: Collection[Status]
    repair: RepairMode
    reader: str | os.PathLike[str] | None
    words: str | os.PathLike[str] | Iterable[str]
    metadata: str | os.PathLike[str] | Metadata | None
    column: str
    converter: str | None
    limit: int | None
    only: Collection[str]
    min_confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Hold ``Reading``, checked and read in: plain values, so that every process gets the same.

    ``texts`` says whether texts are kept.
    """

    date: str | None = None
    actor: str | None = None
    speaker: str | None = None
    place: str | None = None
    level: str | None = None
    include: tuple[Status, ...] = ()
    repair: RepairMode = "apply"
    reader: str | None = "shipped"
    words: tuple[str, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    column: str = "text"
    converter: str | None = None
    limit: int | None = None
    only: tuple[str, ...] = ()
    min_confidence: float = 0.0
    text_out: bool = False

    @classmethod
    def of(cls, reading: Reading) -> Options:
        """Make options of a verb's arguments. Raises ``InputError`` for unusable ones, ``DateError`` for a date."""
        given: dict[str, Any] = dict(reading)
        unknown = sorted(set(given) - set(Reading.__annotations__))
        if unknown:
            raise UsageError(f"unknown option {unknown[0]}; known: {', '.join(Reading.__annotations__)}")
        as_date(given.get("date"))
        given["include"] = _one_of(given.get("include", ()), get_args(Status), "include")
        wanted = Selection.of(given.get("only", ()), given.get("min_confidence", 0.0))
        given["only"], given["min_confidence"] = wanted.only, wanted.min_confidence
        _one_of([given.get("repair", "apply")], get_args(RepairMode), "repair")
        given["reader"] = _reader(given.get("reader", "shipped"))
        given["words"] = _words(given.get("words", ()))
        if not isinstance(given.get("metadata"), Metadata):
            given["metadata"] = read_metadata(given["metadata"]) if given.get("metadata") else Metadata()
        return cls(**given)

    def said(self) -> Mapping[str, str | None]:
        """Give what the options say of every text, by the names of metadata."""
        return {
            "date": self.date,
            "organisation": self.actor,
            "speaker": self.speaker,
            "place": self.place,
            "level": self.level,
        }

    def wanted(self) -> Selection:
        """Give the choice of records."""
        return Selection(self.only, self.min_confidence)

    def readers(self) -> Mapping[str, Any]:
        """Give what the readers are told, as far as it is not what they do anyway."""
        told = {"column": self.column, "converter": self.converter, "limit": self.limit}
        usual = {f.name: f.default for f in dataclasses.fields(self)}
        return {name: value for name, value in told.items() if value != usual[name]}

    def description(self) -> dict[str, Any]:
        """Describe the options and what they are worth here: versions, digest of the rules, as plain JSON."""
        plain = {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name != "metadata"}
        plain["reader"] = identity(self.reader) if self.reader else None
        return {"version": __version__, "code_sha256": code_digest(), "libraries": libraries(), "options": plain}

    def configurations(self) -> Callable[[str], str]:
        """Make a function that gives the digest (hex) of all that decides a path's records beside its bytes.

        The files of the package are read when it is first asked.
        """
        shared = functools.cache(lambda: (json_digest(self.description()), self.metadata.digest()))

        def configuration(path: str) -> str:
            common, table = shared()
            said = table if holds_many(path) else json_digest(dict(self.metadata.of(path)))
            return digest(f"{common} {said}")[:32]

        return configuration


def _one_of(values: Collection[Any], known: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    for value in values:
        if value not in known:
            raise UsageError(f"{name}: {value!r} is none of {', '.join(known)}")
    return tuple(dict.fromkeys(values))


def _reader(folder: str | os.PathLike[str] | None) -> str | None:
    """Check that a second reader is there, and give its folder; it holds in whatever folder a process works."""
    if folder is None or folder == SHIPPED:
        return SHIPPED if folder else None
    identity(os.fspath(folder))
    return os.path.abspath(folder)


def _words(words: str | os.PathLike[str] | Iterable[str] | None) -> tuple[str, ...]:
    if words is None:
        return ()
    return tuple(read_words(Path(words)) if isinstance(words, str | os.PathLike) else words)


def holds_many(path: str) -> bool:
    """Tell whether a file may hold many texts, each with a row of its own in the table of metadata."""
    return Path(path).suffix.lower() not in _ONE_TEXT


@functools.cache
def code_digest() -> str:
    """Give the digest (hex) of the package's own files: its rule tables, weights and modules."""
    top, files = os.path.dirname(os.path.dirname(__file__)), {}
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for path in (os.path.join(folder, name) for name in names if name.endswith(_CODE)):
            files[os.path.relpath(path, top).replace(os.sep, "/")] = path
    return digest("".join(f"{name}\0{file_digest(files[name])}\n" for name in sorted(files)))


@functools.cache
def libraries() -> dict[str, str]:
    """List the versions of the libraries that may change what is found, as installed."""
    try:
        wanted = distributions.requires("yinuo") or []
    except distributions.PackageNotFoundError:
        return {}
    names = {match[0] for line in wanted if "extra ==" not in line and (match := re.match(r"[\w.-]+", line))}
    return {name: distributions.version(name) for name in sorted(names - _ONLY_SHOW)}
