"""Read gold files and predictions, with the texts they mark, and check them."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from yinuo.digests import digest as sha256
from yinuo.digests import file_digest
from yinuo.errors import GoldError
from yinuo.evaluate.annotation_gold import as_gold, is_export, read_export
from yinuo.evaluate.items import Item, Problem, pick, read_item
from yinuo.evaluate.ledger_gold import SUFFIX, Marked, read_marked
from yinuo.evaluate.review_gold import SUFFIX as STORE
from yinuo.evaluate.review_gold import as_gold as gold_of_review
from yinuo.evaluate.review_gold import notes, read_finals
from yinuo.readers import read
from yinuo.writers.annotation import Annotated


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """Hold the gold of one text; only ``[start, end)`` of it was marked (``end`` is ``None`` for all of it).

    ``ranges`` are the parts of that which were marked, where some were not.
    """

    name: str
    items: tuple[Item, ...]
    start: int = 0
    end: int | None = None
    reference_date: str | None = None
    default_actor: str | None = None
    text: str | None = None
    notes: tuple[str, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()

    def covers(self, item: Item) -> bool:
        """Tell whether the item lies wholly in the marked range."""
        if self.ranges:
            return any(start <= item.start and item.end <= end for start, end in self.ranges)
        return self.start <= item.start and (self.end is None or item.end <= self.end)


def gold_files(gold: Path) -> list[Path]:
    """List the gold files of a folder by name, or the one file given. Raises ``GoldError`` where there is none."""
    if gold.is_file():
        return [gold]
    if gold.exists() and is_export(gold):
        return sorted(file for file in gold.iterdir() if file.suffix in (".ann", ".txt"))
    if not gold.exists():
        raise GoldError(f"{gold}: no such file or folder; give a gold file or a folder of NAME.json gold files")
    files = sorted(file for file in gold.glob("[!.]*.json") if file.is_file())
    if not files:
        raise GoldError(f"{gold}: no gold here; a folder of NAME.json gold files is wanted")
    return files


def digest(gold: Path) -> str:
    """Give the SHA-256 over the names and bytes of the gold files: the same for the same gold on every machine."""
    return sha256("".join(f"{file.name}\n{file_digest(file)}\n" for file in gold_files(gold)))


def read_gold(gold: Path, *, texts: Path | None = None) -> tuple[GoldDocument, ...]:
    """Read the gold documents of a file or folder, each with its text where that is found.

    Gold is also a ledger (.xlsx) that people corrected, which may hold several documents, or the store of a review
    (.db) or a corrected export of Label Studio (JSON), doccano (JSONL) or brat (a folder), which hold their texts.
    A text NAME is looked for in ``texts`` and its subfolders, or without it beside the gold, in ``../speeches`` and in
    ``../../corpus/*``. Raises ``GoldError`` with file and line, ``InputError`` for a text
    that cannot be read.
    """
    if texts is not None and not texts.is_dir():
        raise GoldError(f"{texts}: no such folder; give the folder of the texts that the gold marks")
    documents: dict[str, GoldDocument] = {}
    for file in [gold] if is_export(gold) else gold_files(gold):
        for document in _read_exported(file, texts) if is_export(file) else _documents(file, texts):
            if document.name in documents:
                raise GoldError(f"{file}:1: document {document.name!r} is marked twice; keep one gold for each text")
            documents[document.name] = document
    return tuple(documents.values())


def _read_exported(file: Path, texts: Path | None) -> Iterable[GoldDocument]:
    for annotated in read_export(file):
        try:
            whole, notes = as_gold(annotated)
            name = _name(whole)
            items = tuple(read_item(record, text=annotated.text, gold=True) for record in whole["commitments"])
        except Problem as problem:
            raise GoldError(f"{annotated.place}: {problem}") from None
        about = tuple(f"{name}: {note}" for note in notes)
        date, actor = whole["reference_date"], whole["default_actor"]
        ranges = annotated.ranges
        start, end = (ranges[0][0], ranges[-1][1]) if ranges else (0, None)
        text = _whole_text(annotated, file, texts)
        yield GoldDocument(name, items, start, end, date, actor, text, about, ranges)


def _whole_text(annotated: Annotated, file: Path, texts: Path | None) -> str | None:
    """Give the text of an export; where tasks are missing, which hold a part each, the text found elsewhere."""
    if not annotated.ranges or annotated.part is None:
        return annotated.text
    found = _read_text(PurePosixPath(annotated.document).name, file, texts)
    return found if found is not None and sha256(found) == annotated.part.sha256 else None


def read_predictions(
    source: Path | Iterable[Mapping[str, Any]], *, texts: Mapping[str, str | None]
) -> dict[str, list[Item]]:
    """Read predicted items by document name, from a JSONL file or from records in memory.

    ``texts`` are the known texts by document name: where one is known, offsets are held against it.
    Raises ``GoldError`` with file and line.
    """
    found: dict[str, list[Item]] = {}
    for place, record in _records(source):
        try:
            name = _name(record)
            item = read_item(record, text=texts.get(name))
        except Problem as problem:
            raise GoldError(f"{place}: {problem}") from None
        found.setdefault(name, []).append(item)
    return found


def _records(source: Path | Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Any]]:
    if not isinstance(source, Path):
        yield from ((f"predictions[{i}]", record) for i, record in enumerate(source))
        return
    if not source.is_file():
        raise GoldError(f"{source}: no such file; give the JSONL file that `yinuo extract -o FILE.jsonl` writes")
    for number, line in enumerate(_decode(source).split("\n"), 1):
        if line.strip():
            yield f"{source}:{number}", _parse(line, source, first_line=number)


def _documents(file: Path, texts: Path | None) -> Iterator[GoldDocument]:
    if file.suffix.lower() == STORE:
        yield from _reviewed(file)
        return
    if file.suffix.lower() != SUFFIX:
        yield _read_document(file, texts)
        return
    for marked in read_marked(file, lambda document: _read_text(PurePosixPath(document).name, file, texts)):
        yield _as_document(marked, file, texts)


def _reviewed(file: Path) -> Iterator[GoldDocument]:
    for own in read_finals(file):
        whole = gold_of_review(own)
        start, end = whole["range"]
        ranges = own.ranges if len(own.ranges) > 1 else ()
        items = tuple(read_item(record, text=own.text, gold=True) for record in whole["commitments"])
        date, actor = whole["reference_date"], whole["default_actor"]
        yield GoldDocument(whole["document"], items, start, end, date, actor, own.text, notes(own), ranges)


def _as_document(marked: Marked, file: Path, texts: Path | None) -> GoldDocument:
    name = PurePosixPath(marked.document).name
    text = _read_text(name, file, texts)
    if text is not None and sha256(text) != marked.sha256:
        raise GoldError(f"{file}: {name} is not the text that the ledger was made of; give that text with --texts")
    items = []
    for place, record in zip(marked.places, marked.records, strict=True):
        try:
            items.append(read_item(record, text=text, gold=True))
        except Problem as problem:
            raise GoldError(f"{place}: {problem}") from None
    return GoldDocument(name, tuple(items), 0, None, marked.date, marked.organisation, text, marked.notes())


def _read_document(file: Path, texts: Path | None) -> GoldDocument:
    source = _decode(file)
    whole = _parse(source, file)
    try:
        name = _name(whole)
        marked = pick(whole, "commitments", list)
        start, end = _marked_range(pick(whole, "range", list, None))
        ranges = _marked_ranges(whole)
        date = pick(whole, "reference_date", str, None)
        actor = pick(whole, "default_actor", str, None)
    except Problem as problem:
        raise GoldError(f"{file}:1: {problem}") from None
    text = _read_text(name, file, texts)
    if text is not None and end is not None and end > len(text):
        raise GoldError(f"{file}:1: range ends at {end}, but {name} has {len(text)} characters")
    empty = GoldDocument(name, (), start, end, date, actor, text, ranges=ranges)
    items = []
    for index, record in enumerate(marked):
        try:
            items.append(_read_marked(record, empty))
        except Problem as problem:
            raise GoldError(f"{file}:{_line_of(source, index)}: commitments[{index}]: {problem}") from None
    return GoldDocument(name, tuple(items), start, end, date, actor, text, ranges=ranges)


def _read_marked(record: Any, document: GoldDocument) -> Item:
    item = read_item(record, text=document.text, gold=True)
    if not document.covers(item):
        marked = f"[{document.start}, {document.end})"
        raise Problem(f"span {item.start}–{item.end} lies outside the marked range {marked}")
    return item


def _name(record: Any) -> str:
    """Give the last part of a document's path: the same text is named from different places."""
    path = pick(record, "document", str)
    name = PurePosixPath(path).name
    if not name:
        raise Problem(f"document is {path!r}: the name of a text file is wanted")
    return name


def _marked_ranges(whole: Any) -> tuple[tuple[int, int], ...]:
    """Read the parts that were marked, where some of the range were not."""
    parts = [_marked_range(part) for part in pick(whole, "ranges", list, [])]
    return tuple((start, end) for start, end in parts if end is not None)


def _marked_range(marked: Any) -> tuple[int, int | None]:
    if marked is None:
        return 0, None
    if (
        not isinstance(marked, list)
        or len(marked) != 2
        or any(type(n) is not int for n in marked)
        or not 0 <= marked[0] < marked[1]
    ):
        raise Problem(f"range {marked!r} is not [start, end] with 0 <= start < end")
    return marked[0], marked[1]


def _read_text(name: str, file: Path, texts: Path | None) -> str | None:
    if texts is None:
        here = file.absolute().parent
        beside = here.parent.parent.glob(f"corpus/*/{glob.escape(name)}")
        candidates = [here / name, here.parent / "speeches" / name, *sorted(beside)]
    else:
        candidates = [texts / name, *sorted(texts.rglob(glob.escape(name)))]
    path = next((path for path in candidates if path.is_file()), None)
    return None if path is None else read(path).text


def _decode(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise GoldError(f"{file}: cannot be read: {error.strerror}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GoldError(f"{file}:{line}: byte {data[error.start]:#04x} is no UTF-8; save the file as UTF-8") from None


def _parse(text: str, file: Path, *, first_line: int = 1) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = first_line + error.lineno - 1
        raise GoldError(f"{file}:{line}:{error.colno}: not valid JSON: {error.msg}") from None
    except RecursionError:
        raise GoldError(f"{file}:{first_line}: not valid JSON: nested too deeply") from None


def _line_of(source: str, index: int) -> int:
    """Find the line of the element ``index`` of the array ``commitments`` in a JSON file."""
    decoder = json.JSONDecoder()
    at = source.index("[", source.index('"commitments"')) + 1
    for _ in range(index):
        at = decoder.raw_decode(source, _skip(source, at))[1]
    return source.count("\n", 0, _skip(source, at)) + 1


def _skip(source: str, at: int) -> int:
    while source[at] in " \t\r\n,":
        at += 1
    return at
