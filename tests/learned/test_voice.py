"""The say of a reader over an encoder: weighed on gold that it did not learn from, written down, and heard."""

import json
import shutil

import pytest

pytest.importorskip("torch", reason="needs pip install 'yinuo[transformers]'; make test-learned installs it")
pytest.importorskip("transformers", reason="needs pip install 'yinuo[transformers]'; make test-learned installs it")
pytest.importorskip("sklearn", reason="needs pip install 'yinuo[train]'; make test-learned installs it")

from typer.testing import CliRunner

import yinuo
from tests.learned.tiny import DELIVERABLE, DIRECTIONAL, describe, encoder_at, gold_at
from yinuo.cli import app
from yinuo.errors import GoldError, ReaderError, UsageError
from yinuo.learned import folders
from yinuo.teaching import weighing

pytestmark = pytest.mark.usefixtures("no_network")

# These annotators tick off two acts that no rule knows: only a reader can learn it.
LEARNED = ("发展养老服务", "培育服务产业")
OURS = {
    "deliverable": (*DELIVERABLE[2:], *LEARNED),
    "directional": ("用好水资源", "管理学校教室", "用好教育资金", *DIRECTIONAL[3:]),
}


@pytest.fixture(scope="module")
def golds(tmp_path_factory):
    """Gold to learn from, gold to weigh on, gold by which the rules are right."""
    place = tmp_path_factory.mktemp("gold")
    found = [place / name for name in ("taught", "other", "ruled")]
    for folder, title, marks in zip(found, ("某县", "某市", "某区"), (OURS, OURS, {}), strict=True):
        folder.mkdir()
        gold_at(folder, 4 if folder.name == "taught" else 9, title=f"{title}2024年工作报告", **marks)
    return found


@pytest.fixture(scope="module")
def trained(golds, tmp_path_factory):
    place = tmp_path_factory.mktemp("models")
    yinuo.reader_train(encoder_at(place / "encoder"), golds[0], place / "reader", epochs=30, rate=0.002)
    return place / "reader"


@pytest.fixture
def folder(trained, tmp_path):
    return shutil.copytree(trained, tmp_path / "reader")


def run(*words):
    return CliRunner().invoke(app, ["reader", *map(str, words)])


def labels(text, reader):
    found = yinuo.extract(text, nlp=yinuo.load(reader=reader))
    return {r.text: (r.specificity, [(e.field, e.rule) for e in r.evidence][-2:]) for r in found}


def test_where_it_gains_it_is_heard_and_records_say_which_weights_decided(folder, golds):
    text = (golds[1] / "d0.txt").read_text("utf-8")
    before = labels(text, folder)
    told = json.loads(run("voice", folder, "--gold", golds[1], "--json").stdout)
    assert (told["documents"], told["genres"], told["sure"]) == (9, ["report"], 0.6)
    assert told["score"]["reader"] > told["score"]["rules"]
    assert told["score"]["difference"][0] > 0
    assert told["right"] == told["changed"] == 18
    by = f"reader-{folders.identity(str(folder))[:12]}"
    after = labels(text, folder)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == set(LEARNED)
    for name in changed:
        assert before[name][0] == "directional"
        assert after[name] == ("deliverable", [("specificity", "second-reader"), ("second", by)])


def test_evaluation_tells_what_is_decided_with_it(folder, golds):
    yinuo.reader_voice(folder, golds[1])
    field = yinuo.reader_evaluate(folder, golds[1]).fields[-1]
    assert field.field == "as decided: F1 of deliverable"
    assert field.reader == 1 > field.rules


def test_the_folder_says_what_its_say_was_measured_on(folder, golds):
    found = yinuo.reader_voice(folder, golds[1], sure=0.7)
    described = json.loads((folder / "reader.json").read_text("utf-8"))
    assert described["voice"]["documents"] == [f"d{number}.txt" for number in range(9)]
    assert described["voice"]["score"] == json.loads(json.dumps(found.to_dict()["score"]))
    assert described["stack"]["specificity"]["asking"]["report"]["rules"] == ["no-checkable-end"]


