"""Topic sentences: openers that the rest of their paragraph or item spells out. Clauses in, the set of topic sentences out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yinuo.nlp.segments import Sentence

_LONGEST = 42


def topic_sentences(sentences: Sequence[Sentence], clauses: Sequence[Sequence[dict[str, Any]]]) -> set[int]:
    """Indices of the sentences that are headings of what follows them in one line.

    A sentence is a topic where it opens the line or an item (一是…。), holds at most two short clauses without a number
    of their own, and something follows it in the same line or item.
    """
    found = set()
    for i, sentence in enumerate(sentences):
        opens = i == 0 or sentence.mark > sentence.start
        followed = i + 1 < len(sentences) and (i == 0 or sentences[i + 1].mark == sentences[i + 1].start)
        if opens and followed and _short(sentence, clauses[i]) and any(c["form"] for c in clauses[i + 1]):
            found.add(i)
    return found


def _short(sentence: Sentence, clauses: Sequence[dict[str, Any]]) -> bool:
    segments = {c["segment"] for c in clauses if c["form"] != "lead"}
    measured = any(c["numbers"] and c["form"] in ("measure", "result") for c in clauses)
    return len(segments) <= 2 and not measured and sentence.end - sentence.mark <= _LONGEST
