"""Measure how well numbers that are gone are found: precision and recall on a folder of folders of texts.

Run: python models/damaged_numbers/measure.py ../shared/corpus
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from itertools import accumulate
from pathlib import Path

from yinuo.damage.numbers.quantity_flags import flag_quantities
from yinuo.folding import fold
from yinuo.readers import read
from yinuo.values.quantities.scanner import scan

SETS = ("01", "12", "5", "01加信众公文更多费素材微号免", "20发和增政步的示级质量")
HELD_OUT = Path(__file__).parents[1] / "background/held_out.txt"
DIGIT = re.compile("[0-9]")


def texts(folder: Path, *, held_out: bool) -> dict[str, str]:
    """Read folded texts by name (folder/file): those held out, or all others; damaged ones are left out."""
    lines = HELD_OUT.read_text("utf-8").splitlines()
    starts = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    named = {f"{p.parent.name}/{p.stem}": p for p in sorted(folder.glob("*/*.txt"))}
    broken = ("municipal/hebi-2022", "national/gwr-1954", "national/gwr-1955")
    return {
        name: fold(read(path).text)
        for name, path in named.items()
        if name.startswith(starts) == held_out and not name.startswith(broken)
    }


def results(text: str, lost: str) -> list[tuple[str, str]]:
    """Yield right, missed or wrong for each number that is gone or was said to be, with its place."""
    kept = [0, *accumulate(c not in lost for c in text)]
    damaged = "".join(c for c in text if c not in lost)
    due = []
    for item in scan(text):
        digits = set(DIGIT.findall(text, item["start"], item["end"]))
        if digits and digits <= set(lost):
            due.append((kept[item["start"]], kept[item["end"]]))
    found = flag_quantities(damaged, scan(damaged), frozenset(lost))
    said = [(q["start"], q["end"]) for q in found if q["damaged"] and not DIGIT.search(q["text"])]
    out = []
    for kind, spans, others in (("missed", due, said), ("wrong", said, due)):
        for start, end in spans:
            met = any(a < end and start < b for a, b in others)
            place = f"{damaged[max(0, start - 12) : start]}|{damaged[start:end]}|{damaged[end : end + 8]}"
            if kind == "missed" or not met:
                out.append(("right" if met else kind, place.replace("\n", "/")))
    return out


def main() -> None:
    """Print precision and recall a set, and with --errors the errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of folders of texts")
    parser.add_argument("--train", action="store_true", help="the texts that are not held out")
    parser.add_argument("--lost", action="append", help="sets to delete, in place of the usual ones")
    parser.add_argument("--errors", action="store_true", help="print the errors")
    given = parser.parse_args()
    chosen = texts(given.folder, held_out=not given.train)
    sys.stdout.write("| lost | numbers gone | precision | recall |\n| --- | --- | --- | --- |\n")
    for lost in given.lost or SETS:
        found = [(name, *r) for name, text in chosen.items() for r in results(text, lost)]
        count = Counter(kind for _, kind, _ in found)
        right, due = count["right"], count["right"] + count["missed"]
        said = right + count["wrong"]
        sys.stdout.write(f"| {lost} | {due} | {right / max(1, said):.3f} | {right / max(1, due):.3f} |\n")
        if given.errors:
            sys.stdout.writelines(f"    {kind:6} {name:24} {place}\n" for name, kind, place in found if kind != "right")


if __name__ == "__main__":
    main()
