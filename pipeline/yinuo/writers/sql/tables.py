"""Make the tables of the database from the columns of the flat tables."""

from __future__ import annotations

import functools

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Double, Index, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from yinuo.writers.flat import Column as FlatColumn
from yinuo.writers.flat import columns
from yinuo.writers.flat_quantities import quantity_columns
from yinuo.writers.sql.contexts import OF_SECTION, OF_SENTENCE, SHARED
from yinuo.writers.sql.remainder import SPEECH, speech_field

VERSION = "4"
# What people fill in: a run adds an empty row for a new record and writes nothing else here.
FILLED_IN = {
    "status": "where it stands, in people's own words; null until filled in",
    "progress": "what has been done; null until filled in",
    "owner": "who follows it up; null until filled in",
    "note": "anything else; null until filled in",
}
# Columns of days: of a type of its own here, text everywhere else.
DAYS = frozenset(("date", "deadline_from", "deadline_to", "due"))
_TYPES = {"string": Text, "integer": BigInteger, "number": Double, "boolean": Boolean}
# What the table of rules holds of each, and the view of evidence shows.
RULE = {
    "field": "the field that the rule decided",
    "rule": "identifier of the rule; `yinuo explain` says what it means",
}
_REPLACES = "id of the withdrawn record that it goes on from: the same words, or all but the numbers; null for none"
_REPLACED_BY = "id of the record of this document that goes on from it; null where none does or it is not withdrawn"
_RECORD = "what the other columns do not hold of the record, as JSON: its evidence, offsets of its parts"
_KEYS = ("document", "id")  # two files of the same content have the same ids
# Columns that people ask for, by table; the key of each table begins with the document.
_ASKED = ("year", "place", "indicator", "due")
_INDEXED = {"commitment_rows": ("id", "indicator", "due"), "sections": ("year", "place"), "quantities": _ASKED}


@functools.cache
def metadata() -> MetaData:
    """Make all tables; the same for every dialect but for the types of days and JSON."""
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
    _speeches(own)
    _sections(own)
    _commitments(own)
    _quantities(own)
    _followup(own)
    _rules(own)
    for name, indexed in _INDEXED.items():
        for column in indexed:
            Index(f"{name}_by_{column}", own.tables[name].c[column])
    return own


def table(name: str) -> Table:
    """Give a table by its name."""
    return metadata().tables[name]


@functools.cache
def commitments() -> Table:
    """Make the view of whole rows, as a table to read from: the flat table, and what runs say of each row."""
    rows = [_plain(c, _KEYS) for c in _flat()]
    return Table("commitments", MetaData(), *rows, *_of_commitment())


def whole_rows() -> str:
    """Give the query of that view: each row with what its sentence and its section hold."""
    of = {**dict.fromkeys(OF_SECTION, "p"), **dict.fromkeys(OF_SENTENCE, "s")}
    listed = ", ".join(f"{of.get(c.name, 'r')}.{c.name}" for c in commitments().columns)
    joined = "JOIN sentences AS s ON s.number = r.sentence_number JOIN sections AS p ON p.number = s.section_number"
    return f"SELECT {listed} FROM commitment_rows AS r {joined}"


def _commitments(own: MetaData) -> None:
    rows = [_plain(c, _KEYS) for c in _flat() if c.name not in SHARED]
    sentence = Column("sentence_number", BigInteger, nullable=False, comment="number of its sentence")
    Table("commitment_rows", own, *rows, sentence, *_of_commitment())


def _flat() -> list[FlatColumn]:
    return sorted(columns(), key=lambda c: c.name not in _KEYS)


def _of_commitment() -> tuple[Column[object], ...]:
    return (
        Column("replaces", Text, comment=_REPLACES),
        Column("replaced_by", Text, comment=_REPLACED_BY),
        Column("added", Integer, nullable=False, comment="number of the run that added the row"),
        Column("record", JSON().with_variant(JSONB(), "postgresql"), nullable=False, comment=_RECORD),
        *_of_run(),
    )


def _sections(own: MetaData) -> None:
    """Make the tables of sections and of sentences: what many records share is kept once."""
    shared = {c.name: c for c in columns()}
    Table("sections", own, _number("section"), *(_plain(shared[name], ()) for name in OF_SECTION))
    of = Column("section_number", BigInteger, nullable=False, comment="number of its section")
    Table("sentences", own, _number("sentence"), of, *(_plain(shared[name], ()) for name in OF_SENTENCE))


def _number(what: str) -> Column[object]:
    """Make the key of a table of what is shared; SQLite keeps rows by a key of that very type."""
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column("number", kind, primary_key=True, autoincrement=False, comment=f"of the {what}, told by what it says")


def _speeches(own: MetaData) -> None:
    """Make the table of speeches: what all records of one share."""
    Table(
        "speeches",
        own,
        Column("document", Text, primary_key=True, comment="document of the speech"),
        Column("sha256", Text, primary_key=True, comment="SHA-256 of the text in UTF-8"),
        Column(
            "position", BigInteger, primary_key=True, autoincrement=False, comment=speech_field("index").description
        ),
        *(Column(n, _TYPES[speech_field(n).kind], comment=speech_field(n).description) for n in SPEECH),
    )


def _quantities(own: MetaData) -> None:
    keys = ("document", "id", "position")
    Table("quantities", own, *(_plain(c, keys) for c in quantity_columns()))


def _followup(own: MetaData) -> None:
    key = Column("id", Text, primary_key=True, comment="id of the record")
    filled = (Column(name, Text, comment=meaning) for name, meaning in FILLED_IN.items())
    Table("followup", own, key, *filled, sqlite_with_rowid=False)


def _rules(own: MetaData) -> None:
    """Make the table of the rules that evidence cites by number."""
    number = Column("number", Integer, primary_key=True, autoincrement=False, comment="of the rule, in the evidence")
    names = (Column(name, Text, nullable=False, comment=meaning) for name, meaning in RULE.items())
    Table("rules", own, number, *names)


def _plain(column: FlatColumn, keys: tuple[str, ...]) -> Column[object]:
    kind = Date if column.name in DAYS else _TYPES[column.kind]
    key = column.name in keys
    return Column(
        column.name, kind, primary_key=key, nullable=column.optional, autoincrement=False, comment=column.meaning
    )


def _of_run() -> tuple[Column[object], ...]:
    """Make the columns of which run wrote the row last (its number, its label), and whether the row holds no more."""
    return (
        Column("withdrawn", Boolean, nullable=False, comment="no longer produced from its document, or that is gone"),
        Column("run", Text, comment="label of the run that wrote it last; null where none was given"),
        Column("generation", Integer, nullable=False, comment="number of that run"),
    )
