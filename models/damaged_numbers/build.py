"""Count the odds of damage/lost_units.tsv and damage/lost_places.tsv in a folder of folders of texts, and rewrite both.

Run: python models/damaged_numbers/build.py ../shared/corpus (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy
from measure import texts

from yinuo.damage.numbers.odds import UNKNOWN, DamagedPlace, plain, rows
from yinuo.rules import load_table
from yinuo.values.numerals import CHINESE
from yinuo.values.quantities.tables import unit_pattern

TABLES = Path(__file__).parents[2] / "pipeline/yinuo/rules/zh/damage"
NUMBER = re.compile(r"(?<![0-9.])[0-9]+$")
NUMERAL = (*CHINESE, *"0123456789.半每各这那某整第首前另本单全多余×*/=—-~")
LOWEST, HIGHEST, SMOOTH = -5, 4, 0.2
STEPS, RATE, RIDGE, BOUND = 400, 0.1, 0.1, 9


@dataclass(frozen=True)
class Use:
    """Hold a unit in a report: the characters before its number, or before itself, and behind it."""

    numbered: bool
    before: str
    after: str


def uses(text: str) -> Iterator[tuple[str, Use]]:
    """Yield every unit of the table with Arabic digits before it, or with no numeral at all."""
    for match in unit_pattern().finditer(text):
        before = text[max(0, match.start(1) - 12) : match.start(1)]
        number = NUMBER.search(before)
        if match[1] in rows() and (number or not before.endswith(NUMERAL)):
            at = number.start() if number else len(before)
            yield match[1], Use(bool(number), plain(before[at - 1 : at]), plain(text[match.end(1) : match.end(1) + 1]))


def places(found: Mapping[str, list[Use]], everywhere: Counter[str]) -> dict[str, dict[str, int]]:
    """Give by side the logarithm of each character's share beside numbers to its share in reports."""
    out = {}
    total = sum(everywhere.values())
    for side in ("before", "after"):
        beside = Counter(getattr(use, side) for own in found.values() for use in own if use.numbered)
        count = sum(beside.values())
        ratios = {c: log((beside[c] + SMOOTH) / (count * n / total + SMOOTH)) for c, n in everywhere.items()}
        out[side] = {c: max(LOWEST, min(HIGHEST, round(ratio))) for c, ratio in ratios.items()}
    return out


def fit(own: list[Use], general: Mapping[str, Mapping[str, int]]) -> tuple[float, dict[str, dict[str, int]]]:
    """Fit numbered against other uses by logistic regression: its constant, and the weights unlike the general ones."""
    features = sorted({(side, getattr(use, side)) for use in own for side in ("before", "after")})
    index = {feature: i for i, feature in enumerate(features)}
    start = numpy.array([0.0, *(general[side].get(c, UNKNOWN) for side, c in features)])
    held = numpy.zeros((len(own), len(start)))
    held[:, 0] = 1
    for row, use in enumerate(own):
        held[row, [1 + index["before", use.before], 1 + index["after", use.after]]] = 1
    truth = numpy.array([use.numbered for use in own], float)
    at, mean, square = start.copy(), numpy.zeros(len(start)), numpy.zeros(len(start))
    for step in range(1, STEPS + 1):
        slope = held.T @ (truth - 1 / (1 + numpy.exp(-numpy.clip(held @ at, -30, 30)))) - RIDGE * (at - start)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        at = at + RATE * (mean / (1 - 0.9**step)) / (numpy.sqrt(square / (1 - 0.999**step)) + 1e-9)
    weights: dict[str, dict[str, int]] = {"before": {}, "after": {}}
    for (side, c), value, base in zip(features, at[1:], start[1:], strict=True):
        rounded = max(-BOUND, min(BOUND, round(float(value))))
        if rounded != round(float(base)) and c.strip() and c not in ":\t":
            weights[side][c] = rounded
    return round(float(at[0]), 1), weights


def written(weights: Mapping[str, int]) -> str:
    """Write the cell of a side: ``-9:专各 3:校``.

    >>> written({"专": -9, "校": 3, "各": -9})
    '-9:专各 3:校'
    """
    by = defaultdict(list)
    for c, weight in weights.items():
        by[weight].append(c)
    return " ".join(f"{weight}:{''.join(sorted(by[weight]))}" for weight in sorted(by))


def write_units(found: Mapping[str, list[Use]], general: Mapping[str, Mapping[str, int]]) -> None:
    """Write the same table, its odds counted anew where it has any."""
    path = TABLES / "lost_units.tsv"
    lines = path.read_text("utf-8").splitlines()
    header = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    columns = lines[header].split("\t")
    at = {name: columns.index(name) for name in ("unit", "evidence", "before", "after")}
    for i in range(header + 1, len(lines)):
        cells = lines[i].split("\t")
        own = found.get(cells[at["unit"]], [])
        if cells[at["evidence"]] and any(use.numbered for use in own):
            evidence, weights = fit(own, general)
            cells[at["evidence"]] = str(evidence)
            cells[at["before"]], cells[at["after"]] = written(weights["before"]), written(weights["after"])
            lines[i] = "\t".join(cells)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def write_places(general: Mapping[str, Mapping[str, int]], everywhere: Counter[str]) -> None:
    """Write the table of characters beside any unit; the weight of those it does not name is left out."""
    path = TABLES / "lost_places.tsv"
    head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [*head, "side\tweight\tcharacters\texample\tnear_miss\twhy"]
    for side, weights in general.items():
        by = defaultdict(list)
        for c, _ in everywhere.most_common():
            if c in weights and weights[c] != UNKNOWN and c.strip():
                by[weights[c]].append(c)
        ordered = sorted(by)
        for i, weight in enumerate(ordered):
            other = by[ordered[i - 1]][0]
            lines.append(f"{side}\t{weight}\t{''.join(by[weight])}\t{by[weight][0]}\t{other}\t")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def agreement(general: Mapping[str, Mapping[str, int]]) -> str:
    """Count how many characters of the table have the weight counted now, and how many are off by one at most."""
    table = {(r.side, c): r.weight for r in load_table("damage/lost_places", DamagedPlace) for c in r.characters}
    both = [(w, general[side][c]) for (side, c), w in table.items() if c in general[side]]
    same, near = sum(a == b for a, b in both), sum(abs(a - b) <= 1 for a, b in both)
    return f"places: {len(table)} in the table, {len(both)} counted now, {same} the same, {near} within one"


def main() -> None:
    """Count, say how far the tables agree, and replace them unless told not to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of folders of texts")
    parser.add_argument("--check", action="store_true", help="only say how far the tables agree")
    given = parser.parse_args()
    found: dict[str, list[Use]] = defaultdict(list)
    everywhere: Counter[str] = Counter()
    for text in texts(given.folder, held_out=False).values():
        everywhere.update(plain(c) for c in text)
        for unit, use in uses(text):
            found[unit].append(use)
    general = places(found, everywhere)
    print(agreement(general))  # noqa: T201
    if not given.check:
        write_places(general, everywhere)
        write_units(found, general)


if __name__ == "__main__":
    main()
