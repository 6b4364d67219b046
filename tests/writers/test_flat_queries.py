"""The flat tables answer a question in one query, without cleaning: in DuckDB, pandas and SQL, and read back."""

import sqlite3
from pathlib import Path

import pytest

import yinuo
from tests.shared import needs, sample
from tests.test_writers import RECORDS, commitment
from yinuo.errors import InputError, UsageError
from yinuo.records import Quantity, SpeechInfo
from yinuo.writers import (
    COLUMNS,
    QUANTITY_COLUMNS,
    read_rows,
    to_quantity_rows,
    to_rows,
    write_csv,
    write_parquet,
    write_sql,
)
from yinuo.writers.flat import OLD_NAMES

SPEECHES = sorted((Path(__file__).parents[2] / "corpus" / "speeches").glob("*.txt"))
MEAN = """SELECT year, round(avg((low + coalesce(high, low)) / 2), 2), count(*) FROM {}
WHERE indicator = 'gdp_growth' AND horizon = 'year' GROUP BY year ORDER BY year"""


def of_texts(paths):
    return [record for path in paths for record in yinuo.extract(yinuo.read(path).text, document=path.name)]


def answers(records, folder):
    """The mean growth target by year, of either table, in DuckDB (two formats), pandas and SQLite."""
    duckdb = pytest.importorskip("duckdb")
    found = []
    for table in ("commitments", "quantities"):
        write_csv(records, folder / f"{table}.csv", table=table)
        write_parquet(records, folder / f"{table}.parquet", table=table)
        found += [duckdb.sql(MEAN.format(f"'{folder}/{table}.{end}'")).fetchall() for end in ("csv", "parquet")]
        frame = yinuo.to_frame(records, table=table)
        target = frame[(frame.indicator == "gdp_growth") & (frame.horizon == "year")]
        middle = ((target.low + target.high.fillna(target.low)) / 2).groupby(target.year)
        found.append(list(zip(middle.mean().index, middle.mean().round(2), middle.count(), strict=True)))
    write_sql(records, f"sqlite:///{folder}/all.db")
    return found + in_sqlite(folder / "all.db")


def in_sqlite(path):
    """The mean growth target by year, of either table of a database."""
    with sqlite3.connect(path) as connection:
        return [connection.execute(MEAN.format(table)).fetchall() for table in ("commitments", "quantities")]


def test_growth_targets_of_the_sample_speeches(tmp_path):
    found = answers(of_texts(SPEECHES), tmp_path)
    assert found == [[(2024, 5.5, 1), (2026, 5.0, 1)]] * 8


@pytest.mark.slow
@needs("corpus/provincial", sibling="test_growth_targets_of_the_sample_speeches")
def test_growth_targets_of_62_provincial_reports(tmp_path):
    """Each of the 31 provinces once a year: neither marine GDP nor that per head, nor a target of a five-year plan."""
    records = of_texts(sample("corpus/provincial"))
    targets = [r for r in records if any(quantity.indicator == "gdp_growth" for quantity in r.quantities)]
    wanted = [(2025, 5.36, 31), (2026, 5.1, 31)]
    assert answers(targets, tmp_path) == [wanted] * 8
    rows = to_rows(records)
    assert {row["level"] for row in rows} == {"省级"}
    assert len({row["place"] for row in rows}) == 31
    assert all(row["year"] and row["section_kind"] for row in rows)
    write_sql(records, f"sqlite:///{tmp_path}/whole.db")
    assert in_sqlite(tmp_path / "whole.db") == [wanted] * 2
    size = (tmp_path / "whole.db").stat().st_size
    assert size <= 62 * 1_000_000, f"{size / 62:.0f} bytes a report"


