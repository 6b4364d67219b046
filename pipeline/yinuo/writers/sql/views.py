"""Make the views of a database: evidence out of the JSON, and for one release the names that columns had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect

from yinuo.writers.flat import OLD_NAMES
from yinuo.writers.sql.tables import FILLED_IN

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
SELECT c.document, c.id, CAST(e.key AS INTEGER) AS position, json_extract(e.value, '$.field') AS field,
json_extract(e.value, '$.rule') AS rule, json_extract(e.value, '$.text') AS text,
json_extract(e.value, '$.start') AS span_start, json_extract(e.value, '$.end') AS span_end
FROM commitments AS c, json_each(c.record, '$.evidence') AS e"""
_POSTGRESQL = """\
SELECT c.document, c.id, CAST(e.n - 1 AS INTEGER) AS position, e.part ->> 'field' AS field, e.part ->> 'rule' AS rule,
e.part ->> 'text' AS text,
CAST(e.part ->> 'start' AS BIGINT) AS span_start, CAST(e.part ->> 'end' AS BIGINT) AS span_end
FROM commitments AS c, jsonb_array_elements(c.record -> 'evidence') WITH ORDINALITY AS e(part, n)"""


def create_views(connection: Connection) -> None:
    """Make the views that are not there yet."""
    there = {*inspect(connection).get_view_names(), *inspect(connection).get_table_names()}
    for name, query in _views(connection.dialect.name).items():
        if name not in there:
            connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")


def _views(dialect: str) -> dict[str, str]:
    old = ", ".join(f'{new} AS "{name}"' for name, new in OLD_NAMES.items())
    return {
        "evidence": _POSTGRESQL if dialect == "postgresql" else _SQLITE,
        "commitments_old_names": f"SELECT c.*, {old} FROM commitments AS c",
        "tracking": f"SELECT id, {', '.join(FILLED_IN)} FROM followup",
    }
