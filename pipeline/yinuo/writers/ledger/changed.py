"""Pair records whose sentence was changed: at the same place between their neighbours, with most of the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from difflib import SequenceMatcher

from yinuo.records import Commitment
from yinuo.writers.ledger.cell_text import words

_NUMBER = re.compile(r"[0-9０-９]++(?:[.．][0-9０-９]++)?")
_SHARE, _MEAN = 0.5, 0.6  # of the task's words; of the task's and the sentence's on average
_NEAR = 40  # records between two neighbours that are compared at most
_LONG = 400
CHECK = "所在句子有改动，请核对"


def pairs(
    old: Mapping[str, Commitment], new: Mapping[str, Commitment], known: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Pair what ``known`` pairs leave of ``old`` and ``new``; give the new key and what changed, by old key."""
    places = {key: at for at, key in enumerate(_in_order(new))}
    taken = {places[key] for key in known.values() if key in places}
    free = [key for key in places if places[key] not in taken]
    free_places = [places[key] for key in free]
    names = _in_order(old)
    after = _bounds(names, known, places)
    found: dict[str, tuple[str, str]] = {}
    used: set[str] = set()
    low = -1
    for name, high in zip(names, after, strict=True):
        if name in known:
            low = max(low, places.get(known[name], low)) if places.get(known[name], low) < high else low
            continue
        start = bisect_right(free_places, low)
        near = [key for key in free[start : start + _NEAR] if key not in used and places[key] < high]
        best = max(((_likeness(old[name], new[key]), -places[key], key) for key in near), default=(0.0, 0, ""))
        if best[0]:
            found[name] = (best[2], differences(old[name], new[best[2]]))
            used.add(best[2])
            low = places[best[2]]
    return found


def _bounds(names: list[str], known: Mapping[str, str], places: Mapping[str, int]) -> list[int]:
    """Give the place of the next known neighbour behind each name."""
    following: list[int] = []
    high = len(places)
    for name in reversed(names):
        following.append(high)
        at = places.get(known.get(name, ""))
        if at is not None and at < high:
            high = at
    return following[::-1]


def _in_order(records: Mapping[str, Commitment]) -> list[str]:
    """List keys as their texts have them, documents in the order in which they first come."""
    documents: dict[str, int] = {}
    for record in records.values():
        documents.setdefault(record.document, len(documents))
    return sorted(records, key=lambda key: (documents[records[key].document], records[key].start))


def _likeness(a: Commitment, b: Commitment) -> float:
    """Give the share of words in common, numbers aside; 0 where they are not most."""
    task = _ratio(a.text, b.text)
    if task < _SHARE:
        return 0.0
    mean = (task + _ratio(a.sentence.text, b.sentence.text)) / 2
    return mean if mean >= _MEAN else 0.0


def _ratio(a: str, b: str) -> float:
    a, b = (_NUMBER.sub("0", words(text))[:_LONG] for text in (a, b))
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _SHARE and matcher.quick_ratio() >= _SHARE else 0.0


def differences(old: Commitment, new: Commitment) -> str:
    """Say what changed, for a person: 数值由7座改为9座；时限由6月底前改为9月底前."""
    numbers = ["、".join(quantity.text for quantity in record.quantities) for record in (old, new)]
    times = [time.text if (time := record.stated_deadline) else None for record in (old, new)]
    told = [
        _told("数值", *numbers) if numbers[0] != numbers[1] else "",
        _told("时限", *times) if times[0] != times[1] else "",
        _reworded(old, new, times),
    ]
    return "；".join(filter(None, told)) or CHECK


def _reworded(old: Commitment, new: Commitment, times: list[str | None]) -> str:
    """Say how the task's own words changed, its numbers and times aside: the verb alone, or all of it."""
    tasks = [
        _NUMBER.sub("0", words(record.text.replace(time or "\0", "")))
        for record, time in zip((old, new), times, strict=True)
    ]
    if tasks[0] == tasks[1]:
        return ""
    verbs = old.action.verb, new.action.verb
    if verbs[0] and verbs[1] and tasks[0].replace(verbs[0], verbs[1], 1) == tasks[1]:
        return _told("动词", *verbs)
    return _told("任务", f"“{old.text}”", f"“{new.text}”")


def _told(what: str, old: str | None, new: str | None) -> str:
    return f"{what}由{old or '无'}改为{new or '无'}"
