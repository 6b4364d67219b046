"""Show scores beside their floors: ``python -m tests.gate [--write] [--lower REASON]``, from the repository's root."""

import argparse
import sys

from rich.console import Console
from rich.table import Table

from tests.gate.floors import FILE, ROOT, Refused, measure, proposed, read_floors, real_extract, review, write_floors
from yinuo.evaluate import MEASURES


def table(gold_set, evaluation):
    """Score, floor and proposed floor of every measure."""
    shown = Table("measure", "F1", "floor", "proposed", title=gold_set.name, title_justify="left")
    for name in MEASURES:
        score = evaluation.total[name].f1
        shown.add_row(name, f"{score:.4f}", f"{gold_set.floors[name]:.3f}", f"{proposed(score):.3f}")
    return shown


def main(arguments=None, *, file=FILE, extract=None, console=None):
    """Run the gate; exit status 1 where a floor is refused."""
    parser = argparse.ArgumentParser(prog="python -m tests.gate", description=__doc__)
    parser.add_argument("--write", action="store_true", help="raise the floors and take the present gold's digest")
    parser.add_argument("--lower", metavar="REASON", default="", help="with --write: lower floors too, and keep why")
    options = parser.parse_args(arguments)
    console, extract = console or Console(), extract or real_extract()
    sets = read_floors(file)
    for name, gold_set in sets.items():
        if not gold_set.present:
            console.print(f"{name}: {gold_set.gold} is not here; its floors stay")
            continue
        evaluation = measure(gold_set, extract)
        console.print(table(gold_set, evaluation))
        try:
            sets[name] = review(gold_set, evaluation, lower=options.lower)
        except Refused as refused:
            console.print(str(refused), style="red")
            return 1
    if options.write:
        write_floors(sets, file)
        console.print(f"written: {file.relative_to(ROOT) if file.is_relative_to(ROOT) else file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
