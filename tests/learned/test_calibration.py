"""Confidence of a commitment: how likely a person who marks the text finds it too."""

import json
import shutil
from pathlib import Path

import pytest

import yinuo
from tests.markup import pipeline
from yinuo.errors import ReaderError
from yinuo.learned import folders
from yinuo.learned.calibration import log_odds, rule_of
from yinuo.learned.features import item_of
from yinuo.learned.linear import Reading

TEXT = "2023年，新建学校5所。\n2024年工作安排\n今年，我们要新建幼儿园7所，优化营商环境，举办第三届文化节。"
SHIPPED = Path(folders.__file__).parent / "shipped"
SURE, DOUBTFUL = (Reading({"commitment": p, "achievement": 1 - p, "background": 0.0}, 0.0) for p in (0.99, 0.05))


@pytest.fixture(scope="module")
def opened():
    return folders.open_reader("shipped", folders.identity("shipped"))


def records(reader):
    return list(yinuo.extract(TEXT, nlp=yinuo.load(reader=reader), include=("achievement",)))


def ruled(name, record):
    evidence = [{"field": "specificity", "rule": rule, "text": None, "start": None, "end": None} for rule in name]
    return {**record, "evidence": evidence}


def test_confidence_of_a_commitment_is_what_the_folder_makes_of_rules_and_reader(opened):
    before = [json.loads(r.to_json()) for r in records(None)]
    after = records("shipped")
    for old, new in zip(before, after, strict=True):
        (reading,) = opened.reader([item_of(old)])
        wanted = opened.confidence(old, reading) if new.status == "commitment" else old["confidence"]
        assert new.confidence == wanted
    assert [r.confidence for r in after] != [r["confidence"] for r in before]
    assert {r.status for r in after} == {"commitment", "achievement"}


def test_what_the_reader_doubts_is_less_likely_and_so_is_what_its_rule_often_gets_wrong(opened):
    record = json.loads(next(iter(yinuo.extract(TEXT, nlp=pipeline()))).to_json())
    assert opened.confidence(record, DOUBTFUL) < opened.confidence(record, SURE)
    shares = json.loads((SHIPPED / "confidence.json").read_text("utf-8"))["rules"]
    worst, best = min(shares, key=shares.get), max(shares, key=shares.get)
    assert opened.confidence(ruled([worst], record), SURE) < opened.confidence(ruled([best], record), SURE)


def test_the_rule_that_counts_is_the_first_that_decided_and_an_unknown_one_is_usual(opened):
    record = json.loads(next(iter(yinuo.extract(TEXT, nlp=pipeline()))).to_json())
    both = ruled(["put-in-force", "second-reader"], record)
    assert rule_of(both) == "put-in-force"
    assert opened.confidence(both, SURE) == opened.confidence(ruled(["put-in-force"], record), SURE)
    usual = opened.confidence.usual
    assert opened.confidence(ruled(["of-a-later-version"], record), SURE) == opened.confidence(ruled([], record), SURE)
    assert min(opened.confidence.right.values()) < usual < max(opened.confidence.right.values())


def test_no_share_is_nought_or_one():
    assert log_odds(0.0) == log_odds(0.0001) == pytest.approx(-log_odds(1.0))


def test_the_weights_of_confidence_are_bound_by_their_digest(tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "reader"))
    (folder / "confidence.json").write_text("{}", "utf-8")
    with pytest.raises(ReaderError, match=r"confidence.json: not the weights that reader.json names"):
        yinuo.extract(TEXT, nlp=yinuo.load(reader=folder))


def test_a_folder_without_them_leaves_the_rank_of_the_rules(tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "reader"))
    description = json.loads((folder / "reader.json").read_text("utf-8"))
    digests = {"weights.npz": description["weights_sha256"]["weights.npz"]}
    (folder / "reader.json").write_text(json.dumps({**description, "weights_sha256": digests}), "utf-8")
    assert [r.confidence for r in records(folder)] == [r.confidence for r in records(None)]


def test_what_is_said_of_its_measure_is_what_the_docs_rest_on():
    measured = json.loads((SHIPPED / "confidence.json").read_text("utf-8"))["measured"]
    tuned, unseen, earlier = measured.values()
    assert tuned["documents"] < unseen["documents"]
    assert tuned["ece_10_bins"] <= unseen["ece_10_bins"] <= 0.04 < earlier["ece_10_bins"]
    assert tuned["by_document_1_bin"] <= 0.04 < unseen["by_document_1_bin"]  # so the docs promise nothing of one text
    assert all(one["auc"] > one["auc_of_rules"] for one in measured.values())
