"""Weigh a reader beside the rules on documents left out: the one door to scikit-learn."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from yinuo.errors import MissingExtraError
from yinuo.learned.decision import decided
from yinuo.records import Specificity
from yinuo.teaching.scoring import f1_of

EXTRA = "train"
# The rule that asks: where the rules know no end by which one could tell that something was done.
ASKS = "no-checkable-end"
FOLDS = 8
# A kind of text with fewer documents has no say of its own.
_FEWEST = 4
_STRENGTH = 10.0


class Case(NamedTuple):
    """Hold a commitment of gold without a number: what gold and rules say, and the log odds of each reader."""

    document: str
    genre: str
    wanted: Specificity
    ruled: Specificity
    rule: str
    reader: float
    shipped: float


class Say(NamedTuple):
    """Hold whose voice counts, how much, and in which kinds of text."""

    weights: tuple[tuple[str, float], ...]
    bias: float
    genres: tuple[str, ...]
    sure: float

    def stack(self) -> dict[str, Any]:
        """Give it as ``reader.json`` has it."""
        beyond = round(math.log(self.sure / (1 - self.sure)), 4)
        asking = {genre: {"rules": [ASKS], "beyond": beyond} for genre in self.genres}
        return {"reader": 0.0, "rules": 0.0, **dict(self.weights), "bias": self.bias, "asking": asking}

    def decide(self, case: Case) -> Specificity:
        """Give the specificity that rules and readers together find."""
        return decided(case.ruled, case.rule, case.genre, case.reader, self.stack(), case.shipped)


Voices = tuple[str, ...]


def libraries() -> Any:
    """Give the linear models of scikit-learn. Raises ``MissingExtraError`` where it is not installed."""
    try:
        from sklearn import linear_model
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "sklearn":
            raise
        raise MissingExtraError("scikit-learn", EXTRA) from None
    return linear_model


def weighed(cases: Sequence[Case], choices: Iterable[Voices], sure: float) -> Say | None:
    """Choose voices and kinds of text by what they gain on documents left out; None where nothing gains."""
    best: tuple[float, Say] | None = None
    for voices in choices:
        held_out = _held_out(cases, voices, sure)
        genres = tuple(genre for genre in sorted({case.genre for case in cases}) if _gains(cases, held_out, genre))
        found = [one if case.genre in genres else case.ruled for case, one in zip(cases, held_out, strict=True)]
        score, say = f1(cases, found), _fit(cases, voices, sure)
        if genres and say and (best is None or score > best[0]):
            best = score, say._replace(genres=genres)
    return best[1] if best else None


def measured(cases: Sequence[Case], choices: Sequence[Voices], sure: float) -> list[Specificity]:
    """Give each case what is decided by a say that was chosen and weighed without its fold of documents."""
    return _by_fold(cases, lambda others: weighed(others, choices, sure))


def f1(cases: Sequence[Case], found: Sequence[Specificity]) -> float:
    """Give F1 of deliverable."""
    return f1_of("deliverable")([case.wanted for case in cases], found)


def _held_out(cases: Sequence[Case], voices: Voices, sure: float) -> list[Specificity]:
    return _by_fold(cases, lambda others: _fit(others, voices, sure))


def _by_fold(cases: Sequence[Case], say_of: Callable[[Sequence[Case]], Say | None]) -> list[Specificity]:
    """Decide each case by the say that the cases of all other folds give."""
    fold = folds(case.document for case in cases)
    says = {number: say_of([case for case in cases if fold[case.document] != number]) for number in range(FOLDS)}
    given = [says[fold[case.document]] for case in cases]
    return [say.decide(case) if say else case.ruled for case, say in zip(cases, given, strict=True)]


def folds(documents: Iterable[str], count: int = FOLDS) -> dict[str, int]:
    """Give each document a fold, the one with most cases first, to the fold that has the fewest.

    >>> folds("aaabbc") == {"a": 0, "b": 1, "c": 2}
    True
    """
    load, fold = [0] * count, {}
    for document, size in sorted(Counter(documents).items(), key=lambda pair: (-pair[1], pair[0])):
        fold[document] = load.index(min(load))
        load[fold[document]] += size
    return fold


def _gains(cases: Sequence[Case], found: Sequence[Specificity], genre: str) -> bool:
    """Tell whether enough documents of a kind of text are read better."""
    own = [(case, one) for case, one in zip(cases, found, strict=True) if case.genre == genre]
    some = [case for case, _ in own]
    few = len({case.document for case in some}) < _FEWEST
    return not few and f1(some, [one for _, one in own]) > f1(some, [case.ruled for case in some])


def _fit(cases: Sequence[Case], voices: Voices, sure: float) -> Say | None:
    """Weigh voices on the cases whose rule asks, for every kind of text among them; None where these are all alike."""
    asked = [case for case in cases if case.rule == ASKS]
    wanted = [int(case.wanted == "deliverable") for case in asked]
    if len(set(wanted)) < 2:
        return None
    model = libraries().LogisticRegression(C=_STRENGTH, max_iter=500)
    model.fit([[getattr(case, voice) for voice in voices] for case in asked], wanted)
    weights = tuple(zip(voices, (round(float(w), 4) for w in model.coef_[0]), strict=True))
    genres = tuple(sorted({case.genre for case in cases}))
    return Say(weights, round(float(model.intercept_[0]), 4), genres, sure)
