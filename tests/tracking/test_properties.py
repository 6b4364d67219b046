"""Test what holds of tracking whatever the reports say: units, distractors, order, grounding, the same text twice."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import yinuo
from tests.shared import SHARED, needs
from tests.tracking.reports import OLD, new, old, verdict
from yinuo.readers import read
from yinuo.tracking.match import Index
from yinuo.tracking.pair import tracked
from yinuo.tracking.report import of_records, of_source

UNITS = [("万吨", "亿斤", 1 / 5), ("公顷", "亩", 15), ("公里", "米", 1000), ("平方公里", "公顷", 100)]
THINGS = {
    "万吨": "粮食产量达到{}{}",
    "公顷": "绿地面积达到{}{}",
    "公里": "天然气管网总长达到{}{}",
    "平方公里": "湿地面积达到{}{}",
}


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(UNITS), st.integers(10, 400), st.integers(10, 400))
def test_a_unit_of_the_same_family_leaves_the_verdict(units, promised, told):
    large, small, factor = units
    sentence = THINGS[large]
    own = verdict(sentence.format(promised, large), sentence.format(told, large)).verdict
    value = f"{told * factor:.4f}".rstrip("0").rstrip(".")
    assert verdict(sentence.format(promised, large), sentence.format(value, small)).verdict == own


@pytest.mark.parametrize("told", ["6.3%", "5.1%"])
def test_a_figure_of_five_years_leaves_the_verdict_on_one(told):
    year = f"地区生产总值增长{told}"
    plain = verdict("地区生产总值增长6%左右", year)
    five = "“十四五”时期，地区生产总值年均增长7.2%，五年累计增长41%。"
    beside = verdict("地区生产总值增长6%左右", year, before=five)
    assert (beside.verdict, beside.attainment) == (plain.verdict, plain.attainment)


def test_a_report_tells_nothing_of_its_own_promises():
    same = of_source(new("地区生产总值增长6.3%", again="地区生产总值增长6%左右"))
    found = list(tracked(same, same))
    assert found
    assert {one.verdict for one in found} == {"too_early"}


def test_an_earlier_report_tells_nothing_of_later_promises():
    found = list(tracked(of_source(new("税收增长3%", again="税收增长5%")), of_source(old("税收增长5%"))))
    assert {one.verdict for one in found} == {"too_early"}


def test_the_order_of_files_changes_nothing(tmp_path):
    texts = {"qingwu-2031": old("税收增长5%").text, "qingwu-2032": new("税收增长3%").text}
    for folder, names in (("a", sorted(texts)), ("b", sorted(texts, reverse=True))):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / f"{name}.txt").write_text(texts[name], "utf-8")
    results = [
        [one.to_json().replace(f"/{folder}/", "/") for one in yinuo.track(*[tmp_path / folder] * 2)] for folder in "ab"
    ]
    assert results[0] == results[1]
    assert json.loads(results[0][0])["verdict"] == "below"


def test_records_serve_as_well_as_texts(tmp_path):
    texts = [old("税收增长5%"), new("税收增长3%")]
    for text in texts:
        found = yinuo.extract(text.text, document=text.path, include=("achievement",))
        (tmp_path / text.path).with_suffix(".jsonl").write_text("".join(f"{r.to_json()}\n" for r in found), "utf-8")
    by_records = yinuo.track(tmp_path / "qingwu-2031.jsonl", tmp_path / "qingwu-2032.jsonl")
    by_texts = yinuo.track(*texts)
    assert [one.to_json() for one in by_records] == [one.to_json() for one in by_texts]


def test_the_best_of_equal_clauses_is_the_first():
    index = Index(["污水处理厂管网", "栖霞大桥", "污水处理厂管网"])
    assert [hit.index for hit in index.search("污水处理厂管网")] == [0, 2]


def grounded(before, after):
    found = list(tracked(of_source(before), of_source(after)))
    for one in found:
        assert before.text[one.commitment.start : one.commitment.end] == one.commitment.text
        assert len(one.evidence) <= 3
        for piece in one.evidence:
            assert after.text[piece.start : piece.end] == piece.text
        if one.again:
            assert after.text[one.again.start : one.again.end] == one.again.text
        assert (one.attainment is None) or one.verdict in ("reached", "exceeded", "below", "partly", "not_comparable")
        assert (one.why is None) == (one.verdict != "not_comparable")
        assert one.needs_check or one.verdict != "below"
    return found


def test_evidence_stands_in_the_new_report():
    assert grounded(read("corpus/tracking/qingwu-2031.txt"), read("corpus/tracking/qingwu-2032.txt"))


@needs("corpus/county", sibling="test_evidence_stands_in_the_new_report")
def test_evidence_stands_in_real_reports():
    found = grounded(*(read(SHARED / f"corpus/county/hailar-{year}.txt") for year in (2014, 2015)))
    assert len(found) > 60
    assert not [one for one in found if re.search("[\n]", one.commitment.text)]


def test_records_without_a_text_keep_their_place():
    text = OLD.format("税收增长5%")
    found = yinuo.extract(text, document="a-2031.txt")
    assert of_records(found.commitments).year == 2031
