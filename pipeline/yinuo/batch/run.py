"""Run many files into one folder of records, manifest and tables."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Unpack

from yinuo.batch.engines import local
from yinuo.batch.engines.worker import Setup
from yinuo.batch.inputs import Input, Inputs, gather, input_digest
from yinuo.batch.options import Options, Reading, holds_many
from yinuo.batch.output.folder import MANIFEST, Folder, locked, writing
from yinuo.batch.output.journal import Journal, Stored
from yinuo.batch.output.manifest import Entry, failed, read_manifest
from yinuo.batch.output.results import Draft, as_written, check_formats, file_names, published, write_results
from yinuo.batch.progress import Progress, Watcher
from yinuo.batch.recipe import Recipe, reading_limits, worker_memory
from yinuo.errors import UsageError
from yinuo.readers import MEMORY

Engine = Callable[..., Iterator[local.Message | None]]

TIMEOUT = 600.0


@dataclass(frozen=True, slots=True)
class Result:
    """Hold what a run left in ``folder``.

    ``entries`` are those of the manifest, ``files`` names, ``kept`` counts inputs from before.

    ``passed_over`` counts files of folders that are of no known kind, by suffix; ``unused`` are files that the table
    of metadata names and that are none of the inputs.
    """

    folder: Path
    entries: tuple[Entry, ...]
    files: tuple[str, ...]
    kept: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    unused: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[Entry, ...]:
        """List the inputs that failed, wholly or in part."""
        return tuple(entry for entry in self.entries if entry.status != "ok")

    def summary(self) -> str:
        """Write the counts in a line: ``3 inputs: 2 ok, 1 failed; 2 texts, 2 speeches, 15 commitments``."""
        outcomes = Counter(entry.status for entry in self.entries)
        parts = [f"{outcomes[status]} {status}" for status in ("ok", "partial", "failed") if outcomes[status]]
        sums = {name: sum(getattr(e, name) for e in self.entries) for name in ("documents", "speeches", "commitments")}
        found = f"{sums['documents']} texts, {sums['speeches']} speeches, {sums['commitments']} commitments"
        kept = f"; {self.kept} kept from before" if self.kept else ""
        return f"{len(self.entries)} inputs: {', '.join(parts)}; {found}{kept}"


def batch(
    inputs: Iterable[str | os.PathLike[str]],
    folder: str | os.PathLike[str],
    *,
    jobs: int | None = None,
    engine: str = "local",
    resume: bool = False,
    overwrite: bool = False,
    timeout: float | None = TIMEOUT,
    memory: int | None = MEMORY,
    formats: Sequence[str] = ("jsonl",),
    text_out: bool = False,
    watch: Watcher | None = None,
    **reading: Unpack[Reading],
) -> Result:
    r"""Extract every input into ``folder``: commitments.jsonl, manifest.jsonl (a line an input), configuration.json.

    ``inputs`` are files, folders, globs, ``@LIST`` (a file of paths) or ``-`` (paths on stdin); ``reading`` says how
    they are read and what is taken from them: ``date``, ``actor``, ``include`` and ``repair`` of ``yinuo.extract``,
    ``words``, ``metadata`` (a table), ``column``, ``converter``, ``limit``, ``only``, ``min_confidence``.

    ``jobs`` processes (all processors where left out) read them, on this machine or, with ``engine="ray"``, on a
    cluster. ``timeout`` (seconds) is the most that one text may take, of which reading its file has a minute (a
    tenth, if that is more); ``memory`` (bytes) is the most that reading a file may take, a worker four times as much.
    ``resume`` keeps what an earlier run did, for files with the same bytes and the same options;
    ``overwrite`` begins anew. ``text_out`` also writes every text as it was read, which is what offsets count in, to
    ``texts/SHA256.txt`` (its ``document_sha256``). ``watch`` is told how far it is. The files are the same bytes
    however many processes read them, resumed or not.

    Raises ``UsageError`` for arguments that do not fit, ``InputError`` for a broken table or list of words,
    ``OutputError`` where the folder cannot be written or is in use; a bad input raises nothing, its entry says why.

    >>> import tempfile
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "plan.txt").write_text("2024年工作安排\n今年，我们要新建幼儿园7所。", "utf-8")
    >>> result = batch([place / "plan.txt", place / "gone.txt"], place / "out", jobs=1)
    >>> [(entry.status, entry.records) for entry in result.entries]
    [('failed', 0), ('ok', 1)]
    """
    if resume and overwrite:
        raise UsageError("resume and overwrite exclude each other; give one of them")
    wanted, units = check_formats(formats), engine_named(engine)
    options = dataclasses.replace(Options.of(reading), text_out=text_out)
    given = gather(inputs, leave_out=folder)
    kept = Path(folder, "texts").absolute() if text_out else None
    setup = Setup(Recipe(options, kept, reading_limits(memory, timeout)), worker_memory(memory))
    with locked(folder, resume=resume, overwrite=overwrite) as place:
        run = _Run(place, given, options, wanted, keep=not overwrite, watch=watch)
        if run.settled():
            entries = tuple(stored.entry for stored in run.kept.values())
        else:
            entries = run.work(units, setup, jobs, timeout)
        unused = options.metadata.unused(one.path for one in given.found if not holds_many(one.path))
    return Result(Path(folder), entries, tuple(file_names(wanted)), len(run.kept), given.passed_over, unused)


def engine_named(name: str) -> Engine:
    """Give the engine of a name. Raises ``UsageError``, and ``MissingExtraError`` where it is not installed."""
    if name == "local":
        return local.run
    if name == "ray":
        from yinuo.batch.engines import ray

        ray.require()
        return ray.run
    raise UsageError(f"engine {name!r} is neither local nor ray")


class _Run:
    """Do one run over a locked folder."""

    def __init__(
        self,
        folder: Folder,
        given: Inputs,
        options: Options,
        formats: Sequence[str],
        *,
        keep: bool,
        watch: Watcher | None,
    ) -> None:
        self.folder, self.inputs, self.options, self.formats = folder, given.found, options, formats
        self.watch = watch or (lambda progress, entry: None)
        self.configuration = options.configurations()
        self.digests: dict[str, str | None] = {}
        self.written = tuple(read_manifest(folder.path / MANIFEST))
        self.earlier = published(folder, self.written, check=False) if keep else {}
        self.kept: Mapping[str, Stored] = self._kept(self.earlier)
        self.done: dict[str, Stored] = {}

    def settled(self) -> bool:
        """Tell whether the folder holds just what this run would put there."""
        same = list(self.kept) == [one.path for one in self.inputs] == list(self.earlier)
        return same and not self.folder.journal.exists() and self._files_there()

    def work(self, engine: Engine, setup: Setup, jobs: int | None, timeout: float | None) -> tuple[Entry, ...]:
        """Read what is left to read, then write the results; return the entries of the manifest."""
        with writing(self.folder):
            journal = Journal(self.folder.journal)
        with journal:
            unharmed = published(self.folder, self.written, check=True) if self.earlier else {}
            self.kept = self._kept({**unharmed, **journal.done})
            self.done = dict(self.kept)
            with self._draft() as draft:
                self._read(engine, setup, jobs, timeout, journal, draft)
                with writing(self.folder):
                    draft.finish(self.done)
        with writing(self.folder):
            entries = as_written(self.done[one.path] for one in self.inputs)
            if entries == self.written and self._files_there():  # failures failed again: nothing to write
                self.folder.forget()
                self.folder.settle()
            else:
                write_results(self.folder, entries, self.options.description(), self.formats)
        return entries

    def _draft(self) -> Draft:
        with writing(self.folder):
            return Draft(self.folder, [one.path for one in self.inputs])

    def _read(
        self, engine: Engine, setup: Setup, jobs: int | None, timeout: float | None, journal: Journal, draft: Draft
    ) -> None:
        progress = Progress(total=len(self.inputs), kept=len(self.kept), done=len(self.kept))
        left = {n: one for n, one in enumerate(self.inputs) if one.path not in self.kept}
        for number, one in left.items():
            if one.problem is not None:
                self._add(journal, draft, progress, local.Message(number, 0, 0, _no_file(one)))
        tasks = [(number, one.path) for number, one in left.items() if one.problem is None]
        if not tasks:
            return
        for message in engine(setup, tasks, jobs=jobs, timeout=timeout):
            if message is None:
                self.watch(progress, None)
            else:
                self._add(journal, draft, progress, message)

    def _add(self, journal: Journal, draft: Draft, progress: Progress, message: local.Message) -> None:
        path, content = self.inputs[message.number].path, message.content
        if isinstance(content, Entry):
            content = dataclasses.replace(content, configuration=self.configuration(path))
        with writing(self.folder):
            journal.add(message.number, message.attempt, message.sequence, content)
            if isinstance(content, Entry):
                self.done[path] = journal.done[path]
                draft.advance(self.done)
        if isinstance(content, Entry):
            progress.add(content, message.number)
            self.watch(progress, content)
        else:
            progress.part(message.number, content.count(b"\n"))
            self.watch(progress, None)

    def _kept(self, known: Mapping[str, Stored]) -> dict[str, Stored]:
        """List what is known of the inputs and still holds, in their order."""
        return {one.path: known[one.path] for one in self.inputs if self._holds(known.get(one.path))}

    def _holds(self, stored: Stored | None) -> bool:
        if stored is None or stored.entry.status != "ok":
            return False
        entry = stored.entry
        if entry.configuration != self.configuration(entry.input):
            return False
        if entry.input not in self.digests:
            self.digests[entry.input] = input_digest(entry.input)
        return entry.sha256 is not None and entry.sha256 == self.digests[entry.input]

    def _files_there(self) -> bool:
        return all((self.folder.path / name).exists() for name in file_names(self.formats))


def _no_file(one: Input) -> Entry:
    cause, _, next_step = (one.problem or "").partition("; ")
    return failed(one.path, cause, next_step)
