"""Measure where the reader's word may decide: by rule, what reader and rule together gain on places left out.

Run: python models/reader/asking.py --gold ../shared/gold/dev ../shared/gold/train --records NOW.jsonl \
        --untuned OLD.jsonl RULE...      (records by rules alone; see README.md)
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from material import Row, countable, fitted, items_of, matrix, rows
from measure import DRAWS, f1
from sklearn.linear_model import LogisticRegression
from train import DELIVERABLE, answers, ruled

from yinuo.learned.calibration import rule_of


def unseen_odds(asked: list[Row], taught: list[Row]) -> Any:
    """Give each row the log odds of a model that saw nothing of its place."""
    x, wanted = matrix(items_of(row.record for row in taught), DELIVERABLE["groups"]), answers(taught)
    theirs = matrix(items_of(row.record for row in asked), DELIVERABLE["groups"])
    found = np.zeros(len(asked))
    for place, kept, own in without_place(asked, taught):
        del place
        found[own] = fitted(x[kept], wanted[kept], DELIVERABLE["C"]).decision_function(theirs[own])
    return found


def without_place(asked: list[Row], taught: list[Row]) -> Any:
    """Yield each place that is asked, which of the taught are of other places, and which of the asked are its own."""
    of_taught, of_asked = (np.array([row.place for row in some]) for some in (taught, asked))
    for place in sorted(set(of_asked.tolist())):
        yield place, of_taught != place, of_asked == place


def together(asked: list[Row], odds: Any, untuned: list[Row], untuned_odds: Any) -> Any:
    """Say what reader and rules find, weighed on other places whose texts the rules had not seen."""
    unseen = np.array([row.part != "dev" for row in untuned])
    x, wanted, found = np.c_[untuned_odds, ruled(untuned)], answers(untuned), np.zeros(len(asked), dtype=int)
    for _, kept, own in without_place(asked, untuned):
        model = LogisticRegression(C=10).fit(x[kept & unseen], wanted[kept & unseen])
        found[own] = model.predict(np.c_[odds, ruled(asked)][own])
    return found


def gain(better: Any, documents: Any) -> tuple[float, float, float]:
    """Give the mean of what is gained a record, and the middle 95 of 100 draws of documents."""
    names = sorted(set(documents.tolist()))
    sums = np.array([[better[documents == name].sum(), (documents == name).sum()] for name in names])
    random = np.random.RandomState(0)
    drawn = [np.divide(*sums[random.randint(0, len(names), len(names))].sum(axis=0)) for _ in range(DRAWS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(better.mean()), float(low), float(high)


def tell(name: str, asked: list[Row], both: Any, names: list[str]) -> None:
    """Print a line a rule, and one for all of them."""
    wanted, rules = answers(asked), ruled(asked)
    of = np.array([rule_of(row.record) for row in asked])
    documents = np.array([row.record["document"] for row in asked])
    for chosen in [*([rule] for rule in names), names]:
        own = np.isin(of, chosen)
        if not own.any():
            continue
        mean, low, high = gain((both == wanted)[own].astype(int) - (rules == wanted)[own], documents[own])
        counts = f"{own.sum()} records, {(both != rules)[own].sum()} changed"
        right = f"right: rules {(rules == wanted)[own].sum()}, both {(both == wanted)[own].sum()}"
        scores = f"F1 {f1(wanted, rules):.4f} -> {f1(wanted, np.where(own, both, rules)):.4f}"
        told = f"{counts}; {right}; gain {mean:+.3f} ({low:+.3f} … {high:+.3f}); {scores}"
        sys.stdout.write(f"{name}, {' + '.join(chosen)}: {told}\n")


def main() -> None:
    """Measure by today's rules, and by those that had not seen part of the gold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="+", metavar="RULE")
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--untuned", type=Path, required=True)
    options = parser.parse_args()
    now, old = (
        [row for row in rows(options.gold, file) if countable(row)] for file in (options.records, options.untuned)
    )
    untuned_odds = unseen_odds(old, old)
    tell("rules of today", now, together(now, unseen_odds(now, now), old, untuned_odds), options.rules)
    tell("rules before", old, together(old, untuned_odds, old, untuned_odds), options.rules)
    train = [number for number, row in enumerate(old) if row.part == "train"]
    clean, odds = [old[number] for number in train], untuned_odds[train]
    tell("rules before, on what they had not seen", clean, together(clean, odds, old, untuned_odds), options.rules)


if __name__ == "__main__":
    main()
