"""The callable for ``datasets.map``: its configuration alone is pickled, its cache hits, processes agree."""

import json
import os
import pickle
from pathlib import Path

import datasets
import pytest
from datasets.fingerprint import Hasher

import yinuo
from yinuo.batch import extractor as module
from yinuo.errors import InputError, UsageError
from yinuo.readers import read
from yinuo.writers import COLUMNS, to_rows

CORPUS = Path(__file__).parents[2] / "corpus" / "speeches"
DATA = {
    "text": ["nothing here", *(read(path).text for path in sorted(CORPUS.glob("*.txt"))[:3])],
    "name": ["a", "b", "c", "d"],
    "day": [None, "2022-01-01", "2023-02-02", None],
}


@pytest.fixture
def dataset(tmp_path):
    """Data on disk, so that results are cached beside it."""
    datasets.Dataset.from_dict(DATA).save_to_disk(tmp_path / "data")
    return datasets.load_from_disk(tmp_path / "data")


def mapped(dataset, extractor, **options):
    return dataset.map(extractor, batched=True, remove_columns=dataset.column_names, **options)


@pytest.mark.slow
def test_rows_are_those_of_the_tables(dataset):
    found = mapped(dataset, yinuo.Extractor(document="name", date="day"), batch_size=1)
    records = [
        record
        for text, name, day in zip(*DATA.values(), strict=True)
        for record in yinuo.extract(text, document=name, date=day)
    ]
    assert found.column_names == list(COLUMNS)
    assert found.to_list() == to_rows(records)
    assert {r["date"] for r in found.to_list() if r["document"] == "b"} == {"2022-01-01"}


@pytest.mark.slow
def test_the_second_time_is_a_cache_hit_even_after_use(dataset, monkeypatch):
    first = mapped(dataset, yinuo.Extractor())
    monkeypatch.setattr(module.Extractor, "__call__", lambda *_: pytest.fail("read again"))
    again = mapped(dataset, yinuo.Extractor())
    assert again.cache_files == first.cache_files
    assert len(again) == len(first) > 100


@pytest.mark.slow
def test_two_processes_give_the_same(dataset, monkeypatch):
    monkeypatch.setattr(os, "environ", os.environ)  # datasets leaves a copy of it in its place
    one = mapped(dataset, yinuo.Extractor(), load_from_cache_file=False)
    two = mapped(dataset, yinuo.Extractor(), num_proc=2, load_from_cache_file=False)
    assert one.to_list() == two.to_list()


def test_json_keeps_the_rows(dataset):
    found = dataset.map(yinuo.Extractor(form="json"), batched=True, batch_size=2)
    assert found.column_names == [*DATA, "commitments"]
    assert found["commitments"][0] == "[]"
    wanted = [record.model_dump(by_alias=True, mode="json") for record in yinuo.extract(DATA["text"][1])]
    assert json.loads(found["commitments"][1]) == wanted


def test_what_is_pickled_is_the_configuration():
    extractor = yinuo.Extractor(words=["一村一策"], include=["background"], date="day", form="json")
    before = pickle.dumps(extractor), Hasher.hash(extractor)
    extractor({"text": ["今年，新建学校7所。"], "day": [None]})
    assert (pickle.dumps(extractor), Hasher.hash(extractor)) == before
    again = pickle.loads(before[0])
    assert vars(again) == vars(extractor)
    assert len(before[0]) < 2000


def test_other_options_other_rules_other_fingerprint(monkeypatch):
    hashes = {Hasher.hash(yinuo.Extractor(**options)) for options in ({}, {"words": ["一村一策"]}, {"repair": "off"})}
    monkeypatch.setattr(module, "code_digest", lambda: "other rules")
    assert len({*hashes, Hasher.hash(yinuo.Extractor())}) == 4


BAD = [
    ({"text": ["x", None]}, {}, "row 1 of the batch: None is no text"),
    ({"texts": ["x"]}, {}, "no column 'text' among texts"),
    ({"text": ["x"]}, {"date": "day"}, "no column 'day'"),
]


@pytest.mark.parametrize(("batch", "options", "message"), BAD)
def test_bad_columns(batch, options, message):
    with pytest.raises(InputError, match=message):
        yinuo.Extractor(**options)(batch)


@pytest.mark.parametrize("options", [{"form": "table"}, {"repair": "maybe"}, {"include": ["promises"]}])
def test_bad_options(options):
    with pytest.raises(UsageError):
        yinuo.Extractor(**options)
