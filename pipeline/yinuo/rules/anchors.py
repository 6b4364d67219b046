"""Tell which rules of a table can match a piece of text, by the characters that their patterns need.

The pattern ``(?:出台|印发).{0,6}《`` matches only where 《 stands, and 出 or 印 does. Such sets of characters are the
anchors of a pattern. They are read off it once, and most patterns of a table need not be tried on most pieces.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Generic, TypeVar

from yinuo.rules.pattern_cache import compile_re, read_off

R = TypeVar("R")
Anchor = frozenset[str]

# A class or range of more characters than this is no anchor.
_MOST = 64
# Names of parts of a parsed pattern.
_AROUND = ("AT", "ASSERT", "ASSERT_NOT")
# What is read off a pattern, as ``read_off`` keeps it.
_ANCHORS, _FIRST, _PAIRS = -1, -2, -3
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


class Anchored(Generic[R]):
    """Hold the rows of a table with their patterns, and give those that a piece of text can match.

    >>> table = Anchored([("ban", "不得|严禁"), ("issue", "(?:出台|印发).{0,6}《"), ("any", "^.{2}$")])
    >>> [row for row, _ in table.candidates("印发《办法》")], [row for row, _ in table.candidates("不予印发")]
    (['issue', 'any'], ['ban', 'any'])
    >>> [(row, match.span()) for row, match in table.matches("印发《办法》")]
    [('issue', (0, 3))]
    """

    def __init__(self, rows: Iterable[tuple[R, str]]) -> None:
        read = list(rows)
        self._rows = [row for row, _ in read]
        self._patterns = [pattern for _, pattern in read]
        self._compiled: list[re.Pattern[str] | None] = [None] * len(read)  # each when it is first tried
        self._all = (1 << len(read)) - 1
        # A bit a row in each of two halves: the row's first anchor, and its second, stands in the piece.
        self._bits: dict[str, int] = {}
        self._always = 0
        for number, (_, pattern) in enumerate(read):
            first, second = (*anchors(pattern), None, None)[:2]
            self._set(first, 1 << number)
            self._set(second, 1 << number + len(read))
        self._characters = frozenset(self._bits)

    def _set(self, anchor: Anchor | None, bit: int) -> None:
        """Let each character of the anchor set the bit; without an anchor it is always set."""
        if anchor is None:
            self._always |= bit
        for character in anchor or ():
            self._bits[character] = self._bits.get(character, 0) | bit

    def candidates(self, piece: str) -> Iterator[tuple[R, re.Pattern[str]]]:
        """Give the rows, in order, whose pattern ``search`` may find in ``piece``, a string of its own."""
        left = self._left(piece)
        while left:
            number = (left & -left).bit_length() - 1
            left &= left - 1
            yield self._rows[number], self._compiled[number] or self._compile(number)

    def matches(self, piece: str) -> Iterator[tuple[R, re.Match[str]]]:
        """Give the rows, in order, whose pattern ``search`` finds in ``piece``, with its match."""
        left, compiled = self._left(piece), self._compiled
        while left:
            number = (left & -left).bit_length() - 1
            left &= left - 1
            match = (compiled[number] or self._compile(number)).search(piece)
            if match:
                yield self._rows[number], match

    def _left(self, piece: str) -> int:
        """Set a bit for each row that can match: a character of both its anchors stands in the piece."""
        bits, seen = self._bits, self._always
        for character in self._characters.intersection(piece):
            seen |= bits[character]
        return seen & seen >> len(self._rows) & self._all

    def _compile(self, number: int) -> re.Pattern[str]:
        pattern = self._compiled[number] = compile_re(self._patterns[number])
        return pattern


def anchors(pattern: str) -> list[Anchor]:
    """Read sets of characters off a pattern, the smallest first: a text in which it matches has one of every set.

    >>> [sorted(anchor) for anchor in anchors("(?:出台|印发).{0,6}《")]
    [['《'], ['出', '印']]
    >>> anchors("(?:出台)?.*")
    []
    """
    return read_off(pattern, _ANCHORS, lambda: sorted(set(_of_sequence(_parsed(pattern) or ())), key=_rank))


@functools.cache
def first_characters(pattern: str) -> Anchor | None:
    """Read off a pattern the characters that its matches begin with; None where they are not known.

    >>> sorted(first_characters("(?:[抓管]好|办成)"))
    ['办', '抓', '管']
    >>> sorted(first_characters("(?<!不)(?:再)?抓好"))
    ['再', '抓']
    >>> first_characters(".抓好") is None
    True
    """
    return read_off(pattern, _FIRST, lambda: _openings(pattern, 1))


@functools.cache
def first_pairs(pattern: str) -> Anchor | None:
    """Read off a pattern the pairs of characters that its matches begin with; anything may follow a single one.

    >>> sorted(first_pairs("(?:[抓管]好|办.|[一二]+)"))
    ['一', '一一', '一二', '二', '二一', '二二', '办', '抓好', '管好']
    """
    return read_off(pattern, _PAIRS, lambda: _openings(pattern, 2))


def opens(pattern: str) -> Container[str]:
    """Give the characters that a pattern's matches begin with; where they are not known, any may.

    >>> "抓" in opens("[抓管]好"), "好" in opens("[抓管]好"), "好" in opens(".")
    (True, False, True)
    """
    return first_characters(pattern) or Anything()


def found_in(pattern: re.Pattern[str], text: str, start: int = 0, stop: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """Do what ``pattern.finditer`` does, but skip to the characters that its matches begin with.

    >>> [match.span() for match in found_in(re.compile("(?:[百千]分之)?[一二]+"), "占百分之二，其一")]
    [(1, 5), (7, 8)]
    """
    known, end = _opening(pattern.pattern), start
    if known is None:
        yield from pattern.finditer(text, start, stop)
        return
    for place in known.finditer(text, start, stop):
        at = place.start()
        match = pattern.match(text, at, stop) if at >= end else None
        if match:
            end = match.end()
            yield match


@functools.cache
def _opening(pattern: str) -> re.Pattern[str] | None:
    """Match where a pattern's matches may begin; None where ``re`` itself skips to it, or nobody can."""
    parsed = _parsed(pattern)
    if parsed is None:
        return None
    operation, argument = parsed[0]
    while str(operation) == "SUBPATTERN":
        operation, argument = argument[3][0]
    branches = argument[1] if str(operation) == "BRANCH" else ()
    if str(operation) in ("LITERAL", "IN") or (branches and all(str(part[0][0]) == "LITERAL" for part in branches)):
        return None
    pairs = first_pairs(pattern)
    return beginning(pairs) if pairs else None


