"""Keep the table tracking_evidence: what the next report says of each commitment."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, Column, Double, Integer, MetaData, Table, Text, delete, insert

from yinuo.writers.sql.engine import transaction


@functools.cache
def table() -> Table:
    """Make the table; the same for every dialect."""
    key: list[Column[Any]] = [
        Column("document", Text, primary_key=True, comment="document of the commitment"),
        Column("id", Text, primary_key=True, comment="id of the commitment's record"),
        Column("next_document", Text, primary_key=True, comment="document that was searched"),
        Column("position", Integer, primary_key=True, autoincrement=False, comment="place of the evidence, from 0"),
    ]
    told: list[Column[Any]] = [
        Column("text", Text, nullable=False, comment="the commitment as written"),
        Column("verdict", Text, nullable=False, comment="what is suggested of it"),
        Column("why", Text, comment="why it is not comparable"),
        Column("promised", Text, comment="value promised, as written"),
        Column("reached", Text, comment="value told, as written"),
        Column("attainment", Double, comment="told by promised"),
        Column("reason", Text, nullable=False, comment="why this verdict"),
        Column("confidence", Double, nullable=False, comment="0 to 1"),
        Column("needs_check", Boolean, nullable=False, comment="whether a person should look"),
        Column("evidence", Text, comment="clause of the new report; null where none was found"),
        Column("evidence_start", Integer, comment="offset of its first character"),
        Column("evidence_end", Integer, comment="offset behind its last character"),
        Column("score", Double, comment="share of the commitment's wording that it holds"),
        Column("rule", Text, comment="key, kindred or text"),
    ]
    return Table("tracking_evidence", MetaData(), *key, *told)


def replace_rows(url: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows in one transaction, in place of those of the same two documents.

    Raises ``InputError`` for a database that cannot be used, ``MissingExtraError`` without its driver.
    """
    own = table()
    with transaction(url, writes=True) as connection:
        own.create(connection, checkfirst=True)
        for document, following in sorted({(row["document"], row["next_document"]) for row in rows}):
            old = delete(own).where(own.c.document == document, own.c.next_document == following)
            connection.execute(old)
        if rows:
            connection.execute(insert(own), list(rows))
