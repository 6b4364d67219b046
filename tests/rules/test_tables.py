"""Every row of every shipped table proves itself: it fires on its example and not on its near miss.

``tests/rules/rows/<area>/<table>.py`` ``ROW`` (the class) and ``fires(row, text)``.
"""

from importlib import import_module, resources
from pathlib import Path
from types import SimpleNamespace

import pytest

from yinuo.errors import RuleTableError
from yinuo.rules import Row, load_table, read_table
from yinuo.rules.tables import LANGUAGE

RULES = Path(str(resources.files("yinuo.rules"))) / LANGUAGE
TABLES = sorted(p.relative_to(RULES).with_suffix("").as_posix() for p in RULES.rglob("*.tsv"))


def faults(module, row):
    """What a row fails to prove."""
    if not row.example:
        yield "has no example"
    if not row.near_miss:
        yield "has no near miss"
    if not module.fires(row, row.example):
        yield f"does not fire on its example: {row.example}"
    if module.fires(row, row.near_miss):
        yield f"fires on its near miss: {row.near_miss}"


def rows_of(name):
    """The module that proves a table, and its rows."""
    module = import_module(f"tests.rules.rows.{name.replace('/', '.')}")
    return module, load_table(name, module.ROW)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_proves_itself(name):
    """One test a table: a test a row would take longer to hand to a worker than to run."""
    module, rows = rows_of(name)
    assert rows
    assert [f"row {i} {fault}: {row}" for i, row in enumerate(rows) for fault in faults(module, row)] == []


def test_a_row_that_proves_nothing_is_found():
    module = SimpleNamespace(fires=lambda row, text: text == "要")
    assert list(faults(module, SimpleNamespace(example="要", near_miss="不"))) == []
    assert list(faults(module, SimpleNamespace(example="", near_miss="要"))) == [
        "has no example", "does not fire on its example: ", "fires on its near miss: 要",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("", "x.tsv:1:1", "empty table"),
        ("example\tnear_miss\tcolour\n", "x.tsv:1:3", "unknown column 'colour'"),
        ("example\n", "x.tsv:1:1", "column 'near_miss' is missing"),
        ("# note\nexample\tnear_miss\na\tb\tc\td\n", "x.tsv:3:3", "4 cells, but the header has 2"),
    ],
)
def test_broken_table_is_a_clear_error(text, place, says):
    with pytest.raises(RuleTableError) as caught:
        read_table(text, Row, file="x.tsv")
    assert str(caught.value).startswith(place)
    assert says in str(caught.value)
