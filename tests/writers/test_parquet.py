"""Parquet and data frames: an explicit schema, the same bytes, equal records back."""

import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

import yinuo
from tests.test_writers import RECORDS, commitment
from tests.writers.samples import any_records
from yinuo.errors import InputError
from yinuo.writers import COLUMNS, to_rows
from yinuo.writers.columnar.arrow import arrow_schema
from yinuo.writers.columnar.parquet import read_parquet, write_parquet
from yinuo.writers.flat import columns


@given(any_records)
@settings(max_examples=20, deadline=None)
def test_nested_gives_equal_records_back(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("p") / "r.parquet"
    assert write_parquet(records, path, nested=True) == len(records)
    assert list(read_parquet(path)) == records


@given(any_records)
@settings(max_examples=20, deadline=None)
def test_flat_gives_the_rows_back(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("p") / "r.parquet"
    write_parquet(records, path)
    assert pq.read_table(path).to_pylist() == to_rows(records)


@pytest.mark.parametrize("nested", [False, True])
def test_schema_does_not_depend_on_the_records(tmp_path, nested):
    for name, records in (("none", []), ("bare", RECORDS[1:2]), ("all", RECORDS)):
        write_parquet(records, tmp_path / name, nested=nested)
        assert pq.read_schema(tmp_path / name).equals(arrow_schema(nested=nested))


def test_types_are_those_of_the_models():
    flat, nested = arrow_schema(), arrow_schema(nested=True)
    assert tuple(flat.names) == COLUMNS
    assert [flat.field(name).type for name in ("low", "span_start", "damaged", "deadline_to")] == [
        pa.float64(), pa.int64(), pa.bool_(), pa.string(),
    ]  # fmt: skip
    assert nested.field("deadline").type.field("from").type == pa.string()
    assert nested.field("measurable").type.field("missing").type == pa.list_(pa.string())


@pytest.mark.parametrize("nested", [False, True])
def test_same_records_same_bytes(tmp_path, nested):
    for name in ("a", "b"):
        write_parquet(iter(RECORDS), tmp_path / name, nested=nested)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_rows_are_written_in_groups(tmp_path, monkeypatch):
    monkeypatch.setattr("yinuo.writers.columnar.arrow.GROUP", 10)
    write_parquet((commitment(id=str(n)) for n in range(25)), tmp_path / "g.parquet", nested=True)
    file = pq.ParquetFile(tmp_path / "g.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [10, 10, 5]
    assert [record.id for record in read_parquet(tmp_path / "g.parquet")] == [str(n) for n in range(25)]


def test_memory_stays_flat(tmp_path, monkeypatch):
    monkeypatch.setattr("yinuo.writers.columnar.arrow.GROUP", 100)

    def peak(count):
        tracemalloc.start()
        before = pa.total_allocated_bytes()
        write_parquet((commitment(id=str(n)) for n in range(count)), tmp_path / "m.parquet", nested=True)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert pa.total_allocated_bytes() - before < 1_000_000
        return most

    peak(100)  # what is imported and cached once
    assert peak(2000) < 1.3 * peak(500)


def test_half_a_surrogate_pair_is_written_as_its_escape(tmp_path):
    write_parquet([commitment(text="新建\ud800")], tmp_path / "s.parquet", nested=True)
    assert next(read_parquet(tmp_path / "s.parquet")).text == "新建\\ud800"


def test_an_error_half_way_leaves_the_old_file(tmp_path):
    def failing():
        yield RECORDS[0]
        raise RuntimeError("stopped half-way")

    path = tmp_path / "out.parquet"
    path.write_text("old", "utf-8")
    with pytest.raises(RuntimeError):
        write_parquet(failing(), path)
    assert path.read_text("utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.parquet"]


def test_files_that_hold_no_records(tmp_path):
    write_parquet(RECORDS, tmp_path / "flat.parquet")
    (tmp_path / "text.parquet").write_text("no", "utf-8")
    for name, says in (("flat", "--nested"), ("text", "cannot be read"), ("gone", "cannot be read")):
        with pytest.raises(InputError, match=says):
            list(read_parquet(tmp_path / f"{name}.parquet"))


def test_frame_has_the_flat_columns_in_nullable_types():
    frame = yinuo.to_frame(RECORDS)
    assert tuple(frame.columns) == COLUMNS
    assert {c.kind for c in columns()} == {"string", "integer", "number", "boolean"}
    assert [str(frame[name].dtype) for name in ("low", "span_start", "measurable")] == ["Float64", "Int64", "boolean"]
    assert frame["low"].isna().tolist() == [False, True, False]
    assert frame["deadline"].isna().tolist() == [False, True, False]
    rows = [
        {k: None if v is frame["low"].dtype.na_value else v for k, v in row.items()} for row in frame.to_dict("records")
    ]
    assert rows == to_rows(RECORDS)


def test_frame_of_nothing_has_its_columns():
    frame = yinuo.to_frame([])
    assert (len(frame), tuple(frame.columns), str(frame["low"].dtype)) == (0, COLUMNS, "Float64")
