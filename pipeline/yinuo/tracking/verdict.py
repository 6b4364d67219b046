"""Suggest a verdict on one promise from what a report tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from yinuo.tracking.candidates import NAMED, Found, Told
from yinuo.tracking.clauses import Clause, Fact
from yinuo.tracking.compare import Comparison, compare
from yinuo.tracking.match import nearness, part_of, shares_what_is_rare, tells_apart
from yinuo.tracking.result import Rule, Verdict, Why
from yinuo.tracking.stages import (
    members,
    names_in_quotes,
    of_another,
    of_another_title,
    share_found,
    stage,
    wanted_stage,
)
from yinuo.tracking.tables import shape
from yinuo.values.quantities.indicators import mentions

TEXT = 0.42  # so much of a promise's wording must stand in a clause that nothing else ties to it
VAGUE = 0.55  # and so much in one that gives no value of the unit promised
AKIN = 0.2  # and so much of a name in that of a value which does not compare
SURE = 0.62  # from here on the wording alone is enough
_COMPLETE = 5
_ALIKE = 2.0  # a value so many times the promised one, of a name like it, is of another thing
_PLAUSIBLE = 4.0  # a value so many times the promised one, found by wording only, is of another thing


Evidence: TypeAlias = "tuple[tuple[Clause, float, Rule], ...]"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold a verdict with what it rests on."""

    verdict: Verdict
    reason: str
    confidence: float
    why: Why | None = None
    told: Told | None = None
    evidence: Evidence = ()


def judge(
    text: str, promised: tuple[Fact, ...], found: Found, clauses: tuple[Clause, ...], place: str = ""
) -> Judgement | None:
    """Judge a promise by what was found of it; None where nothing was found that speaks of it.

    ``place`` is the name of the report's own place, which says nothing of which of its things is meant.
    """
    if found.told:
        return _by_key(text, len(promised), found, clauses)
    near = [
        (clause, score)
        for clause, score in found.by_text
        if (score >= SURE or (score >= TEXT and (score == NAMED or tells_apart(text, clause.text, place))))
        and not of_another(text, clause.text)
        and (promised or not of_another_title(text, clause.text))
    ]
    return (_by_text(text, promised, near, place) if near else None) or _by_alike(found.alike, clauses)


def _by_alike(told: Told | None, clauses: tuple[Clause, ...]) -> Judgement | None:
    """Judge by a fact whose name is nearly the one promised: reached by a value like it, and else not compared."""
    if told is None:
        return None
    evidence = ((clauses[told.fact.clause], told.score, _text()),)
    outcome, ratio = told.comparison.outcome, told.comparison.attainment or 0.0
    if outcome in ("reached", "exceeded") and ratio <= _ALIKE:
        return Judgement(outcome, "a value like the one promised is reached", 0.5, None, told, evidence)
    why = told.comparison.why or "other_measure"
    return Judgement("not_comparable", _REASONS[why], 0.4, why, told, evidence)


def _by_key(text: str, values: int, found: Found, clauses: tuple[Clause, ...]) -> Judgement | None:
    """Judge by facts that measure the same: all below is below, some below is partly."""
    best = sorted(found.told, key=lambda told: told.comparison.outcome is None)
    evidence = tuple((clauses[t.fact.clause], max(t.score, 0.5), t.rule) for t in best)
    evidence = _distinct(evidence)
    compared = [told for told in best if told.comparison.outcome]
    first = best[0]
    if not compared:
        closing = next((c for c, s in found.by_text if s >= TEXT and shape("fulfilled").search(c.text)), None)
        if closing:
            evidence = _distinct(((closing, 0.7, "text"), *evidence))
            return Judgement("reached", "said to be fulfilled", 0.7, None, None, evidence)
        why = first.comparison.why
        return Judgement("not_comparable", _REASONS[why or "qualitative"], 0.7, why, first, evidence)
    outcomes = {told.comparison.outcome for told in compared}
    kindred = any(told.rule != "key" for told in compared)
    sure = 0.6 if kindred else 0.9
    if outcomes == {"below"} and first.promised.key.generic:
        return None
    if outcomes == {"below"} and all(shape("all_of").search(said) for said in (text, clauses[first.fact.clause].text)):
        return Judgement("reached", "said to be fulfilled", 0.7, None, first, evidence)
    if outcomes == {"below"}:
        return Judgement("below", "below the value promised", sure, None, first, evidence)
    if "below" in outcomes:
        return Judgement("partly", "one value is below the one promised", 0.6, None, first, evidence)
    verdict: Verdict = "exceeded" if outcomes == {"exceeded"} else "reached"
    if len(compared) < values:
        return Judgement(verdict, "one of several values is told", 0.5, None, first, evidence)
    return Judgement(verdict, "the value promised is reached", sure, None, first, evidence)


_REASONS = {
    "other_measure": "told in another measure",
    "cumulative": "told for several years",
    "qualitative": "told without a value",
}


def _text() -> Rule:
    return "text"


def _distinct(evidence: Evidence) -> Evidence:
    seen: dict[int, tuple[Clause, float, Rule]] = {}
    for item in evidence:
        seen.setdefault(item[0].index, item)
    return tuple(seen.values())[:3]


