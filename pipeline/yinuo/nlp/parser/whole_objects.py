"""Join stretches that make up one object: 将A的职责，B的职责整合, 建立A领导，B协同的机制."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yinuo.nlp.parser.segments import Segment
from yinuo.nlp.parser.text_index import TextIndex

_LONGEST_RATING = 3
_LONGEST_LIST = 16
_LONGEST_FRAME = 7
# How long who must act may be, up to the modal.
_LONGEST_LEAD = 16
# What puts an object before its verb, and what opens an act of its own behind a comma: grammar, no table.
_FRONTING, _ANEW = ("将", "把"), ("将", "把", "由", "并", "不再")


def joined(index: TextIndex, groups: Sequence[list[Segment]]) -> Iterator[list[Segment]]:
    """Join the groups that make up one object: 对A保持增长，B完成较好的省，… and 将A的职责，B的职责整合."""
    at, framing = 0, index.s.framed_opens
    while at < len(groups):
        if groups[at][-1].end_mark != "，":  # as most do
            yield groups[at]
            at += 1
            continue
        start = groups[at][0].start
        opening, told = index.text[start : start + 1], _told(index, groups[at])
        if opening not in "对将把" and opening not in framing and told == start:
            yield groups[at]
            at += 1
            continue
        many = _rated(index, groups, at) or _listed(index, groups, at) or _framed(index, groups, at, told)
        last = groups[at + many - 1][-1]
        yield [Segment(groups[at][0].start, last.end, last.end_mark)] if many else groups[at]
        at += many or 1


def _rated(index: TextIndex, groups: Sequence[list[Segment]], at: int) -> int:
    """Count the groups from ``at`` on that are one object named by how well it did; 0 where none is."""
    start = groups[at][0].start
    if not index.text.startswith("对", start) or (at and groups[at - 1][-1].end_mark != "；"):
        return 0
    for many, group in enumerate(groups[at : at + _LONGEST_RATING], 1):
        if group[-1].end_mark != "，":
            return 0
        if index.p.rated.fullmatch(index.text, start, group[-1].end):
            return many
    return 0


def _told(index: TextIndex, group: list[Segment]) -> int:
    """Find where begins what one must do, behind who must: 各县要|建立党委领导，…; the start where no modal stands."""
    start = group[0].start
    modal = index.inner_modal(start, min(start + _LONGEST_LEAD, group[-1].end))
    opens = index.text[modal.end() : modal.end() + 1] if modal else ""
    return modal.end() if modal and opens in index.s.framed_opens else start


def _framed(index: TextIndex, groups: Sequence[list[Segment]], at: int, start: int) -> int:
    """Count the groups from ``at`` on that are one object: 建立党委领导，部门协同的机制; 0 where none is.

    ``start``: where the act begins, behind who must do it.
    """
    text = index.text
    if text[start : start + 1] not in index.s.framed_opens:
        return 0
    for many, group in enumerate(groups[at : at + _LONGEST_FRAME], 1):
        end = group[-1].end
        if many > 1 and index.s.framed.search(text, start, end) and index.p.framed.fullmatch(text, start, end):
            return many
        if group[-1].end_mark != "，":
            return 0
    return 0


def _listed(index: TextIndex, groups: Sequence[list[Segment]], at: int) -> int:
    """Count the groups from ``at`` on that list one object before its verb: 将A的职责，B的职责整合."""
    text, start = index.text, groups[at][0].start
    if not text.startswith(_FRONTING, start):
        return 0
    if any(p.search(text, start, groups[at][-1].end) for p in (index.p.handed_over, index.p.as_verb)):
        return 0  # 将职责划入农业农村部，在农业农村部加挂牌子
    kind = text[groups[at][-1].end - 2 : groups[at][-1].end]
    for many, group in enumerate(groups[at + 1 : at + _LONGEST_LIST], 2):
        first, last = group[0].start, group[-1]
        if last.end_mark == "，" and text.endswith(kind, first, last.end):
            continue
        if index.p.becomes.match(text, first, last.end):  # …的职责，|整合划入该部
            return many
        noun = text.rfind(kind, first, last.end) + 2
        if noun > 1 and index.verb_end(noun, last.end) > noun:
            return many
        break
    return _handed_over(index, groups, at)


def _handed_over(index: TextIndex, groups: Sequence[list[Segment]], at: int) -> int:
    """Count the groups of one object whose functions are named by verbs: 将A的组织B，指导C等职责划入D; 0 for none."""
    for many, group in enumerate(groups[at + 1 : at + _LONGEST_LIST], 2):
        first, last = group[0].start, group[-1]
        if index.text.startswith(_ANEW, first):
            return 0
        if index.p.handed_over.search(index.text, first, last.end):
            return many
        if last.end_mark != "，":
            return 0
    return 0
