"""Write a run into a database in one transaction: add, update and withdraw rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers.atomic import Write, drain, no_room
from yinuo.writers.document import Document
from yinuo.writers.sql.engine import is_new, transaction
from yinuo.writers.sql.remainder import clean
from yinuo.writers.sql.spool import Waiting
from yinuo.writers.sql.url import hidden

if TYPE_CHECKING:
    from sqlalchemy import Connection

_BATCH = 500
Values = dict[str, Any]


def write_sql(records: Iterable[Commitment], url: str, *, run: str | None = None, complete: bool = False) -> int:
    """Bring a database up to date with the records of a run, all or nothing; the number of records written.

    Rows are added and updated by document and id. A record that is no longer produced for a document of this run is
    marked ``withdrawn`` (a run that asks for fewer statuses produces fewer), and so is, where the run is ``complete``,
    everything of documents that are not in it.
    ``run`` is a label that the rows keep. The table ``followup`` is people's: a run adds an empty row for a new id
    and touches nothing else there; where a changed text says the same again under a new id, or the same with another
    number, the row is copied. A database of an older form is brought into that of now.

    Raises ``InputError`` for a database that cannot be used, ``MissingExtraError`` without its driver.
    """
    with sql_writer(url, run=run, complete=lambda: complete) as write:
        return drain(records, write)


@contextmanager
def sql_writer(url: str, *, run: str | None = None, complete: Callable[[], bool] = lambda: False) -> Iterator[Write]:
    """Open a writer as ``jsonl_writer`` does, into a database; ``complete`` is asked at the end.

    Told of its documents (see ``writers.document``), it withdraws what one without records said before. The address is
    tried at once, but records wait in a temporary file and the database is held only while they are written at the end.
    """
    check(url)
    with (
        no_room(f"{hidden(url)}, by way of the temporary folder"),
        TemporaryFile("w+", encoding="utf-8", newline="\n") as file,
    ):
        waiting = Waiting(file)
        yield waiting
        with transaction(url, writes=True) as connection:
            own = _Run(connection, url, run)
            waiting.hand_on(own)
            own.close(complete=complete())


def check(url: str) -> None:
    """Try an address before the work begins. Raises as ``write_sql`` does."""
    from sqlalchemy import inspect

    if is_new(url):
        return
    with transaction(url, writes=False) as connection:
        if inspect(connection).has_table("yinuo"):
            form_of(connection, url)


class _Run:
    """Do one run: collect rows, write them in batches, and settle what is withdrawn at the end."""

    def __init__(self, connection: Connection, url: str, label: str | None) -> None:
        from yinuo.writers.sql.contexts import Contexts
        from yinuo.writers.sql.evidence import stored_rules
        from yinuo.writers.sql.migration import is_before, migrate
        from yinuo.writers.sql.rows import Speeches
        from yinuo.writers.sql.tables import metadata
        from yinuo.writers.sql.views import create_views

        self._connection, self._speeches, self._contexts = connection, Speeches(), Contexts()
        if is_before(connection):
            migrate(connection)
        else:
            metadata().create_all(connection)
        create_views(connection)
        self._rules = stored_rules(connection)
        self._generation = _next_generation(connection, url)
        self._of_run = {"withdrawn": False, "run": clean(label), "generation": self._generation}
        self._rows: dict[tuple[str, str], Commitment] = {}
        self._documents: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def document(self, document: Document) -> None:
        """Take a text of the run, which may have no record."""
        self._documents[clean(document.name)] = document.sha256

    def __call__(self, record: Commitment) -> None:
        name = clean(record.document)
        self._documents.setdefault(name, record.document_sha256)
        self._counts[name] += 1
        self._rows[name, record.id] = record
        if len(self._rows) >= _BATCH:
            self._flush()

    def close(self, *, complete: bool) -> None:
        """Write what is left, and mark what this run did not produce."""
        from yinuo.writers.sql.withdrawal import inherit, withdraw

        self._flush()
        rows = [
            {"document": name, "sha256": sha, "records": self._counts[name], **self._of_run}
            for name, sha in self._documents.items()
        ]
        for start in range(0, len(rows), _BATCH):
            _upsert(self._connection, "documents", rows[start : start + _BATCH])
        withdraw(self._connection, self._generation, complete=complete)
        inherit(self._connection, self._generation)

    def _flush(self) -> None:
        from sqlalchemy import tuple_

        from yinuo.writers.sql.rows import commitment_row, quantity_values
        from yinuo.writers.sql.tables import table

        if not self._rows:
            return
        flat = [commitment_row(record, self._speeches.of(record), self._rules) for record in self._rows.values()]
        rows = [self._contexts.split(row) for row in flat]
        _upsert(self._connection, "speeches", self._speeches.take())
        for name in ("sections", "sentences"):
            _upsert(self._connection, name, self._contexts.take(name))
        _upsert(self._connection, "rules", self._rules.take())
        of_run = {"added": self._generation, "replaced_by": None, **self._of_run}
        _upsert(self._connection, "commitment_rows", [{**row, **of_run} for row in rows])
        quantities = table("quantities")
        here = tuple_(quantities.c.document, quantities.c.id).in_(list(self._rows))
        self._connection.execute(quantities.delete().where(here))
        amounts = [row for record in self._rows.values() for row in quantity_values(record)]
        if amounts:
            self._connection.execute(quantities.insert(), amounts)
        empty = [{"id": record_id} for record_id in dict.fromkeys(record_id for _, record_id in self._rows)]
        _upsert(self._connection, "followup", empty)
        self._rows.clear()


def _upsert(connection: Connection, name: str, rows: list[Values]) -> None:
    """Insert rows, or update those whose key is there; of a row of keys alone, nothing is updated."""
    from yinuo.writers.sql.tables import table

    if not rows:
        return
    own = table(name)
    keys = [column.name for column in own.primary_key]
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    statement = insert(own)
    updated = {column: statement.excluded[column] for column in rows[0] if column not in (*keys, "added")}
    if updated:
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=updated), rows)
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=keys), rows)


def _next_generation(connection: Connection, url: str) -> int:
    """Give the number of this run; runs follow each other, for the transaction holds the database."""
    from yinuo.writers.sql.tables import VERSION, table

    form_of(connection, url)
    values = _values(connection)
    generation = int(values.get("generation", 0)) + 1
    rows = [{"name": "schema", "value": VERSION}, {"name": "generation", "value": str(generation)}]
    connection.execute(table("yinuo").delete())
    connection.execute(table("yinuo").insert(), rows)
    return generation


def _values(connection: Connection) -> dict[str, str]:
    """Read what the database says of itself."""
    from sqlalchemy import select

    from yinuo.writers.sql.tables import table

    own = table("yinuo")
    return {name: value for name, value in connection.execute(select(own.c.name, own.c.value))}


def form_of(connection: Connection, url: str) -> str:
    """Read the form of the tables. Raises ``InputError`` for one that this program does not know."""
    from yinuo.writers.sql.migration import OLDER
    from yinuo.writers.sql.tables import VERSION

    form = _values(connection).get("schema", VERSION)
    if form not in (*OLDER, VERSION):
        raise InputError(
            f"{hidden(url)}: its tables are of form {form}, this program knows {OLDER[0]} to {VERSION}; name a new one"
        )
    return form
