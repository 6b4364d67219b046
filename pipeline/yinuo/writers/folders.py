"""Folders that appear whole or not at all. A path comes in; an empty draft folder goes out, renamed at the end."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from yinuo.errors import InputError
from yinuo.writers.atomic import no_room, place

# What was written, file by file: a folder that still holds just that may be replaced, any other may not.
MARK = ".yinuo.json"


@contextmanager
def whole_folder(path: str | Path) -> Iterator[Path]:
    """A folder beside ``path`` that takes its name when the block ends, and is gone when the block fails.

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
    """SHA-256 of every file of a folder but the mark, by its path in it."""
    files = sorted(file for file in folder.rglob("*") if not file.is_dir() and file.name != MARK)
    return {file.relative_to(folder).as_posix(): _digest(file) for file in files}


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
