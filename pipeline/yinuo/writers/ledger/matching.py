"""Match the rows of a new ledger with those of an old one, by key and then by text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from yinuo.records import Commitment
from yinuo.writers.ledger.cell_text import words
from yinuo.writers.ledger.changed import pairs
from yinuo.writers.ledger.reader import Ledger, Line

SAME_SENTENCE = "按原句承接（记录号有变）"
OVERLAP = "按原句承接（任务文字有变，请核对）"
MOVED = "按任务文字承接（所在句子有变，请核对）"
FOLDED = "人工增加的行，本次已提取"
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """Hold the key of the new record, and how it was found where not by its key."""

    key: str
    note: str = ""


@dataclass
class Matches:
    """Hold matches of lines by place, new keys of deleted records, places of lines that a person added."""

    by_place: dict[str, Match] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)


def matches(edited: Ledger, new: Ledger) -> Matches:
    """Match every line and every deleted record of ``edited`` to a record of ``new``, each new record at most once."""
    own = _own_lines(edited)
    pairing = _Pairing({**edited.records, **dict(edited.deleted)}, {**new.records, **new.left_out})
    pairing.by_records((*own, *edited.records))
    pairing.by_task({key: line for key, line in own.items() if key not in edited.records}, MOVED)
    others = {line.place: line for line in edited.lines if line.key not in own or own[line.key] is not line}
    pairing.by_task({place: line for place, line in others.items() if not line.key}, FOLDED)
    found = Matches()
    for key, line in own.items():
        if key in pairing.pairs:
            found.by_place[line.place] = pairing.pairs[key]
        elif key not in edited.records and edited.records and not line.lost:
            found.added.add(line.place)  # a key that a person made up
    for place in others:
        if place in pairing.pairs:
            found.by_place[place] = pairing.pairs[place]
        else:
            found.added.add(place)
    sure = (pairing.pairs[key] for key, _ in edited.deleted if key in pairing.pairs)
    found.deleted = {match.key for match in sure if match.note in ("", SAME_SENTENCE)}
    return found


def _own_lines(edited: Ledger) -> dict[str, Line]:
    """Find the line of each key: the first one; a copy of it is a row that a person added."""
    lines: dict[str, Line] = {}
    for line in edited.lines:
        if line.key:
            lines.setdefault(line.key, line)
    return lines


class _Pairing:
    """Pair old names (keys, or places of rows without one) with new records, from the surest on."""

    def __init__(self, old: Mapping[str, Commitment], new: Mapping[str, Commitment]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[str, Match] = {}

    def by_records(self, keys: tuple[str, ...]) -> None:
        """Pair what is the same, from the surest on.

        The same key; the same words in the same sentence; overlapping words there; most of the words at the same place
        of a sentence that was changed; the same words elsewhere.
        """
        same = [k for k in keys if k in self.old and k in self.new and self.old[k].document == self.new[k].document]
        self.pairs.update((key, Match(key)) for key in same)
        # The same text under two names: their keys are told apart by their order alone, which may have changed.
        self._step("", lambda r: (r.document, r.id))
        taken = {match.key for match in self.pairs.values()}
        free = [key for key in keys if key in self.new and key not in taken and key not in self.pairs]
        self.pairs.update((key, Match(key)) for key in free)
        self._step(SAME_SENTENCE, lambda r: (r.document, words(r.sentence.text), words(r.text)))
        self._step(SAME_SENTENCE, lambda r: (words(r.sentence.text), words(r.text)))
        self._overlapping()
        known = {name: match.key for name, match in self.pairs.items()}
        self.pairs.update((name, Match(*found)) for name, found in pairs(self.old, self.new, known).items())
        self._step(MOVED, lambda r: words(r.text), unique=True)

    def by_task(self, lines: Mapping[str, Line], note: str) -> None:
        """Pair lines without a record, by the words in 工作任务, where only one new record has them."""
        left: dict[Hashable, list[str]] = defaultdict(list)
        for name, line in lines.items():
            if name not in self.pairs:
                left[words(str(line.values.get("工作任务") or ""))].append(name)
        self._pair(left, _grouped(self._free(), lambda r: words(r.restored or r.text)), note, unique=True)

    def _free(self) -> dict[str, Commitment]:
        taken = {match.key for match in self.pairs.values()}
        return {key: record for key, record in self.new.items() if key not in taken}

    def _left(self) -> dict[str, Commitment]:
        return {key: record for key, record in self.old.items() if key not in self.pairs}

    def _step(self, note: str, label: Callable[[Commitment], Hashable], *, unique: bool = False) -> None:
        self._pair(_grouped(self._left(), label), _grouped(self._free(), label), note, unique=unique)

    def _pair(
        self, left: Mapping[Hashable, list[str]], right: Mapping[Hashable, list[str]], note: str, *, unique: bool
    ) -> None:
        """Pair what has the same label, in order; where it has to be ``unique``, only one with one."""
        for label, names in left.items():
            keys = right.get(label, [])
            if not unique or len(names) == len(keys) == 1:
                self.pairs.update((name, Match(key, note)) for name, key in zip(names, keys, strict=False))

    def _overlapping(self) -> None:
        """Pair records of the same sentence whose spans share at least half of their characters."""
        free = self._free()
        by_sentence = _grouped(free, lambda r: words(r.sentence.text))
        for key, record in self._left().items():
            near = [
                (_shared(record, free[k]), k) for k in by_sentence.get(words(record.sentence.text), ()) if k in free
            ]
            share, best = max(near, key=lambda pair: pair[0], default=(0.0, ""))
            if share >= _HALF:
                self.pairs[key] = Match(best, OVERLAP)
                del free[best]


def _grouped(records: Mapping[str, Commitment], label: Callable[[Commitment], Hashable]) -> dict[Hashable, list[str]]:
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for key, record in records.items():
        groups[label(record)].append(key)
    return groups


def _shared(a: Commitment, b: Commitment) -> float:
    """Give the characters in common over those of both, counted from the start of their sentence."""
    a_start, b_start = a.start - a.sentence.start, b.start - b.sentence.start
    a_end, b_end = a_start + len(a.text), b_start + len(b.text)
    common = min(a_end, b_end) - max(a_start, b_start)
    return max(0, common) / max(1, max(a_end, b_end) - min(a_start, b_start))
