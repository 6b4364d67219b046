"""Gather what a run is given to read: files, folders, globs, lists and stdin, as one sorted list of inputs."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from yinuo.digests import file_digest
from yinuo.errors import UsageError

# What a folder is searched for. Kinds that need a converter are among them: a failure is reported, a gap is not.
KINDS = frozenset({
    ".txt", ".text", ".md", ".markdown", ".docx", ".pdf", ".html", ".htm", ".shtml", ".xhtml",
    ".zip", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".doc", ".docm",
    ".wps", ".wpt", ".ofd", ".rtf", ".odt", ".pptx", ".mht", ".mhtml",
})  # fmt: skip
_LITTER = ("~$", ".~lock", "._")
_NOT_SEARCHED = frozenset({"__MACOSX"})


@dataclass(frozen=True, slots=True)
class Input:
    """Hold a path to read.

    ``problem`` says why there is nothing to open (cause; next step), where that is known already.
    """

    path: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Hold the inputs of a run, sorted by path, each once.

    It also counts how many files of folders were of no known kind.
    """

    found: tuple[Input, ...]
    passed_over: Counter[str] = field(default_factory=Counter)


def gather(arguments: Iterable[str | os.PathLike[str]], *, leave_out: str | os.PathLike[str] | None = None) -> Inputs:
    """List every file that the arguments name, sorted by path; one named twice, however it is spelled, is there once.

    An argument is a file, a folder (searched for files of known kinds, all the way down; links to folders are not
    followed), a glob (``**`` too), ``@LIST`` (a file of paths, one a line) or ``-`` (the same on stdin; paths ended
    by NUL do as well). ``leave_out`` is a folder whose files are never inputs. Raises ``UsageError`` for a list that
    cannot be read, for ``leave_out`` itself, and where the arguments name nothing at all.

    >>> gather(["no-such.txt"]).found
    (Input(path='no-such.txt', problem=None),)
    """
    search = _Search(os.path.realpath(leave_out) if leave_out is not None else None)
    paths: dict[str, Input] = {}
    for argument in arguments:
        for found in search.argument(os.fspath(argument)):
            key = os.path.abspath(found.path) if found.problem is None else found.path
            paths[key] = min(found, paths.get(key, found), key=lambda one: (len(one.path), one.path))
    if not paths:
        raise UsageError("no input; give files, folders, globs, @LIST, or - for a list on stdin")
    return Inputs(tuple(sorted(paths.values(), key=lambda one: one.path)), search.passed_over)


class _Search:
    """Take the arguments apart."""

    def __init__(self, leave_out: str | None) -> None:
        self.leave_out = leave_out
        self.passed_over: Counter[str] = Counter()

    def argument(self, name: str) -> Iterator[Input]:
        if name == "-":
            yield from self._listed(sys.stdin.buffer.read(), "-")
        elif os.path.lexists(name) or not name:
            yield from self._path(name)
        elif name.startswith("@"):
            yield from self._listed(_read_list(name), name)
        elif glob.has_magic(name):
            yield from self._glob(name)
        else:
            yield Input(name)

    def _listed(self, data: bytes, name: str) -> Iterator[Input]:
        lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\0" if b"\0" in data else b"\n")
        for line in lines:
            path = os.fsdecode(line.strip(b"\r\n"))
            if path.strip():
                yield from self._path(path)

    def _glob(self, pattern: str) -> Iterator[Input]:
        found = glob.glob(pattern, recursive=True)
        if not found:
            yield Input(pattern, "no file matches; check the pattern")
        for path in found:
            if not (self._own(path) or ("**" in pattern and os.path.isdir(path))):
                yield from self._path(path)

    def _path(self, path: str) -> Iterator[Input]:
        if not os.path.isdir(path):
            yield Input(path)
            return
        if os.path.realpath(path) == self.leave_out:
            raise UsageError(f"{path}: is the folder to write to as well; choose another one")
        empty = True
        for file in self._folder(path):
            empty = False
            yield Input(file)
        if empty:
            kinds = "txt, docx, pdf, html, md, zip and others"
            yield Input(path, f"the folder has no file of a known kind; wanted: {kinds}")

    def _folder(self, folder: str) -> Iterator[str]:
        for parent, folders, files in os.walk(folder):
            folders[:] = [f for f in folders if not self._skipped(os.path.join(parent, f))]
            for name in files:
                if name.startswith((*_LITTER, ".")):
                    continue
                kind = os.path.splitext(name)[1].lower()
                if kind in KINDS:
                    yield os.path.join(parent, name)
                else:
                    self.passed_over[kind or "(no suffix)"] += 1

    def _skipped(self, folder: str) -> bool:
        name = os.path.basename(folder)
        return name.startswith(".") or name in _NOT_SEARCHED or os.path.realpath(folder) == self.leave_out

    def _own(self, path: str) -> bool:
        """Tell whether the path lies in the folder that is left out."""
        return self.leave_out is not None and Path(self.leave_out) in (
            Path(os.path.realpath(path)),
            *Path(os.path.realpath(path)).parents,
        )


def _read_list(name: str) -> bytes:
    try:
        return Path(name[1:]).read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: cannot be read ({error.strerror}); give a file of paths, one a line") from None


def input_digest(path: str) -> str | None:
    """Give the SHA-256 (hex) of an input's bytes; None where it cannot be read, which the reader says better."""
    try:
        return file_digest(path) if os.path.isfile(path) else None  # a pipe would wait, a device never end
    except (OSError, ValueError):
        return None
