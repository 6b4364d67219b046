"""Compare rules, linear reader and transformer on whole documents left out; both readers learn from the same clauses.

Run: python models/reader/compare.py --gold ../shared/gold/dev ../shared/gold/train --records OLD.jsonl \
        --also NOW.jsonl --encoder ../shared/encoder/e5-small-zh --layers 6 [--epochs 4] [--every 3]    (see README.md)
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from material import Row, fitted, matrix, overlap, read_gold, rows
from train import DELIVERABLE, STATUS

from yinuo.learned import training
from yinuo.learned.features import item_of
from yinuo.learned.lessons import Lesson
from yinuo.learned.linear import STATUSES, Reading
from yinuo.learned.transformer import TransformerReader
from yinuo.teaching.scoring import FieldScore, _f1, _field
from yinuo.teaching.scoring import Row as Scored

# The document that tells when to stop: the one whose number of clauses is nearest to this.
EVEN = 150
FIELDS = (("status", "commitment"), ("specificity", "deliverable"))


def say(*told: object) -> None:
    """Print a line."""
    sys.stdout.write(" ".join(map(str, told)) + "\n")
    sys.stdout.flush()


def lessons(folders: list[Path], file: Path) -> list[Lesson]:
    """Make lessons of records; one that overlaps a mark by less than half is left out."""
    marks = {gold["document"]: gold["commitments"] for _, gold in read_gold(folders)}
    return [
        lesson(row)
        for row in rows(folders, file)
        if row.gold or not any(overlap(row.record, mark) for mark in marks[row.record["document"]])
    ]


def lesson(row: Row) -> Lesson:
    """Say what gold says of one record."""
    record, gold = row.record, row.gold
    ruled = record["status"], record["specificity"]
    if gold is None:
        status = None if ruled[0] == "commitment" else ruled[0]
        return Lesson(record["document"], item_of(record), False, status, None, *ruled)
    label = "directional" if gold["specificity"] == "directional" else "deliverable"
    said = label if ruled[1] != "quantified" else None
    return Lesson(record["document"], item_of(record), True, "commitment", said, *ruled)


def linear(taught: list[Lesson], asked: list[Lesson]) -> list[Reading]:
    """Teach the linear reader, and have it read."""
    status = [one for one in taught if one.status]
    label = [one for one in taught if one.specificity]
    x, asked_x = (matrix([one.item for one in some], STATUS["groups"]) for some in (status, asked))
    y = np.array([STATUSES.index(one.status) for one in status])
    odds = np.stack(
        [fitted(x, (y == n).astype(int), STATUS["C"]).decision_function(asked_x) for n in range(len(STATUSES))], 1
    )
    x, asked_x = (matrix([one.item for one in some], DELIVERABLE["groups"]) for some in (label, asked))
    y = np.array([int(one.specificity == "deliverable") for one in label])
    deliverable = fitted(x, y, DELIVERABLE["C"]).decision_function(asked_x)
    shares = 1 / (1 + np.exp(-odds))
    return [
        Reading(dict(zip(STATUSES, (row / row.sum()).tolist(), strict=True)), float(one))
        for row, one in zip(shares, deliverable, strict=True)
    ]


def transformer(taught: list[Lesson], held_out: str, asked: list[list[Lesson]], options: Any) -> list[list[Reading]]:
    """Teach the transformer, and have it read."""
    settings = training.Settings(layers=options.layers, epochs=options.epochs, bfloat16=options.bfloat16)
    opened, heads, _ = training.train(
        options.encoder,
        [one for one in taught if one.document != held_out],
        [one for one in taught if one.document == held_out],
        settings,
        lambda epoch: say(epoch),
    )
    if options.output:
        training.write(options.output, opened, heads, {**settings._asdict(), "held_out": [held_out]})
    reader = TransformerReader(opened, heads)
    return [reader([one.item for one in some]) for some in asked]


def labels(field: str, one: Lesson, reading: Reading) -> tuple[str, str, str] | None:
    """Give gold, rules and reader for one field; None where it does not count."""
    if field == "status":
        return (
            "commitment" if one.marked else "",
            one.ruled_status,
            max(reading.status, key=reading.status.__getitem__),
        )
    if one.specificity is None or one.ruled_status != "commitment":
        return None
    return one.specificity, one.ruled_specificity, "deliverable" if reading.deliverable > 0 else "directional"


def score(field: str, label: str, asked: list[Lesson], one: list[Reading], other: list[Reading] | None) -> FieldScore:
    """Score one method against the rules, or against another method."""
    found = []
    for place, each in enumerate(asked):
        if told := labels(field, each, one[place]):
            against = told[1] if other is None else labels(field, each, other[place])[2]
            found.append(Scored(each.document, told[0], against, told[2]))
    return _field(field, found, _f1(label))


def main() -> None:
    """Print a line a field, a method and a set of records."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument(
        "--records", type=Path, required=True, help="records of the gold texts: to learn from, and read"
    )
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="records by other rules, to be read as well")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--layers", type=int)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--every", type=int, default=3, help="every n-th place, by name, is left out")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    files = [options.records, *options.also]
    sets = [lessons(options.gold, file) for file in files]
    places = {row.record["document"]: row.place for row in rows(options.gold, options.records)}
    names = sorted(set(places.values()))
    out = set(names[options.every - 1 :: options.every])
    taught = [one for one in sets[0] if places[one.document] not in out]
    counts = Counter(one.document for one in taught)
    held_out = min(counts, key=lambda document: (abs(counts[document] - EVEN), document))
    asked = [[one for one in some if places[one.document] in out] for some in sets]
    say(f"taught {len(taught)} clauses; held out {held_out}; left out {sorted(out)}")
    read = transformer(taught, held_out, asked, options)
    for file, some, by_transformer in zip(files, asked, read, strict=True):
        by_linear = linear(taught, some)
        for field, label in FIELDS:
            for name, one, other in (
                ("linear - rules", by_linear, None),
                ("transformer - rules", by_transformer, None),
                ("transformer - linear", by_transformer, by_linear),
            ):
                say(file.name, label, name, score(field, label, some, one, other))


if __name__ == "__main__":
    main()
