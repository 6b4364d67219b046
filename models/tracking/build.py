"""Count in how many clauses of sound reports each pair of characters stands, and write bigrams.txt.

Run: python models/tracking/build.py ../shared/corpus (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from yinuo.folding import fold

OUT = Path(__file__).parents[2] / "pipeline/yinuo/tracking/bigrams.txt"
KEPT, STEP = 20_000, 0.1
CLAUSE = re.compile(r"[，。；：！？、\s（）“”《》]+")
HAN = re.compile("[\u4e00-\u9fff]{2}")


def reports(folder: Path) -> Iterator[str]:
    """Read the reports of cities and provinces, one text at a time."""
    with gzip.open(folder / "official" / "reports-plans.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            if found["kind"].startswith("report-"):
                yield found["text"]


def count(texts: Iterator[str]) -> tuple[int, Counter[str]]:
    """Count the clauses, and for each pair of Chinese characters the clauses in which it stands."""
    clauses, counts = 0, Counter[str]()
    for text in texts:
        for clause in CLAUSE.split(fold(text)):
            clauses += 1
            counts.update({a + b for a, b in pairwise(clause) if HAN.fullmatch(a + b)})
    return clauses, counts


def table(clauses: int, counts: Counter[str]) -> str:
    """Write the pairs that stand in most clauses, by their weight in steps of a tenth; ``*`` is that of all others."""
    frequent = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
    levels = defaultdict(list)
    for pair, n in frequent:
        levels[round(math.log(1 + (clauses - n + 0.5) / (n + 0.5)) / STEP)].append(pair)
    rarest = max(levels) + 10
    rows = [f"{level * STEP:.1f}\t{''.join(sorted(pairs))}" for level, pairs in sorted(levels.items())]
    return "\n".join([*rows, f"{rarest * STEP:.1f}\t*", ""])


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", type=Path)
    OUT.write_text(table(*count(reports(arguments.parse_args().corpus))), "utf-8")
