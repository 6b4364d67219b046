"""Our totals are those of the contract's own scorer, to four decimals, where that scorer is at hand."""

import importlib.util
import json
from pathlib import PurePosixPath

import pytest

from tests.evaluate.samples import ROOT, disturb, write_lines
from tests.shared import SHARED, needs
from yinuo.evaluate import evaluate

SCORER = SHARED / "gold" / "score.py"
SHIPPED = ROOT / "corpus" / "gold"


def scorer():
    spec = importlib.util.spec_from_file_location("contract_scorer", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def marked():
    """The gold records that are shipped, each with its document."""
    wholes = [json.loads(file.read_text("utf-8")) for file in sorted(SHIPPED.glob("*.json"))]
    return [{"document": whole["document"], **record} for whole in wholes for record in whole["commitments"]]


def totals(found, tmp_path):
    """Hits, gold and predictions of each measure."""
    total = evaluate(SHIPPED, write_lines(tmp_path / "found.jsonl", found), baseline=False).to_dict()["total"]
    return {name: tuple(row[key] for key in ("hit", "gold", "predicted")) for name, row in total.items()}


def test_totals_of_shipped_gold_counted_by_hand(tmp_path):
    """Every fifth record lost, every seventh found twice, every third with another actor: counted without a scorer."""
    gold = marked()
    found = [record for n, record in enumerate(gold) if n % 5]
    twice = found[::7]
    named = {"source": "explicit", "text": "某某局"}
    found = [{**record, "actor": named} if n % 3 == 0 else record for n, record in enumerate(found)]
    got = totals([*found, *({**record, "quantities": [], "deadline": None} for record in twice)], tmp_path)
    concrete = [record["specificity"] != "directional" for record in gold]
    left = sum(yes for n, yes in enumerate(concrete) if n % 5)
    assert got["detection"] == (len(found), len(gold), len(found) + len(twice))
    assert got["concrete"] == (left, sum(concrete), left + sum(r["specificity"] != "directional" for r in twice))
    same = sum(n % 3 > 0 for n in range(len(found)))
    assert got["actor"] == (same, len(gold), len(found) + len(twice))
    amounts = sum(len(record["quantities"]) for record in found)
    assert got["quantity"] == (amounts, sum(len(record["quantities"]) for record in gold), amounts)
    assert got["record"] == (same, len(gold), len(found) + len(twice))


def test_gold_given_back_is_all_right(tmp_path):
    assert all(hit == gold == said > 100 for hit, gold, said in totals(marked(), tmp_path).values())


@needs("gold/score.py", sibling="test_totals_of_shipped_gold_counted_by_hand")
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("gold", [SHARED / "gold" / "dev", SHIPPED], ids=["dev", "corpus"])
def test_same_totals_and_documents(gold, seed, tmp_path):
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
