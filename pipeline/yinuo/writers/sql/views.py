"""Make the views of a database: whole rows, evidence out of the JSON, for one release the names that columns had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect

from yinuo.errors import InputError
from yinuo.writers.flat import OLD_NAMES
from yinuo.writers.sql.tables import FILLED_IN, whole_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

# A piece of evidence is a list; rows that were written before hold objects.
# Columns of the view of evidence, with what they hold.
EVIDENCE = {
    "document": "document of the record",
    "id": "id of the record",
    "position": "its place in the record, from 0",
    "field": "the field that the rule decided",
    "rule": "identifier of the rule; `yinuo explain` says what it means",
    "text": "the cue as written; null where the rule needs none",
    "span_start": "offset of the cue's first character; null without a cue",
    "span_end": "offset behind the cue's last character; null without a cue",
}
_SQLITE = """\
SELECT c.document, c.id, CAST(e.key AS INTEGER) AS position,
coalesce(json_extract(e.value, '$[0]'), json_extract(e.value, '$.field')) AS field,
coalesce(json_extract(e.value, '$[1]'), json_extract(e.value, '$.rule')) AS rule,
coalesce(json_extract(e.value, '$[2]'), json_extract(e.value, '$.text')) AS text,
coalesce(json_extract(e.value, '$[3]'), json_extract(e.value, '$.start')) AS span_start,
coalesce(json_extract(e.value, '$[4]'), json_extract(e.value, '$.end')) AS span_end
FROM commitment_rows AS c, json_each(c.record, '$.evidence') AS e"""
_POSTGRESQL = """\
SELECT c.document, c.id, CAST(e.n - 1 AS INTEGER) AS position, coalesce(e.part ->> 0, e.part ->> 'field') AS field,
coalesce(e.part ->> 1, e.part ->> 'rule') AS rule, coalesce(e.part ->> 2, e.part ->> 'text') AS text,
CAST(coalesce(e.part ->> 3, e.part ->> 'start') AS BIGINT) AS span_start,
CAST(coalesce(e.part ->> 4, e.part ->> 'end') AS BIGINT) AS span_end
FROM commitment_rows AS c, jsonb_array_elements(c.record -> 'evidence') WITH ORDINALITY AS e(part, n)"""


def create_views(connection: Connection) -> None:
    """Make the views that are not there yet, and that of evidence anew where it reads another form of it."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'evidence' AND type = 'view'")
        if (made := found.scalar()) and "$[0]" not in made:
            connection.exec_driver_sql("DROP VIEW evidence")
    else:
        connection.exec_driver_sql(f"CREATE OR REPLACE VIEW evidence AS {_POSTGRESQL}")
    tables = inspect(connection).get_table_names()
    if "commitments" in tables:
        raise InputError("commitments is a table of somebody else there; check the database and its address")
    there = {*inspect(connection).get_view_names(), *tables}
    for name, query in _views(connection.dialect.name).items():
        if name not in there:
            connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")


def _views(dialect: str) -> dict[str, str]:
    old = ", ".join(f'{new} AS "{name}"' for name, new in OLD_NAMES.items())
    return {
        "commitments": whole_rows(),
        "evidence": _POSTGRESQL if dialect == "postgresql" else _SQLITE,
        "commitments_old_names": f"SELECT c.*, {old} FROM commitments AS c",
        "tracking": f"SELECT id, {', '.join(FILLED_IN)} FROM followup",
    }
