"""Tell the sentences in which a speaker says what a leader has said, up to what the speaker says of it."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.nlp.decisions.shapes import shape
from yinuo.nlp.state import SentenceState

# What opens every sentence that speaks of what was quoted: grammar, no table.
_THESE = "这"


def quoted_words(text: str, sentences: Sequence[SentenceState], places: Sequence[int]) -> set[int]:
    """List, of the sentences at the places of a line, those that quote a leader and the one that says what that means.

    >>> line = "总书记强调，要办好学校。要爱护学生。这些重要论述，意义深远。要抓好落实。"
    >>> ends = [11, 17, 28, 34]
    >>> parts = [{"start": start, "end": end, "mark": start} for start, end in zip([0, 12, 18, 29], ends)]
    >>> sorted(quoted_words(line, parts, range(4)))
    [0, 1, 2]
    """
    found: set[int] = set()
    said = -1
    for i, place in enumerate(places):
        start, end = sentences[place]["start"], sentences[place]["end"]
        if text.startswith(_THESE, start):
            if said >= 0 and shape("said_so").match(text, start, end):
                found.update(places[said : i + 1])
                said = -1
        elif shape("leader_says").match(text, start, end):
            said = i
    return found
