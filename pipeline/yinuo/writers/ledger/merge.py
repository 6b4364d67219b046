"""Carry a person's edits over to a new extraction, and list what could not be carried."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers.ledger.cell_text import Value, number, same
from yinuo.writers.ledger.columns import COLUMNS, EXTRACTED, PERSON, as_extracted
from yinuo.writers.ledger.matching import Match, matches
from yinuo.writers.ledger.reader import Ledger, Line, read_ledger
from yinuo.writers.ledger.row import LedgerRow
from yinuo.writers.ledger.workbook import Contents, protect, write_rows

_KEPT = frozenset(column.name for column in COLUMNS if column.kind != "computed") | {"来源文件", "讲话人"}
_NO_RECORD = "新台账中没有这一记录"


@dataclass(frozen=True, slots=True)
class Lost:
    """Hold a row that a person worked on and that has no counterpart: where it stood, and what was in it."""

    place: str
    task: str
    edits: Mapping[str, Value]
    row: LedgerRow
    reason: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Say what a merge did. ``carried`` counts rows with edits, ``moved`` those found by their text alone."""

    rows: tuple[LedgerRow, ...]
    carried: int = 0
    moved: int = 0
    added: int = 0
    deleted: tuple[tuple[str, Commitment], ...] = ()
    gone: int = 0
    lost: tuple[Lost, ...] = ()
    extra: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Work:
    """Hold edits by key of the new ledger, and added rows by the key of the row they stand behind."""

    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    extra: dict[str, dict[str, Value]] = field(default_factory=dict)
    comments: dict[str, dict[str, str]] = field(default_factory=dict)
    fills: dict[str, dict[str, str]] = field(default_factory=dict)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    added: dict[str, list[LedgerRow]] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)
    carried: int = 0
    moved: int = 0
    gone: int = 0


def merge_ledgers(edited: str | Path, new: str | Path, output: str | Path, *, force: bool = False) -> Merged:
    r"""Carry what people wrote in the ledger ``edited`` over to ``new``, and write ``output``.

    ``force`` lets ``output`` be one of the two, or a file that holds what people filled in. Raises ``InputError`` for a
    file that is no ledger, or an output that would overwrite people's work.

    >>> import pathlib, tempfile, yinuo
    >>> place = pathlib.Path(tempfile.mkdtemp())
    >>> found = yinuo.extract("2024年工作安排\n今年，我们要新建幼儿园7所。")
    >>> yinuo.ledger.write(found, place / "old.xlsx"), yinuo.ledger.write(found, place / "new.xlsx")
    (1, 1)
    >>> merged = yinuo.ledger.merge(place / "old.xlsx", place / "new.xlsx", place / "merged.xlsx")
    >>> len(merged.rows), merged.lost
    (1, ())
    """
    if not force:
        if os.path.realpath(output) in {os.path.realpath(edited), os.path.realpath(new)}:
            raise InputError(f"{output}: is one of the ledgers to merge; name another file, or allow it with --force")
        protect(output)
    found = merge(read_ledger(edited), read_ledger(new))
    lost = [(item.row, item.reason) for item in found.lost]
    write_rows(output, found.rows, Contents(extra=found.extra, deleted=found.deleted, lost=lost))
    return found


def merge(edited: Ledger, new: Ledger) -> Merged:
    """Give the rows of ``new`` with the edits of ``edited``.

    A row is found by its key, else by its text: the same words in the same sentence, then words that overlap in the
    same sentence, then most of the words where the sentence was changed, then the same words in another one. A row
    deleted in ``edited`` stays out; a slogan that somebody worked on gets a row again.
    """
    found = matches(edited, new)
    work = _Work()
    before = ""
    own = {line.key: found.by_place[line.place].key for line in edited.lines if line.place in found.by_place}
    for line in edited.lines:
        if line.place in found.added:
            key = own.get(line.key, "") if line.key else ""  # a copy of a row, say for a second department
            _keep_added(line, key or before, work, new.records.get(key), key if key in new.records else "")
        elif line.place in found.by_place:
            match = found.by_place[line.place]
            carried = _carry(line, match, edited.records.get(line.key), new, work)
            if not line.lost and (carried or match.key in new.records):
                before = match.key
        else:
            _lose(line, edited.records.get(line.key), work)
    rows = tuple(_rows(new, work, found.deleted))
    deleted = tuple((key, record) for key, record in new.records.items() if key in found.deleted) + new.deleted
    return Merged(
        rows, work.carried, work.moved, sum(map(len, work.added.values())), deleted, work.gone, tuple(work.lost),
        tuple(dict.fromkeys((*edited.extra, *new.extra))), tuple(_notes(edited, new)),
    )  # fmt: skip


def _carry(line: Line, match: Match, old: Commitment | None, new: Ledger, work: _Work) -> bool:
    """Carry the edits of a line to its new record; tell whether there are any."""
    edits = line.edits(old)
    record = new.records.get(match.key) or new.left_out.get(match.key)
    if old is None and record is not None and not line.key:  # a row that a person had added, and is now extracted
        edits = {name: value for name, value in line.edits(record).items() if value is not None}
    if not edits and not line.worked_on:
        return False
    work.carried += 1
    notes = work.notes.setdefault(match.key, [])
    if match.note:
        work.moved += 1
        notes.append(match.note)
    notes.extend(_conflicts(edits, old, record))
    work.values.setdefault(match.key, {}).update(edits)
    work.extra.setdefault(match.key, {}).update(line.extra)
    work.comments.setdefault(match.key, {}).update(line.comments)
    work.fills.setdefault(match.key, {}).update(line.fills)
    work.links.setdefault(match.key, {}).update(line.links)
    return True


