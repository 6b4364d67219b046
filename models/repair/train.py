"""Recipe of the repair model: official texts in, pipeline/yinuo/text/damage/model.npz out (counts only, no text).

python models/repair/train.py CORPUS [--out FILE] [--leave-out PREFIX ...]
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from yinuo.text.damage.lattice import WEIGHED, features, fillings
from yinuo.text.damage.model import BREAK, NUMBER, STEP, Model, finish, fold, padded, symbols, table, windows

Outcome = tuple[int, int, int]  # offset, characters inserted, characters of them right
WATERMARK = "01加信众公文更多费素材微号免"
ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "pipeline/yinuo/text/damage/model.npz"
# Measured on, by the project or by others: never trained on.
HELD_OUT = (
    *("provincial/beijing", "provincial/sichuan", "provincial/guangdong", "provincial/jilin"),
    *("county/hailar-2012", "county/hailar-2015", "county/hailar-2016", "county/hailar-2019"),
    *("national/gwr-2011", "national/gwr-2016", "national/gwr-2019"),
    *("municipal/hebi-2022", "state-council/guobanfa-2019-2."),
)
# Calibration and threshold only: left out of the model that they calibrate.
CALIBRATION = (
    *("provincial/zhejiang", "provincial/yunnan", "provincial/hebei", "provincial/gansu"),
    *("county/hailar-2014", "county/hailar-2018", "national/gwr-2005", "national/gwr-2023"),
    *("state-council/guofa-2019-4", "municipal/shanghai"),
)
KEEP = (1, 1, 1, 2, 2, 2)  # an n-gram is stored if it stands this often in the texts; one number for each order


def texts(corpus: Path, leave_out: tuple[str, ...]) -> dict[str, str]:
    """Name and text of every file not left out, in order of name."""
    found = {str(p.relative_to(corpus)): p for p in sorted(corpus.glob("*/*.txt"))}
    return {name: p.read_text("utf-8") for name, p in found.items() if not name.startswith(leave_out)}


@dataclass
class Level:
    """The n-grams of one order: a place where each stands, how often, and what smoothing makes of it."""

    at: Any
    raw: Any
    count: Any
    hashes: Any
    probability: Any = None
    weight: Any = None


def levels(ids: Any, order: int) -> list[Level]:
    """Counts: how often for the longest n-grams, in how many left contexts for the others (Kneser-Ney)."""
    found: list[Level] = []
    for k in range(1, order + 1):
        hashes, at, raw = np.unique(windows(ids, k), return_index=True, return_counts=True)
        found.append(Level(at, raw, raw.astype(np.float64), hashes))
    for k in range(order - 1):
        longer, level = found[k + 1], found[k]
        suffix = windows(ids, k + 1)[longer.at + 1]
        kinds, contexts = np.unique(suffix, return_counts=True)
        rows = np.searchsorted(level.hashes, kinds)
        level.count = np.ones(len(level.hashes))
        level.count[rows] = contexts
    return found


def discounts(count: Any) -> Any:
    """The discount of each count: three values, of 1, 2 and more (Chen and Goodman)."""
    n = [max(1, int((count == i).sum())) for i in range(1, 5)]
    y = n[0] / (n[0] + 2 * n[1])
    d = [min(i, max(0.1, i - (i + 1) * y * n[i] / n[i - 1])) for i in (1, 2, 3)]
    return np.choose(np.minimum(count.astype(int), 3) - 1, d)


def smooth(ids: Any, found: list[Level], keep: tuple[int, ...]) -> None:
    """Interpolated probabilities, longest last; what is not kept gives its share to the shorter n-grams."""
    first = found[0]
    first.probability = (first.count - 0.5) / first.count.sum() + 0.5 * len(first.count) / first.count.sum() / 8000
    for k in range(1, len(found)):
        level, context = found[k], found[k - 1]
        before = np.searchsorted(context.hashes, windows(ids, k)[level.at])
        shorter = np.searchsorted(context.hashes, windows(ids, k)[level.at + 1])
        total = np.bincount(before, level.count, len(context.hashes))
        own = np.where(level.raw >= keep[k], (level.count - discounts(level.count)) / total[before], 0)
        context.weight = 1 - np.bincount(before, own, len(context.hashes))
        level.probability = own + context.weight[before] * context.probability[shorter]
    found[-1].weight = np.ones(len(found[-1].hashes))


def steps(values: Any) -> Any:
    """Probabilities as bytes: steps below zero of the natural log."""
    return np.clip(np.rint(-np.log(np.maximum(values, 1e-30)) / STEP), 0, 255).astype(np.uint8)


def train(pieces: list[str], keep: tuple[int, ...] = KEEP) -> Model:
    """The model of texts."""
    joined = BREAK + BREAK.join(symbols(piece)[0] for piece in pieces) + BREAK
    kinds, counts = np.unique(np.array(list(joined)), return_counts=True)
    characters = "".join(c for c, n in zip(kinds, counts, strict=True) if n > 1 or c in BREAK + NUMBER)
    number = {c: i + 1 for i, c in enumerate(characters)}
    ids = np.fromiter((number.get(c, 0) for c in joined), np.int64, len(joined))
    found = levels(ids, len(keep))
    smooth(ids, found, keep)
    tables = []
    for k, level in enumerate(found):
        kept = level.raw >= keep[k]
        keys, rows = np.unique(finish(level.hashes[kept], k + 1), return_index=True)
        tables.append(table(keys, steps(level.probability[kept])[rows], steps(level.weight[kept])[rows]))
    return Model(characters, tables, {"order": len(keep), "texts": len(pieces), "characters": len(joined)})


def write(model: Model, path: Path) -> None:
    """Write sorted keys as differences (two bytes; the few longer ones apart), then bytes."""
    arrays: dict[str, Any] = {"characters": np.frombuffer(model.characters.encode(), np.uint8)}
    for order, t in enumerate(model.tables, 1):
        differences = np.diff(t.keys.astype(np.int64), prepend=0)
        far = np.flatnonzero(differences > 0xFFFF)
        arrays[f"far{order}"] = far.astype(np.uint32)
        arrays[f"jump{order}"] = differences[far].astype(np.uint32)
        arrays[f"low{order}"] = (differences & 0xFF).astype(np.uint8)
        arrays[f"high{order}"] = (differences >> 8 & 0xFF).astype(np.uint8)
        arrays[f"probability{order}"] = t.probabilities
        if order < model.order:
            arrays[f"weight{order}"] = t.weights
    arrays["facts"] = np.frombuffer(json.dumps(model.facts).encode(), np.uint8)
    np.savez_compressed(path, **arrays)


def damage(text: str, lost: str) -> tuple[str, dict[int, str]]:
    """The text without the lost characters, and what went before each offset of what is left."""
    gone: dict[int, str] = {}
    kept: list[str] = []
    for c in text:
        if c in lost:
            gone[len(kept)] = gone.get(len(kept), "") + c
        else:
            kept.append(c)
    return "".join(kept), gone


def lost_sets(pieces: list[str]) -> list[str]:
    """What is deleted to calibrate: a watermark's characters, and draws by frequency, with a digit or without."""
    counts = Counter("".join(pieces))
    drawn = random.Random(7)
    han = sorted(c for c in counts if "\u4e00" <= c <= "\u9fff")
    shares = [counts[c] for c in han]
    sets = [WATERMARK]
    for size, digits in ((10, "7"), (10, "3"), (10, "5"), (10, "8"), (6, ""), (6, "")):
        sets.append("".join(sorted(set(drawn.choices(han, shares, k=size)))) + digits)
    return sets


