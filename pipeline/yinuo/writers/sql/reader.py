"""Read records back out of a database."""

from __future__ import annotations

import json
from collections.abc import Iterator

from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers.sql.engine import transaction
from yinuo.writers.sql.url import hidden


def read_sql(url: str, *, withdrawn: bool = False) -> Iterator[Commitment]:
    """Read the records of a database in order of document and start, equal to those written; withdrawn ones on request.

    Raises ``InputError`` for a database that cannot be read or holds no records.
    """
    from sqlalchemy import false, inspect, select

    from yinuo.writers.sql.tables import table

    with transaction(url, writes=False) as connection:
        if not inspect(connection).has_table("commitments"):
            raise InputError(f"{hidden(url)}: has no table of commitments; write one with -o")
        own = table("commitments")
        query = select(own.c.record).order_by(own.c.document, own.c.start, own.c.end, own.c.id)
        if not withdrawn:
            query = query.where(own.c.withdrawn == false())
        for (line,) in connection.execution_options(yield_per=500).execute(query):
            yield Commitment.model_validate(json.loads(line))
