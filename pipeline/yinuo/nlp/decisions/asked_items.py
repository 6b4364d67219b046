"""Find where a speaker begins to list what is asked of the hearers: 我提几点希望。一是深入调研，…."""

from __future__ import annotations

from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser.segments import sentences
from yinuo.nlp.state import State

# What every such opening holds one of: grammar, no table.
_POINTS = ("点", "方面", "项", "条")


def asked_items(state: State) -> dict[int, int]:
    """Give each line that holds such items, with the offset from which it does: the opener's, and item lines below it.

    >>> line = {"start": 0, "end": 20, "begins": 0, "kind": "body", "section": 0, "speech": 0}
    >>> asked_items({"text": "我给大家提几点希望。一是深入调研，察实情。", "lines": [line]})
    {0: 10}
    """
    text, found = state.get("text", ""), dict[int, int]()
    if not _counts(text, 0, len(text)):
        return found
    listing = False
    for number, line in enumerate(state.get("lines", ())):
        if line["kind"] != "body":
            listing = False
            continue
        start, end = line["start"], line["end"]
        opening = shape("asks_points").search(text, start, end) if _counts(text, start, end) else None
        listing = opening is not None or (listing and _is_item(text, line["begins"], end))
        if listing:
            found[number] = opening.end() if opening else start
    return found


def _counts(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch holds a word that counts what is asked."""
    return any(text.find(word, start, end) >= 0 for word in _POINTS)


def _is_item(text: str, start: int, end: int) -> bool:
    """Tell whether a line opens with an item mark."""
    first = next(sentences(text, start, end), None)
    return first is not None and first.mark > first.start
