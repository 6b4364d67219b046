"""Count how numbers of sound reports are shaped, which digits they have where, and write number_shapes.tsv.

Run: python models/damaged_numbers/shapes.py ../shared/corpus (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "repair"))

from texts import sound

from yinuo.damage.numbers.intact import PLACES
from yinuo.folding import fold

OUT = Path(__file__).parents[2] / "pipeline/yinuo/rules/zh/damage/number_shapes.tsv"
NUMBER = re.compile(r"(?<![0-9.A-Za-z])([0-9]{1,7})(?:\.([0-9]{1,3}))?(?=([一-龥%‰]{1,4}))")
# What follows a number, an example and a near miss of each.
GROUPS = (
    ("% ‰", "5.3%", "5.3所"),
    ("个百分点 百分点", "0.5个百分点", "0.5个"),
    ("万 亿", "3000万", "3000所"),
    ("年", "2025年", "2025所"),
    ("月", "12月", "12所"),
    ("日 号", "31日", "31所"),
    ("元", "980元", "980所"),
    ("", "12所", "12%"),
)
HEAD = "# How numbers of sound reports are shaped, by what follows them; counted by models/damaged_numbers/shapes.py."


def places(whole: str, rest: str) -> Iterable[tuple[str, str]]:
    """Yield the place of each digit of a number, and the digit."""
    names = ["only"] if len(whole) == 1 else ["first", *["middle"] * (len(whole) - 2), "last"]
    names += [*["decimal"] * (len(rest) - 1), "end"] if rest else []
    return zip(names, whole + rest, strict=True)


def counted(texts: Iterable[str]) -> dict[str, dict[str, Counter[str]]]:
    """Count shapes and digits by group and place."""
    found: dict[str, dict[str, Counter[str]]] = {after: defaultdict(Counter) for after, _, _ in GROUPS}
    for text in texts:
        for match in NUMBER.finditer(fold(text)):
            whole, rest, behind = match[1], match[2] or "", match[3]
            after = next(a for a, _, _ in GROUPS if not a or behind.startswith(tuple(a.split())))
            found[after]["shapes"][f"{len(whole)}.{len(rest)}"] += 1
            for place, digit in places(whole, rest):
                found[after][place][digit] += 1
    return found


def shares(counts: Counter[str]) -> str:
    """Write the share of each, those of less than one in 100,000 left out."""
    total = max(1, counts.total())
    return " ".join(f"{name}:{n / total:.5f}" for name, n in sorted(counts.items()) if n / total >= 1e-5)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of folders of texts")
    given = parser.parse_args()
    found = counted(text for name, text in sound(given.folder) if "report" in name or "provincial" in name)
    lines = [HEAD, "\t".join(("after", "shapes", *PLACES, "example", "near_miss", "why"))]
    for after, example, other in GROUPS:
        own = found[after]
        lines.append("\t".join((after, *(shares(own[name]) for name in ("shapes", *PLACES)), example, other, "")))
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
