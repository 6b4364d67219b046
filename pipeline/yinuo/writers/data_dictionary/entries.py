"""Make the entries of the data dictionary from the models, one a field or column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yinuo.writers.data_dictionary.example import examples
from yinuo.writers.fields import FieldTree, record_fields
from yinuo.writers.flat import Column, Row, columns, to_row
from yinuo.writers.flat_quantities import quantity_columns, quantity_rows


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one field or column; ``null`` says where it is null, and is empty where it never is."""

    name: str
    type: str
    meaning: str
    example: Any
    null: str


def field_entries() -> tuple[Entry, ...]:
    """List every field of a record in the order of its JSON, by its path."""
    records = [record.model_dump(by_alias=True) for record in examples()]
    return tuple(
        _entry(leaf.path, _type(leaf), leaf.description, _example(leaf.path, records), leaf.optional, _owner(leaf.path))
        for field in record_fields()
        for leaf in field.leaves()
    )


def column_entries() -> tuple[Entry, ...]:
    """List every column of the flat table, in order."""
    return _of_columns(columns(), [to_row(record) for record in examples()])


def quantity_entries() -> tuple[Entry, ...]:
    """List every column of the second flat table, in order."""
    return _of_columns(quantity_columns(), [row for record in examples() for row in quantity_rows(record)])


def table_entries() -> dict[str, tuple[Entry, ...]]:
    """List every column of every table of the database; those of the flat tables only where they differ."""
    from yinuo.writers.sql.tables import commitments, metadata
    from yinuo.writers.sql.views import EVIDENCE

    whole = {column.name for column in commitments().columns}
    told = {"commitments": {column.name for column in columns()}, "commitment_rows": whole}
    found = {"evidence": tuple(_entry(name, _kind(name), text, None, False) for name, text in EVIDENCE.items())}
    for table in (commitments(), *metadata().sorted_tables):
        own = [c for c in table.columns if c.name not in told.get(table.name, ())]
        found[table.name] = tuple(
            _entry(c.name, str(c.type).lower(), c.comment or "", None, bool(c.nullable)) for c in own
        )
    return dict(sorted(found.items()))


def _of_columns(found: Sequence[Column], rows: Sequence[Row]) -> tuple[Entry, ...]:
    return tuple(
        _entry(
            c.name, c.kind, c.meaning, next((r[c.name] for r in rows if r[c.name] not in (None, "")), None), c.optional
        )
        for c in found
    )


def _kind(name: str) -> str:
    return "bigint" if name == "position" or name.startswith("span_") else "text"


def _entry(name: str, kind: str, meaning: str, example: Any, optional: bool, owner: str = "") -> Entry:
    """Split a description into meaning and condition of null: ``its title; null where none is found``."""
    parts = meaning.split("; null ")
    where = "; ".join(parts[1:]) or ("may be null" if optional else "")
    return Entry(name, kind, parts[0], example, "; ".join(part for part in (where, owner) if part))


def _owner(path: str) -> str:
    return "with the whole deadline, where no time is stated" if path.startswith("deadline.") else ""


def _type(field: FieldTree) -> str:
    return " / ".join(field.choices) if field.choices else field.kind


def _example(path: str, records: list[dict[str, Any]]) -> Any:
    for record in records:
        found = next((value for value in _values(record, path) if value is not None), None)
        if found is not None:
            return found
    return None


def _values(value: Any, path: str) -> Iterator[Any]:
    """Collect what stands at a path, in lists of each element."""
    first, _, rest = path.partition(".")
    name = first.removesuffix("[]")
    inner = None if value is None else value.get(name)
    for part in inner or () if first.endswith("[]") else (inner,):
        if rest:
            yield from _values(part, rest)
        else:
            yield part
