"""Extract the commitments of a column of texts, as ``datasets.map(batched=True)`` wants it."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from yinuo.batch.options import code_digest, libraries
from yinuo.errors import InputError, UsageError
from yinuo.learned.folders import identity
from yinuo.readers.metadata import field_of, metadata, value_of
from yinuo.writers import to_line
from yinuo.writers.columnar.arrow import arrow_table

if TYPE_CHECKING:
    import os

    import pyarrow

    from yinuo.batch.metadata import Metadata, Row
    from yinuo.damage.findings import RepairMode
    from yinuo.extraction import Extraction
    from yinuo.nlp.analysis import Analyser
    from yinuo.records import Status

Form = Literal["rows", "json"]

# Fields of metadata, and the argument that names the column of each.
_SAID = {"date": "date", "organisation": "actor", "speaker": "speaker", "place": "place", "level": "level"}


class Extractor:
    r"""Find the commitments of a column of texts. Pickled, it is its configuration alone.

    ``form="rows"`` gives one row a commitment under ``yinuo.writers.COLUMNS``: ``datasets`` wants
    ``remove_columns=dataset.column_names`` with it. ``form="json"`` keeps the rows and adds a column ``commitments``,
    a JSON list of the records of each text. ``text``, ``document``, ``date``, ``actor``, ``speaker``, ``place`` and
    ``level`` name columns of the input; where one of the last five is not named, a column counts that says it by its
    name, as in a file of rows (日期, 单位; see ``yinuo.readers.metadata``). An empty cell says nothing. ``metadata`` is
    a table, see ``yinuo.batch.read_metadata``; its row of a ``document`` goes before the columns. ``include``,
    ``words``, ``repair`` and ``reader`` are those of ``yinuo.extract`` and ``yinuo.load``. Its digest holds that of the
    rules and weights, so that a cache of older ones is not taken for the new.

    >>> found = Extractor()({"text": ["2024年工作安排\n今年，我们要新建幼儿园7所。"]})
    >>> found["text"].to_pylist(), found["low"].to_pylist()
    (['新建幼儿园7所'], [7.0])
    """

    def __init__(
        self,
        *,
        text: str = "text",
        document: str | None = None,
        date: str | None = None,
        actor: str | None = None,
        speaker: str | None = None,
        place: str | None = None,
        level: str | None = None,
        metadata: str | os.PathLike[str] | Metadata | None = None,
        form: Form = "rows",
        include: Collection[Status] = (),
        words: str | os.PathLike[str] | Iterable[str] = (),
        repair: RepairMode = "apply",
        reader: str | os.PathLike[str] | None = "shipped",
    ) -> None:
        from yinuo.batch.options import Options

        if form not in ("rows", "json"):
            raise UsageError(f"form {form!r} is neither rows nor json")
        if metadata and not document:
            raise UsageError("a table of metadata speaks of files; name their column with document=")
        options = Options.of(
            {"include": include, "words": words, "repair": repair, "metadata": metadata, "reader": reader}
        )
        self.columns = {"text": text, "document": document, "date": date, "actor": actor}
        self.columns |= {"speaker": speaker, "place": place, "level": level}
        self.form, self.include, self.words, self.repair = form, options.include, options.words, options.repair
        self.metadata, self.reader = options.metadata, options.reader

    def __reduce__(self) -> tuple[Any, ...]:
        plain = {"form": self.form, "include": self.include, "words": self.words, "repair": self.repair}
        arguments = {**self.columns, **plain, "metadata": self.metadata if self.metadata.rows else None}
        arguments["reader"] = self.reader
        weights = identity(self.reader) if self.reader else ""
        return _rebuilt, (arguments, code_digest() + weights, tuple(libraries().items()))

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> pyarrow.Table | dict[str, list[str]]:
        """Give the records of a batch of texts: a ``pyarrow.Table`` for ``rows``, a dictionary of lists for ``json``.

        Raises ``InputError`` for a column that is missing, and for a text or a date that is none, with its row in the
        batch.
        """
        found = [self._extraction(batch, row) for row in range(len(self._column(batch, "text")))]
        if self.form == "json":
            return {"commitments": [f"[{','.join(map(to_line, extraction))}]" for extraction in found]}
        return arrow_table([record for extraction in found for record in extraction])

    def _extraction(self, batch: Mapping[str, Sequence[Any]], row: int) -> Extraction:
        from yinuo.extraction import extract_source
        from yinuo.readers.source import source

        text = self._column(batch, "text")[row]
        if not isinstance(text, str):
            raise InputError(f"row {row} of the batch: {text!r} is no text; filter such rows out first")
        document = str(self._column(batch, "document")[row] or "") if self.columns["document"] else ""
        return extract_source(
            source(document, text, "utf-8", metadata=self._said(batch, row)),
            row=self.metadata.of(document),
            include=self.include,
            repair=self.repair,
            nlp=_analyser(self.words, self.reader),
        )

    def _said(self, batch: Mapping[str, Sequence[Any]], row: int) -> Row:
        """Collect what the columns of a row say of its text: those named, and others by their own names."""
        where = f"row {row} of the batch"
        named = {
            field: value_of(field, self._column(batch, name)[row], where)
            for field, name in _SAID.items()
            if self.columns[name]
        }
        others = {column: batch[column][row] for column in batch if field_of(column) not in (None, *named)}
        return {**metadata(others, where), **named}

    def _column(self, batch: Mapping[str, Sequence[Any]], name: str) -> Sequence[Any]:
        column = self.columns[name]
        if column is None or column not in batch:
            raise InputError(f"no column {column!r} among {', '.join(batch)}; say which with {name}=")
        return batch[column]


def _rebuilt(arguments: dict[str, Any], code: str, versions: tuple[tuple[str, str], ...]) -> Extractor:
    return Extractor(**arguments)


@functools.lru_cache(maxsize=4)
def _analyser(words: tuple[str, ...], reader: str | None) -> Analyser:
    from yinuo.nlp.analysis import Analyser

    return Analyser(words, reader=reader)
