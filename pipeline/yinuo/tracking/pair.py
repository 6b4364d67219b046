"""Track the commitments of one report through the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from yinuo.folding import fold
from yinuo.records import Commitment, Span
from yinuo.tracking.candidates import Found, Reader
from yinuo.tracking.clauses import Clause, Fact, clauses_of, facts_of
from yinuo.tracking.match import Index
from yinuo.tracking.period import Horizon
from yinuo.tracking.report import Report
from yinuo.tracking.result import Subject, Tracked, TrackedEvidence, Value
from yinuo.tracking.tables import shape
from yinuo.tracking.verdict import Judgement, judge

PART = "一部分"  # stands before the name of what is of a part of the place, which one is not said
AGAIN = 0.7  # so much of a promise's wording must stand in a later one that says it again


def tracked(old: Report, new: Report, *, every: bool = False) -> Iterator[Tracked]:
    """Track each commitment of ``old`` that can be checked (``every``: all), in the order of the report."""
    clauses = clauses_of(new.passages, new.year - 1 if new.year else None)
    reader = Reader(clauses)
    later = Index([fold(c.text) for c in new.commitments])
    early = _not_later(old, new)
    wanted = [record for record in old.commitments if record.same_as is None]
    facts = {record.id: _promised(record, old.year) for record in wanted}
    main, values = _main_targets(old), _values(facts.values())
    for record in wanted:
        if every or record.specificity != "directional":
            promised = tuple(_of_whole(_of_several(fact, values), main) for fact in facts[record.id])
            yield _one(record, promised, old, new, reader, later, early=early)


def _not_later(old: Report, new: Report) -> bool:
    """Tell whether the second report cannot know the results of the first: the same text, or no later year."""
    if old.sha256 == new.sha256:
        return True
    return bool(old.year and new.year and new.year <= old.year)


def _promised(record: Commitment, year: int | None) -> tuple[Fact, ...]:
    context = record.sentence.text[: max(0, record.start - record.sentence.start)][-80:]
    return facts_of(record.text, record.start, context, horizon_of(record, year))


def is_main(record: Commitment) -> bool:
    """Tell whether a commitment stands in the list of the main targets of the year."""
    return bool(shape("foremost").search(fold("。".join([*record.section[-1:], record.sentence.text]))))


def _main_targets(old: Report) -> dict[str, set[float]]:
    """Look up the growth of each indicator in the list of the main targets of the year."""
    found: dict[str, set[float]] = {}
    for record in old.commitments:
        if record.quantities and is_main(record):
            for fact in _promised(record, old.year):
                if fact.key.indicator and fact.value is not None and _grows(fact):
                    found.setdefault(fact.key.indicator, set()).add(fact.value)
    return found


def _of_whole(fact: Fact, main: dict[str, set[float]]) -> Fact:
    """Set apart a growth that differs from the main target of its indicator: it is of a part of the place."""
    known = main.get(fact.key.indicator or "")
    if not known or fact.value in known or fact.key.lead or not _grows(fact):
        return fact
    return replace(fact, key=replace(fact.key, lead=PART))


def _values(promised: Iterable[tuple[Fact, ...]]) -> dict[tuple[str, str, bool], set[float]]:
    """Look up the values promised under each name: 新增停车位5400个 here, 停车位8000个 there."""
    found: dict[tuple[str, str, bool], set[float]] = {}
    for facts in promised:
        for fact in facts:
            if fact.value is not None:
                found.setdefault(_name(fact), set()).add(fact.value)
    return found


def _name(fact: Fact) -> tuple[str, str, bool]:
    return fact.key.indicator or fact.key.name, fact.key.unit, _grows(fact)


def _of_several(fact: Fact, values: dict[tuple[str, str, bool], set[float]]) -> Fact:
    """Mark a value that is one of several under its name: a result of one of them is none of the others."""
    return replace(fact, several=True) if len(values.get(_name(fact), ())) > 1 else fact


def _grows(fact: Fact) -> bool:
    return fact.key.measure == "growth" and not fact.key.lead and fact.horizon == "year"


def _one(
    record: Commitment,
    promised: tuple[Fact, ...],
    old: Report,
    new: Report,
    reader: Reader,
    later: Index,
    *,
    early: bool,
) -> Tracked:
    horizon = horizon_of(record, old.year)
    text = fold(record.text)
    judgement = None
    if not early:
        found: Found = reader.find(text, promised)
        judgement = judge(text, promised, found, tuple(reader.clauses), _place(old))
    due = record.deadline.to if record.deadline else None
    ahead = early or _ahead(due, horizon, old, new)
    if ahead and not (judgement and _done_early(judgement)):
        judgement = Judgement("too_early", "due after the new report", 0.9)
    again = None
    if judgement is None:
        again = _again(text, new, later)
        judgement = (
            Judgement("rolled_over", "promised again", 0.7) if again else Judgement("not_mentioned", "not found", 0.6)
        )
    return _record(record, old, new, promised, judgement, again)


def _place(report: Report) -> str:
    """Give the name of a report's own place without its rank: 河池."""
    return shape("own_place").sub("", report.place or (report.organisation or "").removesuffix("人民政府"))


