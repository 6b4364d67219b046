"""The extraction's scores on the project's gold, and on the development gold where it is, stay above their floors."""

import pytest

from tests.gate.floors import fallen, measure, read_floors, real_extract
from tests.shared import needs
from yinuo.evaluate import MEASURES, digest

SETS = read_floors()


@pytest.fixture(scope="module")
def extract():
    return real_extract()


def either(gold_set):
    """The set as a parameter; one beside the repository runs where it is, the project's own always."""
    mark = needs(gold_set.gold.removeprefix("../shared/"), sibling="test_no_score_is_below_its_floor")
    return pytest.param(gold_set, id=gold_set.name, marks=mark if gold_set.optional else ())


@pytest.fixture(params=map(either, SETS.values()))
def gold_set(request):
    return request.param


def test_the_project_s_own_gold_is_always_measured():
    assert [name for name, own in SETS.items() if own.present and not own.optional]


def test_gold_is_the_one_the_floors_are_for(gold_set):
    changed = "the gold changed: look at the scores, then python -m tests.gate --write"
    assert digest(gold_set.folder) == gold_set.digest, changed


def test_every_measure_has_a_floor(gold_set):
    assert gold_set.floors.keys() == set(MEASURES)


def test_no_score_is_below_its_floor(gold_set, extract):
    fell = fallen(gold_set, measure(gold_set, extract))
    assert not fell, "\n".join(fell)
