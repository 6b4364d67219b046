"""Test how likely a number of a damaged text stands as written, and digits that are absent without being named."""

import random
import sys

import pytest

import yinuo
from tests.scripts import load_script
from tests.shared import ROOT, SHARED, needs
from yinuo.damage.findings import Diagnosis, Lost
from yinuo.damage.numbers.intact import intact, likelihood
from yinuo.damage.numbers.unnamed import lost_digits
from yinuo.damage.repair import repair

LOST = {"0": 1.0, "1": 1.0}


def diagnosis(text, lost):
    return Diagnosis(len(text), tuple(Lost(c, 9.0, 0, 0.0, 0, len(text)) for c in lost))


@pytest.mark.parametrize(
    ("likelier", "less"),
    [
        (("3", "月底", LOST), ("3", "所学校", LOST)),  # few months have two digits
        (("2025", "年", LOST), ("225", "年", LOST)),
        (("5.3", "%", LOST), ("5", "%", LOST)),
        (("57", "所", {"8": 1.0}), ("57", "所", LOST)),  # 0 and 1 are lost far more often than 8
        (("57", "所", {"8": 0.2}), ("57", "所", {"8": 1.0})),
    ],
)
def test_likelier_as_written(likelier, less):
    assert 0 < intact(*less) < intact(*likelier) <= 1


def test_what_is_gone_and_what_lost_nothing():
    assert intact(".5", "%", LOST) == intact("5.", "%", LOST) == 0
    assert intact("5.3", "%", {}) == likelihood("5.3%", 0, 4, {}) == 1
    assert likelihood("3—5个", 0, 4, LOST) < likelihood("3个", 0, 2, LOST)


def test_a_digit_that_stands_is_not_lost_and_one_long_absent_is():
    text = "投资2345679万元，新建0.6公里。" * 40
    found = lost_digits(text, diagnosis(text, "1公"))
    assert found["1"] == 1
    assert found["8"] > 0.95
    assert not set(found) & set("02345679")
    assert lost_digits(text, Diagnosis(len(text))) == {}


def test_a_year_is_left_open_where_an_absent_digit_could_stand_in_it():
    def restored(rest):
        text = f"到199年建成。{rest}"
        return [r.applied for r in repair(text, diagnosis(text, "0")).repairs]

    assert restored("投资12345678所，" * 4) == [True]
    assert restored("投资1234567所，" * 20) == [False]


def test_records_of_a_damaged_text_say_how_likely_their_numbers_stand():
    text = (ROOT / "corpus/damaged/hexi-county-2025.txt").read_text("utf-8")
    records = yinuo.extract(text)
    damaged = [q for r in records for q in r.quantities if q.damaged]
    assert damaged
    assert all(q.intact is not None and 0 <= q.intact < 1 for q in damaged)
    assert all(q.intact is None for r in records for q in r.quantities if not q.damaged)
    assert min(r.intact for r in records) < 0.2
    assert {r.intact for r in yinuo.extract("2024年工作安排\n今年，我们要新建幼儿园7所。")} == {1.0}


@needs("corpus", sibling="test_records_of_a_damaged_text_say_how_likely_their_numbers_stand")
@pytest.mark.slow
def test_likelihoods_are_those_counted_and_few_lost_digits_pass_as_sound(monkeypatch):
    folder = ROOT / "models" / "damaged_numbers"
    monkeypatch.setitem(sys.modules, "measure", load_script(folder / "measure.py"))
    script = load_script(folder / "likelihood.py")
    texts = list(script.texts(SHARED / "corpus", held_out=True).values())
    found = [n for text in random.Random(3).sample(texts, 4) for n in script.numbers(text, "6体学技营")]
    broken = [n for n in found if not n.truth]
    assert sum(not n.flagged for n in broken) <= 0.02 * len(broken)
    flagged = [n for n in found if n.flagged]
    assert abs(sum(n.intact for n in flagged) - sum(n.truth for n in flagged)) <= 0.05 * len(flagged)
