"""Measure where the reader's word may decide: by genre, what reader and rule together gain on documents left out.

Run: python models/reader/asking.py --gold ../shared/gold/dev ../shared/gold/train --blind BLIND --records NOW.jsonl \
        --untuned OLD.jsonl --texts ../shared/corpus BLIND-TEXTS RULE...    (records by rules alone; see README.md)
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from material import Row, countable, fitted, folds, items_of, matrix, rows
from measure import DRAWS, f1
from sklearn.linear_model import LogisticRegression
from train import DELIVERABLE, answers, ruled

import yinuo
from yinuo.learned.calibration import rule_of
from yinuo.structure.outline import speeches

NONE = "no genre"


def unseen_odds(asked: list[Row], taught: list[Row]) -> Any:
    """Give each row the log odds of a model that saw nothing of its place."""
    x, wanted = matrix(items_of(row.record for row in taught), DELIVERABLE["groups"]), answers(taught)
    theirs = matrix(items_of(row.record for row in asked), DELIVERABLE["groups"])
    found = np.zeros(len(asked))
    for kept, own in without_places(asked, taught):
        found[own] = fitted(x[kept], wanted[kept], DELIVERABLE["C"]).decision_function(theirs[own])
    return found


def without_places(asked: list[Row], taught: list[Row]) -> Any:
    """Yield for each fold of places which of the taught are of other places, and which of the asked are its own."""
    fold = folds([row.place for row in (*taught, *asked)])
    of_taught, of_asked = fold[: len(taught)], fold[len(taught) :]
    for number in sorted(set(of_asked.tolist())):
        yield of_taught != number, of_asked == number


def together(asked: list[Row], odds: Any, untuned: list[Row], untuned_odds: Any) -> Any:
    """Say how likely reader and rules find a label, weighed on other places whose texts the rules had not seen."""
    unseen = np.array([row.part != "dev" for row in untuned])
    x, wanted, found = np.c_[untuned_odds, ruled(untuned)], answers(untuned), np.zeros(len(asked))
    for kept, own in without_places(asked, untuned):
        model = LogisticRegression(C=10).fit(x[kept & unseen], wanted[kept & unseen])
        found[own] = model.predict_proba(np.c_[odds, ruled(asked)][own])[:, 1]
    return found


def genres(asked: list[Row], folders: Sequence[Path]) -> Any:
    """Name the genre of the speech that each row is of, by its title, or by its articles."""
    known = {}
    for name in sorted({row.record["document"] for row in asked}):
        text = yinuo.read(next(found for folder in folders for found in folder.rglob(name))).text
        known |= {(name, speech.index): speech.genre or NONE for speech in speeches(text)}
    return np.array([known.get((row.record["document"], row.record["speech"]["index"]), NONE) for row in asked])


def gain(wanted: Any, better: Any, rules: Any, documents: Any) -> tuple[float, float]:
    """Give the middle 95 of 100 gains of F1, documents drawn anew."""
    names, random = sorted(set(documents.tolist())), np.random.RandomState(0)
    own = {name: np.flatnonzero(documents == name) for name in names}
    drawn = []
    for _ in range(DRAWS):
        some = np.concatenate([own[name] for name in random.choice(names, len(names))])
        drawn.append(f1(wanted[some], better[some]) - f1(wanted[some], rules[some]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def tell(name: str, asked: list[Row], likely: Any, genre: Any, options: Any) -> None:
    """Print a line a genre, and one for all of them."""
    wanted, rules = answers(asked), ruled(asked)
    asks = np.isin([rule_of(row.record) for row in asked], options.rules)
    asks &= np.maximum(likely, 1 - likely) > options.sure
    documents = np.array([row.record["document"] for row in asked])
    found = np.where(asks, (likely > 0.5).astype(int), rules)
    for chosen in [*sorted(set(genre.tolist())), "all"]:
        own = (genre == chosen) | (chosen == "all")
        changed = own & (found != rules)
        low, high = gain(wanted[own], found[own], rules[own], documents[own])
        counts = f"{own.sum()} records of {len(set(documents[own].tolist()))} documents"
        right = f"right in {(found == wanted)[changed].sum()} of {changed.sum()} changed"
        scores = f"F1 {f1(wanted[own], rules[own]):.3f} -> {f1(wanted[own], found[own]):.3f} ({low:+.3f} … {high:+.3f})"
        sys.stdout.write(f"{name}, {chosen}: {counts}; {scores}; {right}\n")


def main() -> None:
    """Measure on what the rules had not seen, and by today's rules, which learned from the texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="+", metavar="RULE")
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--blind", type=Path, nargs="*", default=[], help="gold that was marked before rules saw it")
    parser.add_argument("--records", type=Path, required=True, help="records of the gold texts by the present rules")
    parser.add_argument("--untuned", type=Path, required=True, help="the same, by the rules before they saw it")
    parser.add_argument("--sure", type=float, default=0.5, help="go against a rule only where both are as sure as this")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="folders that hold the texts of the gold")
    options = parser.parse_args()
    gold = [*options.gold, *options.blind]
    now, old = ([row for row in rows(gold, file) if countable(row)] for file in (options.records, options.untuned))
    odds = unseen_odds(old, now)
    both, unseen = together(old, odds, old, odds), [n for n, row in enumerate(old) if row.part != "dev"]
    some = [old[number] for number in unseen]
    tell("rules before they saw the text", some, both[unseen], genres(some, options.texts), options)
    blind = {folder.name for folder in options.blind}
    tuned = [row for row in now if row.part not in blind]
    both = together(tuned, unseen_odds(tuned, now), old, odds)
    tell("rules of today", tuned, both, genres(tuned, options.texts), options)


if __name__ == "__main__":
    main()
