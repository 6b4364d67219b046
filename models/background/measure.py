"""How well damage is diagnosed. A folder of folders of texts comes in; precision, recall, false alarms and time go out.

Run: python models/background/measure.py ../shared/corpus
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from build import held_out, kin, training

from yinuo.damage.background import background
from yinuo.damage.diagnosis import inspect, missing
from yinuo.folding import fold
from yinuo.readers import read

USUAL = "01加信众公文更多费素材微号免"
SCORED = 8.0
NOT_SOUND = ("hebi-2022", "gwr-1954", "gwr-1955")


def lost_sets(texts: dict[str, str]) -> dict[str, str]:
    """The sets to delete: the usual one, three of ten drawn by frequency, a digit and four, ten without a digit."""
    frequent = Counter(c for text in texts.values() for c in text if "\u4e00" <= c <= "\u9fff").most_common(1500)
    characters, weights = zip(*frequent, strict=True)
    draw = random.Random(11)

    def some(count: int) -> str:
        found: set[str] = set()
        while len(found) < count:
            found.update(draw.choices(characters, weights))
        return "".join(sorted(found))

    sets = {"usual": USUAL} | {f"ten by frequency {i}": some(10) for i in (1, 2, 3)}
    return sets | {"a digit and four": draw.choice("23456789") + some(4), "no digit": some(8)}


def scores(text: str, lost: str) -> tuple[set[str], set[str]]:
    """The characters named in the damaged text, and those that should be."""
    found, _ = missing("".join(c for c in text if c not in lost), background())
    known = background()
    means = known.nearest(known.count(known.codes(text)), len(text)).means.tolist()
    due = {c for c, mean in zip(known.characters, means, strict=True) if c in lost and mean >= SCORED}
    return {item.character for item in found}, due


def damaged(texts: dict[str, str], sets: dict[str, str], out: list[str], *, each: bool) -> None:
    """Precision (over all characters named) and recall of each set over the texts given."""
    out.append("| lost | precision | recall | characters |\n| --- | --- | --- | --- |")
    for name, lost in sets.items():
        named = right = wanted = hit = 0
        for title, text in texts.items():
            found, due = scores(text, lost)
            named, right = named + len(found), right + len(found & set(lost))
            wanted, hit = wanted + len(due), hit + len(found & due)
            if each and (found - set(lost) or due - found):
                extra, gone = "".join(sorted(found - set(lost))), "".join(sorted(due - found))
                out.append(f"| · {title} | wrong: {extra or '–'} | missed: {gone or '–'} | |")
        out.append(f"| {name}: {lost} | {right / max(named, 1):.3f} | {hit / max(wanted, 1):.3f} | {wanted} |")


def alarms(everything: dict[str, str], trained: dict[str, str]) -> list[str]:
    """Names of intact texts called damaged: as shipped, and again with each text's kin left out of the background."""
    names = list(trained)
    found = [name for name, text in everything.items() if missing(text, background())[0]]
    for name, text in trained.items():
        kindred = {i for i, other in enumerate(names) if kin(other) == kin(name)}
        if missing(text, background(), without=kindred)[0]:
            found.append(f"{name} (kin left out)")
    return found


def main() -> None:
    """Print the figures of the README beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of folders of texts")
    parser.add_argument("--each", action="store_true", help="name the characters missed and wrong, text by text")
    given = parser.parse_args()
    trained = training(given.folder, held_out())
    everything = {f"{p.parent.name}/{p.stem}": fold(read(p).text) for p in sorted(given.folder.glob("*/*.txt"))}
    intact = {name: text for name, text in everything.items() if not name.endswith("hebi-2022")}
    held = {n: t for n, t in intact.items() if n not in trained and not n.endswith(NOT_SOUND) and len(t) >= 2000}
    out: list[str] = []
    damaged(held, lost_sets(trained), out, each=given.each)
    found = alarms(intact, trained)
    out.append(f"\nFalse alarms on {len(intact)} intact texts and {len(trained)} with kin left out: {found or 0}")
    text = next(t for n, t in held.items() if n.endswith("gwr-2016"))[:20000]
    for name, sample in (("intact", text), ("damaged", "".join(c for c in text if c not in USUAL))):
        times = []
        for _ in range(9):
            start = time.perf_counter()
            inspect(sample)
            times.append(time.perf_counter() - start)
        out.append(f"Time, {len(sample)} characters {name}: {min(times) * 1000:.0f} ms")
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
