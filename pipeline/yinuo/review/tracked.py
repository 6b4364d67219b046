"""Fill the store of a review with what `yinuo track` found, beside the text of the report that tells of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from pydantic import ValidationError

from yinuo.digests import digest
from yinuo.errors import InputError
from yinuo.records import Span
from yinuo.review.settled import key_of
from yinuo.tracking.result import Tracked
from yinuo.verdicts.store import Store

Find = Callable[[str, Callable[[str], bool], bool], str | None]
_MARKS = ('"commitment"', '"verdict"', '"next_document"')
_NEAR = 60


def is_tracked(result: str) -> bool:
    """Tell whether a file holds verdicts of `yinuo track`, and not records."""
    path = Path(result)
    if path.suffix.lower() != ".jsonl" or not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8") as file:
            first = file.readline(1_000_000)
    except (OSError, UnicodeDecodeError):
        return False
    return all(mark in first for mark in _MARKS)


def fill(store: Store, result: str, find: Find) -> int:
    """Add the verdicts of a file with the text of the new report; give how many are new.

    ``find`` gives the text of a document by its name, by a test that it must pass (each piece of evidence stands where
    it says), and whether it may have another name. Raises ``InputError`` for a line that is no verdict, and for a text
    that is missing or was changed.
    """
    new = 0
    for (old, next_), group in groupby(_read(result), key=lambda one: (one.document, one.next_document)):
        listed = list(group)
        told = [piece for one in listed for piece in (*one.evidence, *([one.again] if one.again else []))]
        text = find(next_, partial(_holds, told), bool(told))
        if text is None:
            raise InputError(
                f"{next_}: the report that {result} gives evidence from is not there, or was changed; "
                "name its folder with --text"
            )
        said = find(old, partial(_holds, [one.commitment for one in listed]), True)
        sha = digest(text)
        new += store.add_tracked(next_, text, [(key_of(one, sha), _line(one, said)) for one in listed])
    return new


def _read(result: str) -> list[Tracked]:
    found = []
    for number, line in enumerate(Path(result).read_text("utf-8").splitlines(), 1):
        try:
            found.append(Tracked.model_validate_json(line))
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            raise InputError(
                f"{result}: line {number}: {field}: {first['msg']}; give a .jsonl of `yinuo track`"
            ) from None
    return found


def _holds(spans: Sequence[Span], text: str) -> bool:
    return all(text[span.start : span.end] == span.text for span in spans)


def _line(one: Tracked, said: str | None) -> str:
    """Write a line of the store: the verdict, and what stands around the commitment where the old report is at hand."""
    start, end = one.commitment.start, one.commitment.end
    before = after = ""
    if said is not None:
        first = said.rfind("\n", 0, start) + 1
        last = said.find("\n", end)
        last = len(said) if last < 0 else last
        before = ("…" if start - first > _NEAR else "") + said[max(first, start - _NEAR) : start]
        after = said[end : min(last, end + _NEAR)] + ("…" if last - end > _NEAR else "")
    plain = one.model_dump(by_alias=True, mode="json")
    return json.dumps({"tracked": plain, "before": before, "after": after}, ensure_ascii=False)
