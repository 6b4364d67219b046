"""Measure rules, reader and stack by place left out: F1 of deliverable among records without a number, with intervals.

Run: python models/reader/measure.py --gold ../shared/gold/dev ../shared/gold/train --records RECORDS.jsonl
     (RECORDS.jsonl: by the rules to be measured, without a second reader; see README.md)
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from material import countable, folds, held_out_odds, items_of, matrix, rows
from sklearn.linear_model import LogisticRegression
from train import DELIVERABLE, answers, ruled

DRAWS = 1000


def f1(wanted: Any, found: Any) -> float:
    """Give F1 of the label 1."""
    return float(2 * (wanted & found).sum() / max(1, wanted.sum() + found.sum()))


def interval(wanted: Any, one: Any, other: Any, places: Any) -> tuple[float, float]:
    """Give the middle 95 of 100 differences of F1 between two methods, places drawn anew."""
    random, names = np.random.RandomState(0), sorted(set(places.tolist()))
    rows_of = {name: np.flatnonzero(places == name) for name in names}
    drawn = []
    for _ in range(DRAWS):
        chosen = np.concatenate([rows_of[name] for name in random.choice(names, len(names))])
        drawn.append(f1(wanted[chosen], one[chosen]) - f1(wanted[chosen], other[chosen]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def stacked(odds: Any, rules: Any, wanted: Any, fold: Any) -> Any:
    """Say what reader and rules find together, weighed on the other folds."""
    both, found = np.c_[odds, rules], np.zeros(len(wanted), dtype=int)
    for number in sorted(set(fold.tolist())):
        out = fold == number
        found[out] = LogisticRegression(C=10).fit(both[~out], wanted[~out]).predict(both[out])
    return found


def main() -> None:
    """Print a line a part of the gold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--records", type=Path, required=True)
    options = parser.parse_args()
    found = [row for row in rows(options.gold, options.records) if countable(row)]
    wanted, rules = answers(found), ruled(found)
    places, parts = np.array([row.place for row in found]), np.array([row.part for row in found])
    fold = folds(places.tolist())
    x = matrix(items_of(row.record for row in found), DELIVERABLE["groups"])
    odds = held_out_odds(x, wanted, fold, DELIVERABLE["C"])
    both = stacked(odds, rules, wanted, fold)
    for part in sorted(set(parts.tolist())):
        own = parts == part
        alone = (odds[own] > 0).astype(int)
        low, high = interval(wanted[own], both[own], rules[own], places[own])
        figures = (f1(wanted[own], rules[own]), f1(wanted[own], alone), f1(wanted[own], both[own]))
        text = "rules {:.3f}, reader {:.3f}, stack {:.3f}".format(*figures)
        sys.stdout.write(f"{part}: {own.sum()} records, {text}, stack - rules {low:+.3f} … {high:+.3f}\n")


if __name__ == "__main__":
    main()
