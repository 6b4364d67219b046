"""Give the models as a tree of fields, from which tables, data sets and the data dictionary are derived."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from yinuo.records import Commitment, Record

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class FieldTree:
    """Hold one field: its path from the record (``quantities[].low``), its kind, and what is inside it.

    ``kind`` is string, integer, number, boolean, object or list; ``parts`` are the fields of an object, or the one
    element of a list.
    """

    path: str
    kind: str
    optional: bool
    description: str
    choices: tuple[str, ...] = ()
    parts: tuple[FieldTree, ...] = ()

    @property
    def name(self) -> str:
        """Give the last part of the path."""
        return self.path.rpartition(".")[2]

    def leaves(self) -> Iterator[FieldTree]:
        """List the fields that hold plain values, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


@functools.cache
def record_fields() -> tuple[FieldTree, ...]:
    """List the fields of a record in the order of its JSON.

    >>> [leaf.path for field in record_fields() for leaf in field.leaves()][:3]
    ['text', 'start', 'end']
    """
    return tuple(_fields(Commitment, ""))


def leaf_paths() -> tuple[str, ...]:
    """List the paths of all plain values of a record."""
    return tuple(leaf.path for field in record_fields() for leaf in field.leaves())


def field_at(path: str) -> FieldTree:
    """Find the field at a path.

    >>> field_at("quantities[].low").kind
    'number'

    Raises ``KeyError`` where there is none.
    """
    return {leaf.path: leaf for field in record_fields() for leaf in field.leaves()}[path]


def _fields(model: type[Record], prefix: str) -> Iterator[FieldTree]:
    for name, info in model.model_fields.items():
        yield _field(f"{prefix}{info.alias or name}", info.annotation, info.description or "")


def _field(path: str, annotation: Any, description: str) -> FieldTree:
    kind, optional = _without_none(annotation)
    if get_origin(kind) is Literal:
        return FieldTree(path, "string", optional, description, choices=tuple(get_args(kind)))
    if get_origin(kind) is tuple:
        element = _field(f"{path}[]", get_args(kind)[0], description)
        return FieldTree(path, "list", optional, description, parts=(element,))
    if isinstance(kind, type) and issubclass(kind, Record):
        return FieldTree(path, "object", optional, description, parts=tuple(_fields(kind, f"{path}.")))
    return FieldTree(path, _PLAIN[kind], optional, description)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        (kind,) = (kind for kind in get_args(annotation) if kind is not type(None))
        return kind, True
    return annotation, False
