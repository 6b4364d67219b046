"""Keep the output folder: one run at a time, files that change all together.

Beside the results lies ``.yinuo/``: the lock, the journal of a run that is not done, and, in ``new/``, results on
their way. They are written there whole, then ``commit`` appears, then they take their places, then it goes. A run that
is killed in between is brought to its end by the next one, whether it resumes or not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from yinuo.errors import OutputError, UsageError

RECORDS, MANIFEST, CONFIGURATION = "commitments.jsonl", "manifest.jsonl", "configuration.json"


@dataclass(frozen=True, slots=True)
class Folder:
    """Name the places in an output folder."""

    path: Path

    @property
    def own(self) -> Path:
        """Give the folder of what belongs to the run and not to the results."""
        return self.path / ".yinuo"

    @property
    def journal(self) -> Path:
        """Give the file of what an unfinished run has done so far."""
        return self.own / "journal"

    @property
    def new(self) -> Path:
        """Give the folder of results on their way."""
        return self.own / "new"

    @property
    def commit(self) -> Path:
        """Give the file that says that all of ``new`` is whole."""
        return self.own / "commit"

    def started(self) -> bool:
        """Tell whether there is a run here, finished or not."""
        return (self.path / MANIFEST).exists() or self.journal.exists()

    def publish(self) -> None:
        """Put the files of ``new`` in their places, all or none, and forget the journal. Raises ``OSError``."""
        for file in self.new.iterdir():
            _sync(file)
        _sync(self.new)
        self.commit.touch()
        _sync(self.own)
        self.settle()

    def settle(self) -> None:
        """Bring a publication that was interrupted to its end; drop drafts of one that had not begun."""
        if self.commit.exists():
            for made in self.new.iterdir():
                if made.is_dir():  # a data set
                    shutil.rmtree(self.path / made.name, ignore_errors=True)
                made.replace(self.path / made.name)
            _sync(self.path)
            self.journal.unlink(missing_ok=True)
            self.commit.unlink()
        shutil.rmtree(self.new, ignore_errors=True)

    def forget(self) -> None:
        """Drop an unfinished run; what is published stays until it is replaced."""
        self.journal.unlink(missing_ok=True)


@contextmanager
def locked(path: str | os.PathLike[str], *, resume: bool, overwrite: bool) -> Iterator[Folder]:
    """Lock the folder, made where it is missing, so that no other run is in it until the block ends.

    Raises ``OutputError`` where it cannot be used, ``UsageError`` where it holds a run and neither flag is given.
    """
    folder = Folder(Path(path))
    with writing(folder):
        folder.own.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.own / "lock")
    with writing(folder):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise OutputError(f"{path}: another run is writing here; wait for it, or choose another folder") from None
    try:
        with writing(folder):
            folder.settle()
        if folder.started() and not (resume or overwrite):
            raise UsageError(f"{path}: holds a run already; go on with --resume, or begin anew with --overwrite")
        if overwrite and not resume:
            folder.forget()
        yield folder
    finally:
        lock.release()


@contextmanager
def writing(folder: Folder) -> Iterator[None]:
    """Say of an ``OSError`` in the block where it was and what to do."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{folder.path}: cannot be written ({error.strerror or error}); what is done is kept: "
            "make room or choose another place, and run again with --resume"
        ) from None


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows opens no folders
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
