"""Find who bears a duty where an occasion or a condition stands between the name and what binds it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from yinuo.nlp.parser.merging import Clause
from yinuo.nlp.parser.parse import ACTS
from yinuo.nlp.parser.text_index import TextIndex

# Modals and bans that bind somebody, and the ends of occasions: grammar, no table.
BOUND = ("应", "须", "必须")
BANS = ("不得", "不准", "不能", "严禁")
_OCCASION = ("时", "后", "的", "前", "中", "外")
_MOMENT = ("时", "后", "前")
# What a modal goes on with after another duty: 还应当, 也应当.
_ALSO = "还也并"
# Characters that stand in no name: 廉洁自律是…, 居民向街道办事处….
_NO_NAME = frozenset("是向")


def bear(clauses: Sequence[Clause], index: TextIndex) -> None:
    """Read who stands first in a part of a sentence as the one bound there: 经营者转让车辆的，应当办理登记."""
    if len(clauses) < 2:
        return
    for _, part in groupby(clauses, key=lambda clause: clause.semicolon_part):
        _bear([clause for clause in part if clause.parse.form != "lead"], index)


def _bear(part: Sequence[Clause], index: TextIndex) -> None:
    first = part[0] if part else None
    if len(part) < 2 or first is None or first.end_mark != "，" or first.parse.modal or first.parse.actor:
        return
    if first.parse.form not in ("", "state", "action", "purpose", "result", "measure", "topic"):
        return
    before = index.text.endswith(_MOMENT, first.start, first.end)  # 执法机关作出决定前，要进行审核
    at = next((n for n, clause in enumerate(part[1:], 1) if _binds(clause, asked=before)), 0)
    between = part[1:at]
    occasions = all(clause.parse.form not in ACTS or _is_occasion(clause, index) for clause in between)
    stop = _office(first, part[1], index)
    if stop < 0 and at and occasions:
        stop = _bearer_end(first, part[at], index)
    if stop < 0 and index.p.applicant.fullmatch(index.text, first.start, first.end):
        first.parse.read_as("who", "actor-alone")  # 领取补贴的家庭，每月给予…: nobody acts
        first.parse.actor = (first.start, first.end)
        return
    if stop < 0:
        return
    first.parse.read_as("who", "actor-alone")
    first.parse.actor = (first.parse.start, stop)
    for clause in between:
        if clause.parse.form in ACTS:
            clause.parse.read_as("state", "describes-state")


def _binds(clause: Clause, *, asked: bool) -> bool:
    """Tell whether a clause says what somebody named before it must do or must not, or, ``asked``, is to do."""
    if clause.parse.form not in (*ACTS, "means") or clause.parse.actor:
        return False
    return _must(clause) or clause.parse.negation in BANS or (asked and clause.parse.modal == "要")


def _must(clause: Clause) -> bool:
    """Tell whether the modal of a clause binds: 应当, 还应当, 也必须."""
    return clause.parse.modal.lstrip(_ALSO).startswith(BOUND)


def _is_occasion(clause: Clause, index: TextIndex) -> bool:
    return not clause.parse.modal and index.text.endswith(_OCCASION, clause.start, clause.end)


def _office(first: Clause, after: Clause, index: TextIndex) -> int:
    """Find where the name ends of one whose office is told before its duties: 民政局|是主管部门，负责养老服务."""
    if after.parse.actor or not index.p.takes_on.match(index.text, after.reading_start, after.end):
        return -1
    told = index.p.office.fullmatch(index.text, first.start, first.end)
    return told.end("name") if told else -1


def _bearer_end(first: Clause, bound: Clause, index: TextIndex) -> int:
    """Find where the name of the one bound ends, -1 where the first clause names nobody."""
    text, start, end = index.text, first.parse.start, first.end
    if index.is_prepositional(start, end) or index.p.no_bearer.match(text, start, end):
        return -1
    verbal = index.is_verbal(start, end) or (index.verb_at(start, end) is not None and text.find("的", start, end) > 0)
    named = index.p.applicant.fullmatch(text, start, end) or index.p.bearer_verbal.match(text, start, end)
    if verbal and not named:  # 做好政府工作，必须…
        return -1
    if text[end - 1] == "的" and index.p.grants.match(text, bound.start, bound.end):  # 企业符合条件的，应当给予补贴
        return -1
    firm = text.endswith(_OCCASION, start, end) or _must(bound)
    for found in index.p.bearer.finditer(text, start, end):
        stop = found.end()
        if stop - start < 2 or not _NO_NAME.isdisjoint(text[start:stop]):
            continue
        if stop == end:
            return stop
        after = index.skip_adverbs(stop, end)
        verb_end = index.verb_end(after, end)
        acts = firm and verb_end > after and not text.startswith("的", verb_end)  # not 起草单位|报送的材料，应当…
        leads = acts or index.p.occasion_opens.match(text, stop, end)
        if leads and ("的" not in text[start:stop] or (named and stop == named.end())):
            return stop
    return -1
