"""Fit the weights of the words beside years on a folder of folders of texts, and rewrite two tables of rules.

Run: python models/years/train.py ../shared/corpus (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
from measure import YEAR, texts

from yinuo.damage.years.contexts import FIRST, GROUPS, KINDS, LAST, contexts, fired, groups, headings
from yinuo.damage.years.document import _BARE, _STRETCH, heading_over
from yinuo.damage.years.facts import Extra, beside

RULES = Path(__file__).parents[2] / "pipeline/yinuo/rules/zh/damage"
NAMED = re.compile(r"(?:19|20)\d\d")
PLACE = re.compile(r"(?<![\d.])\d{0,4}(?=年|〕)|(?<![\d.])\d{1,4}(?=[—–~-]{1,2}\d{1,4}年)")
RANGES = ((-80, -31), (-30, -16), (-15, -11), (-10, -9), *((d, d) for d in range(-8, 11)), (11, 15), (16, 30), (31, 80))
DAMAGE = ("", "01", "20", "12")
STEPS, RATE, RIDGE = 600, 0.05, 4.0


@dataclass(frozen=True)
class Sample:
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


def fit_kinds(found: list[Sample], held: numpy.ndarray) -> numpy.ndarray:
    """Fit the weights of the contexts for a stretch and for a bare 年, against a year."""
    truth = numpy.array([[s.kind == "stretch", s.kind == "bare"] for s in found], float)
    start = numpy.array([_STRETCH, _BARE])

    def gradient(at: numpy.ndarray) -> numpy.ndarray:
        scores = numpy.exp(numpy.clip(held @ at + start, -30, 30))
        return held.T @ (truth - scores / (1 + scores.sum(axis=1, keepdims=True))) - at * RIDGE / 4

    return ascend(gradient, (held.shape[1], len(KINDS)))


def fit_years(found: list[Sample], held: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Fit the weights of the contexts by groups of distances, and of the distances themselves."""
    owns = sorted({s.own for s in found})
    member = groups(owns)
    row = numpy.array([owns.index(s.own) for s in found])
    years = numpy.arange(FIRST, LAST + 1)
    span = numpy.array(
        [[next((i for i, (a, b) in enumerate(RANGES) if a <= y - own <= b), -1) for y in years] for own in owns]
    )
    extra = numpy.zeros((len(found), len(years)))
    for i, s in enumerate(found):
        for start, end, weight, first, last in s.extra:
            if first <= s.own <= last:
                extra[i, max(0, start - FIRST) : end - FIRST + 1] += weight
    hit = numpy.array([s.year - FIRST for s in found])
    size, many = held.shape[1], len(RANGES)
    mine, spans = member[row], span[row]

    def gradient(at: numpy.ndarray) -> numpy.ndarray:
        words, far = at[: size * len(GROUPS)].reshape(size, len(GROUPS)), at[size * len(GROUPS) :]
        scores = numpy.einsum("nyg,ng->ny", mine, held @ words) + numpy.append(far, -20)[spans] + extra
        chance = numpy.exp(scores - scores.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        chance[numpy.arange(len(found)), hit] -= 1
        slope_words = -held.T @ numpy.einsum("nyg,ny->ng", mine, chance) - words * RIDGE
        slope_far = -numpy.bincount((spans + 1).ravel(), chance.ravel(), many + 1)[1:] - far * 0.1
        return numpy.concatenate([slope_words.ravel(), slope_far])

    at = ascend(gradient, (size * len(GROUPS) + many,))
    return at[: size * len(GROUPS)].reshape(size, len(GROUPS)), at[size * len(GROUPS) :]


def main() -> None:
    """Fit, and write the weights into the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of folders of texts")
    parser.add_argument("--leave-out", default="$.", help="leave out the texts whose names this expression finds")
    given = parser.parse_args()
    found: list[Sample] = []
    for name, text in texts(given.folder, held_out=False).items():
        own = own_year(name, text)
        if own and not re.search(given.leave_out, name):
            found += [s for lost in DAMAGE for s in samples(text, own, lost)]
    held = numpy.array([[float(i in s.fired) for i in range(len(contexts()))] for s in found])
    kinds = fit_kinds(found, held)
    named = [i for i, s in enumerate(found) if s.kind == "year"]
    words, far = fit_years([found[i] for i in named], held[named])
    write_contexts(kinds, words)
    write_distances(far)


def write_contexts(kinds: numpy.ndarray, words: numpy.ndarray) -> None:
    """Write the same table with other numbers in its columns of weights."""
    path = RULES / "year_contexts.tsv"
    lines = path.read_text("utf-8").splitlines()
    header = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    first = lines[header].split("\t").index(KINDS[0])
    for i, numbers in enumerate(numpy.hstack([kinds, words]), header + 1):
        cells = lines[i].split("\t")
        cells[first : first + len(numbers)] = [f"{n + 0.0:.1f}".replace("-0.0", "0.0") for n in numbers]
        lines[i] = "\t".join(cells)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def write_distances(far: numpy.ndarray) -> None:
    """Write how far ahead of it a text names years."""
    lines = [
        "# How often a text names a year so many years after its own (before it, where negative): logarithms up to a"
    ]
    lines += [
        "# constant, counted by models/years/train.py. A row's years share its weight each.",
        "first\tlast\tweight\texample\tnear_miss\twhy",
    ]
    level = far.max()
    for (first, last), weight in zip(RANGES, far - level, strict=True):
        lines.append(f"{first}\t{last}\t{weight:.1f}\t{first}\t{last + 1}\t".replace("-0.0", "0.0"))
    (RULES / "year_distances.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
