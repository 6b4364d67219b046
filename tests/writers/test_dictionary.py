"""The data dictionary: complete, true to the models, and right about what each form does not hold."""

import csv
import io
import json
from functools import reduce

import pytest

from tests.test_writers import commitment
from tests.writers.samples import DOCUMENT, RECORDS, SHA, TEXT, record, write_told
from tests.writers.test_annotation import submit
from yinuo.records import Actor, Commitment, Evidence, Party, Place, Quantity, SecondReading
from yinuo.writers import COLUMNS, QUANTITY_COLUMNS, to_row, to_rows, write_csv
from yinuo.writers.annotation import (
    brat_writer,
    doccano_writer,
    label_studio_writer,
    read_brat,
    read_doccano,
    read_label_studio,
)
from yinuo.writers.data_dictionary import (
    FORMS,
    as_json,
    as_markdown,
    column_entries,
    field_entries,
    lost,
    quantity_entries,
    table_entries,
)
from yinuo.writers.data_dictionary.example import TEXT as EXAMPLE_TEXT
from yinuo.writers.data_dictionary.example import examples
from yinuo.writers.fields import field_at, leaf_paths
from yinuo.writers.flat import OLD_NAMES
from yinuo.writers.targets import FORMATS

NEVER_NULL_WHERE = "may be null"


def test_every_field_and_column_has_meaning_and_example():
    for entry in (*field_entries(), *column_entries(), *quantity_entries()):
        assert entry.meaning, entry
        assert entry.example is not None, entry
        assert NEVER_NULL_WHERE not in entry.null, f"{entry.name}: say where it is null"


def test_null_is_said_of_the_fields_that_may_be_null():
    said = {entry.name for entry in field_entries() if entry.null}
    bare = commitment(deadline=None).model_dump(by_alias=True)
    optional = {
        path for path in leaf_paths() if path.startswith("deadline.") or accepts_none(Commitment, path.split("."))
    }
    assert said == optional
    assert bare["deadline"] is None


def accepts_none(model, path):
    first, *rest = path
    name = first.removesuffix("[]")
    info = next(f for n, f in model.model_fields.items() if (f.alias or n) == name)
    kinds = [kind for kind in getattr(info.annotation, "__args__", (info.annotation,))]
    if rest:
        inner = next(k for k in kinds if hasattr(k, "model_fields"))
        return accepts_none(inner, rest)
    return type(None) in kinds


def test_every_column_of_the_database_is_described():
    assert set(table_entries()) == {
        "yinuo", "documents", "speeches", "commitments", "commitment_rows", "sections", "sentences", "quantities",
        "evidence", "followup", "rules",
    }  # fmt: skip
    for name, entries in table_entries().items():
        assert entries, name
        for entry in entries:
            assert entry.meaning, (name, entry)
            assert NEVER_NULL_WHERE not in entry.null, (name, entry)


def test_examples_stand_in_their_text():
    for one in examples():
        spans = [one, one.sentence, one.actor, one.deadline, *one.quantities]
        assert [EXAMPLE_TEXT[s.start : s.end] for s in spans] == [s.text for s in spans]


def test_pages_hold_everything():
    page, plain = as_markdown(), as_json()
    for name in (*leaf_paths(), *COLUMNS, *QUANTITY_COLUMNS, *OLD_NAMES, *(f.suffix for f in FORMATS)):
        assert f"`{name}`" in page, name
    assert json.loads(json.dumps(plain)) == plain
    assert [entry["name"] for entry in plain["columns"]] == list(COLUMNS)
    assert [form["name"] for form in plain["forms"]] == [form.name for form in FORMS]
    cells = [line.replace("\\|", "").count("|") for line in page.splitlines() if line.startswith("| `")]
    assert set(cells) <= {3, 6}, "no cell breaks its table"


# What is lost: two records that differ in one field alone look the same in a form if, and only if, it is lost there.

LEADS = Party(
    text="县教育局",
    start=TEXT.index("县教育局"),
    end=TEXT.index("县教育局") + 4,
    name="某县教育局",
    role="lead",
)
FULL = record(
    "新建幼儿园7所",
    actor="县教育局",
    quantities=[
        (
            "7所",
            {
                "low": 7,
                "high": 7,
                "unit": "所",
                "of": "幼儿园",
                "baseline": 5,
                "intact": 0.7,
                "indicator": "kindergartens",
                "horizon": "year",
            },
        )
    ],
    deadline=(
        "10月底前",
        {"from_": "2024-01-01", "to": "2024-10-31", "duration": "P1M", "repeat": "P1Y", "intact": 0.8},
    ),
    restored="新建幼儿园70所",
    place=Place(page=2, paragraph=5),
    responsible=(
        Party(
            text="县教育局",
            start=TEXT.index("县教育局"),
            end=TEXT.index("县教育局") + 4,
            name="某县教育局",
            role="lead",
        ),
    ),
    evidence=(Evidence(field="actor", rule="explicit", text="县", start=1, end=2),),
    second=SecondReading(status="commitment", specificity="directional", p=0.9, agrees=True),
)
TIMES = {
    "deadline.to": "2025-10-31",
    "deadline.from": "2023-01-01",
    "deadline.duration": "P2M",
    "deadline.repeat": "P2Y",
}
TOOLS = ("Label Studio", "doccano", "brat")


