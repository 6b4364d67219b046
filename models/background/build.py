"""Count characters and pairs of sound texts for the diagnosis of damage, and write background.bin.

Run: python models/background/build.py ../shared/corpus (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from yinuo.damage.background import DIGITS, Background, pack, unlike, unpack
from yinuo.folding import fold
from yinuo.readers import read

TESTED, CONTEXTS, RAREST = 1200, 2500, 2
SHORTEST = 2000
OUT = Path(__file__).parents[2] / "pipeline/yinuo/damage/background.bin"
WHITE = re.compile(r"\s+")


def held_out() -> set[str]:
    """Read names and beginnings of names in held_out.txt."""
    lines = (Path(__file__).parent / "held_out.txt").read_text("utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def training(folder: Path, skip: set[str]) -> dict[str, str]:
    """Read folded texts by name (folder/file), those held out and those too short left out."""
    texts = {}
    for path in sorted(folder.glob("*/*.txt")):
        name = f"{path.parent.name}/{path.stem}"
        text = fold(read(path).text)
        if len(text) >= SHORTEST and not any(name.startswith(start) for start in skip):
            texts[name] = text
    return texts


def kin(name: str) -> str:
    """Group texts that share wording because they are of one place or one office: left out together in fitting."""
    folder, _, stem = name.partition("/")
    if folder == "national":
        return f"{folder}/{stem[:7]}"  # a decade
    return folder if folder == "county" else f"{folder}/{stem.rsplit('-', 1)[0]}" if folder == "provincial" else name


def build(texts: dict[str, str]) -> bytes:
    """Make the data file: counted twice over, the second time with the spread that the first one shows."""
    total = Counter(c for text in texts.values() for c in WHITE.sub("\n", text))
    frequent = [c for c, _ in total.most_common()]
    tested = "".join([c for c in frequent if "\u4e00" <= c <= "\u9fff"][:TESTED]) + DIGITS
    contexts = tested + "".join([c for c in frequent if c not in tested][: CONTEXTS - len(tested)])
    lengths = [len(text) for text in texts.values()]
    counts = [_counted(text, tested) for text in texts.values()]
    joins, kinds, totals = _joins(texts, contexts)
    flat = [1.0] * len(tested)
    first = unpack(pack(tested, contexts, lengths, counts, flat, joins, kinds, totals))
    return pack(tested, contexts, lengths, counts, spread(first, list(texts)), joins, kinds, totals)


def _counted(text: str, tested: str) -> list[int]:
    counts = Counter(text)
    return [counts[c] for c in tested]


def _joins(texts: dict[str, str], contexts: str) -> tuple[list[dict[int, int]], list[int], list[int]]:
    index = {c: i for i, c in enumerate(contexts)}
    pairs: Counter[tuple[int, int]] = Counter()
    for text in texts.values():
        codes = [index.get(c, -1) for c in WHITE.sub("\n", text)]
        pairs.update(pairwise(codes))
    rows: list[dict[int, int]] = [{} for _ in contexts]
    kinds, totals = [0] * len(contexts), [0] * len(contexts)
    for (x, y), n in pairs.items():
        if x < 0:
            continue
        kinds[x] += 1
        totals[x] += n
        if y >= 0 and n >= RAREST:
            rows[x][y] = min(n, 65535)
    return rows, kinds, totals


def spread(found: Background, names: list[str]) -> list[float]:
    """Measure how much more each character varies between like texts than characters do on average, kin left out."""
    families = defaultdict(set)
    for i, name in enumerate(names):
        families[kin(name)].add(i)
    above, below = Counter(), Counter()
    for i, name in enumerate(names):
        counts = found.counts[i].astype(int)
        expected = found.nearest(counts, found.lengths[i], without=families[kin(name)])
        usual = unlike(expected.likeness)
        scale = expected.digit_scale(counts)
        for c, count, likely in zip(found.characters, counts.tolist(), expected.means.tolist(), strict=True):
            if c in DIGITS and not scale:
                continue
            mean = likely * (scale if c in DIGITS else 1.0) + 0.2
            weight = 1 / (1 / max(mean, 0.5) + usual) ** 2
            above[c] += weight * ((count - mean) ** 2 - mean) / max(mean, 0.5) ** 2
            below[c] += weight * usual
    return [min(max(above[c] / below[c], 0.5), 20.0) for c in found.characters]


def main() -> None:
    """Write the data file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of folders of texts")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    given.out.write_bytes(build(training(given.folder, held_out())))


if __name__ == "__main__":
    main()
