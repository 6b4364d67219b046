"""Fit what makes confidence a probability, measure it on whole places left out, and write confidence.json and a plot.

Run: python models/reader/calibrate.py --gold ../shared/gold/dev ../shared/gold/train corpus/gold --records NOW.jsonl \
        --untuned OLD.jsonl --silver SILVER.jsonl --odds ODDS.npz [--unseen-gold FOLDER --unseen UNSEEN.jsonl]
        [-o FOLDER]      (after train.py; see README.md)
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from material import FOLDS, SEED, Row, fitted, items_of, matrix, read_records, rows
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from train import EVERY, GOLD_WEIGHT, OUT, STATUS, status_labels

from yinuo.digests import file_digest
from yinuo.learned.calibration import log_odds, rule_of, signs
from yinuo.learned.folders import identity, open_reader
from yinuo.learned.linear import STATUSES
from yinuo.plots import Point, series

PLOT = Path(__file__).parent / "calibration.svg"
# Records that a rule is believed to have: as many of the usual kind are added to its own.
PRIOR, STRENGTH = 50, 0.1
BINS, BINS_OF_ONE = 10, 5


class Case(NamedTuple):
    """Hold a commitment of the rules: where it stands, whether gold has it, its rule, and what speaks for it."""

    document: str
    place: str
    right: int
    rule: str
    signs: dict[str, float]


def held_out_shares(found: list[Row], asked: list[list[Row]], silver: list[dict[str, Any]]) -> list[Any]:
    """Give each row of each list the reader's shares of the statuses, by weights that saw nothing of its place."""
    names = sorted({row.place for some in (found, *asked) for row in some})
    order = np.random.RandomState(SEED).permutation(len(names))
    fold = {names[n]: place % FOLDS for place, n in enumerate(order)}
    place_of = {id(row.record): row.place for row in found}
    records, labels = status_labels(found)
    own = np.array([fold[place_of[id(record)]] for record in records])
    x, y = matrix(items_of(records), STATUS["groups"]), np.array(labels)
    x_silver = matrix(items_of(silver), STATUS["groups"])
    y_silver = np.array([STATUSES.index(r["status"]) for r in silver])
    rows_of = [matrix(items_of(row.record for row in some), STATUS["groups"]) for some in asked]
    folds_of = [np.array([fold[row.place] for row in some]) for some in asked]
    odds = [np.zeros((len(some), len(STATUSES))) for some in asked]
    for number, label in itertools.product(range(FOLDS), range(len(STATUSES))):
        kept = own != number
        weight = np.r_[np.full(kept.sum(), GOLD_WEIGHT), np.ones(len(y_silver))]
        taught = np.r_[y[kept], y_silver]
        model = fitted(sp.vstack([x[kept], x_silver]), (taught == label).astype(int), STATUS["C"], weight)
        for place, some in enumerate(folds_of):
            odds[place][some == number, label] = model.decision_function(rows_of[place][some == number])
    each = [1 / (1 + np.exp(-np.clip(one, -12, 12))) for one in odds]
    return [one / one.sum(axis=1, keepdims=True) for one in each]


def cases(found: list[Row], shares: Any, part: str | None = None) -> list[Case]:
    """Make cases of the commitments of a part of the gold; ``corpus/gold`` was composed, and is not among them."""
    return [
        Case(
            row.record["document"],
            row.place,
            int(bool(row.gold)),
            rule_of(row.record),
            signs(row.record, float(share[0])),
        )
        for row, share in zip(found, shares, strict=True)
        if row.record["status"] == "commitment" and row.part != "gold" and part in (None, row.part)
    ]


def rates(taught: list[Case]) -> tuple[dict[str, float], list[float]]:
    """Give the share of right records by rule, and for each case that share without its own place."""
    usual = usual_of(taught)
    right: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    own: dict[tuple[str, str], list[int]] = defaultdict(list)
    for case in taught:
        right[case.rule] += case.right
        count[case.rule] += 1
        own[case.place, case.rule].append(case.right)
    without = []
    for case in taught:
        mine, rule = own[case.place, case.rule], case.rule
        without.append((right[rule] - sum(mine) + PRIOR * usual) / (count[rule] - len(mine) + PRIOR))
    return {rule: round((right[rule] + PRIOR * usual) / (count[rule] + PRIOR), 4) for rule in sorted(right)}, without


def usual_of(taught: list[Case]) -> float:
    """Give the share of right records among all."""
    return round(float(np.mean([case.right for case in taught])), 4)


