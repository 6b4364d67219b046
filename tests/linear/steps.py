"""Count how often a regular expression looks at a character: the same number on every machine, busy or not.

The parse tree of ``re`` is walked with the same backtracking as in ``re`` itself, and each test of a character is one
step. So growth can be measured without a clock.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, wraps
from re import _constants as op
from re import _parser as parser
from typing import Any

STACK = 512 << 20
DEEPEST = 100_000

Then = Callable[[int], bool]
Matcher = Callable[[int, Then], bool]
MANY = 1_000_000
CATEGORIES = {
    op.CATEGORY_DIGIT: re.compile(r"\d"), op.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    op.CATEGORY_SPACE: re.compile(r"\s"), op.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    op.CATEGORY_WORD: re.compile(r"\w"), op.CATEGORY_NOT_WORD: re.compile(r"\W"),
}  # fmt: skip
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
SINGLE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)


class TooManySteps(Exception):
    """The budget of steps is used up: a pattern that grows exponentially would not come back."""


def on_a_deep_stack(work: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function recurse as deep as a text is long: in a thread with room for it, and nowhere else."""

    @wraps(work)
    def run(*args: Any, **options: Any) -> Any:
        limit, size = sys.getrecursionlimit(), threading.stack_size(STACK)
        sys.setrecursionlimit(DEEPEST)
        try:
            with ThreadPoolExecutor(1) as one:
                return one.submit(work, *args, **options).result()
        finally:
            sys.setrecursionlimit(limit)
            threading.stack_size(size)

    return run


def tree(source: str | bytes, flags: int = 0) -> tuple[list, int]:
    """Parse a pattern into the items of its tree and the flags that hold in it."""
    parsed = parser.parse(source, flags)
    return list(parsed), parsed.state.flags


def accepts(item: tuple, flags: int) -> Callable[[str], bool]:
    """Say which characters one item of width one matches."""
    kind, value = item
    if kind is op.ANY:
        return lambda c: c != "\n" or bool(flags & re.S)
    if kind is op.IN:
        parts = [_part(p, flags) for p in value if p[0] is not op.NEGATE]
        inside = value[0][0] is not op.NEGATE
        return lru_cache(None)(lambda c: any(p(c) for p in parts) is inside)
    same = _same(value, flags)
    return same if kind is op.LITERAL else lambda c: not same(c)


def _same(code: int, flags: int) -> Callable[[str], bool]:
    char = chr(code)
    if flags & re.I:
        return lambda c: c.lower() == char.lower()
    return lambda c: c == char


def _part(item: tuple, flags: int) -> Callable[[str], bool]:
    kind, value = item
    if kind is op.RANGE:
        low, high = value
        fold = bool(flags & re.I)
        return lambda c: (
            low <= ord(c) <= high
            or (fold and any(low <= ord(x) <= high for x in (c.lower(), c.upper())[:2] if len(x) == 1))
        )
    if kind is op.CATEGORY:
        pattern = CATEGORIES[value]
        return lambda c: pattern.match(c) is not None
    return _same(value, flags)