def test_where_the_shipped_reader_gains_as_much_it_is_not_heard(folder, golds, monkeypatch):
    monkeypatch.setattr(weighing, "measured", lambda cases, choices, sure: [case.wanted for case in cases])
    with pytest.raises(ReaderError, match=r"the shipped reader, weighed so, gains as much"):
        yinuo.reader_voice(folder, golds[1])


def test_where_nothing_gains_nothing_is_written(folder, golds):
    before = (folder / "reader.json").read_bytes()
    result = run("voice", folder, "--gold", golds[2])
    assert result.exit_code == 1
    assert "no voice gains on documents left out (F1 of deliverable" in result.output
    assert result.output.endswith("nothing is written; train on more gold, or weigh on more documents\n")
    assert (folder / "reader.json").read_bytes() == before


def test_records_of_earlier_rules_are_read_in_place_of_the_texts(folder, golds, tmp_path):
    records = tmp_path / "records.jsonl"
    nlp = yinuo.load(reader=None)
    with records.open("w", encoding="utf-8") as file:
        for text in sorted(golds[1].glob("*.txt")):
            for record in yinuo.extract(text.read_text("utf-8"), nlp=nlp, document=text.name):
                file.write(record.to_json() + "\n")
    by_records = yinuo.reader_voice(folder, golds[1], records=records)
    assert by_records == yinuo.reader_voice(folder, golds[1])
    result = run("voice", folder, "--gold", golds[1], "--records", records)
    assert result.stdout.splitlines()[-1] == f"written: {folder}/reader.json (9 documents)"
    assert "18 of 18 changed labels are right\nspeaks in texts of these kinds: report\n" in result.stdout


def test_what_cannot_be_weighed_is_one_line(folder, golds, tmp_path):
    with pytest.raises(GoldError, match=r"d0.txt: .* learned from this text \(and 3 more of the gold\)"):
        yinuo.reader_voice(folder, golds[0])
    with pytest.raises(GoldError, match=r"gold marks 1 documents; 8 or more are wanted"):
        yinuo.reader_voice(folder, golds[1] / "d0.json")
    with pytest.raises(UsageError, match=r"sure is 0.4; a probability from 0.5 to under 1 is wanted"):
        yinuo.reader_voice(folder, golds[1], sure=0.4)
    decided = tmp_path / "decided.jsonl"
    decided.write_text('{"document": "d0.txt", "evidence": [{"rule": "second-reader"}]}\n', "utf-8")
    with pytest.raises(GoldError, match=r"decided.jsonl:1: a second reader decided here; write them with --reader off"):
        yinuo.reader_voice(folder, golds[1], records=decided)
    for name, content in (("none.jsonl", ""), ("wrong.jsonl", "x\n")):
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(GoldError, match=r"none.jsonl: holds no record that the gold speaks of"):
        yinuo.reader_voice(folder, golds[1], records=tmp_path / "none.jsonl")
    with pytest.raises(GoldError, match=r"wrong.jsonl:1: no record"):
        yinuo.reader_voice(folder, golds[1], records=tmp_path / "wrong.jsonl")
    describe(folder, trained={})
    with pytest.raises(ReaderError, match=r"does not say which texts it learned from; train it again"):
        yinuo.reader_voice(folder, golds[1])


def test_a_linear_reader_is_weighed_by_its_recipe(golds, tmp_path):
    place = folders._HOME
    linear = shutil.copytree(place, tmp_path / "linear")
    describe(linear, trained={"texts": []})
    with pytest.raises(ReaderError, match=r"is a linear reader, weighed by models/reader/train.py"):
        yinuo.reader_voice(linear, golds[1])


def test_a_shipped_reader_that_was_not_weighed_has_no_voice(folder, golds):
    yinuo.reader_voice(folder, golds[1])
    voices = json.loads((folder / "reader.json").read_text("utf-8"))["stack"]["specificity"]
    describe(folder, stack={"specificity": {**voices, "shipped": 0.5, "shipped_sha256": folders.shipped_weights()}})
    assert labels("2024年工作报告\n今年，要发展养老服务。", folder)
    describe(folder, stack={"specificity": {**voices, "shipped": 0.5, "shipped_sha256": "0"}})
    with pytest.raises(ReaderError, match=r"weighed with another shipped reader; weigh again: yinuo reader voice"):
        yinuo.extract("2024年工作报告\n今年，要发展养老服务。", nlp=yinuo.load(reader=folder))
