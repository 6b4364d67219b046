"""Measure the flags of damaged numbers: how many lost digits pass as sound, and whether ``intact`` is a probability.

Run: python models/damaged_numbers/likelihood.py ../shared/corpus (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from measure import SETS, texts

from yinuo.damage.numbers.intact import NUMBER, likelihood
from yinuo.damage.numbers.quantity_flags import flag_deadlines, flag_quantities
from yinuo.folding import fold
from yinuo.preprocessing import prepare
from yinuo.values.deadlines import scanner as deadlines
from yinuo.values.quantities import scanner as quantities

ALL = (
    *SETS,
    "业中区协大应朝秀运近",
    "3要加作展拿",
    "8主作展查资障",
    "6体学技营",
    "9发好快河的确空质",
    "47业中区协大应朝运近",
)
BINS = 10


class Number(NamedTuple):
    """Hold a number or time of a damaged text: whether flagged, how likely as written, whether it is, and where."""

    flagged: bool
    intact: float
    truth: bool
    place: str


def numbers(text: str, lost: str) -> Iterator[Number]:
    """Yield numbers and times read from a text without the lost characters; none where the loss is not seen."""
    kept = [0, *accumulate(c not in lost for c in text)]
    gone = {kept[i] for i, c in enumerate(text) if c in lost and c.isdigit()}
    damaged = "".join(c for c in text if c not in lost)
    prepared = prepare(damaged, "apply")
    if prepared.repaired is None:
        return
    folded, source, digits = prepared.folded, fold(damaged), prepared.lost_digits
    back = {r.at for r in prepared.repaired.repairs if r.applied and r.insert.isdigit()}
    named = frozenset(digits)
    found = flag_quantities(folded, quantities.scan(folded), named)
    times = flag_deadlines(folded, deadlines.scan(folded, None), named)
    for item in (*found, *times):
        start, end = prepared.span(item["start"], item["end"])
        spans = [m.span() for m in NUMBER.finditer(source, start, end)] or [(start, end)]
        touched = {at for s, e in spans for at in range(s, e + 1) if at in gone}
        place = f"{damaged[max(0, start - 8) : start]}|{damaged[start:end]}|{damaged[end : end + 6]}".replace("\n", "/")
        yield Number(item["damaged"], likelihood(source, start, end, digits), not touched - back, place)


def table(found: list[Number]) -> Iterator[str]:
    """Write how often numbers stand as written by how likely that was said to be, and the expected error."""
    flagged, error = [n for n in found if n.flagged], 0.0
    for i in range(BINS):
        own = [n for n in flagged if i <= min(n.intact * BINS, BINS - 1) < i + 1]
        if own:
            said, true = sum(n.intact for n in own) / len(own), sum(n.truth for n in own) / len(own)
            error += abs(said - true) * len(own) / len(flagged)
            yield f"| {i / BINS:.1f} | {len(own)} | {said:.3f} | {true:.3f} |\n"
    brier = sum((n.intact - n.truth) ** 2 for n in flagged) / max(1, len(flagged))
    yield f"expected calibration error {error:.4f}, Brier {brier:.4f}\n"


def main() -> None:
    """Print what passes as sound a set, and the calibration over all sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of folders of texts")
    parser.add_argument("--train", action="store_true", help="the texts that are not held out")
    parser.add_argument("--every", type=int, default=1, help="each so-manieth text only")
    parser.add_argument("--lost", action="append", help="sets to delete, in place of the usual ones")
    parser.add_argument("--errors", type=int, default=0, help="so many of those that pass as sound")
    given = parser.parse_args()
    chosen = list(texts(given.folder, held_out=not given.train).values())[:: given.every]
    everything: list[Number] = []
    sys.stdout.write("| lost | numbers that lost a digit | pass as sound | flagged, of all | sound texts |\n")
    for lost in given.lost or ALL:
        own = [(n, i) for i, text in enumerate(chosen) for n in numbers(text, lost)]
        found = [n for n, _ in own]
        broken = [n for n in found if not n.truth]
        passed = [n for n in broken if not n.flagged]
        share, flagged = len(passed) / max(1, len(broken)), sum(n.flagged for n in found) / max(1, len(found))
        unseen = len(chosen) - len({i for _, i in own})
        sys.stdout.write(f"| {lost} | {len(broken)} | {share:.3f} | {flagged:.3f} | {unseen} |\n")
        sys.stdout.writelines(f"    {n.place}\n" for n in passed[: given.errors])
        everything += found
    sys.stdout.writelines(table(everything))


if __name__ == "__main__":
    main()
