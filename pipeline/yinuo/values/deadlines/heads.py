"""Find where a time begins, by trying only what can begin with the two characters that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yinuo.rules import compile_re
from yinuo.rules.anchors import beginning, first_pairs


class Heads:
    """Search for the first of several kinds of pattern, each a name for its group, or none, and its alternatives.

    It finds what one pattern of all kinds finds where it begins with one of the characters ``first``.

    >>> heads = Heads([("day", ["今天", "明天"]), ("year", ["今年"])], "今")
    >>> found = heads.search("明天、今年", 0)
    >>> found.lastgroup, found.span()
    ('year', (3, 5))
    """

    def __init__(self, kinds: Sequence[tuple[str, Iterable[str]]], first: str) -> None:
        self._kinds: list[tuple[str, list[tuple[str, set[str]]]]] = []
        pairs: set[str] = set()  # or single characters, behind which anything may follow
        for name, patterns in kinds:
            read = [(pattern, first_pairs(pattern) or set(first)) for pattern in patterns]
            self._kinds.append((name, [(pattern, {pair[0] for pair in opening}) for pattern, opening in read]))
            pairs.update(*(opening for _, opening in read))
        begins = {c for c in first for _, patterns in self._kinds for _, opening in patterns if c in opening}
        self._first = beginning(pair for pair in pairs if pair[0] in begins)
        self._by_first: dict[str, re.Pattern[str]] = {}

    def search(self, text: str, at: int) -> re.Match[str] | None:
        """Find the first match from ``at`` on."""
        for place in self._first.finditer(text, at):
            first = place[0]
            pattern = self._by_first.get(first) or self._compiled(first)
            found = pattern.match(text, place.start())
            if found:
                return found
        return None

    def _compiled(self, first: str) -> re.Pattern[str]:
        """Compile what can begin with a character, when it is first met."""
        pattern = self._by_first[first] = compile_re("|".join(self._beginning(first)))
        return pattern

    def _beginning(self, first: str) -> Iterable[str]:
        for name, patterns in self._kinds:
            if chosen := "|".join(pattern for pattern, opening in patterns if first in opening):
                yield f"(?P<{name}>{chosen})" if name else f"(?:{chosen})"
