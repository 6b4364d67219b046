"""Review records in the browser, export what people decided, measure how far they agree: the verbs of the package."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from yinuo.errors import MissingExtraError, UsageError
from yinuo.verdicts.store import Store

if TYPE_CHECKING:
    from yinuo.evaluate.agreement import Agreement

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def review(
    results: Paths = (),
    *,
    texts: Paths = (),
    store: str | os.PathLike[str] = "review.db",
    author: str | None = None,
    blind: bool = True,
    host: str = "127.0.0.1",
    port: int = 0,
    browser: bool = True,
    serve: bool = True,
    say: Callable[[str], None] = print,
) -> int:
    r"""Put records and their texts into the store of a review, and serve the page on which people decide on them.

    ``results`` are files of records, ledgers, folders of a batch, or a .jsonl of ``yinuo.track``, whose verdicts are
    settled beside the report that tells what became of the commitments; without any, the store is opened as it is.
    ``texts`` are files or folders in which the texts are looked for, told by their content. ``author`` is who decides
    (the page asks where it is not given); with ``blind`` nobody sees what others decided. ``serve=False`` only fills
    the store; the number of records that were new in it is returned, when the server is stopped or at once.

    >>> import tempfile, yinuo
    >>> place = Path(tempfile.mkdtemp())
    >>> text = "2024年工作安排\n今年，我们要新建幼儿园7所。"
    >>> _ = (place / "a.txt").write_text(text, "utf-8")
    >>> found = yinuo.extract(text, document="a.txt")
    >>> _ = (place / "found.jsonl").write_text(found.commitments[0].to_json(), "utf-8")
    >>> review(place / "found.jsonl", texts=place, store=place / "review.db", serve=False)
    1

    Raises ``InputError`` for what holds no records and for a text that is missing or was changed, ``UsageError`` for a
    port that is taken, ``MissingExtraError`` where starlette and uvicorn are not installed.
    """
    from yinuo.review.loading import fill

    given = _listed(results)
    if not given and not Path(store).is_file():
        raise UsageError(f"nothing to review; give results, or a --store that is there ({os.fspath(store)} is not)")
    opened = Store(Path(store), create=bool(given))
    try:
        new = fill(opened, given, _listed(texts))
        if serve:
            _serve(opened, author, blind, host, port, browser, say)
    finally:
        opened.close()
    return new


def _serve(
    store: Store, author: str | None, blind: bool, host: str, port: int, browser: bool, say: Callable[[str], None]
) -> None:
    try:
        from yinuo.review.room import Room
        from yinuo.review.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn", "anyio"):
            raise
        raise MissingExtraError(str(error.name), "review") from None
    serve(Room(store, author, open_to_all=not blind), host=host, port=port, browser=browser, say=say)


def review_export(
    store: str | os.PathLike[str], targets: Paths, *, author: str | None = None, verdicts: bool | None = None
) -> dict[str, int]:
    r"""Write the records of a review as people left them; give the number of records of each target.

    A target is a folder for gold, which ``yinuo.evaluate`` reads, or a file of any format of records (.jsonl, .xlsx,
    .csv …). ``author`` takes one person's decisions; without it, what all agree on and adjudicators settled.
    ``verdicts`` writes what people settled about commitments of earlier reports (.jsonl, .xlsx) in the place of
    records; where it is not said, a store that holds nothing else gives them. A number is that of the settled ones.

    >>> import tempfile, yinuo
    >>> place = Path(tempfile.mkdtemp())
    >>> text = "2024年工作安排\n今年，我们要新建幼儿园7所。"
    >>> _ = (place / "a.txt").write_text(text, "utf-8")
    >>> line = yinuo.extract(text, document="a.txt").commitments[0].to_json()
    >>> _ = (place / "found.jsonl").write_text(line, "utf-8")
    >>> _ = review(place / "found.jsonl", texts=place, store=place / "review.db", serve=False)
    >>> list(review_export(place / "review.db", place / "out.jsonl").values())
    [1]

    Raises ``InputError`` for what is no store and for conflicts that nobody has settled, ``GoldError`` for gold where
    nobody has decided anything.
    """
    from yinuo.review import export, settled_files

    chosen = only_verdicts(Path(store)) if verdicts is None else verdicts
    write = settled_files.write if chosen else export.write
    return write(Path(store), _listed(targets), author)


def only_verdicts(path: Path) -> bool:
    """Tell whether a store holds verdicts and no records."""
    opened = Store(path)
    try:
        return bool(opened.documents(verdicts=True)) and not any(own.records for own in opened.documents())
    finally:
        opened.close()


def review_agreement(store: str | os.PathLike[str]) -> Agreement:
    r"""Tell how far the people of a review agree: kappa by pair, alpha over all, F1 of their spans.

    >>> import tempfile, yinuo
    >>> place = Path(tempfile.mkdtemp())
    >>> text = "2024年工作安排\n今年，我们要新建幼儿园7所。"
    >>> _ = (place / "a.txt").write_text(text, "utf-8")
    >>> line = yinuo.extract(text, document="a.txt").commitments[0].to_json()
    >>> _ = (place / "found.jsonl").write_text(line, "utf-8")
    >>> _ = review(place / "found.jsonl", texts=place, store=place / "review.db", serve=False)
    >>> review_agreement(place / "review.db").pairs
    ()

    Raises ``InputError`` for what is no store.
    """
    from yinuo.evaluate.agreement import agreement

    opened = Store(Path(store))
    try:
        return agreement(opened)
    finally:
        opened.close()


def _listed(paths: Paths) -> list[str]:
    return [os.fspath(paths)] if isinstance(paths, str | os.PathLike) else [os.fspath(path) for path in paths]
