"""Bring a database of the form before into the form of now, within the transaction of a run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, column, inspect, select, true
from sqlalchemy import table as named

from yinuo.records import Commitment
from yinuo.writers.sql.rows import Speeches, commitment_row, quantity_values
from yinuo.writers.sql.tables import metadata, table

if TYPE_CHECKING:
    from sqlalchemy import Connection

BEFORE = "2"
_OLD, _BATCH = "commitments_before", 500
_KEPT = ("withdrawn", "run", "generation", "added", "replaces")


def migrate(connection: Connection) -> None:
    """Rewrite the rows of form 2: names that need no quotes, days and JSON by type, evidence once, ``followup``.

    What people filled in stays, with columns that they added: the table ``tracking`` gets its new name.
    """
    for statement in (
        "DROP INDEX commitments_by_id",
        f"ALTER TABLE commitments RENAME TO {_OLD}",
        "DROP TABLE quantities",
        "DROP TABLE evidence",
        "ALTER TABLE tracking RENAME TO followup",
    ):
        connection.exec_driver_sql(statement)
    metadata().create_all(connection)
    speeches = Speeches()
    for rows in connection.execute(old_rows(_OLD, *_KEPT)).partitions(_BATCH):
        records = [Commitment.model_validate(json.loads(row.record)) for row in rows]
        kept = [{name: getattr(row, name) for name in _KEPT} for row in rows]
        values = [
            {**commitment_row(record, speeches.of(record)), **own} for record, own in zip(records, kept, strict=True)
        ]
        connection.execute(table("commitments").insert(), values)
        standing = (record for record, row in zip(records, rows, strict=True) if not row.withdrawn)
        amounts = [value for record in standing for value in quantity_values(record)]
        if amounts:
            connection.execute(table("quantities").insert(), amounts)
    told = speeches.take()
    if told:
        connection.execute(table("speeches").insert(), told)
    _point_back(connection)
    connection.exec_driver_sql(f"DROP TABLE {_OLD}")


def old_rows(name: str, *names: str) -> Any:
    """Select records of form 2, in order of document and start, with other columns."""
    own = named(name, *(column(n) for n in ("document", "id", "start", "end", "record")))
    others = (column(n, Boolean) if n == "withdrawn" else column(n) for n in names)
    return select(own.c.record, *others).select_from(own).order_by(own.c.document, own.c.start, own.c.end, own.c.id)


def _point_back(connection: Connection) -> None:
    """Give withdrawn rows the pointer to what goes on from them, which form 2 had in the other direction alone."""
    own = table("commitments")
    for row in connection.execute(select(own.c.document, own.c.id, own.c.replaces).where(own.c.replaces.is_not(None))):
        here = (own.c.document == row.document) & (own.c.id == row.replaces) & (own.c.withdrawn == true())
        connection.execute(own.update().where(here).values(replaced_by=row.id))


def is_before(connection: Connection) -> bool:
    """Tell whether the database has the form before."""
    if not inspect(connection).has_table("yinuo"):
        return False
    own = table("yinuo")
    return connection.execute(select(own.c.value).where(own.c.name == "schema")).scalar() == BEFORE
