"""Compare rules, linear reader and transformer on whole documents left out; both readers learn from the same clauses.

Run: python models/reader/compare.py --gold ../shared/gold/dev ../shared/gold/train --records OLD.jsonl \
        --also NOW.jsonl --encoder ../shared/encoder/e5-small-zh --layers 6 [--epochs 4] [--every 3]    (see README.md)
"""

from __future__ import annotations

import argparse
import functools
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from material import Row, fitted, matrix, overlap, read_gold, rows
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from train import DELIVERABLE, STATUS

from yinuo.learned import training
from yinuo.learned.encoder import one_thread, open_encoder
from yinuo.learned.features import Item, item_of
from yinuo.learned.lessons import Lesson
from yinuo.learned.linear import STATUSES, Reading
from yinuo.learned.transformer import BATCH, TransformerReader, forward
from yinuo.learned.windows import Windows
from yinuo.teaching.scoring import FieldScore, f1_of, field_score
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


def linear(taught: list[Lesson], asked: list[list[Lesson]]) -> list[list[Reading]]:
    """Teach the linear reader, and have it read."""
    status = [one for one in taught if one.status]
    label = [one for one in taught if one.specificity]
    x, y = matrix([one.item for one in status], STATUS["groups"]), np.array([STATUSES.index(o.status) for o in status])
    models = [fitted(x, (y == number).astype(int), STATUS["C"]) for number in range(len(STATUSES))]
    x = matrix([one.item for one in label], DELIVERABLE["groups"])
    checks = fitted(x, np.array([int(one.specificity == "deliverable") for one in label]), DELIVERABLE["C"])
    found = []
    for some in asked:
        x = matrix([one.item for one in some], STATUS["groups"])
        shares = 1 / (1 + np.exp(-np.stack([model.decision_function(x) for model in models], 1)))
        odds = checks.decision_function(matrix([one.item for one in some], DELIVERABLE["groups"]))
        found.append(
            [
                Reading(dict(zip(STATUSES, (row / row.sum()).tolist(), strict=True)), float(one))
                for row, one in zip(shares, odds, strict=True)
            ]
        )
    return found


def transformer(held_out: str, taught: list[Lesson], asked: list[list[Lesson]], options: Any) -> list[list[Reading]]:
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


def frozen(taught: list[Lesson], asked: list[list[Lesson]], options: Any) -> list[list[Reading]]:
    """Leave the encoder as it is, and teach specificity alone, on the mean of its last layer over each clause."""
    opened = open_encoder(options.encoder, options.layers)
    windows = Windows(opened.tokenizer, opened.length)
    label = [one for one in taught if one.specificity]
    texts = sorted({one.item.text for some in (label, *asked) for one in some if one.specificity}, key=len)
    same = {"clause": lambda both: both[:, both.shape[1] // 2 :]}
    vectors: dict[str, Any] = {}
    with one_thread():
        for begin in range(0, len(texts), BATCH):
            some = texts[begin : begin + BATCH]
            cut = [of_one[0] for of_one in windows([Item(text, "", "", "") for text in some])]
            found = forward(opened.model, same, cut, windows.special.padding)["clause"]
            vectors |= zip(some, found.numpy(), strict=True)
    scale = StandardScaler().fit(np.stack([vectors[one.item.text] for one in label]))
    model = LogisticRegression(C=0.01, max_iter=500, class_weight="balanced")
    model.fit(
        scale.transform(np.stack([vectors[one.item.text] for one in label])),
        np.array([int(one.specificity == "deliverable") for one in label]),
    )
    nothing = np.zeros(opened.model.config.hidden_size)
    unknown = dict.fromkeys(STATUSES, 1 / len(STATUSES))
    return [
        [
            Reading(unknown, float(odds))
            for odds in model.decision_function(
                scale.transform(np.stack([vectors.get(one.item.text, nothing) for one in some]))
            )
        ]
        for some in asked
    ]


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
    return field_score(field, found, f1_of(label))


def main() -> None:
    """Print a line a field, a method and a set of records."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument(
        "--records", type=Path, required=True, help="records of the gold texts: to learn from, and read"
    )
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="records by other rules, to be read as well")
    parser.add_argument("--encoder", type=Path, help="without one, the linear reader alone")
    parser.add_argument("--layers", type=int)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--frozen", action="store_true", help="train no encoder; specificity by the clause alone")
    parser.add_argument("--alone", action="store_true", help="fine-tune on the clause alone, for specificity alone")
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
    by_linear = linear(taught, asked)
    for place, file in enumerate(files):
        tell(file, asked[place], {"linear": by_linear[place]})
    if options.encoder:
        if options.alone:
            taught = [alone(one) for one in taught if one.specificity]
            asked = [[alone(one) for one in some] for some in asked]
        teach = frozen if options.frozen else functools.partial(transformer, held_out)
        by_transformer = teach(taught, asked, options)
        for place, file in enumerate(files):
            read = {"transformer": by_transformer[place], "linear": by_linear[place]}
            tell(file, asked[place], read, FIELDS[options.alone or options.frozen :])


def alone(one: Lesson) -> Lesson:
    """Leave out what stands around a clause."""
    return one._replace(item=Item(one.item.text, "", "", ""))


def tell(file: Path, asked: list[Lesson], read: dict[str, list[Reading]], fields: Any = FIELDS) -> None:
    """Print the scores of the first method against the rules, and against the other method."""
    (name, one), *others = read.items()
    for field, label in fields:
        say(file.name, label, f"{name} - rules", score(field, label, asked, one, None))
        for other, readings in others:
            say(file.name, label, f"{name} - {other}", score(field, label, asked, one, readings))


if __name__ == "__main__":
    main()
