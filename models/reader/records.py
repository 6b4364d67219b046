"""Write the records of all gold texts, or of a body of texts, by the rules of whatever yinuo is on the path.

Run: python models/reader/records.py gold ../shared/corpus ../shared/gold/dev ../shared/gold/train -o RECORDS.jsonl
     python models/reader/records.py texts ../shared/corpus/official/*.jsonl.gz --most 40 -o SILVER.jsonl
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import yinuo

# Places and series of the gold: none of their texts is read.
GOLD = re.compile("鹤壁|河南|海拉尔|呼伦贝尔|上海|济南|南昌|银川")
KINDS = re.compile("report-|party-state|municipal-policy|administrative-regulation|state-council")


def gold_texts(corpus: Path, folders: list[Path]) -> Iterator[tuple[str, str, dict[str, str | None]]]:
    """Yield name, text and what gold says of it."""
    for folder in folders:
        for file in sorted(folder.glob("*.json")):
            gold = json.loads(file.read_text("utf-8"))
            if "commitments" in gold:
                text = yinuo.read(next(corpus.rglob(gold["document"]))).text
                yield gold["document"], text, {"date": gold.get("reference_date"), "actor": gold.get("default_actor")}


def texts(files: list[Path], most: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield texts since 2008 of middle length, ``most`` a kind, in an order that their identifiers draw."""
    kinds = defaultdict(list)
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                fits = KINDS.match(one["kind"]) and 2500 < len(one["text"]) < 22000 and (one["year"] or 0) >= 2008
                if fits and not GOLD.search(f"{one['title']}{one['place']}"):
                    kinds[one["kind"]].append((hashlib.sha256(one["id"].encode()).hexdigest(), one))
    for kind in sorted(kinds):
        for _, one in sorted(kinds[kind], key=lambda pair: pair[0])[:most]:
            yield f"{kind}/{one['id']}", f"{one['title']}\n{one['text']}", {}


def main() -> None:
    """Write the records, all statuses, without a second reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("gold", "texts"))
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--most", type=int, default=40)
    options = parser.parse_args()
    found = (
        gold_texts(options.paths[0], options.paths[1:])
        if options.what == "gold"
        else texts(options.paths, options.most)
    )
    nlp = yinuo.load(reader=None)
    with options.output.open("w", encoding="utf-8") as file:
        for name, text, said in found:
            for record in yinuo.extract(text, nlp=nlp, document=name, include=("achievement", "background"), **said):
                file.write(record.to_json() + "\n")


if __name__ == "__main__":
    main()
