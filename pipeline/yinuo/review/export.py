"""Write what people decided: gold, corrected records, ledgers and every other format that records have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from yinuo.errors import InputError, UsageError
from yinuo.evaluate.review_gold import as_gold, read_finals
from yinuo.verdicts.finals import Final, final
from yinuo.verdicts.store import Store
from yinuo.writers.atomic import whole_folder
from yinuo.writers.document import Document, announce
from yinuo.writers.jsonl import to_line
from yinuo.writers.targets import FORMATS, writer_for


def as_lines(store: Store, sha: str, *, author: str | None) -> Iterator[str]:
    """Give the records of one text as a person left them, a line of JSON each."""
    for document in store.documents():
        if document.sha256 == sha:
            yield from (to_line(record) for record in final(store, document, author).records)


def is_gold(target: str) -> bool:
    """Tell whether a target is a folder of gold: it has none of the endings of files of records."""
    return "://" not in target and not any(target.lower().rstrip("/").endswith(own.suffix) for own in FORMATS)


def write(store: Path, targets: Sequence[str], author: str | None) -> dict[str, int]:
    """Write the records that stand to each target, whole or not at all; give the number of records of each.

    Raises ``InputError`` for what is no store, for open conflicts and for a target that cannot be written, and
    ``GoldError`` for gold where nobody decided anything.
    """
    opened = Store(store)
    try:
        finals = [final(opened, document, author) for document in opened.documents()]
    finally:
        opened.close()
    counts = {}
    for target in targets:
        if is_gold(target):
            counts[target] = _write_gold(read_finals(store, author), target)
    records = [target for target in targets if not is_gold(target)]
    if records:
        counts |= dict.fromkeys(records, _write_records(finals, records))
    return {target: counts[target] for target in targets}


def _write_records(finals: Sequence[Final], targets: Sequence[str]) -> int:
    count = 0
    with ExitStack() as files:
        writers = [files.enter_context(writer_for(target)) for target in targets]
        for own in finals:
            announce(writers, Document(own.document.path, own.document.sha256, own.text))
            for record in own.records:
                count += 1
                for each in writers:
                    each(record)
    return count


def _write_gold(finals: Sequence[Final], target: str) -> int:
    names = [own.document.name for own in finals]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"{target}: two texts are called {twice[0]}; gold is named by its text: review them apart")
    with whole_folder(target) as folder:
        for own in finals:
            name, gold = own.document.name, as_gold(own)
            plain = json.dumps(gold, ensure_ascii=False, indent=1)
            folder.joinpath(f"{Path(name).stem}.json").write_text(f"{plain}\n", "utf-8")
            if name.lower().endswith(".txt"):  # another kind of file would be read otherwise than as plain text
                _write_text(folder / name, own.text)
    return sum(len(as_gold(own)["commitments"]) for own in finals)


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", newline="")
    except UnicodeEncodeError:
        raise InputError(f"{path.name}: holds half a character, which is no UTF-8; repair the text first") from None
