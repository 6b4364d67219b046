"""Cut the review of a report into clauses, and find what each quantity in it measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from yinuo.folding import fold
from yinuo.tracking.keys import Key, clean, key_of
from yinuo.tracking.period import Horizon, Zones, part_of_place, part_of_year
from yinuo.tracking.sharing import shared_out
from yinuo.tracking.stages import stage
from yinuo.tracking.tables import most_in_a_year, shape
from yinuo.values.policy_calendar import plans
from yinuo.values.quantities.indicators import indicators
from yinuo.values.quantities.scanner import scan

_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_REST = re.compile(r"[^，。；：！？\n、0-9]{0,24}")
_MONEY = re.compile(r"[0-9.]{1,20}(?:亿|万)?(?:美)?元")
_LEAST_INDEX = 90.0  # an index is told as so much at least, of 100 the year before
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a stretch of a report that may tell results: its place in the text, and the headings above it."""

    start: int
    text: str
    section: tuple[str, ...] = ()
    first: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one quantity with its place, what it measures, and of which time.

    ``partial``: of a part of the year; ``basis``: on a comparable basis; ``counted``: tells of how many things another
    value is told; ``plain``: without a verb that makes; ``net``: less what
    went; ``several``: one of several values that a report promises under one name; ``grade``: who gives an award.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: str | None
    of: str | None
    change: str
    approximate: bool
    key: Key
    stage: int = 0
    unsure: bool = False
    ceiling: bool = False
    partial: bool = False
    basis: bool = False
    counted: bool = False
    plain: bool = False
    net: bool = False
    horizon: Horizon = "year"
    clause: int = 0
    several: bool = False
    grade: str = ""

    @property
    def value(self) -> float | None:
        """Give the value that is told: the lower bound where there is one."""
        return self.low if self.low is not None else self.high

    @property
    def in_words(self) -> bool:
        """Tell whether a value is said in words only: 全覆盖."""
        return not any(character.isdigit() for character in self.text)


@dataclass(frozen=True, slots=True)
class Clause:
    """Hold a clause with its place in the report, the sentence it stands in, and the time it speaks of."""

    index: int
    start: int
    end: int
    text: str
    written: str
    sentence: int
    horizon: Horizon
    facts: tuple[Fact, ...] = ()


def clauses_of(passages: Iterable[Passage], reviewed: int | None = None) -> tuple[Clause, ...]:
    """Cut passages into clauses, in order, with their facts; ``reviewed`` is the year that they tell of."""
    zones, found, sentence = Zones(), list[Clause](), 0
    for passage in passages:
        folded = fold(passage.text)
        quantities = scan(passage.text)
        first = passage.first
        partial = old = goes_on = False
        for whole in SENTENCE.finditer(folded):
            opening = whole[0].lstrip("—- ") if not goes_on else whole[0].partition("，")[0]
            horizon = zones.of(passage.section, opening, first=first)
            first = False
            sentence += 1
            at = (len(found), sentence, horizon, partial)
            own, old = _against_old(_in_sentence(passage, folded, whole, quantities, at, reviewed), reviewed, old=old)
            found += own
            goes_on = whole[0].endswith("；")
            partial = goes_on and part_of_year(whole[0], partial)
    return tuple(found)


def _against_old(clauses: Iterable[Clause], reviewed: int | None, *, old: bool) -> tuple[list[Clause], bool]:
    """Count growth as that of several years behind a comparison with a year long past: 比2016年增长62%；税收增长75%.

    ``old``: such a comparison stands before these clauses, and holds for them too.
    """
    found = []
    for clause in clauses:
        if shape("anew").search(clause.text):
            old = False
        elif _is_old(clause.text, reviewed) and all(fact.change != "multiple" for fact in clause.facts):
            old = True
        facts = tuple(replace(f, horizon="plan") if old and f.key.measure == "growth" else f for f in clause.facts)
        found.append(replace(clause, facts=facts))
    return found, old


def _in_sentence(
    passage: Passage,
    folded: str,
    whole: re.Match[str],
    quantities: list[dict[str, Any]],
    at: tuple[int, int, Horizon, bool],
    reviewed: int | None,
) -> Iterator[Clause]:
    index, sentence, horizon, partial = at
    many = shape("cumulative").search(whole[0])
    before = part = ""
    names: tuple[str, ...] = ()
    for piece in _CLAUSE.finditer(folded, whole.start(), whole.end()):
        own = [q for q in quantities if piece.start() <= q["start"] < piece.end()]
        own = shared_out(folded, piece.start(), own, names)
        said = horizon
        if many and many.start() + whole.start() < piece.end():
            said = "plan"
        part = part_of_place(piece[0], part)
        partial = part_of_year(piece[0], partial)
        at_hand = Around(index, before, part, partial, reviewed)
        own = [{**q, "unsure": True} for q in own] if shape("planned").match(piece[0]) else own
        facts = tuple(_facts(folded, piece.start(), own, passage.start, said, at_hand))
        before = next((f.key.name for f in facts if f.key.name), before)
        names = tuple(dict.fromkeys(f.of for f in facts if f.of))
        start, end = passage.start + piece.start(), passage.start + piece.end()
        written = passage.text[piece.start() : piece.end()]
        yield Clause(index, start, end, piece[0], written, sentence, said, facts)
        index += 1