def _by_text(text: str, promised: tuple[Fact, ...], near: list[tuple[Clause, float]], place: str) -> Judgement | None:
    """Judge by wording: said to be fulfilled, by numbers of the same unit, by stages, by the members of a list."""
    key = promised[0].key.indicator if promised else None
    near = [(clause, score) for clause, score in near if key is None or _speaks_of(key, clause)]
    if not near:
        return None
    clause, score = near[0]
    evidence = tuple((c, s, _text()) for c, s in near[:3])
    sure = round(min(0.8, score), 2)
    if shape("fulfilled").search(clause.text) and not members(text):
        return Judgement("reached", "said to be fulfilled", sure, None, None, evidence)
    if promised:
        return _by_numbers(text, promised, clause, score, evidence)
    return _by_stage(text.replace(place, "") if place else text, clause, near, evidence, sure)


def _speaks_of(key: str, clause: Clause) -> bool:
    """Tell whether a clause names an indicator, or a name of its values does: 规上工业完成增加值3亿元."""
    return any(mentions(key, text) for text in (clause.text, *(fact.key.name for fact in clause.facts)))


def _by_numbers(
    text: str,
    promised: tuple[Fact, ...],
    clause: Clause,
    score: float,
    evidence: Evidence,
) -> Judgement | None:
    """Judge by the number of the same unit whose name is most like the one promised."""
    alike = [(p, f) for p in promised for f in clause.facts if p.key.unit == f.key.unit]
    if alike:
        one, other = max(alike, key=lambda pair: (nearness(pair[0].key.name, pair[1].key.name), -pair[1].start))
        told = Told(one, other, "text", score, compare(one, other))
        return _by_like(text, clause, told, evidence)
    if score < VAGUE and promised[0].key.indicator is None:
        return None
    if shape("compared").search(clause.text):
        return Judgement("not_comparable", _REASONS["qualitative"], 0.5, "qualitative", None, evidence)
    if not clause.facts and any(fact.key.measure != "made" for fact in promised):
        return Judgement("not_comparable", _REASONS["qualitative"], 0.5, "qualitative", None, evidence)
    if clause.facts:
        return Judgement("not_comparable", _REASONS["other_measure"], 0.5, "other_measure", None, evidence)
    wanted, come = wanted_stage(text), stage(clause.text)
    many = not members(text) and any((fact.value or 0) > 1 and fact.text not in clause.text for fact in promised)
    if not many and come and (come >= _COMPLETE or (come < wanted and wanted >= _COMPLETE)):
        return _by_stage(text, clause, [(clause, score)], evidence, 0.5)
    if score < SURE or (many and not come and not shares_what_is_rare(text, clause.text)):
        return None
    return Judgement("not_comparable", _REASONS["qualitative"], 0.5, "qualitative", None, evidence)


def _by_like(text: str, clause: Clause, told: Told, evidence: Evidence) -> Judgement | None:
    comparison, one, other = told.comparison, told.promised.key, told.fact.key
    if one.indicator and other.indicator and (one.indicator, one.lead) != (other.indicator, other.lead):
        return Judgement("not_comparable", _REASONS["other_measure"], 0.5, "other_measure", told, evidence)
    if comparison.why and told.score < SURE and nearness(one.name, other.name) < AKIN:
        return None
    if comparison.why or (one.measure == "growth" and part_of(one.name, other.name)):
        why = comparison.why or "other_measure"
        return Judgement("not_comparable", _REASONS[why], 0.5, why, told, evidence)
    ratio = comparison.attainment
    another = other.name != one.name and other.name.endswith(one.name)  # 保障性住房覆盖率 beside 覆盖率
    if one.generic and (another or told.score < SURE) and told.fact.value != told.promised.value:
        return None
    if shape("scant").search(clause.text) and comparison.outcome in ("reached", "exceeded"):
        return None
    if ratio is not None and not 1 / _PLAUSIBLE <= ratio <= _PLAUSIBLE:
        return None
    if comparison.outcome == "below":
        if told.score < SURE:
            return None
        return Judgement("not_comparable", _REASONS["other_measure"], 0.4, "other_measure", told, evidence)
    wanted, come = wanted_stage(text), stage(clause.text)
    if 0 < come < wanted and wanted >= _COMPLETE:
        return Judgement("partly", "told to have come less far than promised", 0.5, None, told, evidence)
    return Judgement(
        comparison.outcome or "reached", "a value like the one promised is reached", 0.5, None, told, evidence
    )


def _by_stage(
    text: str,
    clause: Clause,
    near: list[tuple[Clause, float]],
    evidence: Evidence,
    sure: float,
) -> Judgement | None:
    told = "，".join(c.text for c, _ in near[:3])
    if share_found(members(text), told) < 1:
        return Judgement("partly", "only some of the things named are told of", sure, None, None, evidence)
    wanted, come = wanted_stage(text), stage(clause.text)
    each = [_of_member(name, near) for name in members(text)]
    if wanted >= _COMPLETE and come >= wanted and any(0 < one < wanted for one in each):
        return Judgement("partly", "only some of the things named have come as far", sure, None, None, evidence)
    if not come and near[0][1] < SURE and not names_in_quotes(text, clause.text):
        return None
    if come < wanted and (come or wanted >= _COMPLETE):
        return Judgement("partly", "told to have come less far than promised", sure, None, None, evidence)
    return Judgement("reached", "told to be done", sure, None, None, evidence)


def _of_member(name: str, near: list[tuple[Clause, float]]) -> int:
    """Tell the furthest stage that the clauses found tell of one member of a list."""
    return max((stage(clause.text) for clause, _ in near[:3] if name in clause.text), default=0)


__all__ = ["Comparison", "Judgement", "judge"]
