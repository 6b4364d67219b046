"""Measure time as a ratio to jieba's by kind of text, a worker's memory, one long line, and two jobs against one.

    python bench/ratios.py [--texts DIR] [--each N] [--repeats N] [--line CHARACTERS] [--json]

``--texts`` is a folder with a folder for each kind of text. jieba and yinuo take turns, text by text, in one process.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import FIRST, MIB, ROOT, Row, default_texts, peak_memory, print_json, startup_rows, timed
from bench import startup as starts
from rich.console import Console
from rich.table import Table

from batch import make_documents, one_run

# Folders of the kinds, and the ratio that none should exceed.
KINDS = {"national": 2.3, "provincial": 1.9, "state-council": 2.9}
OTHER = 3.0
HEAD, PIECE = "2024年工作安排\n", "新建大公园3座。"
# At most: seconds for a million characters of one line, bytes of memory a character, and MiB of a worker.
SECONDS, BYTES, WORKER = 17, 300, 200
# Documents and the characters of each, and how many times as fast two jobs should at least be as one.
BATCHES = {(100, 2_000): 1.6, (400, 15_000): 1.9}


def main() -> None:
    """Measure, each part in a process of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=default_texts(), help="folder with a folder for each kind")
    parser.add_argument("--each", type=int, default=6, help="texts of a kind (default 6)")
    parser.add_argument("--repeats", type=int, default=3, help="turns, of which the quickest counts (default 3)")
    parser.add_argument("--line", type=int, default=270_000, help="characters of the one-line text (default 270,000)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        return print_json(PARTS[options.part](options))
    figures = {part: in_own_process(part) for part in PARTS}
    if options.json:
        return print_json(figures)
    Console().print(table(figures))


def in_own_process(part: str) -> Any:
    """Measure one part in a process of its own, with the options of this one."""
    command = [sys.executable, __file__, *sys.argv[1:], "--part", part]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def kinds(folder: Path, each: int) -> dict[str, list[Path]]:
    """Choose texts of each kind, evenly over the names; all of a folder that has no kinds."""
    found = {kind: sorted((folder / kind).rglob("*.txt")) for kind in KINDS}
    found = {kind: paths for kind, paths in found.items() if paths} or {folder.name: sorted(folder.rglob("*.txt"))}
    return {kind: paths[:: max(1, len(paths) // each)][:each] for kind, paths in found.items()}


def ratios(options: argparse.Namespace) -> dict[str, float]:
    """Give the processor time of ``extract`` to that of ``jieba.lcut`` by kind, summed over its texts."""
    import jieba

    from yinuo.extraction import extract
    from yinuo.readers import read

    jieba.setLogLevel(60)
    jieba.initialize()
    found: dict[str, float] = {}
    for kind, paths in kinds(options.texts, options.each).items():
        ours = alone = 0.0
        for text in [read(path).text for path in paths]:
            extract(text)
            turns = [(timed(jieba.lcut, text), timed(extract, text)) for _ in range(options.repeats)]
            alone += min(jiebas["processor"] for jiebas, _ in turns)
            ours += min(own["processor"] for _, own in turns)
        found[kind] = ours / alone
    return found


def startup(options: argparse.Namespace) -> dict[str, float]:
    """Median seconds from start to the first records, and of a bare interpreter."""
    return starts(argparse.Namespace(repeats=options.repeats))


def worker(options: argparse.Namespace) -> dict[str, float]:
    """Measure the most memory of a worker's process, in MiB: before its first text, and after it."""
    from yinuo.batch.options import Options
    from yinuo.batch.unit import Unit

    unit = Unit(Options())
    before = peak_memory()
    list(unit(str(next(iter(kinds(options.texts, options.each).values()))[0])))
    return {"before its first text": before, "after it": peak_memory()}


def line(options: argparse.Namespace) -> dict[str, float]:
    """Read a text of one line as a worker does: seconds, records, and the growth of memory in bytes a character."""
    from yinuo.batch.options import Options
    from yinuo.batch.unit import Unit

    text = HEAD + PIECE * (options.line // len(PIECE))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "line.txt")
        path.write_text(HEAD + PIECE, "utf-8")
        unit = Unit(Options())
        list(unit(str(path)))
        path.write_text(text, "utf-8")
        before, begun = peak_memory(), time.process_time()
        records = sum(message.count(b"\n") for message in unit(str(path)) if isinstance(message, bytes))
        seconds = time.process_time() - begun
    grown = (peak_memory() - before) * MIB / len(text)
    return {"characters": len(text), "records": records, "seconds": seconds, "peak": peak_memory(), "bytes": grown}


def jobs(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Run batches by one job and by two: seconds of each, start of the workers and writing of results included."""
    found = []
    for count, size in BATCHES:
        with tempfile.TemporaryDirectory() as folder:
            make_documents(Path(folder, "texts"), ROOT / "corpus" / "speeches", count, seed=0, size=size)
            one, two = (one_run(Path(folder, "texts"), Path(folder, f"out{n}"), n)["seconds"] for n in (1, 2))
        found.append({"documents": count, "characters": size, "one": one, "two": two})
    return found


def table(figures: dict[str, Any]) -> Table:
    """Lay out what was measured, the figure, and what it must not exceed."""
    made = Table("what", "figure", "at most", title="ratios", title_justify="left")
    made.columns[1].justify = made.columns[2].justify = "right"
    for row in rows(figures):
        made.add_row(*row)
    return made


def rows(figures: dict[str, Any]) -> list[Row]:
    """Make a row of each figure."""
    found: list[Row] = [
        (f"{kind}: time, yinuo to jieba.lcut", f"{ratio:.2f}", f"{KINDS.get(kind, OTHER)}")
        for kind, ratio in figures["ratios"].items()
    ]
    found += [row for row in startup_rows(figures["startup"]) if row[0].startswith(FIRST)]
    found += [(f"a worker {when}: MiB", f"{mib:.0f}", f"{WORKER}") for when, mib in figures["worker"].items()]
    long = figures["line"]
    name = f"one line of {long['characters']:,} characters, {long['records']:,} records"
    for run, least in zip(figures["jobs"], BATCHES.values(), strict=True):
        documents = f"{run['documents']} documents of {run['characters']:,} characters"
        found.append((f"{documents}: 2 jobs to 1", f"{run['one'] / run['two']:.2f}", f"at least {least}"))
    return [
        *found,
        (f"{name}: seconds", f"{long['seconds']:.1f}", f"{SECONDS * long['characters'] / 1e6:.1f}"),
        (f"{name}: peak memory, MiB", f"{long['peak']:.0f}", ""),
        (f"{name}: memory, bytes a character", f"{long['bytes']:.0f}", f"{BYTES}"),
    ]


PARTS: dict[str, Callable[[argparse.Namespace], Any]] = {
    "ratios": ratios,
    "startup": startup,
    "worker": worker,
    "line": line,
    "jobs": jobs,
}

if __name__ == "__main__":
    main()
