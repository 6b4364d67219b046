"""Turn official texts into rows of characters for a masked language model, and make the tokenizer that knows them.

Run: python models/encoder/texts.py ../shared/corpus/official/*.jsonl.gz --unseen ../shared/corpus -o PREPARED
     (see README.md beside this file)
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from yinuo.digests import digest
from yinuo.folding import fold
from yinuo.learned.windows import CLOSE, OPEN
from yinuo.nlp.gazetteer import find_places

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
# Always known, however rare: what the windows of a reader put around a clause, and what numbers are made of.
ALWAYS = f"\n{OPEN}{CLOSE}0123456789.%"
# A character that is rarer is unknown. The highest bit of a number marks a character of a place's name.
RAREST, PLACE = 100, 0x8000
# Places whose texts are gold: left out whole (see models/reader/records.py).
GOLD = re.compile("鹤壁|河南|海拉尔|呼伦贝尔|上海|济南|南昌|银川")
# A text that shares so many lines of this length with an unseen one is left out; one in so many is held out.
_LINE, _SHARED, _HELD_OUT = 30, 2, 60


def documents(files: list[Path], unseen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield identifier and folded text of each text that is of no place of the gold, and is none of the unseen."""
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                if GOLD.search(f"{one['title']}{one['place']}"):
                    continue
                text = fold(f"{one['title']}\n{one['text']}\n")
                if sum(each in unseen for each in set(long_lines(text))) < _SHARED:
                    yield one["id"], text


def long_lines(text: str) -> list[str]:
    """Give the lines that are long enough to tell a text."""
    return [line for line in text.splitlines() if len(line) >= _LINE]


def lines_of(folder: Path | None) -> set[str]:
    """Give the long lines of all texts of a folder."""
    files = sorted(folder.glob("*/*.txt")) if folder else []
    return set(chain.from_iterable(long_lines(fold(file.read_text("utf-8"))) for file in files))


def vocabulary(texts: list[str], rarest: int) -> dict[str, int]:
    """Number the special tokens and every character that comes often enough, the most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    often = [c for c, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if n >= rarest]
    return {token: number for number, token in enumerate(dict.fromkeys((*SPECIAL, *ALWAYS, *often)))}


def tokenizer_of(known: dict[str, int], length: int) -> Any:
    """Make the fast tokenizer: one token a character, digits and white space too, unknown ones [UNK]."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    own = Tokenizer(models.WordLevel(known, unk_token="[UNK]"))
    own.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    names = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
    special = {f"{name}_token": token for name, token in names.items()}
    return PreTrainedTokenizerFast(tokenizer_object=own, model_max_length=length, **special)


def row_of(text: str, known: dict[str, int]) -> Any:
    """Number the characters of a text; those of the names of places carry a mark."""
    unknown = known["[UNK]"]
    row = np.fromiter((known.get(c, unknown) for c in text), dtype=np.uint16, count=len(text))
    for start, end, _ in find_places(text):
        row[start:end] |= PLACE
    return row


def prepare(files: list[Path], unseen: Path | None, output: Path, rarest: int = RAREST) -> dict[str, Any]:
    """Write train.npy and held_out.npy (all texts in one row each), vocabulary.json and about.json."""
    found = list(documents(files, lines_of(unseen)))
    known = vocabulary([text for _, text in found], rarest)
    parts: dict[str, list[Any]] = {"train": [], "held_out": []}
    for identifier, text in found:
        part = "held_out" if int(digest(identifier)[:8], 16) % _HELD_OUT == 0 else "train"
        parts[part].append(row_of(text, known))
    output.mkdir(parents=True, exist_ok=True)
    about: dict[str, Any] = {"kinds_of_characters": len(known), "places_marked": 0}
    for part, rows in parts.items():
        whole = np.concatenate(rows) if rows else np.zeros(0, np.uint16)
        np.save(output / f"{part}.npy", whole)
        about[part] = {"texts": len(rows), "characters": len(whole)}
        about["places_marked"] += int((whole >= PLACE).sum())
    (output / "vocabulary.json").write_text(json.dumps(known, ensure_ascii=False, indent=0) + "\n", "utf-8")
    (output / "about.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    return about


def main() -> None:
    """Prepare a folder for pretrain.py."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--unseen", type=Path, help="folder of folders of texts; whatever is one of them is left out")
    parser.add_argument("--rarest", type=int, default=RAREST, help="how often a character comes at least")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    sys.stdout.write(json.dumps(prepare(options.files, options.unseen, options.output, options.rarest)) + "\n")


if __name__ == "__main__":
    main()
