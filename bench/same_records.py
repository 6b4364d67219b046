"""Compare the records of many texts before and after a change: ``same_records.py FOLDER`` writes, then compares.

The first call writes one JSONL of records (all statuses) a text into FOLDER; later calls compare with it, name each
text that differs, and exit with 1 where one does. ``--without FIELD`` leaves a field of the records out of the
comparison. Texts: the shipped speeches, and those of ``../shared/corpus`` where it is there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import yinuo

ROOT = Path(__file__).parents[1]
FOLDERS = ("corpus/speeches", "corpus/damaged", "../shared/corpus")


def texts(every: int) -> list[Path]:
    """List each text file of the corpora, or every n-th of them."""
    found = [p for folder in FOLDERS for p in sorted((ROOT / folder).rglob("*.txt"))]
    return found[::every]


def records(path: Path) -> tuple[str, list[str]]:
    """Give the name of a text and its records of all statuses, one JSON line each."""
    name = path.relative_to(ROOT).as_posix()
    found = yinuo.extract(path.read_text("utf-8", "replace"), include=("achievement", "background"))
    return name, [record.model_dump_json(by_alias=True) for record in found]


def lines(file: Path, without: list[str]) -> list[str]:
    """Read the records of a file, less the fields left out of the comparison."""
    found = file.read_text("utf-8").splitlines()
    if not without:
        return found
    return [json.dumps({k: v for k, v in json.loads(r).items() if k not in without}, sort_keys=True) for r in found]


def differences(old: Path, new: Path, without: list[str]) -> Iterator[str]:
    """Write one line for each text whose records are not the same."""
    common = {p.name for p in old.glob("*.jsonl")} & {p.name for p in new.glob("*.jsonl")}
    if not common:
        yield f"{old} and {new} have no text in common"
    for file in sorted(common):
        before, after = lines(old / file, without), lines(new / file, without)
        if before != after:
            gone, come = len(set(before) - set(after)), len(set(after) - set(before))
            yield f"{file}: {len(before)} records before, {len(after)} after; {gone} gone or changed, {come} new"


def main() -> int:
    """Write the records, and compare them where an earlier run wrote some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--without", action="append", default=[])
    options = parser.parse_args()
    old = options.folder / "before"
    new = options.folder / "after" if old.is_dir() else old
    new.mkdir(parents=True, exist_ok=True)
    paths, total = texts(options.every), 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for name, found in pool.map(records, paths, chunksize=1):
            (new / (name.replace("/", "__") + ".jsonl")).write_text("".join(f"{r}\n" for r in found), "utf-8")
            total += len(found)
    print(f"{len(paths)} texts, {total} records written to {new}")
    differ = list(differences(old, new, options.without)) if new != old else []
    print("\n".join(differ) if differ else "" if new == old else "all the same")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
