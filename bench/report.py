"""Measure reports: bytes of the page and processor's seconds from records to page, a row a text.

    python bench/report.py [--texts DIR] [--every N] [--json]

Limits are those of a provincial report of some 20,000 characters and 800 records: 1.5 MB, one second.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import yinuo

ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES, MOST_SECONDS = 1_500_000, 1.0
REPEATS = 3


def main() -> None:
    """Measure every text and print; exit with 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=default_texts(), help="folder of .txt files")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th text")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    figures = [measure(path) for path in sorted(options.texts.rglob("*.txt"))[:: options.every]]
    if not figures:
        raise SystemExit(f"bench: no .txt file in {options.texts}")
    if options.json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")
    else:
        show(figures)
    if any(own["bytes"] > MOST_BYTES or own["seconds"] > MOST_SECONDS for own in figures):
        raise SystemExit(1)


def default_texts() -> Path:
    """Give the shared provincial reports where they are, else the project's own samples."""
    shared = ROOT.parent / "shared" / "corpus" / "provincial"
    return shared if shared.is_dir() else ROOT / "corpus" / "speeches"


def measure(path: Path) -> dict[str, Any]:
    """Measure one text: its records are extracted before the clock runs."""
    source = yinuo.read(path)
    found = yinuo.extract(source.text, document=path.name, include=("achievement",))
    given = yinuo.Source(path=path.name, text=source.text, encoding=source.encoding, sha256=source.sha256)
    best, page = float("inf"), ""
    for _ in range(REPEATS):
        start = time.process_time()
        page = yinuo.report(found, texts=[given]).html
        best = min(best, time.process_time() - start)
    return {
        "text": path.name,
        "characters": len(source.text),
        "records": len(found),
        "bytes": len(page.encode()),
        "seconds": round(best, 3),
    }


def show(figures: list[dict[str, Any]]) -> None:
    """Print a table, and the largest figures."""
    table = Table("text", *(name for name in figures[0] if name != "text"))
    for own in figures:
        table.add_row(own["text"], *(f"{value:,}" for name, value in own.items() if name != "text"))
    console = Console()
    console.print(table)
    console.print(
        f"most: {max(own['bytes'] for own in figures):,} bytes of {MOST_BYTES:,}, "
        f"{max(own['seconds'] for own in figures):.2f} s of {MOST_SECONDS:.0f} s"
    )


if __name__ == "__main__":
    main()
