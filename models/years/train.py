"""Fit the weights of the words beside years on a folder of folders of texts, and rewrite two tables of rules.

Run: python models/years/train.py ../shared/corpus (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy
from measure import YEAR, texts

from yinuo.damage.years.contexts import (
    FIRST,
    GROUPS,
    KINDS,
    LAST,
    YearDistance,
    contexts,
    fired,
    groups,
    headings,
)  # fmt: skip
from yinuo.damage.years.document import _BARE, _STRETCH, heading_over
from yinuo.damage.years.facts import Extra, beside
from yinuo.folding import fold
from yinuo.rules import load_table

PLACES = Path(__file__).parents[1] / "repair/held_out_places.txt"
RULES = Path(__file__).parents[2] / "pipeline/yinuo/rules/zh/damage"
NAMED = re.compile(r"(?:19|20)\d\d")
PLACE = re.compile(r"(?<![\d.])\d{0,4}(?=年|〕)|(?<![\d.])\d{1,4}(?=[—–~-]{1,2}\d{1,4}年)")
RANGES = ((-80, -31), (-30, -16), (-15, -11), (-10, -9), *((d, d) for d in range(-8, 11)), (11, 15), (16, 30), (31, 80))
DAMAGE = ("", "01", "20", "12")
STEPS, RATE, RIDGE = 600, 0.05, 4.0
# What a report of official/ counts against a text beside it: reports are many, and of one kind.
REPORT_WEIGHT = 0.3


class Sample(NamedTuple):
    """Hold a place before 年: the contexts that hold there, what stands there (year, stretch or bare), the own year."""

    fired: tuple[int, ...]
    kind: str
    year: int
    own: int
    extra: tuple[Extra, ...]


def own_year(name: str, text: str) -> int | None:
    """Give the year of a text by its name, else the one it names most."""
    match = NAMED.search(name)
    named = Counter(int(m[0]) for m in YEAR.finditer(text)).most_common(1)
    return int(match[0]) if match else named[0][0] if named else None


def samples(text: str, own: int, lost: str) -> Iterator[Sample]:
    """Yield every place before 年 of a text as it looks without the lost digits."""
    kept = numpy.cumsum([c not in lost for c in text])
    left = "".join(c for c in text if c not in lost)
    over = headings(left)
    for match in PLACE.finditer(text):
        start = int(kept[match.start() - 1]) if match.start() else 0
        digits = "".join(c for c in match[0] if c not in lost)
        if lost and digits == match[0] and match[0]:
            continue
        before, after = left[max(0, start - 16) : start], left[start + len(digits) :][:30]
        sound = YEAR.match(text, match.start()) is not None
        kind = "year" if sound else "stretch" if match[0] else "bare"
        if kind == "stretch" and len(match[0]) > 2:
            continue
        yield Sample(
            fired(before, after, heading_over(over, start)),
            kind,
            int(match[0]) if sound else 0,
            own,
            beside(before, after),
        )


def ascend(gradient, size: tuple[int, ...], steps: int = STEPS) -> numpy.ndarray:
    """Find the maximum of a concave function by its gradient (Adam), from zero."""
    at, mean, square = numpy.zeros(size), numpy.zeros(size), numpy.zeros(size)
    for step in range(1, steps + 1):
        slope = gradient(at)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        at = at + RATE * (mean / (1 - 0.9**step)) / (numpy.sqrt(square / (1 - 0.999**step)) + 1e-9)
    return at


def fit_kinds(found: list[Sample], held: numpy.ndarray, often: numpy.ndarray) -> numpy.ndarray:
    """Fit the weights of the contexts for a stretch and for a bare 年, against a year."""
    truth = numpy.array([[s.kind == "stretch", s.kind == "bare"] for s in found], numpy.float32)
    start = numpy.array([_STRETCH, _BARE])

    def gradient(at: numpy.ndarray) -> numpy.ndarray:
        scores = numpy.exp(numpy.clip(held @ at.astype(numpy.float32) + start, -30, 30))
        missed = (truth - scores / (1 + scores.sum(axis=1, keepdims=True))) * often[:, None]
        return held.T @ missed.astype(numpy.float32) - at * RIDGE / 4

    return ascend(gradient, (held.shape[1], len(KINDS)))


def fit_years(found: list[Sample], held: numpy.ndarray, often: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Fit the weights of the contexts by groups of distances, and of the distances themselves."""
    owns = sorted({s.own for s in found})
    member = groups(owns).astype(numpy.float32)
    rows = [numpy.flatnonzero([s.own == own for s in found]) for own in owns]
    years = numpy.arange(FIRST, LAST + 1)
    span = numpy.array(
        [[next((i for i, (a, b) in enumerate(RANGES) if a <= y - own <= b), -1) for y in years] for own in owns]
    )
    extra = numpy.zeros((len(found), len(years)), numpy.float32)
    for i, s in enumerate(found):
        for start, end, weight, first, last in s.extra:
            if first <= s.own <= last:
                extra[i, max(0, start - FIRST) : end - FIRST + 1] += weight
    hit = numpy.array([s.year - FIRST for s in found])
    size, many = held.shape[1], len(RANGES)

    def gradient(at: numpy.ndarray) -> numpy.ndarray:
        words, far = at[: size * len(GROUPS)].reshape(size, len(GROUPS)), at[size * len(GROUPS) :]
        strength = held @ words.astype(numpy.float32)
        pulled = numpy.zeros_like(strength)
        slope_far = -far * 0.1
        for own, mine in enumerate(rows):
            scores = strength[mine] @ member[own].T + numpy.append(far, -20)[span[own]] + extra[mine]
            chance = numpy.exp(scores - scores.max(axis=1, keepdims=True))
            chance /= chance.sum(axis=1, keepdims=True)
            chance[numpy.arange(len(mine)), hit[mine]] -= 1
            chance *= often[mine, None]
            pulled[mine] = chance @ member[own]
            slope_far -= numpy.bincount(span[own] + 1, chance.sum(axis=0), many + 1)[1:]
        return numpy.concatenate([(-held.T @ pulled - words * RIDGE).ravel(), slope_far])

    at = ascend(gradient, (size * len(GROUPS) + many,))
    return at[: size * len(GROUPS)].reshape(size, len(GROUPS)), at[size * len(GROUPS) :]


