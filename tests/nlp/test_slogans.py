"""Test the field ``slogan``: it marks commitments that say no more than watchwords, and travels with the record."""

import json

import pytest

import yinuo
from yinuo.records import Commitment
from yinuo.writers.flat import to_row

TASKS = "2024年工作安排\n"


def records(sentence, **options):
    return list(yinuo.extract(TASKS + sentence, **options))


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("各县区要提高站位、拉高标杆。", "提高站位、拉高标杆"),
    ],
)
def test_watchwords_alone_are_a_slogan(sentence, text):
    (record,) = [r for r in records(sentence) if r.text == text]
    assert record.slogan
    cited = next(e for e in record.evidence if e.field == "slogan")
    assert (cited.rule, cited.text) == ("only-watchwords", text)


@pytest.mark.parametrize(
    "sentence",
    ["各县区要提高站位、完善机制。", "新建幼儿园7所。", "加强校车安全管理。", "各级各部门要狠抓补贴政策落实。"],
)
def test_what_names_something_to_do_is_none(sentence):
    assert [r.slogan for r in records(sentence)] == [False] * len(records(sentence)) != []


def test_only_commitments_are_slogans():
    found = records("一年来，全县狠抓工作落实，新建幼儿园7所。", include=("achievement", "background"))
    assert found
    assert not any(r.slogan for r in found if r.status != "commitment")


def test_it_travels_and_old_records_without_it_are_read():
    record = records("各县区要提高站位、拉高标杆。")[-1]
    assert to_row(record)["slogan"] is True
    line = json.loads(record.to_json())
    assert line.pop("slogan") is True
    assert Commitment.model_validate(line).slogan is False
