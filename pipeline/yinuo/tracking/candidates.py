"""Collect the clauses of a report that may tell what became of one promise, and why each was taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yinuo.tracking.clauses import Clause, Fact
from yinuo.tracking.compare import FEW, Comparison, compare
from yinuo.tracking.keys import Key, same, stripped
from yinuo.tracking.match import Index, nearness, pairs
from yinuo.tracking.result import Rule
from yinuo.tracking.stages import members
from yinuo.tracking.tables import shape, shortened, weight
from yinuo.values.quantities.indicators import indicators

GENERIC = 0.7  # so much of the wording must stand beside a name that many things have
KEYED = 0.12  # and so much beside any other name that is no indicator
SIBLING = 0.75  # and so much of it where several values are promised under one name, and less is told
HELD = 0.3  # what it counts more for that holds the name of what is promised
ALIKE = 0.55  # so much of two names is one that they may name one thing, whose promised value is reached
REPEATED = 0.35  # and so much where just the value promised is told, which is seldom so by chance
NEARLY = 0.75  # and so much, whatever is told of it
NAMED = 0.5  # what a clause counts for that names a member of a list
_LONG = 4  # characters of a name that is looked for as it stands
_SAID = 3  # clauses before a fact in which its subject may stand
_DONE = ("reached", "exceeded")
_SMALL = 10  # a report tells many numbers below that more than once
_OTHER = Comparison(None, "other_measure")
_RARE = 8.5  # weight of a pair that tells one thing from others


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one fact told of a promised one, how their names agree, and how the two compare."""

    promised: Fact
    fact: Fact
    rule: Rule
    score: float
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Found:
    """Hold all that was found of a promise: facts of the same key, clauses by wording, the best first.

    ``alike`` is the fact whose name is most like one promised, where none has the same key.
    """

    told: tuple[Told, ...]
    by_text: tuple[tuple[Clause, float], ...]
    alike: Told | None = None


class Reader:
    """Look up what a report tells of promises."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self._index = Index([clause.text for clause in clauses])
        self._short = [shortened(clause.text, names=True) for clause in clauses]
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        self._named: dict[str, list[Fact]] = defaultdict(list)
        for clause in clauses:
            for fact in clause.facts:
                self._facts[_counts(fact.key.unit)].append(fact)
                self._named[fact.key.name].append(fact)

    def find(self, text: str, promised: Sequence[Fact]) -> Found:
        """Find what is told of a promise, by what its quantities measure and by its wording."""
        said = shortened(text, names=True)
        wording = "，".join([text, *(fact.key.name for fact in promised if fact.key.name not in said)])
        scores = {hit.index: min(1.0, hit.score) for hit in self._index.search(wording)}
        for index in self._holding(promised):
            scores[index] = min(1.0, scores.get(index, 0.0) + HELD)
        told = self._apart([best for fact in promised if (best := self._told(fact, scores))])
        for index in self._naming(text):
            if scores.get(index, 0.0) >= KEYED:
                scores[index] = max(scores[index], NAMED)
        ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        alike = None if told else self._alike(promised, scores) or self._otherwise(promised, scores)
        return Found(tuple(told), tuple((self.clauses[i], score) for i, score in ordered[:8]), alike)

    def _alike(self, promised: Sequence[Fact], scores: dict[int, float]) -> Told | None:
        """Find the fact of the same unit and measure whose name shares most of what is rare in a promised one."""
        found = [
            (near, -fact.start, Told(own, fact, "text", scores.get(fact.clause, 0.0), comparison))
            for own in promised
            if not own.key.generic
            for fact in self._facts.get(_counts(own.key.unit), ())
            if not fact.key.generic and fact.key.measure == own.key.measure and fact.in_words == own.in_words
            if (near := _near(own.key, fact.key)) >= (REPEATED if own.value == fact.value and _telling(own) else ALIKE)
            if (comparison := compare(own, fact)).outcome in _DONE or (near >= NEARLY and _in_reach(own, fact))
        ]
        return max(found, key=lambda one: one[:2], default=(0, 0, None))[2]

    def _otherwise(self, promised: Sequence[Fact], scores: dict[int, float]) -> Told | None:
        """Find a fact of the very name promised that is told in another unit: growth of 8% promised, 4.4万户 told."""
        found = [
            (scores.get(fact.clause, 0.0), -fact.start, Told(own, fact, "text", scores.get(fact.clause, 0.0), _OTHER))
            for own in promised
            if not own.key.generic
            for fact in self._named.get(own.key.name, ())
            if (fact.key.unit == "share") != (own.key.unit == "share") and fact.key.lead == own.key.lead
        ]
        return max(found, key=lambda one: one[:2], default=(0, 0, None))[2]

    def _told(self, promised: Fact, scores: dict[int, float]) -> Told | None:
        """Find the fact that tells best what became of a promised one."""
        found = []
        for fact in self._facts.get(_counts(promised.key.unit), ()):
            how = same(promised.key, fact.key)
            score = max(scores.get(fact.clause, 0.0), self._inherited(fact, scores))
            if not how and (subject := self._of_subject(promised, fact)):
                how, score = "kindred", max(score, scores.get(subject.index, 0.0))
            least = GENERIC if promised.key.generic else 0.0 if promised.key.indicator else KEYED
            if how and score >= least:
                comparison = compare(promised, fact)
                named = self._names_part(promised.key, fact)
                other = (
                    how == "kindred"
                    and not named
                    and (promised.key.indicator or _less_of_another(promised, comparison))
                )
                if other or _of_a_sibling(promised, comparison, score):
                    comparison = Comparison(None, "other_measure")
                found.append(Told(promised, fact, "key" if how == "equal" else "kindred", score, comparison))
        return min(found, key=_order, default=None)

    def _names_part(self, key: Key, fact: Fact) -> bool:
        """Tell whether the clause of a fact names the part of an indicator that is promised, beside others."""
        lead = shape("town").sub("", key.lead, count=1) if shape("town").match(key.lead) else key.lead
        return len(lead) >= _LONG and lead in self._short[fact.clause]

    def _of_subject(self, promised: Fact, fact: Fact) -> Clause | None:
        """Find the clause before whose subject a bare name belongs to: 科技园获批孵化器，入驻企业224家."""
        whole, tail = promised.key.name, fact.key.name
        head = stripped(whole.removesuffix(tail))
        if promised.key.indicator or not whole.endswith(tail) or min(len(tail), len(head)) < _LONG:
            return None
        own = self.clauses[fact.clause]
        before = self.clauses[max(0, own.index - _SAID) : own.index]
        return next((c for c in before if c.sentence == own.sentence and head in self._short[c.index]), None)

    def _inherited(self, fact: Fact, scores: dict[int, float]) -> float:
        """Give the score of the clause before, where the name of a fact stands there: 零售总额达189亿元，增长13%."""
        own = self.clauses[fact.clause]
        if not fact.of or not fact.clause or fact.of in own.text:
            return 0.0
        before = self.clauses[fact.clause - 1]
        return scores.get(before.index, 0.0) if before.sentence == own.sentence and fact.of in before.text else 0.0

    def _apart(self, told: list[Told]) -> list[Told]:
        """Set apart targets of several things (分别增长5%和7%) that find the same value.

        They are paired in order with as many values of one clause; one value for all of them compares with none.
        """
        places = [one.fact.start for one in told]
        out: list[Told] = []
        for number, one in enumerate(told):
            shared = [i for i, place in enumerate(places) if place == one.fact.start]
            alike = [f for f in self.clauses[one.fact.clause].facts if f.key == one.fact.key]
            if len(shared) > 1 and len(alike) == len(shared):
                fact = replace(alike[shared.index(number)], unsure=False)
                one = replace(one, fact=fact, comparison=compare(one.promised, fact))
            elif len(shared) > 1:
                one = replace(one, comparison=Comparison(None, "other_measure"))
            out.append(one)
        return out

    def _holding(self, promised: Sequence[Fact]) -> list[int]:
        """List the clauses that hold the name of what is promised as it stands."""
        names = {fact.key.name for fact in promised if len(fact.key.name) >= _LONG and not fact.key.generic}
        return [index for index, text in enumerate(self._short) if any(name in text for name in names)]

    def _naming(self, text: str) -> list[int]:
        """List the clauses that name a member of the promise's list by rare characters."""
        names = [name for name in members(text) if max(map(weight, pairs(name)), default=0.0) >= _RARE]
        return [clause.index for clause in self.clauses if any(name in clause.text for name in names)]


