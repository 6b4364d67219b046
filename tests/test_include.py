"""Asking for achievements and background changes no commitment, and an explanation says what its record says."""

import pytest
from hypothesis import given

import yinuo
from tests.shared import ROOT, needs, sample
from tests.test_properties import DATES, FEW, TEXTS
from yinuo.extraction import explain

ALL = ("achievement", "background")
SHIPPED = sorted((ROOT / "corpus").rglob("*.txt"))
# Texts of unknown sections, where words such as 能够 stand in sentences without a plan, and every twelfth text.
HARD = [f"national/gwr-{year}.txt" for year in (1954, 1955, 1960, 1964, 1975, 1985)]
ABLE = "国际形势\n我们能够挫败侵略政策和战争政策，保卫住世界和平。要新建幼儿园7所。"


@pytest.fixture(scope="module")
def nlp():
    return yinuo.load()


def lines(records):
    return [record.to_json() for record in records]


def assert_same(text, nlp, date=None):
    """The commitments of both ways, which are equal to the byte."""
    alone = yinuo.extract(text, date=date, nlp=nlp)
    more = yinuo.extract(text, date=date, include=ALL, nlp=nlp)
    assert lines(alone) == lines(record for record in more if record.status == "commitment")
    return alone


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_texts(nlp, path):
    assert_same(yinuo.read(path).text, nlp)


@needs("corpus", sibling="test_shipped_texts")
@pytest.mark.parametrize(
    "path", [*(p for p in sample("corpus", 1) if p.as_posix().endswith(tuple(HARD))), *sample("corpus", 12)],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_texts_beside_the_repository(nlp, path):
    assert_same(yinuo.read(path).text, nlp)


@FEW
@given(text=TEXTS, date=DATES)
def test_any_text(nlp, text, date):
    assert_same(text, nlp, date)


def test_a_long_text_with_words_that_only_sound_like_a_plan(nlp):
    text = ABLE + "\n" + "群众生活发生了巨大的变化，各项事业取得了新的成绩。" * 60
    found = assert_same(text, nlp)
    assert [record.text for record in found] == ["新建幼儿园7所"]
    assert explain(text, text.index("挫败"), nlp=nlp).status != "commitment"


@pytest.mark.parametrize("path", SHIPPED[::4], ids=lambda path: path.stem)
def test_an_explanation_says_what_the_record_says(nlp, path):
    text = yinuo.read(path).text
    for record in list(yinuo.extract(text, nlp=nlp))[::40]:
        said = explain(text, record.start, nlp=nlp)
        assert said.status == "commitment"
        assert (said.clause.start, said.clause.end) == (record.start, record.end)
