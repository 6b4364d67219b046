"""Bring a database of an older form into the form of now, within the transaction of a run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, MetaData, column, inspect, select, true
from sqlalchemy import table as named

from yinuo.records import Commitment
from yinuo.writers.sql.contexts import Contexts
from yinuo.writers.sql.evidence import Rules
from yinuo.writers.sql.rows import Speeches, commitment_row, quantity_values, record_of
from yinuo.writers.sql.tables import commitments, metadata, table

if TYPE_CHECKING:
    from sqlalchemy import Connection

OLDER = ("2", "3")
_OLD, _BATCH = "commitments_before", 500
_KEPT = ("withdrawn", "run", "generation", "added", "replaces")
_KEPT_3 = (*_KEPT, "replaced_by")
Batch = list[tuple[Commitment, dict[str, Any]]]  # records with what runs said of them


def migrate(connection: Connection) -> None:
    """Rewrite the rows of an older form; what people filled in stays, with columns that they added.

    Form 2 has names that need quotes, its evidence apart and ``tracking`` for ``followup``; form 3 has the sentence and
    the section in each row.
    """
    if form(connection) == "2":
        _from_2(connection)
    else:
        _from_3(connection)
    connection.exec_driver_sql(f"DROP TABLE {_OLD}")


def _from_2(connection: Connection) -> None:
    for statement in (
        "DROP INDEX commitments_by_id",
        f"ALTER TABLE commitments RENAME TO {_OLD}",
        "DROP TABLE quantities",
        "DROP TABLE evidence",
        "ALTER TABLE tracking RENAME TO followup",
    ):
        connection.exec_driver_sql(statement)
    metadata().create_all(connection)
    write = _Rewriting(connection)
    for rows in connection.execute(old_rows(_OLD, *_KEPT)).partitions(_BATCH):
        records = [Commitment.model_validate(json.loads(row.record)) for row in rows]
        batch = [
            (record, {name: getattr(row, name) for name in _KEPT}) for record, row in zip(records, rows, strict=True)
        ]
        write.rows(batch)
        standing = (record for record, own in batch if not own["withdrawn"])
        amounts = [value for record in standing for value in quantity_values(record)]
        if amounts:
            connection.execute(table("quantities").insert(), amounts)
    told = write.speeches.take()
    if told:
        connection.execute(table("speeches").insert(), told)
    _point_back(connection)


def _from_3(connection: Connection) -> None:
    for view in ("evidence", "commitments_old_names"):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view}")
    if connection.dialect.name == "sqlite":  # views that people made go on to read from what is called so then
        connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    connection.exec_driver_sql(f"ALTER TABLE commitments RENAME TO {_OLD}")
    metadata().create_all(connection)
    speeches = {
        (row["document"], row["sha256"], row["position"]): dict(row)
        for row in connection.execute(select(table("speeches"))).mappings()
    }
    write = _Rewriting(connection)
    old = commitments().to_metadata(MetaData(), name=_OLD)
    for rows in connection.execute(select(old)).mappings().partitions(_BATCH):
        write.rows([(record_of(row, speeches, write.rules), {name: row[name] for name in _KEPT_3}) for row in rows])


class _Rewriting:
    """Write the rows of records that an older form held."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._contexts = Contexts()
        self.speeches = Speeches()
        self.rules = Rules()

    def rows(self, batch: Batch) -> None:
        """Write rows with what runs said of them, and what they share before them."""
        made = [
            {**self._contexts.split(commitment_row(record, self.speeches.of(record), self.rules)), **own}
            for record, own in batch
        ]
        shared = {name: self._contexts.take(name) for name in ("sections", "sentences")}
        for name, found in {**shared, "rules": self.rules.take()}.items():
            if found:
                self._connection.execute(table(name).insert(), found)
        self._connection.execute(table("commitment_rows").insert(), made)


def old_rows(name: str, *names: str) -> Any:
    """Select records of form 2, in order of document and start, with other columns."""
    own = named(name, *(column(n) for n in ("document", "id", "start", "end", "record")))
    others = (column(n, Boolean) if n == "withdrawn" else column(n) for n in names)
    return select(own.c.record, *others).select_from(own).order_by(own.c.document, own.c.start, own.c.end, own.c.id)


def _point_back(connection: Connection) -> None:
    """Give withdrawn rows the pointer to what goes on from them, which form 2 had in the other direction alone."""
    own = table("commitment_rows")
    for row in connection.execute(select(own.c.document, own.c.id, own.c.replaces).where(own.c.replaces.is_not(None))):
        here = (own.c.document == row.document) & (own.c.id == row.replaces) & (own.c.withdrawn == true())
        connection.execute(own.update().where(here).values(replaced_by=row.id))


def form(connection: Connection) -> str | None:
    """Read the form of the tables; None where there are none yet."""
    if not inspect(connection).has_table("yinuo"):
        return None
    own = table("yinuo")
    found: str | None = connection.execute(select(own.c.value).where(own.c.name == "schema")).scalar()
    return found


def is_before(connection: Connection) -> bool:
    """Tell whether the database has an older form."""
    return form(connection) in OLDER


def is_first(connection: Connection) -> bool:
    """Tell whether the database has form 2, whose rows hold whole records."""
    return form(connection) == OLDER[0]