def _near(one: Key, other: Key) -> float:
    """Tell how near two names are, from 0 to 1, of shares by what stands before 占; two indicators are never near."""
    if one.indicator and other.indicator:
        return 0.0
    left, right = (key.name.partition("占") for key in (one, other))
    return nearness(left[0], right[0]) if left[1] == right[1] else 0.0


def _in_reach(one: Fact, other: Fact) -> bool:
    """Tell whether a value is between half and twice the one promised, or of several years; never of an indicator."""
    if one.key.indicator or other.key.indicator:
        return False
    return other.horizon == "plan" or bool(one.value and 0.5 <= (other.value or 0.0) / one.value <= 2)


def _telling(fact: Fact) -> bool:
    """Tell whether a value is one that seldom stands in a report twice: 77个, not 3个 and not 100%."""
    return fact.key.unit not in ("share", "points", "times") and (fact.value or 0.0) >= _SMALL


def _less_of_another(promised: Fact, comparison: Comparison) -> bool:
    """Tell whether less is told of what has nearly the name promised: it may well be another thing."""
    few = comparison.attainment is not None and comparison.attainment < FEW
    return comparison.outcome == "below" and (few or promised.key.unit in ("things", "people"))


def _of_a_sibling(promised: Fact, comparison: Comparison, score: float) -> bool:
    """Tell whether less is told in another wording than that of one of several promises of one name."""
    less = comparison.outcome == "below" and promised.key.measure != "growth"
    return less and promised.several and score < SIBLING


def _order(told: Told) -> tuple[bool, bool, bool, bool, float, float, int]:
    """Put first what compares, is of the same time and measure, is the whole, has the same wording, stands first."""
    one, other = told.promised, told.fact
    return (
        told.comparison.outcome is None,
        one.horizon != other.horizon,
        told.rule != "key",
        one.key.measure != other.key.measure,
        -whole_first(other),
        -round(told.score, 1),
        other.start,
    )


def whole_first(fact: Fact) -> float:
    """Give the value by which the whole goes before its parts, where values of an indicator add up; else 0.

    新增就业3000人 of one trade stands beside 城镇新增就业5650人 of the place.
    """
    row = indicators().get(fact.key.indicator or "")
    return (fact.value or 0.0) if row and row.sums and fact.key.measure != "growth" else 0.0


def _counts(unit: str) -> str:
    """Put people and things into one drawer: 就业岗位5000个, 就业5487人."""
    return "things" if unit == "people" else unit
