"""Tell which speeches may have lost their plan part: long ones that promise almost nothing in their second half."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from yinuo.nlp.state import State, lines_of

# A report of fewer characters may well end in thanks alone; a longer one plans in its second half.
_LONG = 4000
_FEW = 2


def thin_halves(state: State, starts: Sequence[int]) -> Iterator[tuple[int, str, int]]:
    """Give the number of each such speech, the kind that most of its second half was read as, and its commitments.

    ``starts`` are the offsets of all commitments, in order.
    """
    for speech in state.get("speeches") or []:
        start, end = speech["start"], speech["end"]
        if end - start < _LONG:
            continue
        middle = (start + end) // 2
        kinds: Counter[str] = Counter()
        for line in lines_of(state, speech):
            if line["kind"] == "body" and middle <= line["start"]:
                kinds[state["sections"][line["section"]]["kind"]] += line["end"] - line["start"]
        promised = bisect_left(starts, end) - bisect_left(starts, middle)
        if kinds and promised <= _FEW and kinds.total() * 2 >= end - middle:
            yield speech["info"].get("index", 0), kinds.most_common(1)[0][0], promised
