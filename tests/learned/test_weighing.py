"""Voices of readers beside the rules: weighed and measured on documents left out, without torch."""

import math
import sys

import pytest

from yinuo.errors import MissingExtraError
from yinuo.learned.decision import decided
from yinuo.teaching import weighing
from yinuo.teaching.weighing import ASKS, Case, f1, folds, measured, weighed

BOTH = [("reader",), ("reader", "shipped")]


def cases(documents=12, genre="report", *, reader=2.0, shipped=0.0):
    """Make six cases a document, all directional by the rules; of two each reader says something: sure, or turned."""
    found = []
    for number in range(documents):
        for place in range(6):
            wanted = place < 2
            odds = (1 if wanted else -1) * (1 + 0.1 * (number % 3))
            labels = ("deliverable" if wanted else "directional", "directional")
            found.append(Case(f"{genre}{number}", genre, *labels, ASKS, reader * odds, shipped * odds))
    return found


def test_a_voice_that_knows_is_heard_on_documents_left_out():
    some = cases()
    found = measured(some, BOTH, 0.6)
    assert f1(some, ["directional"] * len(some)) == 0
    assert f1(some, found) == 1


def test_a_voice_that_knows_nothing_changes_nothing():
    some = cases(reader=0.0)
    assert weighed(some, BOTH, 0.6) is None
    assert set(measured(some, BOTH, 0.6)) == {"directional"}


def test_it_speaks_in_the_kinds_of_text_that_gain_and_have_documents_enough():
    turned = [case._replace(reader=-case.reader) for case in cases(4, "plan")]
    say = weighed([*cases(), *turned, *cases(3, "notice")], [("reader",)], 0.6)
    assert say.genres == ("report",)
    assert say.stack()["asking"] == {"report": {"rules": [ASKS], "beyond": round(math.log(1.5), 4)}}


def test_the_shipped_reader_joins_where_it_tells_more():
    deaf = [case._replace(reader=0.0) for case in cases(shipped=2.0)]
    assert dict(weighed(deaf, BOTH, 0.6).weights)["shipped"] > 0
    assert "shipped" not in dict(weighed(cases(shipped=0.0), BOTH, 0.6).weights)


def test_what_is_said_is_what_the_pipeline_decides():
    say = weighed(cases(), BOTH, 0.6)
    for case in cases(genre="report") + cases(genre="plan"):
        one = decided("directional", case.rule, case.genre, case.reader, say.stack(), case.shipped)
        assert one == say.decide(case) == (case.wanted if case.genre == "report" else "directional")
    other = cases()[0]._replace(rule="start")
    assert say.decide(other) == "directional"


def test_a_fold_holds_whole_documents_and_is_as_large_as_the_others():
    fold = folds(case.document for case in cases(16))
    assert sorted(fold.values()) == sorted([*range(8), *range(8)])


def test_without_the_extra_one_line_names_the_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(MissingExtraError, match=r"scikit-learn is not installed; run: pip install 'yinuo\[train\]'"):
        weighing.libraries()