def beginning(pairs: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern of one character that finds where pairs of characters begin; anything may follow a single one.

    >>> [place.start() for place in beginning({"今年", "今天", "明"}).finditer("今后、今天、明日")]
    [3, 6]
    """
    after: dict[str, set[str]] = {}
    for pair in pairs:
        after.setdefault(pair[0], set()).add(pair[1:])
    # A branch for each character, which begins with it, so that ``re`` skips to them.
    branches = (
        re.escape(first) + ("" if "" in seconds else f"(?=[{''.join(map(re.escape, sorted(seconds)))}])")
        for first, seconds in sorted(after.items())
    )
    return re.compile("|".join(branches))


@functools.cache
def sign(pattern: str) -> str:
    """Make a pattern of one character, of which each match holds one; where none is known, an empty one.

    >>> sign("(?<!重)要|必须")
    '[必要]'
    """
    found = [] if "(?<=" in pattern else anchors(pattern)[:1]
    return f"[{''.join(map(re.escape, sorted(found[0])))}]" if found else ""


class Anything:
    """Hold any character."""

    def __contains__(self, character: object) -> bool:
        return True


def _parsed(pattern: str) -> Any:
    """Parse a pattern as ``re`` does; None for a Python that has its parser elsewhere, and where case is ignored."""
    try:
        parser: Any = import_module("re._parser")
    except ImportError:
        return None
    parsed = parser.parse(pattern)
    return None if parsed.state.flags & re.IGNORECASE else parsed


def _openings(pattern: str, size: int) -> Anchor | None:
    """Read off a pattern the strings that its matches begin with, as far as known, at most of a size; None for any."""
    parsed = _parsed(pattern)
    whole, cut = ({""}, {""}) if parsed is None else _begins(parsed, size)
    return None if "" in whole | cut else frozenset(whole | cut)


def _begins(items: Iterable[tuple[Any, Any]], size: int) -> tuple[set[str], set[str]]:
    """The strings that parts in a row begin with: those that may be all of a match, and those that are cut off.

    A string is cut off at the size, or where nobody knows what follows.
    """
    whole, cut = {""}, set[str]()
    for operation, argument in items:
        more, last = _part_begins(str(operation), argument, size)
        cut |= {(one + other)[:size] for one in whole for other in last}
        longer = {(one + other)[:size] for one in whole for other in more}
        whole = {one for one in longer if len(one) < size}
        cut |= longer - whole
        if not whole:
            break
    return whole, cut


def _part_begins(operation: str, argument: Any, size: int) -> tuple[set[str], set[str]]:
    """The same of one part; what looks around takes no character, and what is not known here may be anything."""
    if operation in _AROUND:
        return {""}, set()
    if operation in ("LITERAL", "IN") and (known := _of_part(operation, argument)):
        return set(known[0]), set()
    if operation == "SUBPATTERN" and not argument[1] & re.IGNORECASE:
        return _begins(argument[3], size)
    if operation == "ATOMIC_GROUP":
        return _begins(argument, size)
    if operation in _REPEATS:
        times = range(1, min(argument[1], size) + 1)
        return _united(
            [({""} if argument[0] == 0 else set(), set()), *(_begins([*argument[2]] * n, size) for n in times)]
        )
    if operation == "BRANCH":
        return _united([_begins(branch, size) for branch in argument[1]])
    return set(), {""}


def _united(found: Iterable[tuple[set[str], set[str]]]) -> tuple[set[str], set[str]]:
    wholes, cuts = zip(*found, strict=True)
    return set().union(*wholes), set().union(*cuts)


def _rank(anchor: Anchor) -> tuple[int, list[str]]:
    return len(anchor), sorted(anchor)


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> list[Anchor]:
    """The anchors of all parts that stand one behind the other."""
    return [anchor for operation, argument in items for anchor in _of_part(str(operation), argument)]


def _of_part(operation: str, argument: Any) -> list[Anchor]:
    """The anchors of one part of a parsed pattern; what is not known here has none."""
    if operation == "LITERAL":
        return [frozenset(chr(argument))]
    if operation == "IN":
        return _of_class(argument)
    if operation == "BRANCH":
        return _of_branches([_of_sequence(branch) for branch in argument[1]])
    if operation == "SUBPATTERN":
        _, added_flags, _, items = argument
        return [] if added_flags & re.IGNORECASE else _of_sequence(items)
    if operation == "ATOMIC_GROUP":
        return _of_sequence(argument)
    if operation == "ASSERT":  # what stands before or behind a match stands in the piece too
        return _of_sequence(argument[1])
    if operation in _REPEATS:
        return _of_sequence(argument[2]) if argument[0] else []
    return []


def _of_class(items: Sequence[tuple[Any, Any]]) -> list[Anchor]:
    """The characters of a class, unless it is negated, large or names a category."""
    found: set[str] = set()
    for operation, argument in items:
        if str(operation) == "LITERAL":
            found.add(chr(argument))
        elif str(operation) == "RANGE" and argument[1] - argument[0] < _MOST:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return []
    return [frozenset(found)]


def _of_branches(branches: Sequence[list[Anchor]]) -> list[Anchor]:
    """One anchor for all branches together: a character of the smallest of each."""
    if not all(branches):
        return []
    return [frozenset[str]().union(*(min(branch, key=_rank) for branch in branches))]