def _conflicts(edits: Mapping[str, Value], old: Commitment | None, new: Commitment | None) -> Iterator[str]:
    """List corrected values whose extracted value is another one now: the person's stands, the new one is named."""
    if old is None or new is None:
        return
    before, now = as_extracted(old), as_extracted(new)
    for name in EXTRACTED:
        if name in edits and not same(now[name].value, before[name].value) and not same(now[name].value, edits[name]):
            yield f"{name}按人工更正，本次提取为“{_told(now[name].value)}”"


def _keep_added(line: Line, before: str, work: _Work, linked: Commitment | None, key: str) -> None:
    """Keep a person's own row, behind the row it stood behind; a copy of a row behind that row, with its link."""
    row = LedgerRow(
        None, key, _kept(line), line.extra, line.comments, fills=line.fills, linked=linked, links=line.links
    )
    work.added.setdefault(before, []).append(row)


def _kept(line: Line) -> dict[str, Value]:
    """Give what a row of their own holds; in place of its number it may have a heading."""
    names = _KEPT | {"序号"} if number(line.values.get("序号")) is None else _KEPT
    return {name: value for name, value in line.values.items() if name in names and value is not None}


def _lose(line: Line, old: Commitment | None, work: _Work) -> None:
    edits = {**line.edits(old), **line.extra, **{f"{name}批注": note for name, note in line.comments.items()}}
    if line.fills:
        edits["填充颜色"] = "、".join(dict.fromkeys(line.fills.values()))
    edits.update((f"{name}链接", target) for name, target in line.links.items())
    if not edits:
        work.gone += 1
        return
    values = _kept(line)
    if old is not None:
        values = {name: value for name, value in line.values.items() if name in edits}
    row = LedgerRow(old, line.key, values, line.extra, line.comments, fills=line.fills, links=line.links)
    task = str(line.values.get("工作任务") or "")
    work.lost.append(Lost(line.place, task, edits, row, _NO_RECORD))


def _rows(new: Ledger, work: _Work, dropped: set[str]) -> Iterator[LedgerRow]:
    yield from work.added.get("", ())
    called = [key for key in new.left_out if key in work.values]  # slogans that somebody worked on
    for line in new.lines:
        record = new.records.get(line.key)
        if line.lost or (record is not None and line.key in dropped):
            continue
        while called and record and _stands_before(new.left_out[called[0]], record):
            yield from _with_added(_left_out(called.pop(0), new, work), work)
        own = line.edits(record) if record else _kept(line)
        yield from _with_added(_joined(line, own, record, work), work)
    for key in called:
        yield from _with_added(_left_out(key, new, work), work)
    for key, record in new.left_out.items():
        if key not in work.values:
            yield LedgerRow(record, key, left_out=True)


def _with_added(row: LedgerRow, work: _Work) -> Iterator[LedgerRow]:
    yield row
    yield from work.added.get(row.key, ()) if row.key else ()


def _stands_before(a: Commitment, b: Commitment) -> bool:
    return a.document == b.document and a.start < b.start


def _joined(line: Line, own: Mapping[str, Value], record: Commitment | None, work: _Work) -> LedgerRow:
    """Join what stands in the new ledger with what is carried to it, which goes first."""
    theirs = work.values.get(line.key, {})
    notes = list(work.notes.get(line.key, ()))
    notes += [f"{n}：新台账填“{_told(own[n])}”" for n in PERSON if n in own and not same(own[n], theirs.get(n, own[n]))]
    return LedgerRow(
        record,
        line.key if record else "",
        {**own, **theirs},
        {**line.extra, **work.extra.get(line.key, {})},
        {**line.comments, **work.comments.get(line.key, {})},
        tuple(notes),
        {**line.fills, **work.fills.get(line.key, {})},
        links={**line.links, **work.links.get(line.key, {})},
    )


def _left_out(key: str, new: Ledger, work: _Work) -> LedgerRow:
    """Make a row of a slogan that has none in the new ledger, since somebody worked on it."""
    return LedgerRow(
        new.left_out[key], key, work.values[key], work.extra[key], work.comments[key], tuple(work.notes[key]),
        work.fills[key], links=work.links[key],
    )  # fmt: skip


def _notes(edited: Ledger, new: Ledger) -> Iterable[str]:
    for ledger in (edited, new):
        if ledger.lines and not ledger.records:
            yield (
                f"{ledger.path}: its hidden sheet 记录 is gone: corrections and deleted rows cannot be told, "
                f"only what was filled in is carried"
            )
    if edited.inner_links:
        yield f"{edited.path}: {edited.inner_links} links to places in the workbook are not carried; set them again"
    if edited.other_sheets:
        yield f"{edited.path}: sheets that are not carried: {', '.join(edited.other_sheets)}"


def _told(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
