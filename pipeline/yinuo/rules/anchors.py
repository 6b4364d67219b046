"""Tell which rules of a table can match a piece of text, by the characters that their patterns need.

The pattern ``(?:出台|印发).{0,6}《`` matches only where 《 stands, and 出 or 印 does. Such sets of characters are the
anchors of a pattern. They are read off it once, and most patterns of a table need not be tried on most pieces.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from yinuo.rules.pattern_cache import compile_re, read_off
from yinuo.rules.pattern_parts import Anchor, anchors_within, branches, closings, openings, parsed_pattern, rank

R = TypeVar("R")

# What is read off a pattern, as ``read_off`` keeps it.
_ANCHORS, _FIRST, _PAIRS, _BRANCHES, _LAST, _OPENING = -1, -2, -3, -4, -5, -6


class Anchored(Generic[R]):
    """Hold the rows of a table with their patterns, and give those that a piece of text can match.

    >>> table = Anchored([("ban", "不得|严禁"), ("issue", "(?:出台|印发).{0,6}《"), ("any", "^.{2}$")])
    >>> [row for row, _ in table.candidates("印发《办法》")], [row for row, _ in table.candidates("不宜取得")]
    (['issue', 'any'], ['ban', 'any'])
    >>> [(row, match.span()) for row, match in table.matches("印发《办法》")]
    [('issue', (0, 3))]
    """

    def __init__(self, rows: Iterable[tuple[R, str]]) -> None:
        read = list(rows)
        self._rows = [row for row, _ in read]
        self._patterns = [pattern for _, pattern in read]
        self._compiled: list[re.Pattern[str] | None] = [None] * len(read)  # each when it is first tried
        needs = [read_off(pattern, _BRANCHES, functools.partial(branches, pattern)) for _, pattern in read]
        # A bit for each branch of a pattern, which tells its row; after a row is tried, only later branches count.
        every = [need for own in needs for need in own]
        self._row = [number for number, own in enumerate(needs) for _ in own]
        self._later = [-1 << end for end in accumulate(map(len, needs))]
        self._bits, self._always = _bits([need[0] for need in every] + [need[1] for need in every])
        # What stands in a piece is found by one pattern, which costs less than to look at each character here.
        self._found = compile_re(_one_of(self._bits) or "(?!)").findall
        self._opens, self._anyhow = _bits([need[2] for need in every])
        self._closes, self._anyhow_closed = _bits([need[3] for need in every])
        self._closes["\n"] = -1  # $ may stand before it

    def candidates(self, piece: str) -> Iterator[tuple[R, re.Pattern[str]]]:
        """Give the rows, in order, whose pattern ``search`` may find in ``piece``, a string of its own."""
        left = self._left(piece)
        while left:
            number = self._row[(left & -left).bit_length() - 1]
            left &= self._later[number]
            yield self._rows[number], self._compiled[number] or self._compile(number)

    def matches(self, piece: str) -> Iterator[tuple[R, re.Match[str]]]:
        """Give the rows, in order, whose pattern ``search`` finds in ``piece``, with its match."""
        left, compiled = self._left(piece), self._compiled
        while left:
            number = self._row[(left & -left).bit_length() - 1]
            left &= self._later[number]
            match = (compiled[number] or self._compile(number)).search(piece)
            if match:
                yield self._rows[number], match

    def _left(self, piece: str) -> int:
        """Set a bit for each branch that can match: what it needs stands in the piece, at its start and at its end."""
        bits, seen = self._bits, self._always
        for character in self._found(piece):
            seen |= bits[character]
        edges = self._opens.get(piece[:1], self._anyhow) & self._closes.get(piece[-1:], self._anyhow_closed)
        return seen & seen >> len(self._row) & edges

    def _compile(self, number: int) -> re.Pattern[str]:
        pattern = self._compiled[number] = compile_re(self._patterns[number])
        return pattern


def _bits(sets: Sequence[Anchor | None]) -> tuple[dict[str, int], int]:
    """Set for each character the bits of the sets that hold it and of those that are None, which come alone too."""
    unknown = sum(1 << number for number, characters in enumerate(sets) if characters is None)
    found: dict[str, int] = {}
    for number, characters in enumerate(sets):
        for character in characters or ():
            found[character] = found.get(character, unknown) | 1 << number
    return found, unknown


def anchors(pattern: str) -> list[Anchor]:
    """Read sets of characters off a pattern, the rarest first: a text in which it matches has one of every set.

    >>> [sorted(anchor) for anchor in anchors("(?:出台|印发).{0,6}《")]
    [['《'], ['印', '台']]
    >>> anchors("(?:出台)?.*")
    []
    """
    return read_off(pattern, _ANCHORS, lambda: sorted(set(anchors_within(parsed_pattern(pattern) or ())), key=rank))


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
    return read_off(pattern, _FIRST, lambda: openings(pattern, 1))


@functools.cache
def first_pairs(pattern: str) -> Anchor | None:
    """Read off a pattern the pairs of characters that its matches begin with; anything may follow a single one.

    >>> sorted(first_pairs("(?:[抓管]好|办.|[一二]+)"))
    ['一', '一一', '一二', '二', '二一', '二二', '办', '抓好', '管好']
    """
    return read_off(pattern, _PAIRS, lambda: openings(pattern, 2))


@functools.cache
def opens(pattern: str) -> Container[str]:
    """Give the characters that a pattern's matches begin with; where they are not known, any may.

    >>> "抓" in opens("[抓管]好"), "好" in opens("[抓管]好"), "好" in opens(".")
    (True, False, True)
    """
    return first_characters(pattern) or Anything()


@functools.cache
def closes(pattern: str) -> Container[str]:
    """Give the characters that a pattern's matches end with; where they are not known, any may.

    >>> "库" in closes("建立.{2,9}[库台]"), "台" in closes("(?:平台|制度)+$"), "建" in closes("建立(?:库|制度)")
    (True, True, False)
    """
    return read_off(pattern, _LAST, functools.partial(closings, pattern)) or Anything()


def search_end(pattern: re.Pattern[str], text: str, start: int, stop: int) -> re.Match[str] | None:
    """Do what ``search`` does with a pattern that ends in $, but not where the last character ends no match of it.

    >>> each = re.compile("(?:同比|分别)$")
    >>> search_end(each, "收入同比", 0, 4), search_end(each, "收入", 0, 2)
    (<re.Match object; span=(2, 4), match='同比'>, None)
    """
    return pattern.search(text, start, stop) if text[stop - 1 : stop] in closes(pattern.pattern) else None


def fullmatch_end(pattern: re.Pattern[str], text: str, start: int, stop: int) -> re.Match[str] | None:
    """Do what ``fullmatch`` does, but not where the last character ends no match of the pattern.

    >>> fullmatch_end(re.compile(".{1,4}(?:是|为)"), "职责是", 0, 3)
    <re.Match object; span=(0, 3), match='职责是'>
    """
    return pattern.fullmatch(text, start, stop) if text[stop - 1 : stop] in closes(pattern.pattern) else None


def guard(alternatives: Iterable[str]) -> str:
    """Make what stands before alternatives, so that they are not tried where nothing stands that one begins with.

    >>> guard(["抓好", "[严从].", ".地"])
    '(?=[严从抓]|.地)'
    """
    first = {pattern: first_characters(pattern) for pattern in alternatives}
    known = frozenset[str]().union(*filter(None, first.values()))
    others = [pattern for pattern, begins in first.items() if begins is None]
    characters = [_one_of(known)] * bool(known)
    return f"(?={'|'.join(characters + others)})"


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
    found = read_off(pattern, _OPENING, functools.partial(_opening_of, pattern))
    return compile_re(found) if found else None


def _opening_of(pattern: str) -> str:
    parsed = parsed_pattern(pattern)
    if parsed is None:
        return ""
    operation, argument = parsed[0]
    while str(operation) == "SUBPATTERN":
        operation, argument = argument[3][0]
    branches = argument[1] if str(operation) == "BRANCH" else ()
    if str(operation) in ("LITERAL", "IN") or (branches and all(str(part[0][0]) == "LITERAL" for part in branches)):
        return ""
    return _beginnings(first_pairs(pattern) or ())


def beginning(pairs: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern of one character that finds where pairs of characters begin; anything may follow a single one.

    >>> [place.start() for place in beginning({"今年", "今天", "明"}).finditer("今后、今天、明日")]
    [3, 6]
    """
    return compile_re(_beginnings(pairs))


def _beginnings(pairs: Iterable[str]) -> str:
    after: dict[str, set[str]] = {}
    for pair in pairs:
        after.setdefault(pair[0], set()).add(pair[1:])
    # A branch for each character, which begins with it, so that ``re`` skips to them.
    branches = (
        re.escape(first) + ("" if "" in seconds else f"(?=[{''.join(map(re.escape, sorted(seconds)))}])")
        for first, seconds in sorted(after.items())
    )
    return "|".join(branches)


@functools.cache
def sign(pattern: str) -> str:
    """Make a pattern of one character, of which each match holds one; where none is known, an empty one.

    >>> sign("(?<!重)要|必须")
    '[必要]'
    """
    found = [] if "(?<=" in pattern else anchors(pattern)[:1]
    return _one_of(found[0]) if found else ""


def _one_of(characters: Iterable[str]) -> str:
    """Make a pattern of one of some characters; an empty one of none."""
    known = "".join(map(re.escape, sorted(characters)))
    return f"[{known}]" if known else ""


class Anything:
    """Hold any character."""

    def __contains__(self, character: object) -> bool:
        return True