def fit(taught: list[Case]) -> dict[str, Any]:
    """Fit the weights, and the share by rule, as ``yinuo.learned.calibration`` wants them."""
    table, without = rates(taught)
    names = [*taught[0].signs, "rule"]
    columns = [[case.signs[name] for case in taught] for name in taught[0].signs]
    columns.append([log_odds(share) for share in without])
    x = np.array(columns).T
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit((x - mean) / spread, [case.right for case in taught])
    weights = model.coef_[0] / spread
    return {
        "usual": usual_of(taught),
        "bias": round(float(model.intercept_[0] - (weights * mean).sum()), 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
        "rules": table,
    }


def said(fitted_on: dict[str, Any], case: Case) -> float:
    """Give the confidence of a case, as ``Calibration`` computes it."""
    told = {**case.signs, "rule": log_odds(fitted_on["rules"].get(case.rule, fitted_on["usual"]))}
    odds = fitted_on["bias"] + sum(weight * told[name] for name, weight in fitted_on["weights"].items())
    return round(float(1 / (1 + np.exp(-odds))), 2)


def shipped_shares(found: list[Row], folder: Path) -> list[list[float]]:
    """Give the shares of a folder's reader, for texts that are of no place of the gold."""
    reader = open_reader(str(folder), identity(str(folder))).reader
    readings = reader(items_of(row.record for row in found))
    return [[reading.status[status] for status in STATUSES] for reading in readings]


def left_out(taught: list[Case], asked: list[Case]) -> Any:
    """Give each case the confidence by weights that saw nothing of its place."""
    found = np.zeros(len(asked))
    for place in sorted({case.place for case in asked}):
        weights = fit([case for case in taught if case.place != place])
        for number, case in enumerate(asked):
            if case.place == place:
                found[number] = said(weights, case)
    return found


def bins(p: Any, count: int) -> list[Any]:
    """Cut the numbers of all cases, from doubtful to sure, into bins of one size."""
    return [some for some in np.array_split(np.argsort(p, kind="stable"), count) if len(some)]


def ece(p: Any, right: Any, count: int) -> float:
    """Give the expected calibration error over bins of one size."""
    return float(sum(len(some) * abs(p[some].mean() - right[some].mean()) for some in bins(p, count)) / len(p))


def measured(asked: list[Case], p: Any) -> dict[str, Any]:
    """Measure confidence over all cases, by document, and by documents as they were if it were the truth."""
    right = np.array([case.right for case in asked])
    documents = np.array([case.document for case in asked])
    own = [np.flatnonzero(documents == name) for name in sorted(set(documents.tolist()))]
    before = np.array([1 / (1 + np.exp(-case.signs["confidence"])) for case in asked])
    random = np.random.RandomState(SEED)
    drawn = [(random.random(len(p)) < p).astype(int) for _ in range(50)]
    return {
        "records": len(asked),
        "documents": len(own),
        "right": round(float(right.mean()), 3),
        "said": round(float(p.mean()), 3),
        f"ece_{BINS}_bins": round(ece(p, right, BINS), 3),
        f"by_document_{BINS_OF_ONE}_bins": round(float(np.mean([ece(p[o], right[o], BINS_OF_ONE) for o in own])), 3),
        f"by_document_{BINS_OF_ONE}_bins_if_true": round(
            float(np.mean([ece(p[o], y[o], BINS_OF_ONE) for y in drawn for o in own])), 3
        ),
        "by_document_1_bin": round(float(np.mean([ece(p[o], right[o], 1) for o in own])), 3),
        "by_document_1_bin_if_true": round(float(np.mean([ece(p[o], y[o], 1) for y in drawn for o in own])), 3),
        "auc": round(float(roc_auc_score(right, p)), 3),
        "auc_of_rules": round(float(roc_auc_score(right, before)), 3),
        f"ece_{BINS}_bins_of_rules": round(ece(before, right, BINS), 3),
    }


def plot(asked: list[Case], p: Any) -> str:
    """Plot what was said beside what was right, by bins of one size."""
    right = np.array([case.right for case in asked])
    points = [
        Point(
            f"{p[some].min():.2f}–{p[some].max():.2f}",
            low=round(float(p[some].mean()), 3),
            result=round(float(right[some].mean()), 3),
        )
        for some in bins(p, BINS)
    ]
    title = f"Confidence and share in gold, places left out, {len(asked)} records"
    return series(points, title=title, names=("confidence", "in gold"), head="confidence", width=760).svg


def write(folder: Path, weights: dict[str, Any]) -> None:
    """Write confidence.json, and name its digest in reader.json."""
    file, description = folder / "confidence.json", folder / "reader.json"
    file.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    told = json.loads(description.read_text("utf-8"))
    told["weights_sha256"] = {name: file_digest(folder / name) for name in ("weights.npz", file.name)}
    description.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def both_shares(now: list[Row], old: list[Row], silver: Path, kept: Path | None) -> list[Any]:
    """Give the held-out shares of the rows of both rules, from the file where they are kept, if there is one."""
    if kept and kept.is_file():
        with np.load(kept) as file:
            return [file["now"], file["old"]]
    others = list(itertools.chain.from_iterable(read_records(silver).values()))[::EVERY]
    shares = held_out_shares(now, [now, old], others)
    if kept:
        np.savez(kept, now=shares[0], old=shares[1])
    return shares


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--records", type=Path, required=True, help="records of the gold texts by the present rules")
    parser.add_argument("--untuned", type=Path, required=True, help="the same, by the rules before they saw train")
    parser.add_argument("--silver", type=Path, required=True, help="records of other texts, as train.py takes them")
    parser.add_argument("--unseen-gold", type=Path, nargs="+", default=[], help="gold to measure on, never to fit")
    parser.add_argument("--unseen", type=Path, help="its records, by rules that had not seen its texts")
    parser.add_argument("--odds", type=Path, help="keep the held-out shares here, or read them: they take minutes")
    parser.add_argument("-o", "--output", type=Path, default=OUT)
    options = parser.parse_args()
    now = rows(options.gold, options.records)
    old = rows([folder for folder in options.gold if folder.name == "train"], options.untuned)
    shares = both_shares(now, old, options.silver, options.odds)
    taught, earlier = cases(now, shares[0]), cases(old, shares[1], "train")
    asked = {"today's rules, which learned from the texts": taught}
    if options.unseen:
        unseen = rows(options.unseen_gold, options.unseen)
        asked["rules that had not seen the texts"] = cases(unseen, shipped_shares(unseen, OUT))
    weights = fit(taught)
    p = {name: left_out(taught, some) for name, some in asked.items()}
    weights["measured"] = {name: measured(some, p[name]) for name, some in asked.items()}
    weights["measured"]["much earlier rules, which had not seen them"] = measured(earlier, left_out(taught, earlier))
    PLOT.write_text(plot(list(itertools.chain(*asked.values())), np.concatenate(list(p.values()))) + "\n", "utf-8")
    write(options.output, weights)
    sys.stdout.write(json.dumps({**weights, "rules": "…"}, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
