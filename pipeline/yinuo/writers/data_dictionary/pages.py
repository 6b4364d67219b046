"""Write the data dictionary as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from yinuo.records import SCHEMA
from yinuo.writers.data_dictionary.entries import (
    Entry,
    column_entries,
    field_entries,
    quantity_entries,
    table_entries,
)
from yinuo.writers.data_dictionary.losses import FORMS, Form, lost
from yinuo.writers.flat import OLD_NAMES
from yinuo.writers.targets import DATABASE, FORMATS

_HEAD = """\
# Data dictionary

Records of form {schema}. Offsets are Unicode code points into the source text as read, from 0, end exclusive. Days are
ISO dates (YYYY-MM-DD), as text. What is not known is null.
"""


_QUANTITIES = """\
The second flat table: one row a quantity (`.quantities.csv`, `.quantities.parquet`, `.quantities.dataset`, table
`quantities` of a database, `yinuo.to_frame(records, table="quantities")`). Its columns say of each number whose and of
when it is, so that a query needs no join.

"""
_DATABASE = """\
`commitments` is a view with the columns of the flat table and those below. It joins `commitment_rows`, whose key is
document and id, for two files of the same content have the same ids, with `sentences` and `sections`, which hold once
what many rows share. `quantities` is the second flat table, without the records that are withdrawn; `evidence` is
a view of what `record` holds. Days are of the type DATE, `record` is JSON (JSONB in PostgreSQL). People fill in
`followup`; no run writes into a filled row. Where a number of the text changes, `replaced_by` of the withdrawn row
points to the new one, which takes over what was filled in.
"""
_OLD = """\
No column needs quotes in SQL. Files and databases of 0.1 have other names; they can be read in this release, not in the
next: `yinuo.writers.read_rows(PATH)` reads a flat table under the names of now, and a run brings a database into the
form of now. In a database the view `commitments_old_names` has both names, and `tracking` is a view of `followup`.

"""


def _old_names() -> str:
    return _OLD + _table(("in 0.1", "now"), [(f"`{old}`", f"`{new}`") for old, new in OLD_NAMES.items()])


def as_markdown() -> str:
    """Write the data dictionary as one page of Markdown."""
    sections = [
        _HEAD.format(schema=SCHEMA),
        _section("Fields of a record", _entries(field_entries(), "field")),
        _section("Columns of the flat table", _entries(column_entries(), "column")),
        _section("Columns of the quantities", _QUANTITIES + _entries(quantity_entries(), "column")),
        _section("Names of columns in 0.1", _old_names()),
        _section("Tables of the database", _DATABASE),
        *(_section(name, _entries(own, "column"), level=3) for name, own in table_entries().items()),
        _section(
            "Formats", _table(("target", "what it is"), [(f"`{f.suffix}`", f.meaning) for f in (*FORMATS, DATABASE)])
        ),
        _section("What each form does not hold", "\n".join(_form(form) for form in FORMS) + "\n"),
    ]
    return "\n".join(sections)


def as_json() -> dict[str, Any]:
    """Give the data dictionary as plain values."""
    return {
        "schema": SCHEMA,
        "fields": [asdict(entry) for entry in field_entries()],
        "columns": [asdict(entry) for entry in column_entries()],
        "quantity_columns": [asdict(entry) for entry in quantity_entries()],
        "old_names": dict(OLD_NAMES),
        "tables": {name: [asdict(entry) for entry in own] for name, own in table_entries().items()},
        "formats": {own.suffix: own.meaning for own in (*FORMATS, DATABASE)},
        "forms": [
            {
                "name": form.name,
                "targets": list(form.targets),
                "in_part": sorted(form.part),
                "lost": list(lost(form)),
                "why": form.why,
            }
            for form in FORMS
        ],
    }


def _form(form: Form) -> str:
    targets = ", ".join(f"`{target}`" for target in form.targets)
    if not lost(form) and not form.part:
        return f"- **{form.name}** ({targets}): nothing is lost; reading back gives equal records."
    held = ", ".join(f"`{path}`" for path in sorted(form.part))
    gone = ", ".join(f"`{path}`" for path in lost(form))
    return f"- **{form.name}** ({targets}): {form.why}.\n  - in part: {held}\n  - lost: {gone}"


def _section(title: str, body: str, level: int = 2) -> str:
    return f"{'#' * level} {title}\n\n{body}"


def _entries(entries: Iterable[Entry], name: str) -> str:
    rows = [(f"`{e.name}`", e.type, e.meaning, _shown(e.example), e.null) for e in entries]
    return _table((name, "type", "meaning", "example", "null"), rows)


def _shown(example: Any) -> str:
    if example is None:
        return ""
    return str(example).lower() if isinstance(example, bool) else str(example)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
