"""Measure speed, memory and start of the whole pipeline, on texts made from the corpus.

    python bench/bench.py [--texts DIR] [--repeats N] [--seed N] [--json]

All figures come from one run on one machine; those that mean something elsewhere are the ratios.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
SHORT, LONG = 100_000, 1_000_000
DOCUMENT = 5_000
MARKS = (50, 100, 200, 400)
MIB = 1 << 20
BARE, FIRST = "python -c pass", "yinuo extract, a small text"
STARTS = {BARE: "", FIRST: "1,000"}  # at most so many ms; the others 300
Row = tuple[str, str, str]


def main() -> None:
    """Measure, each part in a process of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=default_texts(), help="folder of .txt files to make texts from")
    parser.add_argument("--repeats", type=int, default=3, help="alternating repeats on the short text (default 3)")
    parser.add_argument("--seed", type=int, default=0, help="order of the paragraphs (default 0)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        return print_json(PARTS[options.part](options))
    figures = {part: in_own_process(part, options) for part in PARTS}
    figures["machine"] = {"python": platform.python_version(), "system": platform.platform(), "seed": options.seed}
    if options.json:
        return print_json(figures)
    show(figures, Console())


def default_texts() -> Path:
    """Give the shared texts where they are, else the project's own."""
    shared = ROOT.parent / "shared" / "corpus"
    return shared if shared.is_dir() else ROOT / "corpus" / "speeches"


def in_own_process(part: str, options: argparse.Namespace) -> Any:
    """Measure one part in a process of its own; its memory is not that of another."""
    same = ["--texts", str(options.texts), "--repeats", str(options.repeats), "--seed", str(options.seed)]
    command = [sys.executable, __file__, "--part", part, *same]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def print_json(value: Any) -> None:
    """Write JSON to standard output."""
    sys.stdout.write(json.dumps(value, indent=2) + "\n")


def read_paragraphs(folder: Path) -> list[str]:
    """Read the paragraphs of the folder's texts, in order of path."""
    from yinuo.readers import read

    texts = [read(path).text for path in sorted(folder.rglob("*.txt"))]
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()]
    if not paragraphs:
        raise SystemExit(f"bench: no .txt file with text in {folder}")
    return paragraphs


def make_text(paragraphs: list[str], size: int, seed: int) -> str:
    """Make ``size`` characters of paragraphs, in an order that the seed chooses, repeated where they run out."""
    chosen: list[str] = []
    length, shuffle, order = 0, random.Random(seed), list(paragraphs)
    while length < size:
        if len(chosen) % len(order) == 0:
            shuffle.shuffle(order)
        chosen.append(order[len(chosen) % len(order)])
        length += len(chosen[-1]) + 1
    return "\n".join(chosen)[:size].ljust(size, "\n")


