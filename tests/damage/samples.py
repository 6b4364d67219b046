"""Provide texts of the project's own to damage, and say where the real ones are."""

from pathlib import Path

from yinuo.readers import read

ROOT = Path(__file__).parents[2]
SPEECHES = {path.stem: read(path).text for path in sorted((ROOT / "corpus" / "speeches").glob("*.txt"))}
SHARED = ROOT / ".." / "shared" / "corpus"


def without(text, lost):
    return "".join(c for c in text if c not in lost)
