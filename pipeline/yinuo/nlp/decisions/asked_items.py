"""Find where a speaker lists what is asked of the hearers (我提几点希望。一是…), or what was done (作了回顾。一是…)."""

from __future__ import annotations

from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.parser.segments import sentences
from yinuo.nlp.state import State

# What every such opening holds one of: grammar, no table.
_POINTS = ("点", "方面", "项", "条")
# What every opening of a list of what was done holds one of: grammar, no table.
_LOOKS_BACK = ("回顾", "总结", "特点", "亮点", "成效")


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


def reviewed_items(state: State) -> dict[int, tuple[int, int]]:
    """Give each line that lists what was done, with where the list begins and ends: 局长作了回顾。一是…；二是….

    >>> line = {"start": 0, "end": 27, "begins": 0, "kind": "body", "section": 0, "speech": 0}
    >>> reviewed_items({"text": "他作了简要回顾。一是防汛设施全面改善。他要求做好防汛。", "lines": [line]})
    {0: (8, 18)}
    """
    text, found = state.get("text", ""), dict[int, tuple[int, int]]()
    if not any(word in text for word in _LOOKS_BACK):
        return found
    for number, line in enumerate(state.get("lines", ())):
        opening = shape("reviews_points").search(text, line["start"], line["end"]) if line["kind"] == "body" else None
        if opening is None:
            continue
        stop = opening.end()
        for sentence in sentences(text, stop, line["end"]):
            if sentence.mark == sentence.start:
                break
            stop = sentence.end
        found[number] = (opening.end(), stop)
    return found


def _counts(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch holds a word that counts what is asked."""
    return any(text.find(word, start, end) >= 0 for word in _POINTS)


def _is_item(text: str, start: int, end: int) -> bool:
    """Tell whether a line opens with an item mark."""
    first = next(sentences(text, start, end), None)
    return first is not None and first.mark > first.start
