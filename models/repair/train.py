"""Train the repair model on official texts, and write pipeline/yinuo/damage/ngrams/model.npz (counts only, no text).

python models/repair/train.py CORPUS [--out FILE] [--gain G]
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from ngrams import GAIN, ORDER, choose, counted, encode, gains, packed, tables
from texts import CALIBRATION, HELD_OUT, WATERMARKS, damage, lost_sets, sound, texts
from words import lexicon, probabilities

from yinuo.damage.ngrams.features import examine, expand
from yinuo.damage.ngrams.model import BREAK, NUMBER, Model, as_trained

SHIPPED = Path(__file__).resolve().parents[2] / "pipeline/yinuo/damage/ngrams/model.npz"
THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9)


class Examples(NamedTuple):
    """Hold the fillings of a damaged text: features, whether right, offset, inserted and right; and deleted."""

    rows: Any
    right: Any
    at: Any
    inserted: Any
    hit: Any
    deleted: int


_NUMBERS, _BLANKS = re.compile(r"[0-9]+(?:\.[0-9]+)?"), re.compile(r"\s+")


def train(corpus: Path, gain: float) -> Model:
    """Train the model on all texts that may teach, read one at a time, not calibrated."""
    count = 0

    def pieces() -> Iterator[str]:
        nonlocal count
        for _, text in sound(corpus):
            count += 1
            yield _BLANKS.sub(BREAK, _NUMBERS.sub(NUMBER, as_trained(text)))

    characters, ids = encode(pieces())
    levels = [counted(packed(ids, order)) for order in range(1, ORDER + 1)]
    gains(levels)
    choose(levels, gain)
    number = {c: i + 1 for i, c in enumerate(characters)}
    words = probabilities(list(texts(corpus, (*HELD_OUT, *CALIBRATION)).values()))
    facts = {"order": ORDER, "texts": count, "characters": len(ids)}
    return Model(characters, tables(levels), lexicon(words, number), facts)


def examples(model: Model, text: str, lost: str) -> Examples:
    """Collect what is found worth a look in a text without the lost characters, against the truth."""
    left, gone = damage(text, lost)
    seen = examine(model, left, lost)
    true = ["".join(c for c in gone.get(at, "") if not c.isdigit()) for at in seen.offsets]
    hit = [sum((Counter(a) & Counter(b)).values()) for a, b in zip(seen.inserts, true, strict=True)]
    right = np.array([a == b for a, b in zip(seen.inserts, true, strict=True)], float)
    deleted = sum(not c.isdigit() for c in "".join(gone.values()))
    return Examples(
        seen.rows, right, np.array(seen.offsets), np.array([len(i) for i in seen.inserts]), np.array(hit), deleted
    )


def logistic(rows: Any, right: Any, penalty: float = 1.0) -> Any:
    """Fit the weights of a logistic regression (Newton's method, ridge penalty)."""
    weights = np.zeros(rows.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + penalty * np.eye(rows.shape[1])
        weights += np.linalg.solve(curve, rows.T @ (right - p) - penalty * weights)
    return weights


def fit(made: list[Examples]) -> tuple[Any, Any]:
    """Fit centre and scale of the features, and the weights of the confidence."""
    rows = np.concatenate([m.rows for m in made])
    scale = np.round(np.stack([rows.mean(0), rows.std(0)]), 4)
    return scale, np.round(logistic(expand(rows, scale), np.concatenate([m.right for m in made])), 4)


def judged(made: list[Examples], scale: Any, weights: Any) -> Any:
    """List the surest filling of each gap: its confidence, characters inserted and right."""
    best: list[Any] = []
    for m in made:
        sure = 1 / (1 + np.exp(-expand(m.rows, scale) @ weights))
        order = np.lexsort((-sure, m.at))
        first = order[np.flatnonzero(np.diff(m.at[order], prepend=-1))]
        best.append(np.stack([sure[first], m.inserted[first], m.hit[first]], 1))
    return np.concatenate(best)


def show(name: str, found: Any, deleted: int) -> None:
    """Print precision and recall by threshold."""
    for threshold in THRESHOLDS:
        kept = found[found[:, 0] >= threshold]
        precision, recall = kept[:, 2].sum() / kept[:, 1].sum(), kept[:, 2].sum() / deleted
        print(f"{name} threshold {threshold:.2f}: precision {precision:.4f} recall {recall:.4f}")  # noqa: T201


def calibrate(model: Model, pieces: list[str]) -> tuple[Any, Any]:
    """Fit scale and weights of the confidence; each half of the texts is judged by the other's weights, and shown."""
    sets = lost_sets(pieces)
    made = [
        (i % 2, lost in WATERMARKS, examples(model, piece, lost))
        for j, lost in enumerate(sets)
        for i, piece in enumerate(pieces)
        if lost in WATERMARKS or (i // 2 + j) % 2 == 0
    ]
    for name, marked in (("watermarks", True), ("drawn", False)):
        found, deleted = [], 0
        for half in (0, 1):
            fitted = fit([e for h, _, e in made if h != half])
            own = [e for h, mark, e in made if h == half and mark == marked]
            found.append(judged(own, *fitted))
            deleted += sum(e.deleted for e in own)
        show(name, np.concatenate(found), deleted)
    return fit([e for _, _, e in made])


def write(model: Model, path: Path) -> None:
    """Write sorted keys as differences (two bytes; the few longer ones apart), then bytes."""
    arrays: dict[str, Any] = {"characters": np.frombuffer(model.characters.encode(), np.uint8)}
    for order, t in enumerate(model.tables, 1):
        arrays |= _differences(t.keys.hashes, f"{order}") | {f"probability{order}": t.probabilities}
        if order < model.order:
            arrays[f"weight{order}"] = t.weights
    for length, words in enumerate(model.lexicon.words, 1):
        arrays |= _differences(words.keys.hashes, f"-word{length}") | {f"word{length}": words.probabilities}
    arrays["facts"] = np.frombuffer(json.dumps(model.facts).encode(), np.uint8)
    np.savez_compressed(path, **arrays)


def _differences(keys: Any, name: str) -> dict[str, Any]:
    steps = np.diff(keys.astype(np.int64), prepend=0)
    far = np.flatnonzero(steps > 0xFFFF)
    return {
        f"far{name}": far.astype(np.uint32),
        f"jump{name}": steps[far].astype(np.uint32),
        f"low{name}": (steps & 0xFF).astype(np.uint8),
        f"high{name}": (steps >> 8 & 0xFF).astype(np.uint8),
    }


def main() -> None:
    """Train without the texts that calibrate, calibrate, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--gain", type=float, default=GAIN, help="n-grams that gain less are left out")
    args = parser.parse_args()
    model = train(args.corpus, args.gain)
    apart = [p for name, p in texts(args.corpus, HELD_OUT).items() if name.startswith(CALIBRATION)]
    scale, weights = calibrate(model, apart)
    model.facts |= {"held_out": HELD_OUT, "scale": scale.tolist(), "calibration": weights.tolist()}
    write(model, args.out)
    sizes = " ".join(str(len(t.keys)) for t in (*model.tables, *model.lexicon.words))
    megabytes = args.out.stat().st_size / 1e6
    print(f"{model.facts['texts']} texts, n-grams and words {sizes}, {megabytes:.2f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
