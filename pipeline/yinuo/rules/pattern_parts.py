"""Read off a parsed pattern what its matches hold: characters that stand in each, that each begins or ends with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

Anchor = frozenset[str]
# The parts of a parsed pattern that stand one behind the other.
Parts = Sequence[tuple[Any, Any]]

# A class or range of more characters than this is no anchor.
_MOST = 64
# What policy texts hold most often, counted in those of ``bench/ratios.py``, the most frequent first.
_COMMON = (
    "，、。的业和国发化建展人一工进产大政实新中全加设务制要作力行动地民生推有体“”区经0资高合机会保等部"
    "1年改理在强持重用法农增提成定能市以主开企（）家为社2方各不平关对育济度公基施规个量技是现创革项面入"
    "管点上好支出性利分服治长同代质教科本效.品我城院级学事文深三十构5水坚系造省标医府完自应金办目通五安"
    "续源门导策总优职快3立专得费融%共升场结时到步位了统收信善计程义术多万范内投们更外责领二心域稳向所活"
    "村于与监试放调过9指税就划决核数4员型件落式积整6集转下商准及第8境促特条营取任四执环权物运极来期；"
    "态局联际可消色防群明协台组确党护健7前研单财做口：求引障查供相培电小交海元题审亿意备比乡这格负解息险"
)
_PLACE = {character: place for place, character in enumerate(_COMMON)}
# Names of parts of a parsed pattern.
_AROUND = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
# What one branch of a pattern needs: two anchors, and what the string that is searched begins and ends with; None for
# what is not known or needed.
Needs = tuple[Anchor | None, Anchor | None, Anchor | None, Anchor | None]


def parsed_pattern(pattern: str) -> Any:
    """Parse a pattern as ``re`` does; None for a Python that has its parser elsewhere, and where case is ignored."""
    try:
        parser: Any = import_module("re._parser")
    except ImportError:
        return None
    parsed = parser.parse(pattern)
    return None if parsed.state.flags & re.IGNORECASE else parsed


def openings(pattern: str, size: int) -> Anchor | None:
    """Read off a pattern the strings that its matches begin with, as far as known, at most of a size; None for any."""
    parsed = parsed_pattern(pattern)
    whole, cut = ({""}, {""}) if parsed is None else _begins(parsed, size)
    return None if "" in whole | cut else frozenset(whole | cut)


def closings(pattern: str) -> Anchor | None:
    """Read off a pattern the characters that its matches end with; None for any."""
    parsed = parsed_pattern(pattern)
    return None if parsed is None else _characters(_backward(list(parsed)))


def branches(pattern: str) -> list[Needs]:
    """Read off a pattern what a string needs in which one of its branches matches, for each of them.

    >>> [sorted(map(sorted, filter(None, needs))) for needs in branches("^[甲乙]丙|丁$")]
    [[['丙'], ['乙', '甲'], ['乙', '甲']], [['丁'], ['丁']]]
    """
    parsed = parsed_pattern(pattern)
    if parsed is None:
        return [(None, None, None, None)]
    lines = bool(parsed.state.flags & re.MULTILINE)
    return [_needs(branch, lines=lines) for branch in _branches(list(parsed))]


def _branches(items: list[tuple[Any, Any]]) -> list[list[tuple[Any, Any]]]:
    """Multiply out the alternatives that a pattern begins with, behind ^ and what it looks around for."""
    at = next((n for n, (operation, _) in enumerate(items) if str(operation) not in _AROUND), len(items))
    if at == len(items):
        return [items]
    operation, argument = items[at]
    if str(operation) == "SUBPATTERN" and not argument[1]:
        return _branches([*items[:at], *argument[3], *items[at + 1 :]])
    if str(operation) != "BRANCH":
        return [items]
    return [found for branch in argument[1] for found in _branches([*items[:at], *branch, *items[at + 1 :]])]


def _needs(items: Parts, *, lines: bool) -> Needs:
    """Read off one branch what it needs; where ^ and $ mean ``lines``, they tell nothing of the whole string."""
    first, second = (*sorted(set(anchors_within(items)), key=rank), None, None)[:2]
    begins = not lines and bool(items) and str(items[0]) == "(AT, AT_BEGINNING)"
    ends = not lines and bool(items) and str(items[-1]) == "(AT, AT_END)"
    return first, second, _characters(items) if begins else None, _characters(_backward(items)) if ends else None


def _characters(items: Parts) -> Anchor | None:
    """The characters that parts in a row begin with; None where they are not known."""
    whole, cut = _begins(items, 1)
    return None if "" in whole | cut else frozenset(whole | cut)


def _backward(items: Parts) -> Parts:
    """Turn parts around, so that they begin with what they end with."""
    return [(operation, _turned(str(operation), argument)) for operation, argument in reversed(items)]


def _turned(operation: str, argument: Any) -> Any:
    if operation == "SUBPATTERN":
        return (*argument[:3], _backward(argument[3]))
    if operation == "BRANCH":
        return argument[0], [_backward(branch) for branch in argument[1]]
    if operation in _REPEATS:
        return argument[0], argument[1], _backward(argument[2])
    return _backward(argument) if operation == "ATOMIC_GROUP" else argument


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


def rank(anchor: Anchor) -> tuple[int, list[str]]:
    """Order anchors by how often one of their characters stands in policy texts, so that the rarest come first."""
    return sum(map(_frequency, anchor)), sorted(anchor)


def _frequency(character: str) -> int:
    """Estimate how often a character stands in ten thousand of a policy text, by its place among the frequent ones."""
    return 3000 // (_PLACE.get(character, 1000) + 20)


def anchors_within(items: Iterable[tuple[Any, Any]]) -> list[Anchor]:
    """Give the anchors of all parts that stand one behind the other."""
    return [anchor for operation, argument in items for anchor in _of_part(str(operation), argument)]


def _of_part(operation: str, argument: Any) -> list[Anchor]:
    """The anchors of one part of a parsed pattern; what is not known here has none."""
    if operation == "LITERAL":
        return [frozenset(chr(argument))]
    if operation == "IN":
        return _of_class(argument)
    if operation == "BRANCH":
        return _of_branches([anchors_within(branch) for branch in argument[1]])
    if operation == "SUBPATTERN":
        _, added_flags, _, items = argument
        return [] if added_flags & re.IGNORECASE else anchors_within(items)
    if operation == "ATOMIC_GROUP":
        return anchors_within(argument)
    if operation == "ASSERT":  # what stands before or behind a match stands in the piece too
        return anchors_within(argument[1])
    if operation in _REPEATS:
        return anchors_within(argument[2]) if argument[0] else []
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
    return [frozenset[str]().union(*(min(branch, key=rank) for branch in branches))]
