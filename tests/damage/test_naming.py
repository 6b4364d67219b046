"""A character that a text does without is told from one that was taken out of it by the gaps that it left."""

import re

import pytest

from tests.damage.samples import INTACT, SPEECHES, without
from yinuo.damage.diagnosis import inspect
from yinuo.damage.findings import Diagnosis, Lost
from yinuo.damage.naming import named
from yinuo.damage.repair import repair
from yinuo.folding import fold

ALL = "\n".join(SPEECHES.values())
WHOLE = "\n".join((*SPEECHES.values(), *INTACT.values()))


def lost_of(text, characters, expected):
    lost = tuple(Lost(c, expected, 0, 1e-9, 0, len(text)) for c in characters)
    return [item.character for item in named(fold(text), lost, repair(text, Diagnosis(len(text), lost)).repairs)]


@pytest.mark.parametrize("subject", ["农", "乡", "校", "园"])
def test_what_a_text_does_without_is_not_lost(subject):
    sound = "".join(sentence for sentence in re.split("(?<=[。\n])", ALL) if subject not in sentence)
    assert lost_of(sound, subject, 24.0) == []


@pytest.mark.parametrize("taken", ["加", "众", "建"])
def test_what_was_taken_out_of_a_text_is_lost(taken):
    assert lost_of(without(ALL, taken), taken, float(ALL.count(taken))) == [taken]


def test_digits_are_confirmed_by_other_means():
    assert lost_of(without(ALL, "01"), "01", 30.0) == ["0", "1"]


@pytest.mark.parametrize("rare", ["盾", "签", "厉", "龄"])
def test_what_is_too_rare_to_be_counted_is_named_by_its_gaps(rare):
    taken = set(inspect(without(WHOLE, "01加信众公" + rare)).characters)
    assert rare in taken
    assert taken <= set("01加信众公" + rare)
