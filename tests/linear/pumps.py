"""Texts on which a regular expression would have to try again and again: what it repeats, repeated."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from re import _constants as op

from tests.linear.steps import REPEATS, SINGLE, accepts, tree

LONG = 100  # a repeat of more than this many is as good as one without end
NOWHERE = "\x01"
SPARE = "x一1, \n的(<-、"


class Pumps:
    """Find the repeats of a pattern, and make texts that make them work."""

    def __init__(self, source: str | bytes, flags: int = 0) -> None:
        self.items, self.flags = tree(source, flags)
        self.tests: list = []
        self.literals: dict[str, None] = {}
        self._gather(self.items)
        self._fitting: dict[int, list[str]] = {}

    @cached_property
    def ranked(self) -> list[str]:
        """The characters to try, those first that most items match."""
        chars = [*dict.fromkeys([*list(self.literals)[:60], *SPARE])]
        return sorted(chars, key=lambda c: -sum(t(c) for t in self.tests[:200]))

    def _gather(self, items: list) -> None:
        for item in items:
            if item[0] in SINGLE:
                self.tests.append(accepts(item, self.flags))
                self._remember(item)
            for inner in children(item):
                self._gather(inner)

    def _remember(self, item: tuple) -> None:
        kind, value = item
        parts = value if kind is op.IN else [item]
        for part_kind, part in parts:
            if part_kind is op.LITERAL:
                self.literals[chr(part)] = None
            elif part_kind is op.RANGE:
                self.literals[chr(part[0])] = None

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Give a head, a unit to be repeated behind it, and a tail after which no pattern ends."""
        if not any_endless(self.items):
            return
        seen = set()
        for choice in range(3):
            for before, body in self._repeats(self.items, "", choice):
                for head, unit in (("", body), (before, body), ("", before + body), ("", before)):
                    if unit and (head, unit) not in seen:
                        seen.add((head, unit))
                        yield head, unit, NOWHERE
                        if len(unit) > 1:
                            yield head, unit, unit[-1] + NOWHERE

    def _repeats(self, items: list, before: str, choice: int) -> Iterator[tuple[str, str]]:
        for item in items:
            if endless(item):
                yield before, self.sample(list(item[1][2]), choice)
            for inner in children(item):
                yield from self._repeats(inner, before, choice)
            before += self.sample([item], choice)

    def sample(self, items: list, choice: int) -> str:
        """Make a string that the items may match; ``choice`` asks for another character or branch."""
        return "".join(self._one(item, choice) for item in items)

    def _chars(self, item: tuple) -> list[str]:
        found = self._fitting.get(id(item))  # the tree keeps its items
        if found is None:
            fits = accepts(item, self.flags)
            found = [c for c in self.ranked if fits(c)] or [chr(c) for c in range(1, 0x300) if fits(chr(c))] or [""]
            self._fitting[id(item)] = found
        return found

    def _one(self, item: tuple, choice: int) -> str:
        kind, value = item
        if kind in SINGLE:
            chars = self._chars(item)
            return chars[(0, min(1, len(chars) - 1), -1)[choice]]
        if kind is op.BRANCH:
            return self.sample(list(value[1][choice % len(value[1])]), choice)
        if kind in REPEATS:
            return self.sample(list(value[2]), choice) * max(value[0], 1 if choice != 1 else 0)
        if kind is op.SUBPATTERN:
            return self.sample(list(value[-1]), choice)
        if kind is op.ATOMIC_GROUP:
            return self.sample(list(value), choice)
        if kind is op.ASSERT and value[0] < 0:
            return self.sample(list(value[1]), choice)
        return ""


def endless(item: tuple) -> bool:
    """Say whether an item repeats as good as without end."""
    kind, value = item
    return kind in REPEATS and value[1] > LONG


def any_endless(items: list) -> bool:
    """Say whether anything in a sequence, however deep, repeats as good as without end."""
    return any(endless(item) or any(map(any_endless, children(item))) for item in items)


def children(item: tuple) -> list[list]:
    """List the sequences inside an item of a parse tree."""
    kind, value = item
    if kind is op.BRANCH:
        return [list(branch) for branch in value[1]]
    if kind in REPEATS:
        return [list(value[2])]
    if kind is op.SUBPATTERN:
        return [list(value[-1])]
    if kind is op.ATOMIC_GROUP:
        return [list(value)]
    return [list(value[1])] if kind in (op.ASSERT, op.ASSERT_NOT) else []
