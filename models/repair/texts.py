"""Choose the texts that teach, calibrate and measure the repair model, and damage them on purpose."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Measured on, by the project or by others: never trained on.
HELD_OUT = (
    *("provincial/beijing", "provincial/sichuan", "provincial/guangdong", "provincial/jilin"),
    *("county/hailar-2012", "county/hailar-2015", "county/hailar-2016", "county/hailar-2019"),
    *("national/gwr-2011", "national/gwr-2016", "national/gwr-2019"),
    *("municipal/hebi-2022", "state-council/guobanfa-2019-2."),
)
# Calibration and threshold only: left out of the model that they calibrate.
CALIBRATION = (
    *("provincial/zhejiang", "provincial/yunnan", "provincial/hebei", "provincial/gansu"),
    *("county/hailar-2014", "county/hailar-2018", "national/gwr-2005", "national/gwr-2023"),
    *("state-council/guofa-2019-4", "municipal/shanghai"),
)
PLACES = Path(__file__).parent / "held_out_places.txt"
WATERMARKS = ("01加信众公文更多费素材", "01加信众公文更多费素材微号免")


def texts(corpus: Path, leave_out: tuple[str, ...]) -> dict[str, str]:
    """List name and text of every file not left out, in order of name."""
    found = {str(p.relative_to(corpus)): p for p in sorted(corpus.glob("*/*.txt"))}
    return {name: p.read_text("utf-8") for name, p in found.items() if not name.startswith(leave_out)}


def sound(corpus: Path) -> Iterator[tuple[str, str]]:
    """Yield kind and text of all that may teach, one at a time: official/*.jsonl.gz and the texts beside it.

    Left out are the texts held out, those that calibrate, and every document of their places.
    """
    yield from texts(corpus, (*HELD_OUT, *CALIBRATION)).items()
    lines = PLACES.read_text("utf-8").splitlines()
    places = tuple(place for line in lines if not line.startswith("#") for place in line.split())
    for path in sorted(corpus.glob("official/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for document in map(json.loads, rows):
                if not (document["place"] or "").startswith(places):
                    yield document["kind"], document["text"]


def damage(text: str, lost: str) -> tuple[str, dict[int, str]]:
    """Delete the lost characters of a text, and keep what went before each offset of what is left."""
    gone: dict[int, str] = {}
    kept: list[str] = []
    for c in text:
        if c in lost:
            gone[len(kept)] = gone.get(len(kept), "") + c
        else:
            kept.append(c)
    return "".join(kept), gone


def lost_sets(pieces: list[str], seed: int = 7) -> list[str]:
    """Make what is deleted to calibrate: a watermark's characters, and draws by frequency, with a digit or without."""
    counts = Counter("".join(pieces))
    drawn = random.Random(seed)
    han = sorted(c for c in counts if "\u4e00" <= c <= "\u9fff")
    shares = [counts[c] for c in han]
    sets = list(WATERMARKS)
    for size, digits in ((10, "7"), (10, "3"), (10, "5"), (10, ""), (6, "8"), (6, ""), (10, "01"), (6, "0")):
        sets.append("".join(sorted(set(drawn.choices(han, shares, k=size)))) + digits)
    return sets
