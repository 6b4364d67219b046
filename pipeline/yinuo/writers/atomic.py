"""Write files and folders that appear whole or not at all.

A draft lies beside the target and takes its name when the block ends; it is gone when the block fails.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from yinuo.digests import file_digest
from yinuo.errors import InputError
from yinuo.records import Commitment

Write = Callable[[Commitment], None]
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


@contextmanager
def whole_file(path: str | Path, encoding: str) -> Iterator[IO[str]]:
    """Open a file beside ``path`` that takes its name when the block ends, and is gone when the block fails."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():  # a pipe or a device: nothing to rename
        with no_room(path), _open(target, target, encoding) as stream:
            yield stream
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    file = _open(draft, target, encoding)
    try:
        with no_room(path), file:
            yield file
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            draft.unlink()
        raise


def _open(draft: Path, target: Path, encoding: str) -> IO[str]:
    if target.is_dir():
        raise InputError(f"{target}: is a directory; a file name is wanted")
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        return draft.open("w", encoding=encoding, errors="backslashreplace", newline="")
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror}); choose another place with -o") from None


def drain(records: Iterable[Commitment], write: Write) -> int:
    """Write every record, and count them."""
    count = 0
    for record in records:
        write(record)
        count += 1
    return count


@contextmanager
def no_room(path: str | Path) -> Iterator[None]:
    """Turn the system's word that a disk is full or fails into ``InputError`` with the name of the file."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        reason = os.strerror(error.errno)
        raise InputError(f"{path}: cannot be written ({reason}); make room or choose another place with -o") from None


def place(path: str | Path) -> Path:
    """Find where ``path`` really lies, its folder made. Raises ``InputError`` where nothing can be written there."""
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another place with -o") from None
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise InputError(f"{path}: its folder cannot be written to; choose another place with -o")
    return target


@contextmanager
def whole_path(path: str | Path) -> Iterator[Path]:
    """Do what ``whole_file`` does for libraries that open files themselves: give the draft's path, not yet there."""
    target = place(path)
    if target.exists() and not target.is_file():
        raise InputError(f"{path}: is no plain file; a file name is wanted")
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with no_room(path):
            yield draft
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


# What was written, file by file: a folder that still holds just that may be replaced, any other may not.
MARK = ".yinuo.json"


@contextmanager
def whole_folder(path: str | Path) -> Iterator[Path]:
    """Make a folder beside ``path`` that takes its name when the block ends, and is gone when the block fails.

    A folder of that name is replaced only where it is empty or holds what an earlier run wrote, unchanged: work that
    people did in it is never lost. Raises ``InputError`` otherwise.
    """
    target = place(path)
    _replaceable(target, path)
    draft, old = (target.with_name(f".{target.name}.{os.getpid()}.{end}") for end in ("tmp", "old"))
    shutil.rmtree(draft, ignore_errors=True)  # of a run that was killed and had our number
    draft.mkdir()
    try:
        with no_room(path):
            yield draft
        draft.joinpath(MARK).write_text(json.dumps(_digests(draft), ensure_ascii=False, indent=1) + "\n", "utf-8")
        _replaceable(target, path)
        _swap(draft, target, old)
    except InputError as error:  # of a file in the draft: its name is to be the one that it would have had
        raise InputError(str(error).replace(os.fspath(draft), os.fspath(path))) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _swap(draft: Path, target: Path, old: Path) -> None:
    if not target.exists():
        draft.rename(target)
        return
    target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)


def _replaceable(target: Path, path: str | Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise InputError(f"{path}: is a file; the name of a folder is wanted")
    if not any(target.iterdir()) or _written(target) == _digests(target):
        return
    raise InputError(f"{path}: holds files of others, or files changed since they were written; choose another name")


def _written(folder: Path) -> object:
    with suppress(OSError, ValueError):
        return json.loads(folder.joinpath(MARK).read_text("utf-8"))
    return None


def _digests(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of every file of a folder but the mark, by its path in it."""
    files = sorted(file for file in folder.rglob("*") if not file.is_dir() and file.name != MARK)
    return {file.relative_to(folder).as_posix(): file_digest(file) for file in files}
