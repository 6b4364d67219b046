"""Make the report of records: read them, find their texts, lay out the pages, write them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yinuo.errors import UsageError
from yinuo.pages import Words, safe, words_of
from yinuo.readers import MEMORY, TIMEOUT, limited
from yinuo.records import Commitment, Status
from yinuo.report.layout import INDEX, many_pages, one_page
from yinuo.report.results import Given, Results, as_documents, read_results
from yinuo.report.texts import Texts
from yinuo.rules.wording import Lang
from yinuo.writers.atomic import whole_file, whole_folder

if TYPE_CHECKING:
    from yinuo.readers import Source

# More documents than this make a page too long to read: they go into a folder.
MOST_ON_A_PAGE = 12
_PAGES = (".html", ".htm")
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Report:
    """Hold the pages of a report by the names of their files, and what could not be read (``failures``)."""

    pages: Mapping[str, str]
    documents: int
    records: int
    failures: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """Give the first page: the only one, or the index."""
        return next(iter(self.pages.values()))

    def _repr_html_(self) -> str:
        """Show the first page in a notebook, in a frame of its own."""
        return f'<iframe sandbox srcdoc="{safe(self.html)}" style="width:100%;height:42em;border:0"></iframe>'


def report(
    results: Given | Iterable[Given],
    out: str | os.PathLike[str] | None = None,
    *,
    texts: Iterable[str | os.PathLike[str] | Source] = (),
    lang: Lang | None = None,
    title: str | None = None,
    date: str | None = None,
    actor: str | None = None,
    include: Collection[Status] = (),
    memory: int | None = MEMORY,
    timeout: float | None = TIMEOUT,
) -> Report:
    r"""Make a report to mail or print: counts, due dates, targets, and the text with marks beside its commitments.

    ``results`` are records, files of them (.jsonl, .parquet, .dataset, a database), folders that a batch left, or
    texts and folders of texts, which are extracted first with ``date``, ``actor`` and ``include`` as in
    ``yinuo.extract``. The text of a document is looked for among ``texts`` (files, folders, or what ``yinuo.read``
    gave), beside the records and at the path they name; without it the sentences of the records are shown.

    ``out`` is a file (.html), which holds everything, or a folder: an index that compares the documents, and a page
    each. The pages have no script and load nothing; the same records give the same bytes. ``lang`` is ``"zh"`` or
    ``"en"``; Chinese texts have Chinese pages where it is left out. ``memory`` (bytes) and ``timeout`` (seconds) limit
    what reading a file may take, as in ``yinuo.read``.

    >>> import yinuo
    >>> found = yinuo.extract("2024年工作安排\n今年，我们要新建幼儿园7所。")
    >>> made = report(found, lang="en")
    >>> made.records, "<h2>Due dates</h2>" in made.html
    (1, True)

    Raises ``InputError`` where nothing is there to report on, ``UsageError`` for more documents than fit on one page.
    """
    given: Iterable[Given] = [results] if isinstance(results, str | os.PathLike | Commitment) else results
    with limited(memory, timeout):
        found = read_results(given, date=date, actor=actor, include=include)
        documents = as_documents(found, Texts(texts, found.near))
    words = words_of(lang, (record.text for document in documents for record in document.records))
    notes = [*_notes(found, words)]
    single = os.fspath(out).lower().endswith(_PAGES) if out is not None else len(documents) <= MOST_ON_A_PAGE
    if single and len(documents) > MOST_ON_A_PAGE:
        raise UsageError(
            f"{out}: {len(documents)} documents are too many for one page ({MOST_ON_A_PAGE} at most); name a folder"
        )
    name = Path(out).name if out is not None and single else INDEX
    pages = {name: one_page(documents, title, notes, words)} if single else many_pages(documents, title, notes, words)
    _write(pages, out, single)
    return Report(pages, len(documents), sum(len(d.records) for d in documents), tuple(found.failures))


def _notes(found: Results, words: Words) -> Iterator[str]:
    """Say what the report does not hold."""
    if found.silent:
        yield words("none-in", names=_listed(found.silent))
    for message in found.failures[:_NAMED]:
        yield words("failed", message=message)
    if len(found.failures) > _NAMED:
        yield words("failed", message=f"+ {len(found.failures) - _NAMED}")


def _listed(names: Sequence[str]) -> str:
    more = f" +{len(names) - _NAMED}" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _write(pages: Mapping[str, str], out: str | os.PathLike[str] | None, single: bool) -> None:
    if out is None:
        return
    if single:
        with whole_file(Path(out), "utf-8") as file:
            file.write(next(iter(pages.values())))
        return
    with whole_folder(Path(out)) as folder:
        for name, page in pages.items():
            folder.joinpath(name).write_text(page, "utf-8", newline="\n")
