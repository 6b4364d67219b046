"""Mark the rows that a run no longer produced as withdrawn, and point to where they went on."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select, true

from yinuo.writers.sql.tables import TRACKED, table

if TYPE_CHECKING:
    from sqlalchemy import Connection

Row = Any  # of a query; its type differs between versions of SQLAlchemy

_SEEN = ("document", "id", "status", "text", "start", "withdrawn", "generation", "replaces")


def withdraw(connection: Connection, generation: int, *, complete: bool) -> None:
    """Mark the records of this run's documents that it did not produce; of all documents where it is complete."""
    documents, commitments = table("documents"), table("commitments")
    older = commitments.c.generation < generation
    if not complete:
        of_run = select(documents.c.document).where(documents.c.generation == generation)
        older = and_(older, commitments.c.document.in_(of_run))
    connection.execute(commitments.update().where(older).values(withdrawn=True))
    if complete:
        connection.execute(documents.update().where(documents.c.generation < generation).values(withdrawn=True))


def inherit(connection: Connection, generation: int) -> None:
    """Point a new record to the one it replaces, where a changed text says the same again, and take over its tracking.

    The same means: same document, status and quote; of several, the first goes to the first. Rows that people have
    filled in are never overwritten.
    """
    commitments = table("commitments")
    pairs = list(_replaced(connection, generation))
    for new, old in pairs:
        here = and_(commitments.c.document == new.document, commitments.c.id == new.id)
        connection.execute(commitments.update().where(here).values(replaces=old.id))
        _copy_tracking(connection, new.id, old.id)


def _replaced(connection: Connection, generation: int) -> Iterator[tuple[Row, Row]]:
    """Find for records that this run added the withdrawn record of the same document that said the same."""
    own = table("commitments")
    added = select(own.c.document).where(own.c.added == generation).distinct()
    found = (
        select(own)
        .with_only_columns(*(own.c[name] for name in _SEEN))
        .where(or_(own.c.withdrawn == true(), own.c.added == generation), own.c.document.in_(added))
        .order_by(own.c.document)
    )
    for _, rows in groupby(connection.execute(found), key=lambda row: row.document):
        yield from _pairs(sorted(rows, key=lambda row: (row.start, row.id)))


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """List, of one document, new records and those that its last run before produced and nothing yet replaces."""
    gone = [row for row in rows if row.withdrawn]
    last = max((row.generation for row in gone), default=None)
    taken = {row.replaces for row in rows}
    old: dict[tuple[str, str], deque[Row]] = defaultdict(deque)
    for row in gone:
        if row.generation == last and row.id not in taken:
            old[row.status, row.text].append(row)
    for row in rows:
        if not row.withdrawn and old[row.status, row.text]:
            yield row, old[row.status, row.text].popleft()


def _copy_tracking(connection: Connection, new: str, old: str) -> None:
    tracking = table("tracking")
    row = connection.execute(select(tracking).where(tracking.c.id == old)).mappings().first()
    if row is None:
        return
    empty = and_(tracking.c.id == new, *(tracking.c[name].is_(None) for name in TRACKED))
    connection.execute(tracking.update().where(empty).values({name: row[name] for name in TRACKED}))