def timed(run: Callable[..., object], *arguments: Any, **named: Any) -> dict[str, float]:
    """Measure wall and processor seconds of one run."""
    wall, processor = time.perf_counter(), time.process_time()
    run(*arguments, **named)
    return {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """Give the median of each kind of seconds."""
    return {kind: statistics.median(run[kind] for run in runs) for kind in runs[0]}


def speed(options: argparse.Namespace) -> dict[str, Any]:
    """Measure the pipeline and jieba alone on the same texts, turn by turn, by size of the text."""
    import jieba

    from yinuo.extraction import extract
    from yinuo.nlp.pipeline import load

    jieba.setLogLevel(60)
    jieba.initialize()
    nlp, paragraphs, figures = load(), read_paragraphs(options.texts), {}
    extract(make_text(paragraphs, DOCUMENT, options.seed), nlp=nlp)
    for size, repeats in ((SHORT, options.repeats), (LONG, 1)):
        text = make_text(paragraphs, size, options.seed)
        alone, ours = [], []
        for _ in range(repeats):
            alone.append(timed(jieba.lcut, text))
            ours.append(timed(extract, text, nlp=nlp))
        figures[str(size)] = {"yinuo": medians(ours), "jieba": medians(alone)}
    return figures


def peak(options: argparse.Namespace) -> dict[str, float]:
    """Measure most resident memory in MiB when loaded and after each size of text, without jieba beside."""
    from yinuo.extraction import extract
    from yinuo.nlp.pipeline import load

    nlp, paragraphs = load(), read_paragraphs(options.texts)
    figures = {"loaded": peak_memory()}
    for size in (SHORT, LONG):
        extract(make_text(paragraphs, size, options.seed), nlp=nlp)
        figures[str(size)] = peak_memory()
    return figures


def memory(options: argparse.Namespace) -> dict[str, float]:
    """Measure resident memory in MiB after so many documents, each with paragraphs in another order."""
    from yinuo.extraction import extract
    from yinuo.nlp.pipeline import load

    nlp, paragraphs, after = load(), read_paragraphs(options.texts), {}
    for number in range(1, MARKS[-1] + 1):
        extract(make_text(paragraphs, DOCUMENT, options.seed + number), nlp=nlp)
        if number in MARKS:
            after[str(number)] = resident_memory()
    return after


def startup(options: argparse.Namespace) -> dict[str, float]:
    """Median seconds of a bare interpreter, of the import, of the help page, and of the first records."""
    text = ROOT / "corpus" / "speeches" / "yunxi-transport-2019.txt"
    commands = {
        BARE: ["-c", "pass"],
        "import yinuo": ["-c", "import yinuo"],
        "yinuo --help": ["-m", "yinuo", "--help"],
        FIRST: ["-m", "yinuo", "extract", str(text), "-o", "-"],
    }
    runs: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(options.repeats + 2):
        for name, arguments in commands.items():
            once = timed(subprocess.run, [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
            runs[name].append(once["wall"])
    return {name: statistics.median(seconds) for name, seconds in runs.items()}


def peak_memory() -> float:
    """Give the most resident memory so far, in MiB (the kernel counts in KiB, on macOS in bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / MIB if sys.platform == "darwin" else most / 1024


def resident_memory() -> float:
    """Give resident memory now, in MiB; where the system does not say, the most so far."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return peak_memory()
    return int(status.read_text().split()[1]) * resource.getpagesize() / MIB


def show(figures: dict[str, Any], console: Console) -> None:
    """Print one table: what was measured, the figure, and what it must not exceed."""
    table = Table("what", "figure", "at most", title="bench", title_justify="left")
    table.columns[1].justify = table.columns[2].justify = "right"
    for name, rows in ROWS.items():
        for row in rows(figures[name]):
            table.add_row(*row)
        table.add_section()
    console.print(table)


def speed_rows(figures: dict[str, Any]) -> list[Row]:
    """Make rows of characters a second, ratios of processor time, and how time grows with the text."""
    rows = []
    for size, own in figures.items():
        ours, alone, name = own["yinuo"], own["jieba"], f"{int(size):,} characters"
        rows += [
            (f"{name}: yinuo, each second", f"{int(size) / ours['wall']:,.0f}", ""),
            (f"{name}: jieba.lcut alone, each second", f"{int(size) / alone['wall']:,.0f}", ""),
            (f"{name}: time, yinuo to jieba", f"{ours['processor'] / alone['processor']:.2f}", "3"),
        ]
    short, long = (figures[str(size)]["yinuo"]["processor"] for size in (SHORT, LONG))
    return [*rows, ("time for ten times the text, by ten", f"{long / short / (LONG / SHORT):.2f}", "1.2")]


def peak_rows(figures: dict[str, float]) -> list[Row]:
    """Make rows of peak memory when loaded and after each size of text."""
    loaded, *sizes = figures.items()
    rows = [(f"{int(size):,} characters: peak memory, MiB", f"{mib:.0f}", "") for size, mib in sizes]
    return [("loaded: peak memory, MiB", f"{loaded[1]:.0f}", ""), *rows]


def memory_rows(figures: dict[str, float]) -> list[Row]:
    """Make rows of memory after so many documents, and its growth from the first mark to the last."""
    each = f"documents of {DOCUMENT:,} characters"
    rows = [(f"after {count} {each}: memory, MiB", f"{mib:.0f}", "") for count, mib in figures.items()]
    first, last = (figures[str(MARKS[i])] for i in (0, -1))
    return [*rows, (f"memory after {MARKS[-1]} to after {MARKS[0]}", f"{last / first:.2f}", "1.1")]


def startup_rows(figures: dict[str, float]) -> list[Row]:
    """Make rows of milliseconds to start, and how many bare interpreters that is."""
    rows: list[Row] = []
    for name, seconds in figures.items():
        ratio = seconds / figures[BARE]
        rows.append((f"{name}: ms ({ratio:.1f} × {BARE})", f"{seconds * 1000:.0f}", STARTS.get(name, "300")))
    return rows


PARTS: dict[str, Callable[[argparse.Namespace], Any]] = {
    "speed": speed,
    "peak": peak,
    "memory": memory,
    "startup": startup,
}
ROWS: dict[str, Callable[[dict[str, Any]], list[Row]]] = {
    "speed": speed_rows,
    "peak": peak_rows,
    "memory": memory_rows,
    "startup": startup_rows,
}

if __name__ == "__main__":
    main()