def _facts(
    folded: str, clause: int, quantities: list[dict[str, Any]], shift: int, horizon: Horizon, around: Around
) -> Iterator[Fact]:
    """Make the facts of a clause; each is named by the one before it, too: 粮食播种468万亩、产量173万吨."""
    for quantity in quantities:
        one = fact(folded, clause, quantity, shift, horizon, around)
        around = replace(around, before=one.key.name or around.before)
        yield one


@dataclass(frozen=True, slots=True)
class Around:
    """Hold what stands around a fact: its clause's index, a name, the part of the place and of the year, the year."""

    clause: int = 0
    before: str = ""
    part: str = ""
    partial: bool = False
    reviewed: int | None = None


def fact(folded: str, clause: int, quantity: dict[str, Any], shift: int, horizon: Horizon, around: Around) -> Fact:
    """Make a fact of a quantity as ``scan`` gives it; ``shift`` brings its place to that in the document."""
    key = key_of(folded, clause, quantity, around.before, around.part)
    if _is_index(quantity, key):
        quantity, key = _growth_of(quantity), replace(key, measure="growth")
    before = folded[clause : quantity["start"]]
    several = shape("cumulative").search(folded, clause, quantity["start"]) or _is_old(before, around.reviewed)
    if quantity["baseline"] is not None or several or _is_beyond(key, quantity, before):
        horizon = "plan"
    rest = _REST.match(folded, quantity["end"])  # 10个项目开工建设
    unsure = bool(quantity.get("unsure")) or _is_no_result(folded, before, quantity)
    return Fact(
        quantity["start"] + shift, quantity["end"] + shift, quantity["text"], quantity["low"], quantity["high"],
        quantity["unit"], quantity["of"], quantity["change"], quantity["approximate"], key,
        stage(before) or stage(rest[0] if rest else ""), unsure,
        _held(folded, clause, quantity["start"]), around.partial,
        shape("basis").search(folded, clause, quantity["start"]) is not None, _counted(folded, quantity),
        shape("made").search(before) is None,
        shape("net").search(folded, clause, quantity["start"]) is not None, horizon, around.clause,
        grade=_grade(before),
    )  # fmt: skip


def _is_beyond(key: Key, quantity: dict[str, Any], before: str) -> bool:
    """Tell whether a growth is more than that of one year can be, and no words before it say that it is of one."""
    most = most_in_a_year().get(key.indicator or "")
    beyond = most is not None and (quantity["low"] or quantity["high"] or 0.0) > most
    return beyond and key.measure == "growth" and not shape("anew").search(before)


def _grade(before: str) -> str:
    """Find the level that gives the awards counted, the one named last: 州级 of 培育州级先进县2个、先进乡镇5个."""
    return next((found[0] for found in reversed(list(shape("grade").finditer(before)))), "")


def _is_old(text: str, reviewed: int | None) -> bool:
    """Tell whether words compare with a year or a plan's end further back than the year before: 比2016年, of 2021."""
    found = shape("base").search(text)
    if found is None:
        return False
    plan = plans().get(found["plan"] or "")
    base = plan.last if plan else int(found["year"] or 0)
    return reviewed is None or base < reviewed - 1


def _is_no_result(folded: str, before: str, quantity: dict[str, Any]) -> bool:
    """Tell whether a value is no result: where one came from (由下降4%转为), or a least size (500万元以上企业)."""
    if shape("starting").search(before):
        return True
    return quantity["unit"] == "元" and shape("threshold").match(folded, quantity["end"]) is not None


def _is_index(quantity: dict[str, Any], key: Key) -> bool:
    """Tell whether a value is an index that was 100 the year before: 居民消费价格指数103.5%."""
    row = indicators().get(key.indicator or "")
    return row is not None and row.kind == "index" and (quantity["low"] or quantity["high"] or 0.0) >= _LEAST_INDEX


def _growth_of(quantity: dict[str, Any]) -> dict[str, Any]:
    """Give an index as the growth that it tells: 103.5% is one of 3.5%."""
    bounds = {end: None if quantity[end] is None else round(quantity[end] - 100, 6) for end in ("low", "high")}
    return {**quantity, **bounds}


def _counted(folded: str, quantity: dict[str, Any]) -> bool:
    """Tell whether things are counted of which the clause tells another value: 267个重大项目完成投资630亿元."""
    rest = _CLAUSE.match(folded, quantity["end"])
    if rest is None or not quantity["of"] or not rest[0].startswith(quantity["of"]):
        return False
    return _MONEY.search(rest[0]) is not None


def _held(folded: str, clause: int, start: int) -> bool:
    """Tell whether a value is the most that may be: 控制在6.6‰."""
    return shape("held").search(folded, clause, start) is not None


def facts_of(text: str, start: int, context: str, horizon: Horizon) -> tuple[Fact, ...]:
    """Find the facts of a promise that begins at ``start``; ``context`` is what stands before it in its sentence."""
    folded = fold(context + text)
    quantities = scan(context + text)
    before = part = ""
    found = list[Fact]()
    for piece in _CLAUSE.finditer(folded):
        part = part_of_place(piece[0], "" if folded[max(0, piece.start() - 1)] in "。；" else part)
        own = [q for q in quantities if piece.start() <= q["start"] < piece.end()]
        for q in shared_out(folded, piece.start(), own):
            one = fact(folded, piece.start(), q, start - len(context), horizon, Around(0, before, part))
            before = clean(one.of or "") or before
            if q["start"] >= len(context):
                found.append(one)
    return tuple(found)
