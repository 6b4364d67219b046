"""Diagnose a text: which characters it must have lost, where, how surely, and other symptoms.

A character counts as lost when the texts most like this one nearly all have it, this one has not, chance makes that
improbable (their rates with their spread), and the joins left behind speak for it. Two steps: one character must be
sure enough, corrected for all those tried, that the text is damaged at all; then all those are named that keep the
share of wrong names low (Benjamini and Hochberg).
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

from yinuo.damage.background import DIGITS, Background, Expected, unlike
from yinuo.damage.bigrams import Joins
from yinuo.damage.extent import Tried, gaps, region
from yinuo.damage.findings import Diagnosis, Lost
from yinuo.damage.symptoms import symptoms
from yinuo.folding import TRADITIONAL, fold, is_traditional

if TYPE_CHECKING:
    from collections.abc import Collection

    from yinuo.damage.background import Codes, Ints

SURE = 0.001  # chance that a sound text is called damaged, corrected for the characters tried
WRONG = 0.15  # bound on the share of wrong names, once the text is known to be damaged
SHORTEST = 1500  # characters of text under which counts tell nothing
LEAST = 4.0  # expected count under which a character is not tried
NAMES = 15.0  # spread from which a character is one of names and topics (江, 湘, 港): no text must have it
RARE = 0.8  # expected count under which a character is not looked for in a text known to be damaged
STRANGE = 0.72  # likeness under which the text is of a kind that the background does not know
_FEW_DIGITS = 20
_LEFT = 0.02  # of the expected count: so few may have escaped
_DOUBT, _TRUST = 0.3, 0.5  # weight of the joins' evidence against and for: neighbours are not independent
_TRUST_LATER = 0.6  # once the text is known to be damaged
_AGAINST = 0.15  # corrected chance under which a character is named although the joins speak against it
_NOISE = -1.5  # weaker evidence against a character than this (odds of 7 to 1) is noise
_CAP = 25.0
_REST = 0.2


@dataclass(frozen=True, slots=True)
class _Trial:
    """Hold a character tried: expected and observed counts, log chance in a sound text, what the joins say."""

    character: str
    code: int
    expected: float
    observed: int
    log_chance: float
    evidence: float

    def log_p(self, trust: float) -> float:
        """Give the logarithm of the chance of counts and joins together."""
        joins = max(-_CAP, min(self.evidence, _CAP))
        return min(0.0, self.log_chance - (trust if joins > 0 else _DOUBT) * joins)


@dataclass(frozen=True)
class _Patient:
    """Hold a folded text with its codes, counts and joins; ``without`` are texts of the background left out."""

    text: str
    known: Background
    codes: Codes
    without: Collection[int] = ()

    @functools.cached_property
    def counts(self) -> Ints:
        return self.known.count(self.codes)

    @functools.cached_property
    def joins(self) -> Joins:
        return Joins(self.text, self.known)

    def expected(self, lost: Collection[int] = ()) -> Expected:
        return self.known.nearest(self.counts, len(self.text), lost=lost, without=self.without)

    def part(self, start: int, end: int) -> _Patient:
        return _Patient(self.text[start:end], self.known, self.codes[start:end], self.without)


def inspect(text: str) -> Diagnosis:
    """Tell which characters a text has lost, from where to where, and its other symptoms.

    ``lost`` lists each lost character with its span, how often it was expected and how often it is there; ``symptoms``
    are replacement characters, wrong encodings, boxes, lines cut or repeated by a page and torn digits. Both are empty
    for a sound text. Offsets are code points. Raises nothing.

    ``p_value`` of each is corrected for the number of characters tried (Benjamini and Hochberg). Texts under
    1,500 characters, and texts of a kind that the background does not know, are not tried; ``note`` says so.

    >>> found = inspect("新建幼儿园7所。")
    >>> found.lost, found.note
    ((), 'too short to tell which characters are missing: 8 of at least 1500')
    """
    from yinuo.damage.naming import examine  # it repairs, and a repair asks for a diagnosis

    lost, note, _ = examine(text, fold(text))
    note = "; ".join(filter(None, (note, TRADITIONAL if is_traditional(text) else "")))
    return Diagnosis(length=len(text), lost=lost, symptoms=symptoms(text), note=note)


def missing(text: str, known: Background, *, without: Collection[int] = ()) -> tuple[tuple[Lost, ...], str]:
    """List the lost characters of a folded text, surest first, and a note where it could not be tried.

    ``without`` are indexes of training texts of the background to leave out, for measuring.
    """
    if len(text) < SHORTEST:
        return (), f"too short to tell which characters are missing: {len(text)} of at least {SHORTEST}"
    whole = _Patient(text, known, known.codes(text), without)
    expected = whole.expected()
    if expected.likeness < STRANGE:
        return (), "unlike the texts known: which characters are missing cannot be told"
    found, expected = _lost(whole, expected)
    start, end, found = _reach(whole, expected, found)
    return tuple(
        Lost(trial.character, round(trial.expected, 1), trial.observed, p, start, end) for trial, p in found
    ), ""


def absent(text: str, known: Background, lost: Collection[Lost]) -> dict[str, tuple[float, int]]:
    """Give what a folded text, damaged all over, does not have or has lost: how often expected, and how often there.

    Letters only, however rare.
    """
    patient = _Patient(text, known, known.codes(text))
    named = [known.characters.index(item.character) for item in lost]
    means = patient.expected(named).means
    which = (patient.counts == 0) & (means >= RARE)
    which[named] = True
    codes = numpy.flatnonzero(which[: -len(DIGITS)]).tolist()
    return {known.characters[code]: (round(float(means[code]), 1), int(patient.counts[code])) for code in codes}


def _lost(patient: _Patient, expected: Expected, tries: int = 1) -> tuple[list[tuple[_Trial, float]], Expected]:
    """List the lost characters with their corrected p-values, and the expectations that know of them."""
    found = _named(*_trials(patient, expected), tries)
    for _ in range(2):
        names = {trial.code for trial, _ in found}
        if not names:
            break
        # What is lost makes a text less like others: compare again without it.
        expected = patient.expected(lost=names)
        patient.joins.know(names)
        found = _named(*_trials(patient, expected), tries)
        if names == {trial.code for trial, _ in found}:
            break
    return found, expected


def _tried(patient: _Patient, expected: Expected) -> Tried:
    """List the characters that a text of this kind must have."""
    known, digits, counts = patient.known, len(DIGITS), patient.counts
    few = counts[-digits:].sum() < _FEW_DIGITS
    scales = numpy.ones(len(known.characters))
    scales[-digits:] = 0.0 if few else expected.digit_scale(counts)
    means = expected.means * scales
    spreads = numpy.maximum(0.5 * known.spread * unlike(expected.likeness), 0.01)
    which = (means >= LEAST) & (known.spread < NAMES) & expected.common
    return Tried(numpy.arange(len(which)), scales, means, spreads).only(which)


def _trials(patient: _Patient, expected: Expected) -> tuple[list[_Trial], int]:
    """List the characters that are (nearly) missing, each with its chance; and count how many were tried."""
    all_tried = _tried(patient, expected)
    tried = len(all_tried.characters)
    rare = all_tried.only(patient.counts[all_tried.characters] <= _LEFT * all_tried.means)
    found = []
    for code, scale, mean, spread in rare.each():
        observed = int(patient.counts[code])
        found.append((_log_chance(expected, code, scale, mean, spread, observed), code, mean, observed))
    # Joins take time: only where they could bring one over the gate, and those of the others only where they do.
    characters, gate, over = patient.known.characters, math.log(SURE / max(tried, 1)), False
    trials: list[_Trial] = []
    for chance, code, mean, observed in sorted(found):
        if chance >= -1 or (not over and chance - _TRUST * _CAP > gate):
            break
        trials.append(_Trial(characters[code], code, mean, observed, chance, patient.joins.evidence(code)))
        over = over or trials[-1].log_p(_TRUST) <= gate
    return trials, tried


def _log_chance(expected: Expected, code: int, scale: float, mean: float, spread: float, observed: int) -> float:
    """Give the natural logarithm of the chance of so few or fewer.

    Negative binomials around the rates of the nearest texts, each rate drawn halfway to their mean.
    """
    total = 0.0
    for share, count in zip(expected.shares, expected.alike(code), strict=True):
        total += share * at_most(observed, math.sqrt(count * scale * mean) + _REST, spread)
    return math.log(max(total, 1e-300))


def at_most(observed: int, mean: float, spread: float) -> float:
    """Give the chance of ``observed`` or fewer under a negative binomial of this mean and squared variation.

    >>> round(at_most(0, 10, 0.01), 6), round(at_most(0, 10, 1.0), 3)
    (7.3e-05, 0.091)
    """
    size = 1 / spread
    term = math.exp(-size * math.log1p(mean * spread))
    total, share = term, mean / (mean + size)
    for k in range(observed):
        term *= share * (size + k) / (k + 1)
        total += term
    return total


def _named(trials: list[_Trial], tried: int, tries: int) -> list[tuple[_Trial, float]]:
    """Name the lost ones, with corrected p-values: none unless the surest passes the gate (Bonferroni)."""
    if not trials or min(trial.log_p(_TRUST) for trial in trials) > math.log(SURE / (tried * tries)):
        return []
    ranked = sorted((trial.log_p(_TRUST_LATER), trial.character, trial) for trial in trials)
    last = max((i for i, (log_p, _, _) in enumerate(ranked, 1) if math.exp(log_p) <= WRONG * i / tried), default=0)
    named, least = [], 1.0
    for i, (log_p, _, trial) in reversed(list(enumerate(ranked[:last], 1))):
        chance = math.exp(log_p) * tried * tries
        least = min(least, chance / i)
        if trial.evidence > _NOISE or chance <= _AGAINST:
            named.append((trial, least))
    return named[::-1]


def _reach(
    whole: _Patient, expected: Expected, found: list[tuple[_Trial, float]]
) -> tuple[int, int, list[tuple[_Trial, float]]]:
    """Find from where to where the damage reaches: a part, where two or more characters stop and start together."""
    tried, names = _tried(whole, expected), {trial.code for trial, _ in found}
    tried = tried.only(~numpy.isin(tried.characters, list(names)))
    part = region(gaps(whole.codes, tried, SHORTEST))
    if part is None:
        return 0, len(whole.text), found
    start, end, seeds = part
    inner = whole.part(start, end)
    likely = inner.expected(lost=names)
    if likely.likeness < STRANGE:
        return 0, len(whole.text), found
    inside, _ = _lost(inner, likely, tries=len(tried.characters))
    sure = [trial for trial, p in inside if trial.code in seeds and p <= SURE]
    return (start, end, inside) if len(sure) > 1 else (0, len(whole.text), found)
