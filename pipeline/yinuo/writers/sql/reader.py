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
    from sqlalchemy import column, false, inspect, select

    from yinuo.writers.sql.evidence import stored_rules
    from yinuo.writers.sql.migration import is_first, old_rows
    from yinuo.writers.sql.rows import record_of
    from yinuo.writers.sql.tables import commitments, table
    from yinuo.writers.sql.writer import form_of

    with transaction(url, writes=False) as connection:
        look = inspect(connection)
        if "commitments" not in (*look.get_table_names(), *look.get_view_names()):
            raise InputError(f"{hidden(url)}: has no table of commitments; write one with -o")
        form_of(connection, url)
        streamed = connection.execution_options(yield_per=500)
        if is_first(connection):
            found = old_rows("commitments")
            for (line,) in streamed.execute(found if withdrawn else found.where(column("withdrawn") == false())):
                yield Commitment.model_validate(json.loads(line))
            return
        own = commitments()  # a table in the form before that of now, a view in that
        query = select(own).order_by(own.c.document, own.c.span_start, own.c.span_end, own.c.id)
        if not withdrawn:
            query = query.where(own.c.withdrawn == false())
        speeches = {
            (row["document"], row["sha256"], row["position"]): dict(row)
            for row in connection.execute(select(table("speeches"))).mappings()
        }
        rules = stored_rules(connection)
        for row in streamed.execute(query).mappings():
            yield record_of(row, speeches, rules)
