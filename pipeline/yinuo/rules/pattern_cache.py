"""Compile the long regular expressions of our tables once a machine, not once a start.

Those that one short text needs take half a second to compile. What Python compiles of them is kept in a file beside the
bytecode of this module, by the same rules: ``PYTHONPYCACHEPREFIX`` moves it, ``PYTHONDONTWRITEBYTECODE`` stops it from
being written, and nothing is lost where it is missing, unreadable or of another Python. The key of a pattern is its
whole source, so a changed table cannot meet an old pattern. What our own code reads off patterns is kept beside them as
long as that code is the same.
"""

from __future__ import annotations

import atexit
import functools
import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

V = TypeVar("V")
Key = tuple[str, int]
# Flags, code, number of groups, number of each group by name: what Python's own engine makes a pattern of.
Entry = tuple[int, bytes, int, dict[str, int]]

_CODE = "I"
# So few new patterns are compiled again by the next start; with so many old ones, what no run needs is forgotten.
_FEW, _MOST = 8, 5_000


def compile_re(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Do what ``re.compile`` does, for patterns of the package: never for those of a user or of a text."""
    key = pattern, int(flags)
    entry = _kept().get(key)
    found = _restored(pattern, entry) if entry else None
    if found is None:
        found = re.compile(pattern, flags)
        if not (_new or _read):
            atexit.register(save)
        _new[key] = found
    else:
        _used.add(key)
    return found


def read_off(pattern: str, what: int, read: Callable[[], V]) -> V:
    """Keep in the same way what our code reads off a pattern or makes of words; ``what``, below 0, says which of it."""
    key = pattern, what
    kept = _kept()
    if key in kept:
        _used.add(key)
        known: V = kept[key]
        return known
    if not (_new or _read):
        atexit.register(save)
    found = _read[key] = read()
    return found


_new: dict[Key, re.Pattern[str]] = {}
_read: dict[Key, Any] = {}
_used: set[Key] = set()


def place() -> Path | None:
    """Give the file of the kept patterns; None for a Python that keeps no bytecode."""
    try:
        return Path(cache_from_source(__file__)).with_suffix(".patterns")
    except NotImplementedError:
        return None


@functools.cache
def _kept() -> dict[Key, Any]:
    """Read the kept patterns, once; empty where there are none for this Python."""
    path = place()
    try:
        data = path.read_bytes() if path else b""
        end = data.find(b"\n")
        body = memoryview(data)[end + 1 :]  # megabytes, of which no copy is made
        if data[:end] == _head(body):
            found: dict[Key, Any] = marshal.loads(body)
            return found
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return {}


def _head(body: bytes | memoryview) -> bytes:
    """Name the Python and the code that a file is for, and the sum of what it holds."""
    total = zlib.crc32(body)
    for reading in ("anchors.py", "pattern_parts.py", "tables.py"):
        with suppress(OSError):
            total = zlib.crc32(Path(__file__).with_name(reading).read_bytes(), total)
    magic = getattr(import_module("_sre"), "MAGIC", 0)
    return f"yinuo 1 {magic} {array(_CODE).itemsize} {total} {sys.version}".replace("\n", " ").encode()


def _restored(pattern: str, entry: Entry) -> re.Pattern[str] | None:
    """Make a pattern of what was kept of it; None where this Python does not take it."""
    flags, code, groups, numbers = entry
    names: list[str | None] = [None] * (groups + 1)
    for name, number in numbers.items():
        names[number] = name
    try:
        engine: Any = import_module("_sre")
        found: re.Pattern[str] = engine.compile(
            pattern, flags, array(_CODE, code).tolist(), groups, numbers, tuple(names)
        )
    except Exception:  # an engine of another form, which says so in one way or another
        return None
    return found


def _entry(made: re.Pattern[str], flags: int) -> Entry | None:
    """Take apart what Python compiles of a pattern; None unless it can be put together again to an equal one."""
    try:
        parsed = import_module("re._parser").parse(made.pattern, flags)
        code = import_module("re._compiler")._code(parsed, flags)
        entry = made.flags, array(_CODE, code).tobytes(), made.groups, dict(made.groupindex)
    except Exception:  # a Python that compiles in another way
        return None
    return entry if _restored(made.pattern, entry) == made else None


def save() -> None:
    """Keep what this process compiled, for the next one; do nothing where that is little or no file may be written."""
    path = place()
    if path is None or sys.dont_write_bytecode or len(_new) + len(_read) <= _FEW:
        return
    kept = _kept() if len(_kept()) < _MOST else {key: _kept()[key] for key in _used}
    made = {key: entry for key, found in _new.items() if (entry := _entry(found, key[1]))}
    if made or _read:
        body = marshal.dumps(kept | made | _read)
        _write(path, _head(body) + b"\n" + body)
        _kept().update(made | _read)
    _new.clear()
    _read.clear()


def _write(path: Path, data: bytes) -> None:
    """Replace the file as a whole; where that is not allowed it stays as it is."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(data)
            draft.replace(path)
        except OSError:
            draft.unlink()
