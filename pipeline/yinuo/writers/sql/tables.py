"""Make the tables of the database from the columns of the flat table and the models."""

from __future__ import annotations

import functools

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, Integer, MetaData, Table, Text

from yinuo.writers.fields import FieldTree, record_fields
from yinuo.writers.flat import columns

VERSION = "2"
# What people fill in: a run adds an empty row for a new record and writes nothing else here.
TRACKED = {
    "status": "where it stands, in people's own words; null until filled in",
    "progress": "what has been done; null until filled in",
    "owner": "who follows it up; null until filled in",
    "note": "anything else; null until filled in",
}
_TYPES = {"string": Text, "integer": BigInteger, "number": Double, "boolean": Boolean}


_REPLACES = "id of the withdrawn record of this document that said the same; null where there is none"


@functools.cache
def metadata() -> MetaData:
    """Make all tables; the same for every dialect."""
    own = MetaData()
    Table(
        "yinuo",
        own,
        Column("name", Text, primary_key=True, comment="schema: form of these tables; generation: number of runs"),
        Column("value", Text, nullable=False, comment="its value"),
    )
    Table(
        "documents",
        own,
        Column("document", Text, primary_key=True, comment="the source file's path as given"),
        Column("sha256", Text, nullable=False, comment="SHA-256 of the text in UTF-8"),
        Column("records", Integer, nullable=False, comment="how many records its last run found"),
        *_of_run(),
    )
    _commitments(own)
    _parts(own, "quantities")
    _parts(own, "evidence")
    _tracking(own)
    return own


def table(name: str) -> Table:
    """Give a table by its name."""
    return metadata().tables[name]


def _commitments(own: MetaData) -> None:
    keys = ("document", "id")  # two files of the same content have the same ids
    plain: list[Column[object]] = [
        Column(c.name, _TYPES[c.kind], primary_key=c.name in keys, nullable=c.optional, comment=c.meaning)
        for c in sorted(columns(), key=lambda c: c.name not in keys)
    ]
    made = Table(
        "commitments",
        own,
        *plain,
        Column("replaces", Text, comment=_REPLACES),
        Column("added", Integer, nullable=False, comment="number of the run that added the row"),
        Column("record", Text, nullable=False, comment="the whole record as JSON"),
        *_of_run(),
    )
    Index("commitments_by_id", made.c.id)


def _parts(own: MetaData, name: str) -> None:
    """Make a table of what a record has several of, numbered from 0 in ``position``."""
    (field,) = (field for field in record_fields() if field.name == name)
    keys = (
        Column("document", Text, primary_key=True, comment="document of the record"),
        Column("id", Text, primary_key=True, comment="id of the record"),
    )
    number = Column(
        "position", Integer, primary_key=True, autoincrement=False, comment="its place in the record, from 0"
    )
    Table(name, own, *keys, number, *(_plain(part) for part in field.parts[0].parts))


def _tracking(own: MetaData) -> None:
    key = Column("id", Text, primary_key=True, comment="id of the record")
    Table("tracking", own, key, *(Column(name, Text, comment=meaning) for name, meaning in TRACKED.items()))


def _plain(field: FieldTree) -> Column[object]:
    return Column(field.name, _TYPES[field.kind], nullable=field.optional, comment=field.description)


def _of_run() -> tuple[Column[object], ...]:
    """Make the columns of which run wrote the row last (its number, its label), and whether the row holds no more."""
    return (
        Column("withdrawn", Boolean, nullable=False, comment="no longer produced from its document, or that is gone"),
        Column("run", Text, comment="label of the run that wrote it last; null where none was given"),
        Column("generation", Integer, nullable=False, comment="number of that run"),
    )
