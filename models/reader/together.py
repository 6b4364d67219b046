"""Measure rules, linear reader and fine-tuned encoder, alone and together: F1 of deliverable, each place left out once.

Run: python models/reader/together.py --gold ../shared/gold/dev ../shared/gold/train corpus/gold --blind BLIND \
        --records NOW.jsonl --untuned OLD.jsonl --encoder ../shared/encoder/e5-small-zh --layers 6    (see README.md)
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from asking import gain
from compare import alone, lesson
from material import Row, countable, fitted, items_of, matrix, rows
from measure import f1
from sklearn.linear_model import LogisticRegression
from train import DELIVERABLE, answers, ruled

from yinuo.learned import training
from yinuo.learned.transformer import TransformerReader
from yinuo.teaching.weighing import folds

# Places that tell when to stop: at most so many of the next fold, each with so many clauses.
HELD_OUT, FEWEST, MOST = 3, 20, 80


def linear(taught: list[Row], asked: list[Row]) -> Any:
    """Teach the linear reader, and give its log odds."""
    model = fitted(
        matrix(items_of(row.record for row in taught), DELIVERABLE["groups"]), answers(taught), DELIVERABLE["C"]
    )
    return model.decision_function(matrix(items_of(row.record for row in asked), DELIVERABLE["groups"]))


def encoder(taught: list[Row], asked: list[Row], held_out: set[str], options: Any) -> Any:
    """Fine-tune an encoder on clauses alone, and give its log odds."""
    settings = training.Settings(layers=options.layers, epochs=options.epochs, bfloat16=options.bfloat16)
    kept = [alone(lesson(row)) for row in taught if row.place not in held_out]
    other = [alone(lesson(row)) for row in taught if row.place in held_out]
    opened, heads, _ = training.train(options.encoder, kept, other, settings, lambda epoch: say(str(epoch)))
    return [one.deliverable for one in TransformerReader(opened, heads)([alone(lesson(row)).item for row in asked])]


def left_out(taught: list[Row], asked: list[Row], options: Any) -> dict[str, Any]:
    """Give each row the log odds of readers that saw nothing of its place."""
    sizes = Counter(row.place for row in taught)
    fold = folds(sizes.elements(), options.folds)
    found = {"linear": np.zeros(len(asked)), "encoder": np.zeros(len(asked))}
    for number in range(options.folds):
        some = [row for row in taught if fold[row.place] != number]
        fits = sorted(p for p in fold if fold[p] == (number + 1) % options.folds and FEWEST <= sizes[p] <= MOST)
        own = [place for place, row in enumerate(asked) if fold.get(row.place, 0) == number]
        them = [asked[place] for place in own]
        found["linear"][own] = linear(some, them)
        found["encoder"][own] = encoder(some, them, set(fits[:HELD_OUT]), options)
    return found


def stacked(columns: Any, wanted: Any, weighed: Any, places: Any) -> Any:
    """Say what readers and rules find together, weighed on other places whose texts the rules had not seen."""
    found = np.zeros(len(wanted), dtype=int)
    for place in sorted(set(places.tolist())):
        own = places == place
        kept = weighed & ~own
        found[own] = LogisticRegression(C=10, max_iter=500).fit(columns[kept], wanted[kept]).predict(columns[own])
    return found


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def tell(name: str, own: Any, wanted: Any, rules: Any, methods: dict[str, Any], documents: Any) -> None:
    """Print a line a method, with its gain over the rules, documents drawn anew."""
    say(f"{name}: {own.sum()} records, rules {f1(wanted[own], rules[own]):.3f}")
    for method, found in methods.items():
        low, high = gain(wanted[own], found[own], rules[own], documents[own])
        say(f"  {method} {f1(wanted[own], found[own]):.3f}, - rules {low:+.3f} … {high:+.3f}")


def main() -> None:
    """Print what each method finds in first looks, in train by earlier rules, and by today's rules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--blind", type=Path, nargs="*", default=[], help="gold that was marked before rules saw it")
    parser.add_argument("--records", type=Path, required=True, help="records of the gold texts by the present rules")
    parser.add_argument("--untuned", type=Path, required=True, help="the same, by the rules before they saw it")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--layers", type=int)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--bfloat16", action="store_true")
    options = parser.parse_args()
    gold = [*options.gold, *options.blind]
    now, old = ([row for row in rows(gold, file) if countable(row)] for file in (options.records, options.untuned))
    blind = {folder.name for folder in options.blind}
    first, tuned = [row for row in old if row.part != "dev"], [row for row in now if row.part in ("dev", "train")]
    asked = [*first, *tuned]
    odds = left_out(now, asked, options)
    wanted, rules = answers(asked), ruled(asked)
    places, documents = (
        np.array(names) for names in zip(*((r.place, r.record["document"]) for r in asked), strict=True)
    )
    weighed = np.arange(len(asked)) < len(first)
    methods = {name: (one > 0).astype(int) for name, one in odds.items()}
    for names in (["linear"], ["encoder"], ["linear", "encoder"]):
        columns = np.column_stack([*(odds[name] for name in names), rules])
        methods[" + ".join(["rules", *names])] = stacked(columns, wanted, weighed, places)
    unseen = np.array([row.part in blind for row in asked])
    for name, own in (("blind", unseen & weighed), ("train before", ~unseen & weighed), ("rules of today", ~weighed)):
        tell(name, own, wanted, rules, methods, documents)


if __name__ == "__main__":
    main()
