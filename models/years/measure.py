"""Measure how well years are restored: recall and precision of each lost set on a folder of folders of texts.

Run: python models/years/measure.py ../shared/corpus
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path

from yinuo.damage.years.repairs import years
from yinuo.folding import fold
from yinuo.readers import read

SETS = (
    "01",
    "20",
    *"0123456789",
    "12",
    "19",
    "25",
    "01加信众公文更多费素材微号免",
    "20发和增政步的示级质量",
    "6体学技营",
)
YEAR = re.compile(r"(?<![\d.])(?:19[4-9]\d|20[0-5]\d)(?=年|〕|[—–~～至-]{1,2}(?:19[4-9]\d|20[0-5]\d)年)")
HELD_OUT = Path(__file__).parents[1] / "background/held_out.txt"

Result = tuple[int, str, str, bool]  # where, what was lost there, what was inserted, whether a year stood there


def texts(folder: Path, *, held_out: bool) -> dict[str, str]:
    """Read folded texts by name (folder/file): those held out, or all others; those without sound digits left out."""
    lines = HELD_OUT.read_text("utf-8").splitlines()
    starts = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    named = {f"{p.parent.name}/{p.stem}": p for p in sorted(folder.glob("*/*.txt"))}
    broken = ("municipal/hebi-2022", "national/gwr-1954", "national/gwr-1955")
    return {
        name: fold(read(path).text)
        for name, path in named.items()
        if name.startswith(starts) == held_out and not name.startswith(broken)
    }


def damage(text: str, lost: str) -> tuple[str, dict[int, str], set[int]]:
    """Delete the lost characters of a text, and list the digits lost by offset and the offsets that belong to years."""
    owner = [-1] * len(text)
    for match in YEAR.finditer(text):
        owner[match.start() : match.end()] = [match.start()] * 4
    gone: dict[int, str] = defaultdict(str)
    inside: dict[int, int] = {}
    kept = 0
    for at, character in enumerate(text):
        if character not in lost:
            kept += 1
        elif character.isdigit():
            gone[kept] += character
            if owner[at] >= 0:
                inside[kept] = owner[at]
    return "".join(c for c in text if c not in lost), gone, inside


def results(text: str, lost: str) -> list[tuple[str, str, str]]:
    """Yield one result for each year that lost a digit or was given one.

    It holds the year before and after, what was lost, what was inserted.
    """
    damaged, gone, inside = damage(text, lost)
    digits = frozenset(c for c in lost if c.isdigit())
    given: dict[int, str] = {r.at: r.insert for r in years(damaged, digits) if r.applied}
    found: dict[object, list[list[str]]] = {}
    for at in sorted(inside.keys() | given.keys()):
        key = inside.get(
            at, ("no year", next((a for a in range(at, at - 4, -1) if not damaged[a - 1 : a].isdigit()), at))
        )
        lost_here, given_here = gone.get(at, ""), given.get(at, "")
        found.setdefault(key, []).append([lost_here, given_here, str(at)])
    out = []
    for pieces in found.values():
        at = int(pieces[0][2])
        place = f"{damaged[max(0, at - 14) : at]}|{damaged[at : at + 14]}".replace("\n", "/")
        out.append((place, " ".join(p[0] for p in pieces), " ".join(p[1] for p in pieces)))
    return out


def main() -> None:
    """Print recall and precision a set, and with --errors what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of folders of texts")
    parser.add_argument("--train", action="store_true", help="the texts that are not held out")
    parser.add_argument("--lost", action="append", help="sets to delete, in place of the usual ones")
    parser.add_argument("--errors", type=int, default=0, help="so many errors a set")
    given = parser.parse_args()
    chosen = texts(given.folder, held_out=not given.train)
    write = sys.stdout.write
    write(f"{len(chosen)} texts\n| lost | years | recall | precision | wrong |\n| --- | --- | --- | --- | --- |\n")
    for lost in given.lost or SETS:
        found = [(name, *r) for name, text in chosen.items() for r in results(text, lost)]
        due = [r for r in found if r[2].strip()]
        due_right = sum(r[2] == r[3] for r in due)
        wrong = [r for r in found if r[3].strip() and r[2] != r[3]]
        precision = due_right / max(1, due_right + len(wrong))
        write(f"| {lost} | {len(due)} | {due_right / max(1, len(due)):.3f} | {precision:.3f} | {len(wrong)} |\n")
        for r in (wrong + [r for r in due if not r[3].strip()])[: given.errors]:
            write(f"    {r[0]:24} {r[1]}  lost {r[2]!r} given {r[3]!r}\n")


if __name__ == "__main__":
    main()