def taught(corpus: Path, most: int) -> Iterator[tuple[int, str, float]]:
    """Yield own year, text and weight of all that may teach: the texts beside ``official``, and its reports.

    Of the reports ``most`` are drawn by their identifiers; those of places held out are left out.
    """
    for name, text in texts(corpus, held_out=False).items():
        if own := own_year(name, text):
            yield own, text, 1.0
    lines = PLACES.read_text("utf-8").splitlines()
    places = tuple(place for line in lines if not line.startswith("#") for place in line.split())
    reports = []
    with gzip.open(corpus / "official/reports-plans.jsonl.gz", "rt", encoding="utf-8") as rows:
        for one in map(json.loads, rows):
            if one["year"] and one["kind"].startswith("report-") and not (one["place"] or "").startswith(places):
                reports.append((hashlib.sha256(one["id"].encode()).hexdigest(), one["year"], one["text"]))
    for _, own, text in sorted(reports)[:most]:
        yield own, fold(text), REPORT_WEIGHT


def main() -> None:
    """Fit, and write the weights into the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of folders of texts")
    parser.add_argument("--reports", type=int, default=800, help="so many reports of official/ teach too")
    parser.add_argument("--keep", type=float, default=0.65, help="the share of the weights that the tables have now")
    given = parser.parse_args()
    counted: dict[Sample, float] = defaultdict(float)
    for own, text, weight in taught(given.folder, given.reports):
        for sample in (s for lost in DAMAGE for s in samples(text, own, lost)):
            counted[sample] += weight
    found, often = list(counted), numpy.array(list(counted.values()), numpy.float32)
    held = numpy.zeros((len(found), len(contexts())), numpy.float32)
    for i, s in enumerate(found):
        held[i, list(s.fired)] = 1
    kinds = fit_kinds(found, held, often)
    named = [i for i, s in enumerate(found) if s.kind == "year"]
    words, far = fit_years([found[i] for i in named], held[named], often[named])
    write_contexts(kinds, words, given.keep)
    write_distances(far, given.keep)


def write_contexts(kinds: numpy.ndarray, words: numpy.ndarray, keep: float) -> None:
    """Write the same table with other numbers in its columns of weights; a row that has none yet keeps none."""
    path = RULES / "year_contexts.tsv"
    lines = path.read_text("utf-8").splitlines()
    header = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    first = lines[header].split("\t").index(KINDS[0])
    for i, numbers in enumerate(numpy.hstack([kinds, words]), header + 1):
        cells = lines[i].split("\t")
        now = numpy.array([float(cell) for cell in cells[first : first + len(numbers)]])
        mixed = keep * now + (1 - keep) * numbers if now.any() else numbers
        cells[first : first + len(numbers)] = [f"{n + 0.0:.1f}".replace("-0.0", "0.0") for n in mixed]
        lines[i] = "\t".join(cells)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def write_distances(far: numpy.ndarray, keep: float) -> None:
    """Write how far ahead of it a text names years."""
    lines = [
        "# How often a text names a year so many years after its own (before it, where negative): logarithms up to a"
    ]
    lines += [
        "# constant, counted by models/years/train.py. A row's years share its weight each.",
        "first\tlast\tweight\texample\tnear_miss\twhy",
    ]
    now = [row.weight for row in load_table("damage/year_distances", YearDistance)]
    mixed = keep * numpy.array(now) + (1 - keep) * (far - far.max())
    for (first, last), weight in zip(RANGES, mixed, strict=True):
        lines.append(f"{first}\t{last}\t{weight:.1f}\t{first}\t{last + 1}\t".replace("-0.0", "0.0"))
    (RULES / "year_distances.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