def _ahead(due: str | None, horizon: Horizon, old: Report, new: Report) -> bool:
    """Tell whether a promise is due after the year that the new report reviews, as a target of several years is."""
    if due and new.year:
        own_year = bool(old.year and int(due[:4]) <= old.year)
        return int(due[:4]) >= new.year or (horizon == "plan" and own_year)
    return horizon == "plan"


def _done_early(judgement: Judgement) -> bool:
    """Tell whether what is due later is done already; a mean growth of years is not by that of one."""
    told = judgement.told
    mean = told is not None and told.promised.key.measure == "growth" and told.fact.horizon == "year"
    return judgement.verdict in ("reached", "exceeded") and not mean


def horizon_of(record: Commitment, year: int | None) -> Horizon:
    """Tell whether a commitment of a report of this year is one of the year, or of several."""
    due = record.deadline.to if record.deadline else None
    if due and year and int(due[:4]) > year:
        return "plan"
    before = record.sentence.text[: max(0, record.start - record.sentence.start)]
    told = [fold(text) for text in (*record.section[-2:], before, record.text)]
    own = str(year or "今年")
    several = any(shape("plan_target").search(text) and own not in text and "今年" not in text for text in told)
    return "plan" if several else "year"


def _again(text: str, new: Report, later: Index) -> Span | None:
    hits = later.search(text)
    if not hits or hits[0].score < AGAIN:
        return None
    record = new.commitments[hits[0].index]
    return Span(text=record.text, start=record.start, end=record.end)


def _record(
    record: Commitment, old: Report, new: Report, promised: tuple[Fact, ...], judgement: Judgement, again: Span | None
) -> Tracked:
    told = judgement.told
    one = told.promised if told else next(iter(promised), None)
    comparison = told.comparison if told else None
    evidence = tuple(
        TrackedEvidence(text=c.written, start=c.start, end=c.end, score=round(min(1.0, score), 3), rule=rule)
        for c, score, rule in judgement.evidence
    )
    return Tracked(
        commitment=Subject(
            text=record.text, start=record.start, end=record.end, id=record.id, document=record.document,
            specificity=record.specificity, due=record.deadline.to if record.deadline else None,
        ),
        document=old.document,
        next_document=new.document,
        place=old.place or new.place,
        year=old.year,
        verdict=judgement.verdict,
        why=judgement.why,
        promised=_value(one),
        reached=_value(told.fact) if told else None,
        attainment=comparison.attainment if comparison and comparison.outcome else None,
        evidence=evidence,
        again=again,
        reason=judgement.reason,
        confidence=judgement.confidence,
        needs_check=_needs_check(judgement),
    )  # fmt: skip


def _needs_check(judgement: Judgement) -> bool:
    if judgement.verdict in ("not_mentioned", "too_early", "rolled_over"):
        return False
    return judgement.verdict == "below" or judgement.confidence < 0.8


def _value(fact: Fact | None) -> Value | None:
    if fact is None:
        return None
    return Value(
        low=fact.low, high=fact.high, unit=fact.unit, of=fact.of, indicator=fact.key.indicator, change=fact.change,
        horizon=fact.horizon, text=fact.text,
    )  # fmt: skip


__all__ = ["Clause", "tracked"]