class Steps:
    """A pattern set to count: ``search_all(text)`` tries it as ``finditer`` does and gives the number of steps."""

    def __init__(self, source: str | bytes, flags: int = 0) -> None:
        items, self.flags = tree(source, flags)
        self.text, self.count, self.budget = "", 0, MANY
        self.groups: dict[int, tuple[int, int]] = {}
        self.run = self._sequence(items)

    def search_all(self, text: str, budget: int = MANY) -> int:
        """Count the steps of finding all matches in a text. Raises ``TooManySteps`` above the budget."""
        self.text, self.count, self.budget = text, 0, budget
        place = 0
        while place <= len(text):
            ends: list[int] = []
            self.groups.clear()
            self._step()
            found = self.run(place, lambda i, ends=ends: ends.append(i) is None)
            place = max(place + 1, ends[0]) if found else place + 1
        return self.count

    def _step(self, steps: int = 1) -> None:
        self.count += steps
        if self.count > self.budget:
            raise TooManySteps

    def _sequence(self, items: list) -> Matcher:
        parts = [self._item(item) for item in items]
        if not parts:
            return lambda i, then: then(i)
        if len(parts) == 1:
            return parts[0]

        def run(i: int, then: Then, at: int = 0) -> bool:
            if at == len(parts) - 1:
                return parts[at](i, then)
            return parts[at](i, lambda j: run(j, then, at + 1))

        return run

    def _item(self, item: tuple) -> Matcher:
        kind, value = item
        if kind in SINGLE:
            return self._single(accepts(item, self.flags))
        if kind is op.SUBPATTERN:
            return self._group(value[0], self._sequence(list(value[-1])))
        if kind is op.BRANCH:
            return self._branch([list(b) for b in value[1]])
        if kind in REPEATS:
            return self._repeat(kind, *value)
        if kind is op.ATOMIC_GROUP:
            return self._atomic(self._sequence(list(value)))
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return self._look(kind is op.ASSERT, value[0], list(value[1]))
        if kind is op.AT:
            return self._at(value)
        if kind is op.GROUPREF:
            return self._again(value)
        raise NotImplementedError(kind)

    def _single(self, fits: Callable[[str], bool]) -> Matcher:
        def run(i: int, then: Then) -> bool:
            self._step()
            return i < len(self.text) and fits(self.text[i]) and then(i + 1)

        return run

    def _group(self, number: int | None, inner: Matcher) -> Matcher:
        if number is None:
            return inner

        def run(i: int, then: Then) -> bool:
            def close(j: int) -> bool:
                self.groups[number] = (i, j)
                return then(j)

            return inner(i, close)

        return run

    def _branch(self, branches: list[list]) -> Matcher:
        runs = [(self._sequence(b), accepts(b[0], self.flags) if b and b[0][0] in SINGLE else None) for b in branches]

        @lru_cache(None)
        def possible(char: str) -> list[Matcher]:
            return [run for run, first in runs if first is None or (char and first(char))]

        def run(i: int, then: Then) -> bool:
            self._step()
            return any(one(i, then) for one in possible(self.text[i : i + 1]))

        return run

    def _repeat(self, kind: object, low: int, high: int, items: list) -> Matcher:
        items = list(items)
        if len(items) == 1 and items[0][0] in SINGLE:
            return self._run_of(kind, low, high, accepts(items[0], self.flags))
        inner = self._sequence(items)

        def run(i: int, then: Then, done: int = 0) -> bool:
            if kind is op.MIN_REPEAT and done >= low and then(i):
                return True
            if done < high and inner(i, lambda j: (j > i or done < low) and run(j, then, done + 1)):
                return True
            return kind is not op.MIN_REPEAT and done >= low and then(i)

        return self._atomic(run) if kind is op.POSSESSIVE_REPEAT else run

    def _run_of(self, kind: object, low: int, high: int, fits: Callable[[str], bool]) -> Matcher:
        def reach(i: int, most: int) -> int:
            text, end, stop = self.text, i, min(i + most, len(self.text))
            while end < stop and fits(text[end]):
                end += 1
            self._step(end - i + 1)
            return end

        def lazy(i: int, then: Then) -> bool:
            end = reach(i, low)
            while end - i >= low:
                if then(end):
                    return True
                self._step()
                if not (end - i < high and end < len(self.text) and fits(self.text[end])):
                    return False
                end += 1
            return False

        def greedy(i: int, then: Then) -> bool:
            end = reach(i, high)
            if kind is op.POSSESSIVE_REPEAT:
                return end - i >= low and then(end)
            return any(then(j) for j in range(end, i + low - 1, -1))

        return lazy if kind is op.MIN_REPEAT else greedy

    def _atomic(self, inner: Matcher) -> Matcher:
        def run(i: int, then: Then) -> bool:
            ends: list[int] = []
            return inner(i, lambda j: ends.append(j) is None) and then(ends[0])

        return run

    def _look(self, wanted: bool, direction: int, items: list) -> Matcher:
        inner = self._sequence(items)
        width = parser.SubPattern(parser.State(), items).getwidth()[0] if direction < 0 else 0

        def run(i: int, then: Then) -> bool:
            found = i >= width and inner(i - width, lambda j: True)
            return found is wanted and then(i)

        return run

    def _at(self, where: object) -> Matcher:
        def run(i: int, then: Then) -> bool:
            self._step()
            text, size = self.text, len(self.text)
            start = i == 0 or (bool(self.flags & re.M) and where is op.AT_BEGINNING and text[i - 1] == "\n")
            end = i == size or (i == size - 1 and text[i] == "\n" and where is op.AT_END)
            end = end or (bool(self.flags & re.M) and where is op.AT_END and text[i] == "\n")
            if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
                return start and then(i)
            if where in (op.AT_END, op.AT_END_STRING):
                return end and then(i)
            sides = [bool(re.match(r"\w", c)) for c in (text[max(0, i - 1) : i], text[i : i + 1])]
            return (sides[0] != sides[1]) is (where is op.AT_BOUNDARY) and then(i)

        return run

    def _again(self, number: int) -> Matcher:
        def run(i: int, then: Then) -> bool:
            self._step()
            start, end = self.groups.get(number, (0, -1))
            return end >= start and self.text.startswith(self.text[start:end], i) and then(i + end - start)

        return run
