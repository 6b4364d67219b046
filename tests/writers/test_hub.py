"""Hugging Face data sets: what ``datasets`` loads is what was written; a folder of people's work is never replaced."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from tests.test_writers import RECORDS
from tests.writers.samples import any_records
from yinuo.errors import InputError
from yinuo.records import Commitment
from yinuo.writers import to_quantity_rows, to_rows
from yinuo.writers.atomic import whole_folder
from yinuo.writers.columnar.dataset_card import card
from yinuo.writers.columnar.huggingface import features, read_dataset, write_dataset, write_hub


def contents(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def datasets(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("HF_HOME", tmp_path_factory.mktemp("hf")), ("HF_HUB_OFFLINE", "1")):
            patch.setenv(name, str(value))
        yield pytest.importorskip("datasets")


@pytest.mark.slow
@pytest.mark.parametrize("nested", [False, True])
def test_load_from_disk(tmp_path, datasets, nested):
    assert write_dataset(RECORDS, tmp_path / "r.dataset", nested=nested) == 3
    loaded = datasets.load_from_disk(tmp_path / "r.dataset")
    assert loaded.features == features(nested=nested)
    if not nested:
        assert loaded.to_list() == to_rows(RECORDS)
    else:
        assert [Commitment.model_validate(row) for row in loaded] == RECORDS
        assert list(read_dataset(tmp_path / "r.dataset")) == RECORDS


@pytest.mark.slow
@given(any_records)
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_any_record_comes_back(tmp_path_factory, datasets, records):
    folder = tmp_path_factory.mktemp("d") / "r.dataset"
    write_dataset(records, folder, nested=True)
    assert list(read_dataset(folder)) == records


@pytest.mark.slow
@pytest.mark.parametrize("records", [RECORDS, []])
def test_same_records_same_bytes(tmp_path, datasets, records):
    for write in (write_dataset, write_hub):
        for name in ("a", "b"):
            write(iter(records), tmp_path / name)
        assert contents(tmp_path / "a") == contents(tmp_path / "b")
        for name in ("a", "b"):
            write(records, tmp_path / name)  # over what was written before


@pytest.mark.slow
def test_load_dataset_from_the_folder_offline(tmp_path, datasets):
    write_hub(RECORDS, tmp_path / "r.hub")
    source, cache = str(tmp_path / "r.hub"), str(tmp_path / "cache")  # the cache of an earlier run has other columns
    load = {
        name: datasets.load_dataset(source, name, split="train", cache_dir=cache)
        for name in ("flat", "quantities", "nested")
    }
    assert load["flat"].to_list() == to_rows(RECORDS)
    assert load["quantities"].to_list() == to_quantity_rows(RECORDS)
    assert [Commitment.model_validate(row) for row in load["nested"]] == RECORDS
    assert datasets.load_dataset(source, split="train", cache_dir=cache).features == features()


def test_card_states_counts_columns_and_the_unknown_licence():
    text = card({"commitment": 1200, "achievement": 34, "quantified": 1234}, 1)
    front, body = re.fullmatch(r"---\n(.*?)---\n(.*)", text, flags=re.DOTALL).groups()
    assert "license: unknown" in front
    assert "1K<n<10K" in front
    assert "1234 records from 1 text," in body
    assert "| achievement | 34 |" in body
    assert "| `confidence` | number |" in body
    assert "licence of the source texts is not known" in body


def test_flat_data_set_is_no_file_of_records(tmp_path):
    write_dataset(RECORDS, tmp_path / "r.dataset")
    with pytest.raises(InputError, match="--nested"):
        list(read_dataset(tmp_path / "r.dataset"))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_dataset(tmp_path / "gone.dataset"))


def made(folder, text="one"):
    with whole_folder(folder) as draft:
        draft.joinpath("a.txt").write_text(text, "utf-8")


def test_folder_is_replaced_only_where_nobody_worked_in_it(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    made(folder)  # an empty one
    made(folder, "two")
    assert (folder / "a.txt").read_text("utf-8") == "two"
    (folder / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="choose another name"):
        made(folder)
    (folder / "note.txt").unlink()
    (folder / "a.txt").write_text("corrected", "utf-8")
    with pytest.raises(InputError, match="choose another name"):
        made(folder)
    assert (folder / "a.txt").read_text("utf-8") == "corrected"


def test_folder_that_fails_half_way_leaves_the_old_one(tmp_path):
    made(tmp_path / "out")
    with pytest.raises(TypeError):
        made(tmp_path / "out", text=None)
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == "one"
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_file_in_the_way_is_an_error(tmp_path):
    (tmp_path / "out").write_text("x", "utf-8")
    for path in (tmp_path / "out", tmp_path / "out" / "in"):
        with pytest.raises(InputError, match="out"):
            made(path)
