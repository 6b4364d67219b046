"""Numbers, quantities and times on cases from peers' own test suites, scored by their scorer, where those are here."""

import importlib.util
import json

import pytest

import yinuo
from tests.evaluate.samples import SHARED

CASES = SHARED / "peers" / "cases.jsonl"
SCORER = SHARED / "peers" / "score_values.py"
LEAST = 0.95

pytestmark = pytest.mark.skipif(not (CASES.exists() and SCORER.exists()), reason="../shared/peers is not here")


@pytest.fixture(scope="module")
def result():
    spec = importlib.util.spec_from_file_location("peers_scorer", SCORER)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    return scorer.score(cases, yinuo.quantities, yinuo.deadlines)


@pytest.mark.parametrize("kind", ["number", "quantity", "time"])
def test_cases_of_peers(result, kind):
    rows, errors = result
    right, total = rows[kind]
    wrong = "\n".join(f"{case['id']}: {case['input']} found {found}" for case, found in errors if case["kind"] == kind)
    assert total > 0
    assert right / total >= LEAST, f"{right} of {total} right; wrong:\n{wrong}"
