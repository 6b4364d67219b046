"""Every row of every shipped table proves itself: it fires on its example and not on its near miss.

``tests/rules/rows/<area>/<table>.py`` ``ROW`` (the class) and ``fires(row, text)``.
"""

from importlib import import_module, resources
from pathlib import Path

import pytest

from yinuo.errors import RuleTableError
from yinuo.rules import Row, load_table, read_table
from yinuo.rules.tables import LANGUAGE

RULES = Path(str(resources.files("yinuo.rules"))) / LANGUAGE
TABLES = sorted(p.relative_to(RULES).with_suffix("").as_posix() for p in RULES.rglob("*.tsv"))


def rows():
    for name in TABLES:
        module = import_module(f"tests.rules.rows.{name.replace('/', '.')}")
        for i, row in enumerate(load_table(name, module.ROW)):
            yield pytest.param(module, row, id=f"{name}:{i}")


@pytest.mark.parametrize(("module", "row"), list(rows()))
def test_row_proves_itself(module, row):
    assert row.example, "every row has an example"
    assert row.near_miss, "every row has a near miss"
    assert module.fires(row, row.example), f"does not fire on its example: {row.example}"
    assert not module.fires(row, row.near_miss), f"fires on its near miss: {row.near_miss}"


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
