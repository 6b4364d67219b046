"""Cut a clause and its surroundings into windows of tokens; the clause itself is never cut short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from yinuo.folding import fold
from yinuo.learned.features import Item

OPEN, CLOSE = "【", "】"


class Window(NamedTuple):
    """Hold the tokens of one window, and which of them (first, behind the last) are the clause."""

    tokens: list[int]
    first: int
    last: int


class Special(NamedTuple):
    """Name the tokens that a model wants at the beginning, between two parts, and for filling up."""

    begin: int | None
    between: int | None
    padding: int

    @classmethod
    def of(cls, tokenizer: Any) -> Special:
        """Ask a tokenizer, whose names for them differ by kind of model."""
        begin = tokenizer.cls_token_id if tokenizer.cls_token_id is not None else tokenizer.bos_token_id
        between = tokenizer.sep_token_id if tokenizer.sep_token_id is not None else tokenizer.eos_token_id
        return cls(begin, between, tokenizer.pad_token_id or 0)


class Windows:
    """Cut items into windows of at most ``length`` tokens: heading, text before, 【clause】, text behind."""

    def __init__(self, tokenizer: Any, length: int) -> None:
        self.tokenizer, self.length = tokenizer, length
        self.special = Special.of(tokenizer)

    def __call__(self, items: Sequence[Item]) -> list[list[Window]]:
        """Give the windows of each item: one, or several that overlap where the clause alone is longer than one."""
        if not items:
            return []
        headings = self._tokens([fold(item.heading) for item in items])["input_ids"]
        lines = [f"{fold(i.left)}{OPEN}{fold(i.text)}{CLOSE}{fold(i.right)}" for i in items]
        found = self._tokens(lines)
        return [
            self._of_one(heading, tokens, _span(offsets, len(item.left), len(item.left) + len(item.text) + 2))
            for item, heading, tokens, offsets in zip(
                items, headings, found["input_ids"], found["offset_mapping"], strict=True
            )
        ]

    def _tokens(self, texts: list[str]) -> Any:
        return self.tokenizer(
            texts, add_special_tokens=False, truncation=False, padding=False, return_offsets_mapping=True, verbose=False
        )

    def _of_one(self, heading: list[int], tokens: list[int], span: tuple[int, int]) -> list[Window]:
        begin = [] if self.special.begin is None else [self.special.begin]
        between = [] if self.special.between is None else [self.special.between]
        room = self.length - len(begin) - 2 * len(between)
        head = [*begin, *heading[-(room // 4) :], *between]
        return [
            Window([*head, *tokens[low:high], *between], len(head) + first - low, len(head) + last - low)
            for low, high, first, last in cuts(len(tokens), *span, self.length - len(head) - len(between))
        ]


def _span(offsets: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Find the first token in a span of characters, and the one behind the last; all where there is none."""
    inside = [number for number, (a, b) in enumerate(offsets) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else (0, len(offsets))


def cuts(count: int, first: int, last: int, room: int) -> list[tuple[int, int, int, int]]:
    """Cut ``count`` tokens to ``room`` around a span, in its middle: begin and end of each cut and of the span in it.

    >>> cuts(100, 40, 60, 50), cuts(100, 0, 20, 50), cuts(30, 5, 9, 50)
    ([(25, 75, 40, 60)], [(0, 50, 0, 20)], [(0, 30, 5, 9)])

    A span that is longer than the room is read in several cuts, each of which overlaps the one before by a quarter.

    >>> cuts(100, 10, 90, 48)
    [(10, 58, 10, 58), (42, 90, 42, 90)]
    """
    if last - first > room:
        step = room - room // 4
        begins = [*range(first, last - room, step), last - room]
        return [(begin, begin + room, begin, begin + room) for begin in begins]
    low = max(0, min(first - (room - (last - first)) // 2, count - room))
    return [(low, min(count, low + room), first, last)]
