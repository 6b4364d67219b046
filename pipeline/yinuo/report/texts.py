"""Find the text of a document by its digest: among what is given, beside the records, or where the records say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from yinuo.batch.inputs import gather
from yinuo.errors import InputError, YinuoError
from yinuo.readers import Failure, Source, document, documents


class Texts:
    """Find texts; ``given`` are files, folders or texts already read, ``near`` the folders of the records."""

    def __init__(self, given: Iterable[str | os.PathLike[str] | Source], near: Iterable[Path] = ()) -> None:
        self._near = list(dict.fromkeys(near))
        self._given = {source.sha256: source.text for one in given for source in _sources(one)}

    def __call__(self, name: str, sha256: str) -> tuple[str | None, bool]:
        """Give the text, ``None`` where it is not found, and whether a file of its name is there that was changed."""
        if sha256 in self._given:
            return self._given[sha256], False
        changed = False
        kept = [folder / "texts" / f"{sha256}.txt" for folder in self._near]  # as a batch leaves them
        for path in (*map(str, kept), name, *(os.path.join(folder, name) for folder in self._near)):
            source = _source(path)
            if source is not None and source.sha256 == sha256:
                return source.text, False
            changed = changed or source is not None
        return None, changed


def _sources(given: str | os.PathLike[str] | Source) -> Iterator[Source]:
    """Read the texts of a file, or of all files of a folder, where what cannot be read is passed over."""
    if isinstance(given, Source):
        yield given
        return
    if not os.path.exists(given):
        raise InputError(f"{given}: no such file or folder; name the texts of the records with --text")
    for one in gather([given]).found:
        try:
            yield from (found for found in documents(one.path) if not isinstance(found, Failure))
        except YinuoError:
            if not os.path.isdir(given):
                raise


def _source(path: str) -> Source | None:
    """Read the text of a path, or of a part of a file (``all.zip!/plan.txt``); ``None`` where there is none."""
    outer = path.partition("!/")[0]
    if not any(os.path.isfile(file) for file in (path, outer, outer.rpartition("#")[0])):
        return None
    try:
        return document(path)
    except YinuoError:
        return None
