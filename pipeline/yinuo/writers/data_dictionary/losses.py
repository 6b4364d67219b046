"""State what each form of the records holds, in part or not at all; the tests hold it to be true."""

from __future__ import annotations

from dataclasses import dataclass

from yinuo.writers.annotation import brat, doccano, label_studio
from yinuo.writers.annotation.marks import ALONGSIDE
from yinuo.writers.fields import leaf_paths
from yinuo.writers.flat import columns, held

# Fields that the flat table shows, but from which they cannot be read back in every case.
_FLAT_IN_PART = frozenset(
    {column.path.replace("[0]", "[]") for column in columns() if not column.exact} | {"actor.name", "deadline.damaged"}
).difference(held())
_ALL = frozenset(leaf_paths())


@dataclass(frozen=True, slots=True)
class Form:
    """Hold a form of the records: its targets, the paths that it holds wholly, and those it holds in part; ``why``."""

    name: str
    targets: tuple[str, ...]
    whole: frozenset[str]
    part: frozenset[str] = frozenset()
    why: str = ""


def _annotation(name: str, suffix: str, holds: frozenset[str], why: str) -> Form:
    """Make the form of an annotation format; a deadline that no words beside it state is not marked."""
    part = frozenset(path for path in holds if path.startswith("deadline."))
    return Form(name, (suffix,), holds - part, part | ALONGSIDE, why)


_MARKS = "marks, links and the labels of an action; a deadline that no words beside it state is not marked"
FORMS = (
    Form(
        "records",
        (
            ".jsonl",
            ".parquet --nested",
            ".dataset --nested",
            ".hub (nested)",
            ".xlsx (sheet 记录)",
            "database (all columns)",
        ),
        _ALL,
    ),
    Form(
        "flat table",
        (".csv", ".parquet", ".dataset", ".hub (flat)", "yinuo.to_frame"),
        held(),
        _FLAT_IN_PART,
        "one row a record: lists are joined, of several quantities only the first has its numbers (the second table "
        "has those of all); in CSV nothing "
        "tells an empty text from null, and a cell that a spreadsheet would run begins with an apostrophe",
    ),
    _annotation("Label Studio", ".labelstudio.json", label_studio.HOLDS, f"{_MARKS}; values stand in a note"),
    _annotation(
        "doccano", ".doccano.jsonl", doccano.HOLDS, f"{_MARKS}; values are read anew from the text when it comes back"
    ),
    _annotation("brat", ".brat", brat.HOLDS, f"{_MARKS}; values stand in a note"),
)


def lost(form: Form) -> tuple[str, ...]:
    """List the paths of the fields that a form does not hold, in the order of the record.

    >>> lost(FORMS[0])
    ()
    """
    return tuple(path for path in leaf_paths() if path not in form.whole | form.part)
