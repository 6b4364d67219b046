"""Make texts lose characters, for tests, and record every loss.

    python corpus/damage.py TEXT.txt DAMAGED.txt --lost 01加信众 --losses LOSSES.jsonl
    python corpus/damage.py TEXT.txt DAMAGED.txt --draw 10 --seed 3

Every character of a set goes wherever it stands, as a careless watermark remover deletes them, or between ``--start``
and ``--end`` only. ``--draw`` draws the set: each Chinese character of the text as often as it stands in it,
``--digits`` so many digits likewise; the same text and seed draw the same set on every machine. A loss is one object a
line: ``at``, the offset in the damaged text before which it stood, ``lost``, what stood there, ``source``, where it
stood in the sound one. Run without arguments, it makes the damaged samples of this folder again.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE / "damaged"
USUAL = "01加信众公文更多费素材"


@dataclass(frozen=True)
class Loss:
    """Hold characters lost side by side: before offset ``at`` of the damaged text, from ``source`` in the sound one."""

    at: int
    lost: str
    source: int


def damage(text: str, lost: str, *, start: int = 0, end: int | None = None) -> tuple[str, list[Loss]]:
    """Delete the characters of a set from ``start`` to ``end``, and list what was lost.

    >>> damage("加强2010年工作", "01加")
    ('强2年工作', [Loss(at=0, lost='加', source=0), Loss(at=2, lost='010', source=3)])
    """
    stop = len(text) if end is None else end
    kept: list[str] = []
    losses: list[Loss] = []
    for source, character in enumerate(text):
        if character not in lost or not start <= source < stop:
            kept.append(character)
        elif losses and losses[-1].at == len(kept):
            losses[-1] = Loss(len(kept), losses[-1].lost + character, losses[-1].source)
        else:
            losses.append(Loss(len(kept), character, source))
    return "".join(kept), losses


def mended(text: str, losses: list[Loss]) -> str:
    """Give the sound text again.

    >>> mended(*damage("加强2010年工作", "01加"))
    '加强2010年工作'
    """
    pieces, at = [], 0
    for loss in losses:
        pieces += (text[at : loss.at], loss.lost)
        at = loss.at
    return "".join([*pieces, text[at:]])


def draw(text: str, count: int, *, digits: int = 0, seed: int = 0) -> str:
    """Draw a set of Chinese characters, and of digits, by how often they stand in a text; sorted.

    >>> draw("加加加加众2", 1, digits=1, seed=5) in ("2加", "2众")
    True
    """
    generator = random.Random(seed)
    found = set(_drawn(generator, Counter(c for c in text if "\u4e00" <= c <= "\u9fff"), count))
    return "".join(sorted(found | set(_drawn(generator, Counter(c for c in text if c in "0123456789"), digits))))


def _drawn(generator: random.Random, often: Counter[str], count: int) -> list[str]:
    """Draw so many different characters, or all there are."""
    left, found = dict(sorted(often.items())), []
    while left and len(found) < count:
        found += generator.choices(list(left), list(left.values()))
        del left[found[-1]]
    return found


def write(text: str, lost: str, out: Path, losses: Path | None, *, start: int = 0, end: int | None = None) -> None:
    """Write the damaged text and, where asked for, its losses; UTF-8 with ``\\n`` on every machine."""
    damaged, found = damage(text, lost, start=start, end=end)
    out.write_bytes(damaged.encode())
    if losses is not None:
        losses.write_bytes("".join(json.dumps(asdict(x), ensure_ascii=False) + "\n" for x in found).encode())


def samples(out: Path) -> None:
    """Make the damaged samples from the sound texts of ``damaged/intact``."""
    for file in sorted((SAMPLES / "intact").glob("*.txt")):
        write(file.read_text("utf-8"), USUAL, out / file.name, out / f"{file.stem}.jsonl")


def main() -> None:
    """Read the arguments and damage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path, nargs="?", help="a sound text, UTF-8")
    parser.add_argument("damaged", type=Path, nargs="?", help="where the damaged one goes")
    parser.add_argument("--lost", default=USUAL, help="the set of characters that go")
    parser.add_argument("--losses", type=Path, help="where the losses go, one JSON object a line")
    parser.add_argument("--draw", type=int, help="draw so many Chinese characters in place of --lost")
    parser.add_argument("--digits", type=int, default=0, help="and so many digits")
    parser.add_argument("--seed", type=int, default=0, help="of the draw")
    parser.add_argument("--start", type=int, default=0, help="offset from which the damage reaches")
    parser.add_argument("--end", type=int, help="offset up to which it reaches")
    given = parser.parse_args()
    if given.text is None:
        return samples(SAMPLES)
    if given.damaged is None:
        parser.error("a file for the damaged text is wanted: python corpus/damage.py TEXT.txt DAMAGED.txt")
    text = given.text.read_text("utf-8")
    lost = given.lost if given.draw is None else draw(text, given.draw, digits=given.digits, seed=given.seed)
    write(text, lost, given.damaged, given.losses, start=given.start, end=given.end)


if __name__ == "__main__":
    main()
