"""Extraction as a function over columns, for ``datasets.map(batched=True)``. Columns come in; columns go out."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from yinuo.batch.options import code_digest, libraries
from yinuo.errors import InputError, UsageError
from yinuo.writers import to_line
from yinuo.writers.columnar.arrow import arrow_table

if TYPE_CHECKING:
    import os

    import pyarrow
    from spacy.language import Language

    from yinuo.extraction import Extraction
    from yinuo.preprocessing import RepairMode
    from yinuo.records import Status

Form = Literal["rows", "json"]


class Extractor:
    r"""Finds the commitments of a column of texts. Pickled, it is its configuration alone.

    ``form="rows"`` gives one row a commitment under ``yinuo.writers.COLUMNS``: ``datasets`` wants
    ``remove_columns=dataset.column_names`` with it. ``form="json"`` keeps the rows and adds a column ``commitments``,
    a JSON list of the records of each text. ``text``, ``document``, ``date`` and ``actor`` name columns of the input;
    an empty cell of the last two says nothing. ``include``, ``words`` and ``repair`` are those of ``yinuo.extract``
    and ``yinuo.load``. Its digest holds that of the rules, so that a cache of older ones is not taken for the new.

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
        form: Form = "rows",
        include: Collection[Status] = (),
        words: str | os.PathLike[str] | Iterable[str] = (),
        repair: RepairMode = "apply",
    ) -> None:
        from yinuo.batch.options import Options

        if form not in ("rows", "json"):
            raise UsageError(f"form {form!r} is neither rows nor json")
        options = Options.of({"include": include, "words": words, "repair": repair})
        self.columns = {"text": text, "document": document, "date": date, "actor": actor}
        self.form, self.include, self.words, self.repair = form, options.include, options.words, options.repair

    def __reduce__(self) -> tuple[Any, ...]:
        plain = {"form": self.form, "include": self.include, "words": self.words, "repair": self.repair}
        return _rebuilt, ({**self.columns, **plain}, code_digest(), tuple(libraries().items()))

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> pyarrow.Table | dict[str, list[str]]:
        """The records of a batch of texts: a ``pyarrow.Table`` for ``rows``, a dictionary of lists for ``json``.

        Raises ``InputError`` for a column that is missing and for a text that is none, with its place in the batch.
        """
        found = [self._extraction(batch, row) for row in range(len(self._column(batch, "text")))]
        if self.form == "json":
            return {"commitments": [f"[{','.join(map(to_line, extraction))}]" for extraction in found]}
        return arrow_table([record for extraction in found for record in extraction])

    def _extraction(self, batch: Mapping[str, Sequence[Any]], row: int) -> Extraction:
        from yinuo.extraction import extract

        text = self._column(batch, "text")[row]
        if not isinstance(text, str):
            raise InputError(f"row {row} of the batch: {text!r} is no text; filter such rows out first")
        said = {name: self._column(batch, name)[row] for name in ("document", "date", "actor") if self.columns[name]}
        return extract(
            text,
            document=str(said.get("document") or ""),
            date=str(said["date"])[:10] if said.get("date") else None,
            actor=said.get("actor") or None,
            include=self.include,
            repair=self.repair,
            nlp=_pipeline(self.words),
        )

    def _column(self, batch: Mapping[str, Sequence[Any]], name: str) -> Sequence[Any]:
        column = self.columns[name]
        if column is None or column not in batch:
            raise InputError(f"no column {column!r} among {', '.join(batch)}; say which with {name}=")
        return batch[column]


def _rebuilt(arguments: dict[str, Any], code: str, versions: tuple[tuple[str, str], ...]) -> Extractor:
    return Extractor(**arguments)


@functools.lru_cache(maxsize=4)
def _pipeline(words: tuple[str, ...]) -> Language:
    from yinuo.nlp.pipeline import load

    return load(words=words)
