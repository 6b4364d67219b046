"""Measure many documents through `yinuo batch`: speed by jobs, memory of its processes, the cost of resuming.

    python bench/batch.py [--documents N] [--texts DIR] [--seed N] [--json]

The texts are paragraphs of the shipped speeches in orders of their own, with other numbers in each, 2,000 characters
long. The ratios mean something elsewhere, the rest is of this machine and of what else it does.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import MIB, ROOT, make_text, print_json, read_paragraphs
from rich.console import Console
from rich.table import Table

SIZE = 2_000
JOBS = (1, 2)
FILES = ("commitments.jsonl", "manifest.jsonl")
NUMBER = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?![\d.]|年|月|日|号)")


def main() -> None:
    """Make the texts, run over them, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000, help="how many (default 10,000)")
    parser.add_argument("--texts", type=Path, default=ROOT / "corpus" / "speeches", help="folder to make texts from")
    parser.add_argument("--seed", type=int, default=0, help="order and numbers of the paragraphs (default 0)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yinuo-bench-") as place:
        figures = measure(options, Path(place))
    figures["machine"] = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
    }
    if options.json:
        return print_json(figures)
    Console().print(table(figures))


def make_documents(folder: Path, texts: Path, count: int, seed: int, size: int = SIZE) -> None:
    """Make ``count`` files of ``size`` characters, in folders of 1,000."""
    paragraphs = read_paragraphs(texts)
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        text = NUMBER.sub(lambda match, chance=chance: str(chance.randint(2, 999)), make_text(paragraphs, size, number))
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text[:size], "utf-8")


def measure(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """Measure seconds and memory of a run by its jobs, and of resuming the last; tell whether the bytes agree."""
    make_documents(place / "texts", options.texts, options.documents, options.seed)
    runs = {str(jobs): one_run(place / "texts", place / f"out{jobs}", jobs) for jobs in JOBS}
    last = place / f"out{JOBS[-1]}"
    same = filecmp.cmpfiles(place / f"out{JOBS[0]}", last, FILES, shallow=False)[0] == list(FILES)
    command = [sys.executable, "-m", "yinuo", "batch", place / "texts", "-o", last, "--resume"]
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    resumed = time.perf_counter() - begin
    return {"documents": options.documents, "runs": runs, "resumed": resumed, "same_bytes": same}


def one_run(texts: Path, out: Path, jobs: int) -> dict[str, Any]:
    """Measure the seconds of one run, and the most memory of its processes early and near the end.

    Early is after a tenth of the documents.
    """
    from yinuo.batch import batch

    peaks: dict[str, list[float]] = {}

    def watch(progress: Any, entry: Any) -> None:
        for name, mark in (("tenth", progress.total // 10), ("end", progress.total * 49 // 50)):
            if entry and progress.done == mark:
                peaks[name] = worker_peaks()

    begin = time.perf_counter()
    result = batch([texts], out, jobs=jobs, watch=watch)
    seconds = time.perf_counter() - begin
    if result.failed:
        raise SystemExit(f"bench: {result.failed[0].to_line()}")
    return {"seconds": seconds, "peaks": peaks, "records": sum(entry.records for entry in result.entries)}


def worker_peaks() -> list[float]:
    """List the most resident memory (MiB) of each child process; empty where the system does not say."""
    peaks = []
    for children in Path("/proc/self/task").glob("*/children"):
        for process in children.read_text().split():
            status = Path("/proc", process, "status").read_text()
            peaks += [int(size) * 1024 / MIB for size in re.findall(r"VmHWM:\s+(\d+)", status)]
    return sorted(peaks)


def table(figures: dict[str, Any]) -> Table:
    """Make a table of what was measured, the figure, and its bound."""
    shown = Table("what", "figure", "wanted", title=f"batch: {figures['documents']:,} documents", title_justify="left")
    shown.columns[1].justify = shown.columns[2].justify = "right"
    for row in rows(figures):
        shown.add_row(*row)
    return shown


def rows(figures: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Make rows of documents a second, their ratio, growth of memory, share of a resumed run."""
    count, runs = figures["documents"], figures["runs"]
    found = [(f"{jobs} jobs: documents a second", f"{count / run['seconds']:.1f}", "") for jobs, run in runs.items()]
    first, last = runs[str(JOBS[0])], runs[str(JOBS[-1])]
    found.append((f"{JOBS[-1]} jobs to {JOBS[0]}", f"{first['seconds'] / last['seconds']:.2f}", "at least 1.7"))
    for jobs, run in runs.items():
        if run["peaks"].get("tenth"):
            growth = max(run["peaks"]["end"]) / max(run["peaks"]["tenth"]) - 1
            found.append((f"{jobs} jobs: peak memory of a process, MiB", f"{max(run['peaks']['end']):.0f}", ""))
            found.append((f"{jobs} jobs: its growth from a tenth to the end", f"{growth:.1%}", "under 10%"))
    share = figures["resumed"] / last["seconds"]
    found.append(("resuming the finished run, of its time", f"{share:.2%}", "at most 3%"))
    found.append(("same bytes", "yes" if figures["same_bytes"] else "NO", "yes"))
    return found


if __name__ == "__main__":
    main()
