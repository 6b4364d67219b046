"""Mark the rows that a run no longer produced as withdrawn, and point to where they went on."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select, true

from yinuo.folding import fold
from yinuo.values.numerals import RUN
from yinuo.writers.sql.tables import FILLED_IN, table

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NUMBER = re.compile(RUN)
Row = Any  # of a query; its type differs between versions of SQLAlchemy

_SEEN = ("document", "id", "status", "text", "span_start", "withdrawn", "generation", "replaces")


def withdraw(connection: Connection, generation: int, *, complete: bool) -> None:
    """Mark the records of this run's documents that it did not produce; of all documents where it is complete.

    Their quantities leave the table that people sum up; the whole record keeps them.
    """
    documents, commitments = table("documents"), table("commitment_rows")
    older = commitments.c.generation < generation
    if not complete:
        of_run = select(documents.c.document).where(documents.c.generation == generation)
        older = and_(older, commitments.c.document.in_(of_run))
    connection.execute(commitments.update().where(older).values(withdrawn=True))
    quantities = table("quantities")
    same = and_(commitments.c.document == quantities.c.document, commitments.c.id == quantities.c.id)
    gone = select(commitments.c.id).where(same, commitments.c.withdrawn == true()).exists()
    connection.execute(quantities.delete().where(gone))
    _drop_unused(connection)
    if complete:
        connection.execute(documents.update().where(documents.c.generation < generation).values(withdrawn=True))


def _drop_unused(connection: Connection) -> None:
    """Drop sentences in which no record stands any more, and sections without a sentence."""
    rows, sentences, sections = table("commitment_rows"), table("sentences"), table("sections")
    used = select(rows.c.sentence_number)
    connection.execute(sentences.delete().where(sentences.c.number.not_in(used)))
    connection.execute(sections.delete().where(sections.c.number.not_in(select(sentences.c.section_number))))


def inherit(connection: Connection, generation: int) -> None:
    """Point a new record and the withdrawn one that it goes on from to each other, and take over what was filled in.

    It goes on from one of the same document, status and quote, else from one whose quote differs in its numbers alone;
    of several, the first goes to the first. Rows that people have filled in are never overwritten.
    """
    commitments = table("commitment_rows")
    pairs = list(_replaced(connection, generation))
    for new, old in pairs:
        here = and_(commitments.c.document == new.document, commitments.c.id == new.id)
        connection.execute(commitments.update().where(here).values(replaces=old.id))
        there = and_(commitments.c.document == old.document, commitments.c.id == old.id)
        connection.execute(commitments.update().where(there).values(replaced_by=new.id))
        _copy_filled_in(connection, new.id, old.id)


def _replaced(connection: Connection, generation: int) -> Iterator[tuple[Row, Row]]:
    """Find for records that this run added the withdrawn record of the same document that said the same."""
    own = table("commitment_rows")
    added = select(own.c.document).where(own.c.added == generation).distinct()
    found = (
        select(own)
        .with_only_columns(*(own.c[name] for name in _SEEN))
        .where(or_(own.c.withdrawn == true(), own.c.added == generation), own.c.document.in_(added))
        .order_by(own.c.document)
    )
    for _, rows in groupby(connection.execute(found), key=lambda row: row.document):
        yield from _pairs(sorted(rows, key=lambda row: (row.span_start, row.id)))


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """List, of one document, new records and those that its last run before produced and nothing yet replaces."""
    gone = [row for row in rows if row.withdrawn]
    last = max((row.generation for row in gone), default=None)
    taken = {row.replaces for row in rows}
    old = [row for row in gone if row.generation == last and row.id not in taken]
    new = [row for row in rows if not row.withdrawn]
    for key in (_quote, _skeleton):
        found = list(_by_key(new, old, key))
        yield from found
        paired = {id(row) for pair in found for row in pair}
        new, old = ([row for row in side if id(row) not in paired] for side in (new, old))


def _by_key(new: Sequence[Row], old: Sequence[Row], key: Callable[[Row], tuple[str, str]]) -> Iterator[tuple[Row, Row]]:
    waiting: dict[tuple[str, str], deque[Row]] = defaultdict(deque)
    for row in old:
        waiting[key(row)].append(row)
    for row in new:
        if waiting[key(row)]:
            yield row, waiting[key(row)].popleft()


def _quote(row: Row) -> tuple[str, str]:
    return row.status, row.text


def _skeleton(row: Row) -> tuple[str, str]:
    """Give what a record says without its numbers: 新建幼儿园7所 and 新建幼儿园12所 say the same but for the number."""
    return row.status, _NUMBER.sub("#", fold(row.text))


def _copy_filled_in(connection: Connection, new: str, old: str) -> None:
    followup = table("followup")
    row = connection.execute(select(followup).where(followup.c.id == old)).mappings().first()
    if row is None:
        return
    empty = and_(followup.c.id == new, *(followup.c[name].is_(None) for name in FILLED_IN))
    connection.execute(followup.update().where(empty).values({name: row[name] for name in FILLED_IN}))