DEFAULT = FULL.model_copy(update={"actor": Actor(name="𠮷田县")})


def base(path):
    """The record to change: the name of an actor shows where nothing else of it is written."""
    return DEFAULT if path == "actor.name" else FULL


def changed(path, *, grounded):
    """FULL with another value at the path; where records must be grounded, a span moves as a whole."""
    plain = base(path).model_dump(by_alias=True)
    *way, last = path.split(".")
    owner = reduce(lambda at, name: at[name.removesuffix("[]")][0] if "[]" in name else at[name], way, plain)
    if grounded and last in ("text", "start", "end") and "evidence" not in path:
        start = owner["start"] + (1 if owner["end"] - owner["start"] > 1 else -1)
        owner |= {"start": start, "text": TEXT[start : owner["end"]]}
    else:
        owner[last.removesuffix("[]")] = another(field_at(path), owner[last.removesuffix("[]")])
    return Commitment.model_validate(plain)


def another(field, value):
    if field.path.endswith("[]"):
        return [*value, field.choices[-1] if field.choices else "另"]
    if field.choices:
        return next(choice for choice in field.choices if choice != value)
    if field.kind == "boolean":
        return not value
    if field.kind == "number":
        return value / 2 + 0.25 if field.path in ("confidence", "second.p") else value + 1
    return (value or 0) + 1 if field.kind == "integer" else TIMES.get(field.path, f"{value}另")


def flat(one, folder):
    return to_row(one)


def annotated(read, writer):
    def shown(one, folder):
        target = folder / "x.json"
        document = DOCUMENT if one.document == DOCUMENT.name else DOCUMENT.__class__(one.document, SHA, TEXT)
        write_told(writer, target, [one], document)
        if writer is label_studio_writer:
            submit(target)
        (own,) = read(target)
        return sorted(map(str, own.marks)), sorted(own.links), own.meta()

    return shown


SHOWN = {
    "records": lambda one, folder: one.to_json(),
    "flat table": flat,
    "Label Studio": annotated(read_label_studio, label_studio_writer),
    "doccano": annotated(read_doccano, doccano_writer),
    "brat": annotated(read_brat, brat_writer),
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_lost_is_what_is_said_to_be_lost(tmp_path, form):
    def shown(name, one):
        (tmp_path / name).mkdir()
        return SHOWN[form.name](one, tmp_path / name)

    same = {one.actor: shown(one.actor.source, one) for one in (FULL, DEFAULT)}
    found = []
    for number, path in enumerate(leaf_paths()):
        if path == "document_sha256" and form.name in TOOLS:
            continue  # a digest that is not the text's is refused
        if shown(str(number), changed(path, grounded=form.name in TOOLS)) == same[base(path).actor]:
            found.append(path)
    assert tuple(found) == lost(form)


def test_flat_columns_said_to_be_exact_are_the_fields():
    (form,) = (form for form in FORMS if form.name == "flat table")
    from yinuo.writers.flat import columns

    for one in (FULL, *RECORDS, commitment(deadline=None)):
        plain, row = one.model_dump(by_alias=True), to_row(one)
        for column in columns():
            if column.exact:
                value = reduce(lambda at, name: at and at[name], column.path.split("."), plain)
                assert row[column.name] == value, column.name
    assert form.whole == {column.path for column in columns() if column.exact}


def test_what_the_flat_table_holds_in_part_cannot_always_be_read_back():
    two = Quantity(text="8所", start=1, end=2, low=8, high=8, unit="所")
    for one, other in (
        (commitment(section=("a", "b")), commitment(section=("a / b",))),
        (commitment(quantities=(two, two)), commitment(quantities=(two, two.model_copy(update={"low": None})))),
        (
            commitment(quantities=(two.model_copy(update={"damaged": True}), two)),
            commitment(quantities=(two, two.model_copy(update={"damaged": True}))),
        ),
    ):
        assert one != other
        assert to_row(one) == to_row(other)


def test_csv_cannot_tell_empty_from_null(tmp_path):
    for name, value in (("a", ""), ("b", None)):
        write_csv([commitment(restored=value)], tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_csv_gives_the_flat_rows_back_but_for_what_is_said(tmp_path):
    write_csv(RECORDS, tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(io.StringIO(file.read())))
    kinds = {entry.name: entry.type for entry in column_entries()}
    made = [{name: cell(kinds[name], value) for name, value in row.items()} for row in read]
    assert made == [{name: None if value == "" else value for name, value in row.items()} for row in to_rows(RECORDS)]


def cell(kind, value):
    if value == "":
        return None
    return {"string": str, "integer": int, "number": float, "boolean": "true".__eq__}[kind](value)
