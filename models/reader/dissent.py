"""List the records that the second reader doubts most: at most three a rule a document, strongest dissent first.

Run: python models/reader/dissent.py RECORDS.jsonl [--most 300]      (of `yinuo batch`, or `yinuo extract -o`)
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from yinuo import Commitment


def main() -> None:
    """Print a line a record: probability, labels of both, rules, document and offset, the clause."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--most", type=int, default=300)
    options = parser.parse_args()
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    with options.records.open(encoding="utf-8") as lines:
        read = [Commitment.model_validate_json(line) for line in lines]
    for record in sorted(read, key=lambda r: (r.second.p if r.second else 1.0, r.document, r.start)):
        if record.second is None or record.second.agrees:
            continue
        rules = "/".join(e.rule for e in record.evidence if e.field in ("status", "specificity"))
        seen[record.document, rules] += 1
        if seen[record.document, rules] <= 3:
            labels = f"{record.status} {record.specificity}", f"{record.second.status} {record.second.specificity}"
            place = f"{record.document}@{record.start}"
            found.append("\t".join((f"{record.second.p:.3f}", *labels, rules, place, record.text)))
    sys.stdout.write("".join(f"{line}\n" for line in found[: options.most]))


if __name__ == "__main__":
    main()
