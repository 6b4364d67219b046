"""Make the views of a database: whole rows, evidence out of the JSON, for one release the names that columns had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect

from yinuo.errors import InputError
from yinuo.writers.flat import OLD_NAMES
from yinuo.writers.sql.tables import FILLED_IN, RULE, whole_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Columns of the view of evidence, with what they hold.
EVIDENCE = {
    "document": "document of the record",
    "id": "id of the record",
    "position": "its place in the record, from 0",
    **RULE,
    "text": "the cue as written; null where the rule needs none",
    "span_start": "offset of the cue's first character; null without a cue",
    "span_end": "offset behind the cue's last character; null without a cue",
}
# A piece of evidence is a list: number of the rule, words of the cue, start, and an end that does not follow from both.
_SQLITE = """\
SELECT c.document, c.id, CAST(e.key AS INTEGER) AS position, r.field, r.rule,
json_extract(e.value, '$[1]') AS text, json_extract(e.value, '$[2]') AS span_start,
coalesce(json_extract(e.value, '$[3]'),
json_extract(e.value, '$[2]') + length(json_extract(e.value, '$[1]'))) AS span_end
FROM commitment_rows AS c, json_each(c.record, '$.evidence') AS e
JOIN rules AS r ON r.number = json_extract(e.value, '$[0]')"""
_POSTGRESQL = """\
SELECT c.document, c.id, CAST(e.n - 1 AS INTEGER) AS position, r.field, r.rule,
e.part ->> 1 AS text, CAST(e.part ->> 2 AS BIGINT) AS span_start,
coalesce(CAST(e.part ->> 3 AS BIGINT), CAST(e.part ->> 2 AS BIGINT) + length(e.part ->> 1)) AS span_end
FROM commitment_rows AS c CROSS JOIN jsonb_array_elements(c.record -> 'evidence') WITH ORDINALITY AS e(part, n)
JOIN rules AS r ON CAST(r.number AS TEXT) = e.part ->> 0"""


def create_views(connection: Connection) -> None:
    """Make the views that are not there yet."""
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