def examples(model: Model, text: str, lost: str) -> tuple[list[list[float]], list[bool], list[Outcome], int]:
    """Features of what the lattice proposes, whether each is right, and how many characters were deleted."""
    left, gone = damage(text, lost)
    ids, offsets = padded(model, left)
    names = {model.ids[fold(c)]: c for c in lost if not c.isdigit() and fold(c) in model.ids}
    number = model.ids[NUMBER]
    found = fillings(model, ids, [*names, *([number] if any(map(str.isdigit, lost)) else [])], number)
    rows: list[list[float]] = []
    right: list[bool] = []
    outcomes: list[Outcome] = []
    symbols = ids.tolist()
    for gap, shares in found.items():
        true = "".join(c for c in gone.get(offsets[gap], "") if not c.isdigit())
        for filling, share in shares.items():
            insert = "".join(names[i] for i in filling)
            if insert and share > WEIGHED:
                rows.append(features(model, symbols, gap, filling, share))
                right.append(insert == true)
                outcomes.append((offsets[gap], len(insert), sum((Counter(insert) & Counter(true)).values())))
    model.forget()
    return rows, right, outcomes, sum(not c.isdigit() for c in "".join(gone.values()))


def logistic(rows: Any, right: Any, penalty: float = 1.0) -> Any:
    """Weights of a logistic regression (Newton's method, ridge penalty)."""
    weights = np.zeros(rows.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + penalty * np.eye(rows.shape[1])
        weights += np.linalg.solve(curve, rows.T @ (right - p) - penalty * weights)
    return weights


def calibrate(model: Model, pieces: list[str]) -> list[float]:
    """Weights of the confidence; prints precision and recall by threshold, each half judged by the other's weights."""
    sets = lost_sets(pieces)
    made = [
        (i % 2, examples(model, piece, lost))
        for j, lost in enumerate(sets)
        for i, piece in enumerate(pieces)
        if j == 0 or (i // 2 + j) % 2 == 0
    ]
    judged: list[tuple[float, Outcome]] = []
    for half in (0, 1):
        rows = np.array([x for h, e in made if h != half for x in e[0]])
        weights = logistic(rows, np.array([y for h, e in made if h != half for y in e[1]], float))
        for _, (own, _, outcomes, _) in (m for m in made if m[0] == half):
            best: dict[int, tuple[float, Outcome]] = {}
            for x, outcome in zip(own, outcomes, strict=True):
                score = float(1 / (1 + np.exp(-np.dot(weights, x))))
                best[outcome[0]] = max(best.get(outcome[0], (0.0, outcome)), (score, outcome))
            judged += best.values()
    deleted = sum(e[3] for _, e in made)
    for threshold in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 0.95):
        kept = [o for score, o in judged if score >= threshold]
        hit, found = sum(o[2] for o in kept), sum(o[1] for o in kept)
        print(f"threshold {threshold:.2f}: precision {hit / found:.4f} recall {hit / deleted:.4f}")  # noqa: T201
    rows = np.array([x for _, e in made for x in e[0]])
    return [round(float(w), 4) for w in logistic(rows, np.array([y for _, e in made for y in e[1]], float))]


def main() -> None:
    """Calibrate on a model without the calibration texts, then train on all that may be trained on, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    args = parser.parse_args()
    pieces = texts(args.corpus, HELD_OUT)
    apart = [piece for name, piece in pieces.items() if name.startswith(CALIBRATION)]
    weights = calibrate(train([p for n, p in pieces.items() if not n.startswith(CALIBRATION)]), apart)
    model = train(list(pieces.values()))
    model.facts |= {"held_out": HELD_OUT, "calibration": weights}
    write(model, args.out)
    sizes = " ".join(str(len(t.keys)) for t in model.tables)
    print(f"{len(pieces)} texts, n-grams {sizes}, {args.out.stat().st_size / 1e6:.2f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
