"""Change files of the corpus at random and read them, for some minutes: all but an answer or a YinuoError fails."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

import yinuo
from yinuo.errors import YinuoError
from yinuo.readers import Failure, Limits, documents

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("a.txt", "a.html", "a.md", "a.csv", "a.jsonl", "a.json", "a.docx", "a.pdf", "a.zip")


def changed(data: bytes, rng: random.Random) -> bytes:
    """Cut a piece of a file, and delete, repeat or replace pieces of it."""
    start = rng.randrange(len(data))
    piece = bytearray(data[start : start + rng.randrange(1, 2000)])
    for _ in range(rng.randrange(6)):
        at = rng.randrange(len(piece) + 1)
        end = at + rng.randrange(1, 40)
        piece[at:end] = rng.choice([b"", bytes(piece[at:end]) * 50, rng.randbytes(3)])
    return bytes(piece)


def attempt(path: Path) -> None:
    """Read the texts of a file in this process, and extract each."""
    try:
        for found in documents(path, limits=Limits(None, None)):
            if isinstance(found, Failure):
                continue
            for record in yinuo.extract(found.text):
                assert found.text[record.start : record.end] == record.text
    except YinuoError:
        pass


def main() -> int:
    """Fuzz; keep what fails in the folder of ``--keep``, and exit with 1."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, default=ROOT / "out" / "fuzz")
    given = options.parse_args()
    rng, end, count, failed = random.Random(given.seed), time.monotonic() + 60 * given.minutes, 0, 0
    corpus = [path.read_bytes() for path in sorted((ROOT / "corpus" / "speeches").glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            data, path = changed(rng.choice(corpus), rng), Path(folder, rng.choice(NAMES))
            path.write_bytes(data)
            count += 1
            try:
                attempt(path)
            except Exception as error:
                failed += 1
                given.keep.mkdir(parents=True, exist_ok=True)
                given.keep.joinpath(f"{count}-{path.name}").write_bytes(data)
                sys.stdout.write(f"{count}-{path.name}: {type(error).__name__}: {error}\n")
    sys.stdout.write(f"{count} inputs, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
