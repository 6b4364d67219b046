"""The tables of the database, made from the columns of the flat table and the models."""

from __future__ import annotations

import functools

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, Integer, MetaData, Table, Text

from yinuo.writers.columns import columns
from yinuo.writers.fields import FieldTree, record_fields

VERSION = "1"
# What people fill in: a run adds an empty row for a new record and writes nothing else here.
TRACKED = ("status", "progress", "owner", "note")
_TYPES = {"string": Text, "integer": BigInteger, "number": Double, "boolean": Boolean}


@functools.cache
def metadata() -> MetaData:
    """All tables; the same for every dialect."""
    own = MetaData()
    Table("yinuo", own, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
    Table(
        "documents",
        own,
        Column("document", Text, primary_key=True),
        Column("sha256", Text, nullable=False),
        Column("records", Integer, nullable=False),
        *_of_run(),
    )
    _commitments(own)
    _parts(own, "quantities")
    _parts(own, "evidence")
    Table("tracking", own, Column("id", Text, primary_key=True), *(Column(name, Text) for name in TRACKED))
    return own


def table(name: str) -> Table:
    """A table by its name."""
    return metadata().tables[name]


def _commitments(own: MetaData) -> None:
    keys = ("document", "id")  # two files of the same content have the same ids
    plain: list[Column[object]] = [
        Column(c.name, _TYPES[c.kind], primary_key=c.name in keys, nullable=c.optional)
        for c in sorted(columns(), key=lambda c: c.name not in keys)
    ]
    made = Table(
        "commitments",
        own,
        *plain,
        Column("replaces", Text),
        Column("added", Integer, nullable=False),
        Column("record", Text, nullable=False),
        *_of_run(),
    )
    Index("commitments_by_id", made.c.id)


def _parts(own: MetaData, name: str) -> None:
    """A table of what a record has several of, numbered from 0 in ``position``."""
    (field,) = (field for field in record_fields() if field.name == name)
    keys = (Column("document", Text, primary_key=True), Column("id", Text, primary_key=True))
    number = Column("position", Integer, primary_key=True, autoincrement=False)
    Table(name, own, *keys, number, *(_plain(part) for part in field.parts[0].parts))


def _plain(field: FieldTree) -> Column[object]:
    return Column(field.name, _TYPES[field.kind], nullable=field.optional)


def _of_run() -> tuple[Column[object], ...]:
    """Which run wrote the row last (its number, its label), and whether the row holds no more."""
    return (
        Column("withdrawn", Boolean, nullable=False),
        Column("run", Text),
        Column("generation", Integer, nullable=False),
    )
