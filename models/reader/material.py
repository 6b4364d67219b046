"""Read gold and records, pair them, and turn clauses into rows of a sparse matrix, as the reader sees them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from yinuo.learned.features import BITS, Item, grams, item_of, strings

# Documents of one place are left out together; gold that is not the project's own names its place itself.
PLACES = {"hailar-2015.txt": "hailar", "hailar-2018.txt": "hailar", "gwr-2019.txt": "gwr", "gwr-2024.txt": "gwr"}
SEED, FOLDS = 0, 8


class Row(NamedTuple):
    """Hold a record, its place, its part (dev or train), and the gold record that it answers, if any."""

    record: dict[str, Any]
    place: str
    part: str
    gold: dict[str, Any] | None


def read_gold(folders: Iterable[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the part (name of the folder) and the content of each gold file."""
    for folder in folders:
        for file in sorted(folder.glob("*.json")):
            content = json.loads(file.read_text("utf-8"))
            if "commitments" in content:
                yield folder.name, content


def read_records(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Read a JSONL of records, by document."""
    found = defaultdict(list)
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            found[record["document"]].append(record)
    return found


def overlap(a: dict[str, Any], b: dict[str, Any]) -> float:
    """Give intersection over union of two spans."""
    inside = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return inside / (max(a["end"], b["end"]) - min(a["start"], b["start"])) if inside > 0 else 0.0


def paired(gold: list[dict[str, Any]], records: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Give the gold record of each record (by its number) that overlaps it by half, one to one, greatest first."""
    scores = ((overlap(g, r), -i, -j) for i, g in enumerate(gold) for j, r in enumerate(records))
    taken: set[int] = set()
    found: dict[int, dict[str, Any]] = {}
    for _, i, j in sorted((s for s in scores if s[0] >= 0.5), reverse=True):
        if -i not in taken and -j not in found:
            taken.add(-i)
            found[-j] = gold[-i]
    return found


def rows(folders: Iterable[Path], file: Path) -> list[Row]:
    """Pair the records of a file with gold; records outside the range that was marked are left out."""
    by_document = read_records(file)
    found = []
    for part, gold in read_gold(folders):
        low, high = gold.get("range") or (0, 10**9)
        inside = [r for r in by_document[gold["document"]] if low <= r["start"] and r["end"] <= high]
        inside.sort(key=lambda r: r["status"] != "commitment")
        promised = [r for r in inside if r["status"] == "commitment"]
        pairs = paired(gold["commitments"], promised)
        missed = [g for g in gold["commitments"] if all(g is not p for p in pairs.values())]
        others = paired(missed, inside[len(promised) :])
        pairs |= {number + len(promised): g for number, g in others.items()}
        place = gold.get("place") or PLACES.get(gold["document"], gold["document"])
        found += [Row(r, place, part, pairs.get(n)) for n, r in enumerate(inside)]
    return found


def countable(row: Row) -> bool:
    """Tell whether a row can teach specificity: a commitment in gold as by the rules, and no number."""
    ruled = row.record
    return bool(row.gold) and ruled["status"] == "commitment" and ruled["specificity"] != "quantified"


def matrix(items: list[Item], groups: Iterable[str]) -> Any:
    """Give a row an item, a column a bucket: how often it comes, over the root of how many n-grams the group has."""
    texts = [strings(item) for item in items]
    values, row_numbers, columns = [], [], []
    for group in groups:
        total, parts = np.zeros(len(items)), []
        for buckets, first, last in grams([t[group] for t in texts], group):
            counts = last - first
            total += counts
            places = np.concatenate([np.arange(a, b) for a, b in zip(first, last, strict=True)])
            parts.append((np.repeat(np.arange(len(items)), counts), buckets[places.astype(np.int64)]))
        for numbers, found in parts:
            values.append((1 / np.sqrt(np.maximum(total, 1)))[numbers])
            row_numbers.append(numbers)
            columns.append(found)
    data = np.concatenate(values), (np.concatenate(row_numbers), np.concatenate(columns))
    return sp.csr_matrix(data, shape=(len(items), 1 << BITS))


def items_of(records: Iterable[dict[str, Any]]) -> list[Item]:
    """Cut the clauses of records out of their sentences."""
    return [item_of(record) for record in records]


def fitted(x: Any, y: Any, strength: float, weight: Any = None) -> Any:
    """Fit a logistic regression; the same data give the same weights."""
    model = LogisticRegression(C=strength, solver="liblinear", dual=True, max_iter=100, tol=0.01, random_state=SEED)
    return model.fit(x, y, sample_weight=weight)


def folds(places: list[str]) -> Any:
    """Give each row the number of its fold; a place is in one fold."""
    names = sorted(set(places))
    order = np.random.RandomState(SEED).permutation(len(names))
    number = {names[n]: place % FOLDS for place, n in enumerate(order)}
    return np.array([number[p] for p in places])


def held_out_odds(x: Any, y: Any, fold: Any, strength: float) -> Any:
    """Give each row the log odds of a model that saw nothing of its fold."""
    found = np.zeros(len(y))
    for number in sorted(set(fold.tolist())):
        out = fold == number
        found[out] = fitted(x[~out], y[~out], strength).decision_function(x[out])
    return found
