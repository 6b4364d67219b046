"""Models of our own records, made without a second look, are those that validation makes."""

import copy
import pickle
from pathlib import Path

import pytest
from pydantic import ValidationError

from yinuo import extract, record_stream
from yinuo.nlp.steps.models import as_records, own_records
from yinuo.readers import Place, read
from yinuo.writers.ledger.workbook import write_ledger

SPEECHES = Path(__file__).parents[2] / "corpus" / "speeches"


@pytest.fixture(scope="module")
def plain():
    """Plain dicts of the records of three speeches, some of them with a place in their file."""
    kept = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_stream, "own_records", lambda records: kept.extend(records) or [])
        for path in sorted(SPEECHES.glob("*.txt"))[:3]:
            text = read(path).text
            extract(text, include=("achievement", "background"), places=[Place(len(text) // 2, page=2)])
    return kept


def test_they_are_equal_and_are_written_alike(plain):
    assert len(plain) > 100
    assert any("place" in record for record in plain)
    assert any(r["second"] for r in plain)
    validated, own = as_records(copy.deepcopy(plain)), own_records(copy.deepcopy(plain))
    assert own == validated
    assert [hash(record) for record in own] == [hash(record) for record in validated]
    for options in ({"by_alias": True}, {}, {"exclude_unset": True}, {"exclude_defaults": True}):
        assert [r.model_dump_json(**options) for r in own] == [r.model_dump_json(**options) for r in validated]


def test_a_damaged_deadline_says_how_likely_it_stands_as_written(tmp_path):
    found = extract(read(SPEECHES / "yuping-county-2024.txt").text.replace("3", ""))
    damaged = [r.deadline for r in found if r.deadline and r.deadline.damaged and r.deadline.start is not None]
    assert damaged
    assert all(d.intact is not None and 0 <= d.intact <= 1 for d in damaged)
    assert [type(r).model_validate_json(r.model_dump_json(by_alias=True)) for r in found] == list(found)
    assert write_ledger(found, tmp_path / "ledger.xlsx") == len(found)


def test_they_can_be_pickled_and_copied_and_not_changed(plain):
    validated, own = as_records(copy.deepcopy(plain[:20])), own_records(copy.deepcopy(plain[:20]))
    assert pickle.loads(pickle.dumps(own)) == validated
    changed = own[0].model_copy(update={"text": "改"})
    assert (changed.text, own[0].text) == ("改", validated[0].text)
    with pytest.raises(ValidationError):
        own[0].text = "改"


def test_records_of_others_are_validated(plain):
    with pytest.raises(ValidationError):
        as_records([{**plain[0], "confidence": 2.0}])
