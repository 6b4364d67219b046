"""Tell which speeches may have lost their plan part, and which sections look unlike what they were read as."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from yinuo.nlp.source_offsets import WayBack
from yinuo.nlp.state import State, lines_of
from yinuo.rules import compile_re
from yinuo.structure.told_by_sentences import is_done

# A report of fewer characters may well end in thanks alone; a longer one plans in its second half.
_LONG = 4000
# So few commitments, or fewer than one in so many characters; plans of reports have forty times as many.
_FEW, _THIN = 2, 1500
# A line of so many characters is no paragraph of a report.
_WHOLE = 3000
# So many orders, one in so many of its sentences, speak against a part read as something else.
_ORDERS, _OF = 5, 4
_NO_PLAN = ("review", "situation", "closing")
# How a sentence orders: a form, so no table.
_ORDER = compile_re("(?<![重主需首只纲简摘])要(?!求|素|闻|件|点|害)|必须|务必")
_STOPS = compile_re("[。；！]")


def one_paragraph(text: str) -> int:
    r"""Return how long the longest line of a text is if it is most of a long text; 0 otherwise.

    >>> one_paragraph("新建学校5所。" * 500), one_paragraph("新建学校5所。\n" * 500)
    (3500, 0)
    """
    longest = max(map(len, text.split("\n")), default=0)
    return longest if longest >= _WHOLE and longest * 2 > len(text) else 0


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
        if kinds and promised <= max(_FEW, (end - middle) // _THIN) and kinds.total() * 2 >= end - middle:
            yield speech["info"].get("index", 0), kinds.most_common(1)[0][0], promised


def untold_orders(state: State, starts: Sequence[int]) -> Iterator[tuple[str, str, int]]:
    """Give the heading of each part that plans nothing and orders so often, what it was read as, and how often.

    ``starts`` are the offsets of all commitments, in order: a sentence that holds one counts as no order.
    """
    orders: Counter[tuple[str, str]] = Counter()
    sentences: Counter[str] = Counter()
    for line in state.get("lines") or []:
        section = state["sections"][line["section"]]
        if line["kind"] != "body":
            continue
        part, at = next(iter(section["path"]), ""), line["start"]
        for piece in _STOPS.split(state["text"][at : line["end"]]):
            sentences[part] += 1
            held = bisect_left(starts, at + len(piece)) > bisect_left(starts, at)
            if section["kind"] in _NO_PLAN and not held and _ORDER.search(piece) and not is_done(piece):
                orders[part, section["kind"]] += 1
            at += len(piece) + 1
    for (part, kind), found in orders.items():
        if found >= _ORDERS and found * _OF >= sentences[part]:
            yield part, kind, found


def doubt_lines(state: State, way: WayBack) -> Iterator[str]:
    """Say of each section in doubt where it begins in the source, its heading, and what both readers make of it."""
    for doubt in state.get("doubts", []):
        start = way.span(doubt["start"], doubt["end"])[0]
        heading = " > ".join(doubt["section"]) or "(no heading)"
        yield (
            f"@{start} {heading}: of {doubt['records']} records {doubt['ruled']:.0%} are commitments by the rules, "
            f"{doubt['read']:.0%} by the second reader"
        )
