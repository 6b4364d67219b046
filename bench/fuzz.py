"""Try texts and files that Hypothesis makes, for some time: what breaks a property is shrunk and kept as a file.

    python bench/fuzz.py [--seconds N] [--seed N] [--keep DIR] [--each SECONDS] [FILE...]

Texts are built of the rule tables' own examples, numerals, marks and headings, and damaged; files of each format that
is read are made sound and then changed. What must hold of them is in tests/fuzzing/properties.py. Rounds follow each
other, each in a process of its own with a seed of its own, so that a crash is a finding too. FILE: check kept files
again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.fuzzing import properties  # noqa: E402
from tests.fuzzing.files import FILES  # noqa: E402
from tests.fuzzing.sentences import TEXTS  # noqa: E402

from yinuo import processes  # noqa: E402

# A round: so many seconds, with so many inputs of a kind between two looks at the clock; it may take so much memory.
ROUND, EXAMPLES, MEMORY = 60.0, 50, 4 << 30
PHASES = (Phase.generate, Phase.target, Phase.shrink)
NOW = "now"  # the file that holds what is tried


@dataclass
class Trial:
    """Try inputs until a time; keep the shortest that failed at each place, and know the places failed before."""

    keep: Path
    each: float
    end: float = float("inf")
    tried: Counter[str] = field(default_factory=Counter)
    known: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    shortest: dict[str, int] = field(default_factory=dict)

    def text(self, text: str) -> None:
        """Check a text."""
        self._attempt("text", "txt", text.encode("utf-8", "surrogatepass"), lambda _: properties.check_text(text))

    def file(self, made: tuple[str, bytes]) -> None:
        """Check a file, by its ending and bytes."""
        self._attempt(*made[:1], f"file.{made[0]}", made[1], properties.check_file)

    def _attempt(self, kind: str, ending: str, data: bytes, check: Callable[[Path], None]) -> None:
        if time.monotonic() > self.end:
            return
        path = self.keep / f"{NOW}.{ending}"
        path.write_bytes(data)
        self.tried[kind] += 1
        try:
            with properties.within(self.each):
                check(path)
        except Exception as error:
            name = place_of(error)
            if len(data) < self.shortest.get(name, 1 << 60):
                self.shortest[name] = len(data)
                self.keep.joinpath(f"{name}.{ending}").write_bytes(data)
                self.failed[name] = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            if name not in self.known:
                raise
        finally:
            path.unlink(missing_ok=True)


def place_of(error: Exception) -> str:
    """Name a failure by its kind and the line that raised it: one finding, however many inputs show it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = properties.UNEXPECTED in str(error) and str(error).rpartition(", ")[2].partition(")")[0].replace(":", "-")
    return f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}" + (f"-{what}" if what else "")


def one_round(options: argparse.Namespace) -> dict[str, Any]:
    """Try texts and files in turn until the seconds are over, each lot with a seed of its own."""
    processes.limit_memory(MEMORY)
    trial = Trial(options.keep, options.each, time.monotonic() + options.seconds)
    lot = 0
    while time.monotonic() < trial.end:
        for strategy, check in ((TEXTS, trial.text), (FILES, trial.file)):
            lot += 1
            try:
                tested(strategy, check, EXAMPLES, options.seed * 10_000 + lot)()
            except Exception:
                trial.known |= set(trial.failed)
    return {"tried": trial.tried, "failed": trial.failed}


def tested(strategy: Any, check: Callable[[Any], None], examples: int, number: int) -> Callable[[], None]:
    """Make a test of Hypothesis that gives the check so many inputs, the same for the same number."""

    def test(value: Any) -> None:
        check(value)

    chosen = settings(
        max_examples=examples, deadline=None, database=None, phases=PHASES, suppress_health_check=list(HealthCheck),
        print_blob=False,
    )  # fmt: skip
    made: Callable[[], None] = seed(number)(chosen(given(strategy)(test)))
    return made


def again(files: list[Path], each: float) -> int:
    """Check kept files again; the number of those that fail."""
    failed = 0
    for path in files:
        try:
            with properties.within(each):
                if ".file." in path.name:
                    properties.check_file(path)
                else:
                    properties.check_text(path.read_bytes().decode("utf-8", "surrogatepass"))
        except Exception as error:
            failed += 1
            sys.stdout.write(f"{path}: {type(error).__name__}: {error}\n")
    return failed


def run(options: argparse.Namespace) -> int:
    """Run rounds until the time is over, tell what they found, and give the exit code."""
    end, tried, found, number = time.monotonic() + options.seconds, Counter[str](), dict[str, str](), options.seed
    while (left := end - time.monotonic()) > 0:
        seconds = min(ROUND, left)
        command = [sys.executable, __file__, "--round", "--seed", str(number), "--seconds", str(seconds)]
        command += ["--keep", str(options.keep), "--each", str(options.each)]
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, timeout=seconds * 2 + 600, check=True)
            told = json.loads(done.stdout.splitlines()[-1])
            tried.update(told["tried"])
            found |= told["failed"]
        except subprocess.SubprocessError as error:
            for path in options.keep.glob(f"{NOW}.*"):
                name = path.name.replace(NOW, f"crash-{number}", 1)
                path.rename(options.keep / name)
                found[name] = str(error)[-100:]
        number += 1
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in tried.most_common())
    sys.stdout.write(f"{sum(tried.values()):,} inputs ({kinds}), {len(found)} findings\n")
    for name, said in sorted(found.items()):
        sys.stdout.write(f"{options.keep / name}.*: {said}\n")
    return 1 if found else 0


def main() -> int:
    """Fuzz, or check kept files again; exit with 1 where a property fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="kept files to check again")
    parser.add_argument("--seconds", type=float, default=600, help="how long (default 600)")
    parser.add_argument("--seed", type=int, default=1, help="that of the first round (default 1)")
    parser.add_argument("--keep", type=Path, default=ROOT / "out" / "fuzz", help="folder for what fails")
    parser.add_argument("--each", type=float, default=properties.SECONDS, help="processor seconds of one input")
    parser.add_argument("--round", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.files:
        return 1 if again(options.files, options.each) else 0
    if options.round:
        sys.stdout.write(json.dumps(one_round(options)) + "\n")
        return 0
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
