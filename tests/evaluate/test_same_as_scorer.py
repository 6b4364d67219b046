"""Our totals are those of the contract's own scorer, to four decimals, where that scorer is at hand."""

import importlib.util
import json
from pathlib import PurePosixPath

import pytest

from tests.evaluate.samples import ROOT, SHARED, disturb, write_lines
from yinuo.evaluate import evaluate

SCORER = SHARED / "gold" / "score.py"
GOLD = [SHARED / "gold" / "dev", ROOT / "corpus" / "gold"]

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="../shared/gold/score.py is not here")


def scorer():
    spec = importlib.util.spec_from_file_location("contract_scorer", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("gold", GOLD, ids=["dev", "corpus"])
def test_same_totals_and_documents(gold, seed, tmp_path):
    if not gold.is_dir():
        pytest.skip(f"no gold in {gold.relative_to(ROOT.parent)}")
    predictions = disturb(gold, seed)
    by_document = {}
    for found in predictions:
        by_document.setdefault(PurePosixPath(found["document"]).name, []).append(found)
    documents = [json.loads(file.read_text("utf-8")) for file in sorted(gold.glob("*.json"))]
    theirs = scorer().score(documents, by_document)
    ours = evaluate(gold, write_lines(tmp_path / "found.jsonl", predictions), baseline=False).to_dict()
    assert ours["total"] == theirs["total"]
    assert ours["documents"] == theirs["documents"]
    assert 0.3 < ours["total"]["record"]["f1"] < 0.9, "the disturbance must leave something right and something wrong"
