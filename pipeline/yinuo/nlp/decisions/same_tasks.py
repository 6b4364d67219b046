"""Find the tasks that a text states in its running text and again in a table of tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yinuo.nlp.record_state import RecordState

_NO_WORD = re.compile(r"[\W_]+")
_Key = tuple[int, object]
# Of two wordings, one within the other, the shorter has at least so many characters, and this share of the longer.
_SHORTEST, _SHARE = 6, 0.6


def link_same_tasks(records: Sequence[RecordState], tabled: set[int]) -> None:
    """Give each commitment that was stated before, once in a table and once outside, the id of the first: ``same_as``.

    ``tabled`` are the offsets of the records that stand in tables. Rows are never the same as other rows: two of them
    may ask the same of different bodies.
    """
    stated = [record for record in records if record["status"] == "commitment"]
    rows = [record for record in stated if record["start"] in tabled]
    outside: dict[_Key, list[RecordState]] = {}
    for record in stated if rows else ():
        if record["start"] not in tabled:
            for key in _keys(record):
                outside.setdefault(key, []).append(record)
    asked: dict[str, frozenset[str]] = {}
    for row in rows:
        who = frozenset(party["text"] for party in row["responsible"])
        same = next((o for key in _keys(row) for o in outside.get(key, ()) if _is_same(o, row)), None)
        if same is not None and _agree(same, row) and asked.setdefault(same["id"], who) == who:
            first, second = sorted((same, row), key=lambda record: record["start"])
            second["same_as"] = second["same_as"] or first["same_as"] or first["id"]


def _keys(record: RecordState) -> tuple[_Key, _Key]:
    """What two statements of one task share: their words, or else their numbers, or their verb where they have none."""
    speech = record["speech"]["index"]
    numbers = tuple((q["low"], q["high"], q["unit"]) for q in record["quantities"])
    return (speech, _words(record)), (speech, numbers or (record["action"]["verb"],))


def _words(record: RecordState) -> str:
    return _NO_WORD.sub("", record["text"])


def _is_same(one: RecordState, other: RecordState) -> bool:
    """Whether two wordings are the same, or one stands within the other and most of that is it."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return short == long or (_SHORTEST <= len(short) >= _SHARE * len(long) and short in long)


def _agree(one: RecordState, other: RecordState) -> bool:
    """Whether no time that one of them states speaks against the other's."""
    ends = [d["to"] for d in (one["deadline"], other["deadline"]) if d is not None and d["source"] == "explicit"]
    return len(set(ends)) < 2
