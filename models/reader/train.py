"""Train the linear reader, and weigh its voice beside the rules'; write reader.json and weights.npz.

Run: python models/reader/train.py --gold ../shared/gold/dev ../shared/gold/train --records NOW.jsonl \
        --untuned OLD.jsonl --silver SILVER.jsonl | --keep-status FOLDER [-o FOLDER]
        (see README.md beside this file)
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from material import Row, countable, fitted, folds, held_out_odds, items_of, matrix, read_records, rows
from sklearn.linear_model import LogisticRegression

from yinuo.digests import file_digest
from yinuo.learned.calibration import log_odds
from yinuo.learned.folders import CONFIDENCE, DESCRIPTION, WEIGHTS
from yinuo.learned.linear import STATUSES
from yinuo.teaching.gold import SHORT

OUT = Path(__file__).parents[2] / "pipeline/yinuo/learned/shipped"
# Chosen on the documents that rules had not seen, by place left out.
DELIVERABLE, STATUS = {"groups": ["span"], "C": 30.0}, {"groups": ["span", "context", "heading"], "C": 3.0}
GOLD_WEIGHT, EVERY = 8.0, 2
# The rule that asks the reader, and by genre of the text how sure both together must be to go against it: where
# asking.py shows a gain on unseen documents, and today's rules lose nothing on what they learned from (see README.md).
ASKS = "no-checkable-end"
SURE = {"notice": 0.6, "report": 0.7, "rules": 0.6}


def answers(found: list[Row]) -> Any:
    """Say which rows are deliverable in gold (or counted there)."""
    return np.array([int(row.gold["specificity"] != "directional") for row in found if row.gold])


def ruled(found: list[Row]) -> Any:
    """Say which rows the rules call deliverable."""
    return np.array([int(row.record["specificity"] == "deliverable") for row in found])


def stack(untuned: list[Row]) -> tuple[Any, Any]:
    """Weigh reader and rules on documents that neither had seen; give the model and the reader's log odds there."""
    found = [row for row in untuned if countable(row)]
    odds = held_out_odds(
        matrix(items_of(r.record for r in found), DELIVERABLE["groups"]),
        answers(found),
        folds([r.place for r in found]),
        DELIVERABLE["C"],
    )
    unseen = np.array([row.part != "dev" for row in found])
    both = np.c_[odds, ruled(found)]
    return LogisticRegression(C=10).fit(both[unseen], answers(found)[unseen]), odds


def status_labels(found: list[Row]) -> tuple[list[dict[str, Any]], list[int]]:
    """Give records with the status that gold leaves no doubt of: its own, and those that the rules call none either."""
    pairs = [
        (row.record, 0 if row.gold else STATUSES.index(row.record["status"]))
        for row in found
        if row.gold or row.record["status"] != "commitment"
    ]
    return [record for record, _ in pairs], [label for _, label in pairs]


def status_model(found: list[Row], silver: list[dict[str, Any]]) -> Any:
    """Fit the status head, one status against all others, on gold and on the rules' labels of other texts."""
    records, labels = status_labels(found)
    y = np.array([*labels, *(STATUSES.index(r["status"]) for r in silver)])
    weight = np.r_[np.full(len(labels), GOLD_WEIGHT), np.ones(len(silver))]
    x = matrix(items_of([*records, *silver]), STATUS["groups"])
    return [fitted(x, (y == label).astype(int), STATUS["C"], weight) for label in range(len(STATUSES))]


def quantised(models: list[Any]) -> tuple[Any, list[float], list[float]]:
    """Write weights as whole numbers of eight bits, with the scale and the bias of each label."""
    weights = np.concatenate([model.coef_ for model in models])
    scale = np.abs(weights).max(axis=1) / 127
    whole = np.round(weights / scale[:, None]).astype(np.int8)
    return whole, [float(f"{s:.8g}") for s in scale], [float(f"{m.intercept_[0]:.8g}") for m in models]


Head = tuple[dict[str, Any], Any]


def learned(settings: dict[str, Any], models: list[Any]) -> Head:
    """Give what is told of a head, and its weights."""
    weights, scale, bias = quantised(models)
    return {"groups": settings["groups"], "scale": scale, "bias": bias}, weights


def kept(folder: Path, name: str) -> Head:
    """Take a head of a folder of a reader as it is."""
    with np.load(folder / WEIGHTS) as file:
        return json.loads((folder / DESCRIPTION).read_text("utf-8"))["heads"][name], file[name]


def asking() -> dict[str, dict[str, Any]]:
    """Say by genre which rules ask, and beyond what log odds both together decide."""
    return {genre: {"rules": [ASKS], "beyond": round(log_odds(sure), 4)} for genre, sure in SURE.items()}


def texts_of(found: list[Row]) -> list[str]:
    """Name the texts that were learned from, so that nobody weighs the reader on them."""
    return sorted({row.record["document_sha256"][:SHORT] for row in found})


def write(folder: Path, heads: dict[str, Head], voice: Any, texts: list[str]) -> None:
    """Write reader.json and weights.npz; what makes confidence stays, where it stands there."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / WEIGHTS, **{name: weights for name, (_, weights) in heads.items()})
    files = [name for name in (WEIGHTS, CONFIDENCE) if (folder / name).is_file()]
    voices = zip(("reader", "rules", "bias"), (*voice.coef_[0], voice.intercept_[0]), strict=True)
    description: dict[str, Any] = {
        "kind": "linear",
        "heads": {name: told for name, (told, _) in heads.items()},
        "weights_sha256": {name: file_digest(folder / name) for name in files},
        "stack": {"specificity": {**{name: round(float(value), 4) for name, value in voices}, "asking": asking()}},
        "trained": {"texts": texts},
    }
    text = json.dumps(description, indent=1) + "\n"
    (folder / DESCRIPTION).write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def main() -> None:
    """Train, and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--records", type=Path, required=True, help="records of the gold texts by the present rules")
    parser.add_argument("--untuned", type=Path, required=True, help="the same, by the rules before they saw it")
    status = parser.add_mutually_exclusive_group(required=True)
    status.add_argument("--silver", type=Path, help="records of other texts, which teach the status too")
    status.add_argument("--keep-status", type=Path, metavar="FOLDER", help="teach no status; take that of this reader")
    parser.add_argument("-o", "--output", type=Path, default=OUT)
    options = parser.parse_args()
    found = rows(options.gold, options.records)
    taught = [row for row in found if countable(row)]
    x = matrix(items_of(row.record for row in taught), DELIVERABLE["groups"])
    if options.keep_status:
        of_status = kept(options.keep_status, "status")
    else:
        silver = list(itertools.chain.from_iterable(read_records(options.silver).values()))[::EVERY]
        of_status = learned(STATUS, status_model(found, silver))
    checks = learned(DELIVERABLE, [fitted(x, answers(taught), DELIVERABLE["C"])])
    voice, _ = stack(rows(options.gold, options.untuned))
    write(options.output, {"status": of_status, "deliverable": checks}, voice, texts_of(found))


if __name__ == "__main__":
    main()
