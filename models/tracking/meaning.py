"""Measure whether the meaning of sentences finds the evidence of a promise better than pairs of characters do.

Run: python models/tracking/meaning.py ../shared/gold/tracking/gold.jsonl ../shared/corpus --encoder ENCODER
     (needs the extra transformers; see README.md beside this file)
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import yinuo
from yinuo.learned.encoder import libraries, one_thread, open_encoder
from yinuo.tracking.clauses import Clause, clauses_of
from yinuo.tracking.match import Index
from yinuo.tracking.report import of_source

BATCH, DRAWS, GRID = 64, 2000, (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)


class Asked(NamedTuple):
    """Hold a promise whose evidence was judged: its report, which clauses are evidence, scores by method."""

    pair: str
    right: Any
    scores: dict[str, Any]


class Vectors:
    """Turn texts into vectors of length 1: the mean of an encoder's last layer."""

    def __init__(self, folder: Path, prefix: str) -> None:
        self.encoder, self.prefix = open_encoder(folder), prefix

    def __call__(self, texts: list[str]) -> Any:
        """Give a row a text, whatever its place in a batch; a batch holds texts of like length."""
        torch, _ = libraries()
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        found: dict[int, Any] = {}
        with one_thread():
            for begin in range(0, len(order), BATCH):
                some = order[begin : begin + BATCH]
                told = self.encoder.tokenizer(
                    [self.prefix + texts[n] for n in some], padding=True, truncation=True, return_tensors="pt"
                )
                hidden = self.encoder.model(**told).last_hidden_state
                mask = told["attention_mask"].unsqueeze(-1)
                mean = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1).numpy()
                found |= dict(zip(some, mean, strict=True))
        return np.array([found[n] for n in range(len(texts))])


def bigrams(text: str) -> Counter[str]:
    """Count the pairs of neighbouring characters."""
    return Counter(a + b for a, b in pairwise(text))


def cosine(one: Counter[str], other: Counter[str]) -> float:
    """Give the cosine of two counts."""
    inside = sum(n * other[pair] for pair, n in one.items())
    length = (sum(n * n for n in one.values()) * sum(n * n for n in other.values())) ** 0.5
    return inside / length if length else 0.0


def asked(pair: str, gold: list[dict[str, Any]], clauses: tuple[Clause, ...], vectors: Vectors) -> list[Asked]:
    """Score every clause of a review by each method, for each promise that has evidence in one of them."""
    texts = [clause.text for clause in clauses]
    index, counts = Index(texts), [bigrams(text) for text in texts]
    meaning, wanted = vectors(texts), vectors([one["text"] for one in gold])
    found = []
    for one, vector in zip(gold, wanted, strict=True):
        right = np.array([any(c.start < e[1] and e[0] < c.end for e in one["evidence"]) for c in clauses])
        if not right.any():
            continue
        weighed = np.zeros(len(texts))
        for hit in index.search(one["text"]):
            weighed[hit.index] = hit.score
        own = bigrams(one["text"])
        scores = {"bm25": weighed, "bigrams": np.array([cosine(own, c) for c in counts]), "meaning": meaning @ vector}
        found.append(Asked(pair, right, scores))
    return found


def best(one: Asked, share: float) -> bool:
    """Tell whether the first clause is evidence where meaning is added to the rare pairs with a share."""
    return bool(one.right[int(np.argmax(one.scores["bm25"] + share * one.scores["meaning"]))])


def together(cases: list[Asked]) -> Any:
    """Tell the same with the share that is best on the other pairs of reports."""
    found = []
    for case in cases:
        others = [other for other in cases if other.pair != case.pair]
        share = max(GRID, key=lambda s: (sum(best(other, s) for other in others), -s))
        found.append(best(case, share))
    return np.array(found)


def main() -> None:
    """Print a line a method: how often the first clause is evidence, and its gain over rare pairs, with interval."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--prefix", default="query: ", help="what the encoder wants before a text")
    options = parser.parse_args()
    vectors = Vectors(options.encoder, options.prefix)
    lines = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines()]
    cases: list[Asked] = []
    for (name, later), some in groupby(lines, key=lambda one: (one["document"], one["next"])):
        report = of_source(yinuo.read(next(options.corpus.glob(f"*/{later}.txt"))))
        cases += asked(name, [one for one in some if one["evidence"]], clauses_of(report.passages), vectors)
    hits = {m: np.array([bool(c.right[int(np.argmax(c.scores[m]))]) for c in cases]) for m in cases[0].scores}
    hits["bm25 + meaning"] = together(cases)
    random = np.random.RandomState(0)
    drawn = random.randint(0, len(cases), (DRAWS, len(cases)))
    for name, hit in hits.items():
        gain = hit.astype(int) - hits["bm25"]
        low, high = np.percentile(gain[drawn].mean(axis=1), [2.5, 97.5])
        right = f"{hit.sum()} of {len(hit)} ({hit.mean():.3f})"
        sys.stdout.write(f"{name}: {right}, against bm25 {gain.mean():+.3f} ({low:+.3f} … {high:+.3f})\n")


if __name__ == "__main__":
    main()
