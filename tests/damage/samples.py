"""Texts of the project's own to damage."""

from pathlib import Path

from yinuo.readers import read

ROOT = Path(__file__).parents[2]
SPEECHES = {path.stem: read(path).text for path in sorted((ROOT / "corpus" / "speeches").glob("*.txt"))}
# The report that is shipped damaged, as it was; with the speeches some 16,000 characters.
INTACT = {path.stem: read(path).text for path in sorted((ROOT / "corpus" / "damaged" / "intact").glob("*.txt"))}


def without(text, lost):
    return "".join(c for c in text if c not in lost)
