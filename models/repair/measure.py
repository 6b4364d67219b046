"""How well lost characters are put back. A folder of folders of texts in; precision and recall of each set out.

Run: python models/repair/measure.py ../shared/corpus [--given] [--lost SET] [--each] [--threshold T] [--errors N]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from texts import HELD_OUT, WATERMARKS, damage

from yinuo.damage.diagnosis import inspect
from yinuo.damage.findings import Diagnosis, Lost
from yinuo.damage.repair import THRESHOLD, repair

MEASURED = tuple(name for name in HELD_OUT if name.startswith(("provincial/", "county/")))
SETS = (
    *WATERMARKS,
    "作出发好快河的确空质",
    "了地大夯委技教极种难",
    "业中区协大应朝秀运近",
    "3要加作展拿",
    "6体学技营",
    "主作展拿查糖资障",
)


def outcome(text: str, lost: str, threshold: float, *, given: bool) -> tuple[Counter[str], list[str]]:
    """Characters (digits apart) deleted, inserted and rightly inserted; and the wrong insertions in their places."""
    left, gone = damage(text, lost)
    named = Diagnosis(len(left), tuple(Lost(c, 9.0, 0, 0.0, 0, len(left)) for c in lost)) if given else inspect(left)
    found = Counter(deleted=sum(not c.isdigit() for c in "".join(gone.values())))
    wrong = []
    for r in repair(left, named, threshold=threshold).repairs:
        own = Counter(c for c in r.insert if not c.isdigit())
        if not (r.applied and own):
            continue
        right = (own & Counter(gone.get(r.at, ""))).total()
        found.update(inserted=own.total(), right=right)
        if right < own.total():
            place = f"{left[max(0, r.at - 12) : r.at]}[{r.insert}]{left[r.at : r.at + 12]}".replace("\n", "/")
            wrong.append(f"    {r.confidence:.2f} {place}  was {gone.get(r.at, '')!r}")
    return found, wrong


def line(name: str, found: Counter[str]) -> str:
    """A row of the table."""
    precision = found["right"] / max(1, found["inserted"])
    return f"| {name} | {precision:.3f} | {found['right'] / max(1, found['deleted']):.3f} | {found['deleted']} |\n"


def main() -> None:
    """Print the table, and with --errors what was wrongly inserted, the surest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--given", action="store_true", help="the lost set is given, not diagnosed")
    parser.add_argument("--lost", action="append", help="sets to delete, in place of the usual ones")
    parser.add_argument("--each", action="store_true", help="each text by itself")
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    write = sys.stdout.write
    named = {str(p.relative_to(args.corpus).with_suffix("")): p for p in sorted(args.corpus.glob("*/*.txt"))}
    chosen = {name: p.read_text("utf-8") for name, p in named.items() if name.startswith(MEASURED)}
    write("| deleted | precision | recall | characters |\n| --- | --- | --- | --- |\n")
    for lost in args.lost or SETS:
        total: Counter[str] = Counter()
        errors: list[str] = []
        for name, text in chosen.items():
            found, wrong = outcome(text, lost, args.threshold, given=args.given)
            total += found
            errors += wrong
            if args.each:
                write(line(name, found))
        write(line(lost, total))
        write("".join(f"{e}\n" for e in sorted(errors, reverse=True)[: args.errors]))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