def test_no_column_needs_quotes():
    duckdb = pytest.importorskip("duckdb")
    for table, names in (("commitments", COLUMNS), ("quantities", QUANTITY_COLUMNS)):
        frame = yinuo.to_frame(RECORDS, table=table)
        assert duckdb.sql(f"SELECT {', '.join(names)} FROM frame").fetchall()
        assert len(frame) == 3
        kinds = ", ".join(f"{name} TEXT" for name in names)
        sqlite3.connect(":memory:").execute(f"CREATE TABLE t ({kinds})").execute(f"SELECT {', '.join(names)} FROM t")
    assert not set(OLD_NAMES) & {*COLUMNS, *QUANTITY_COLUMNS}


def test_quantities_say_whose_and_of_when_they_are():
    first, _, second = to_quantity_rows(RECORDS)
    assert (first["id"], first["position"], first["quantity"], first["low"], first["unit"]) == ("c1", 0, "7所", 7, "所")
    assert (second["id"], second["position"], second["quantity"], second["high"]) == ("c3", 1, "95%以上", None)
    assert (first["year"], first["organisation"], first["commitment"]) == (2022, "市教育局", "新建幼儿园7所")
    assert (first["due"], first["due_source"], first["span_start"], first["span_end"]) == (
        "2022-12-31",
        "explicit",
        17,
        19,
    )
    assert tuple(first) == QUANTITY_COLUMNS
    with pytest.raises(UsageError, match="none of commitments, quantities"):
        yinuo.to_frame(RECORDS, table="other")


@pytest.mark.parametrize(
    ("speech", "place", "level"),
    [
        ({"organisation": "榆坪县人民政府"}, "榆坪县", "县级"),
        ({"organisation": "榆坪县人民政府", "place": "榆坪", "level": "县"}, "榆坪", "县"),
        ({"organisation": "榆坪县人民政府", "place": "西山省"}, "西山省", None),
        ({"organisation": "榆坪县人民政府、西山省教育厅"}, None, None),
        ({}, None, None),
    ],
)
def test_place_and_level_are_those_given_else_those_of_the_organisation(speech, place, level):
    (row,) = to_rows([commitment(speech=SpeechInfo(index=0, **speech))])
    assert (row["place"], row["level"]) == (place, level)


@pytest.mark.parametrize("write", [write_csv, write_parquet])
@pytest.mark.parametrize(("table", "rows"), [("commitments", to_rows), ("quantities", to_quantity_rows)])
def test_flat_tables_are_read_back(tmp_path, write, table, rows):
    formula = commitment(id="c4", text="=1+1", quantities=(Quantity(text="-3%", start=0, end=3, low=-3, high=-2.5),))
    path = tmp_path / f"x.{'csv' if write is write_csv else 'parquet'}"
    write([*RECORDS, formula], path, table=table)
    wanted = rows([*RECORDS, formula])
    if write is write_csv:
        wanted = [{name: None if value == "" else value for name, value in row.items()} for row in wanted]
    assert read_rows(path) == wanted


@pytest.mark.parametrize("end", ["csv", "parquet"])
def test_a_table_with_the_names_of_before_is_read_under_those_of_now(tmp_path, end):
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    old = {"document": "a", "id": "x", "from": None, "to": "2024-12-31", "start": 3, "end": 9, "mine": "note"}
    table = pa.Table.from_pylist([old])
    (pyarrow.csv.write_csv if end == "csv" else pyarrow.parquet.write_table)(table, tmp_path / f"old.{end}")
    assert read_rows(tmp_path / f"old.{end}") == [
        {
            "document": "a", "id": "x", "deadline_from": None, "deadline_to": "2024-12-31",
            "span_start": 3, "span_end": 9,
        }
    ]  # fmt: skip


def test_files_that_are_no_flat_table(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", "utf-8")
    (tmp_path / "x.parquet").write_text("no", "utf-8")
    for name, says in (
        ("x.csv", "no columns document and id"),
        ("x.parquet", "cannot be read"),
        ("y.csv", "cannot be"),
    ):
        with pytest.raises(InputError, match=says):
            read_rows(tmp_path / name)
