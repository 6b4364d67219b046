"""A character that a text does without is told from one that was taken out of it by the gaps that it left."""

import re

import pytest

from tests.damage.samples import SPEECHES, without
from yinuo.damage.confirmation import confirmed
from yinuo.damage.findings import Diagnosis, Lost
from yinuo.damage.repair import repair

ALL = "\n".join(SPEECHES.values())


def lost_of(text, characters, expected):
    lost = tuple(Lost(c, expected, 0, 1e-9, 0, len(text)) for c in characters)
    return [item.character for item in confirmed(lost, repair(text, Diagnosis(len(text), lost)).repairs)]


@pytest.mark.parametrize("subject", ["农", "乡", "校", "园"])
def test_what_a_text_does_without_is_not_lost(subject):
    sound = "".join(sentence for sentence in re.split("(?<=[。\n])", ALL) if subject not in sentence)
    assert lost_of(sound, subject, 24.0) == []


@pytest.mark.parametrize("taken", ["加", "众", "建"])
def test_what_was_taken_out_of_a_text_is_lost(taken):
    assert lost_of(without(ALL, taken), taken, float(ALL.count(taken))) == [taken]


def test_digits_are_confirmed_by_other_means():
    assert lost_of(without(ALL, "01"), "01", 30.0) == ["0", "1"]
