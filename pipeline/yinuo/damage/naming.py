"""Name what a damaged text has lost by its gaps: what counts cannot tell, and nothing that it only does without."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from yinuo.damage.background import DIGITS, background
from yinuo.damage.diagnosis import SURE, absent, missing
from yinuo.damage.findings import Diagnosis, Lost, Repaired
from yinuo.damage.repair import repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yinuo.damage.findings import Repair


def examine(text: str, folded: str) -> tuple[tuple[Lost, ...], str, Repaired | None]:
    """Return what a text has lost; a note where it could not be tried; its repair, if made on the way.

    ``folded`` is ``fold(text)``.
    """
    lost, note = missing(folded, background())
    if not lost:
        return (), note, None
    repaired = repair(text, Diagnosis(len(text), lost))
    kept = named(folded, lost, repaired.repairs)
    return kept, note, repaired if kept == lost else None


def named(folded: str, lost: Sequence[Lost], repairs: Sequence[Repair]) -> tuple[Lost, ...]:
    """Return what a damaged text has lost, weighed by its gaps: some of ``lost`` and all digits, and rarer ones.

    ``repairs`` are those made by ``lost``; what it explains is no evidence for others.
    """
    if not lost:
        return ()
    start, end = lost[0].start, lost[0].end  # all of them reach as far
    text = folded[start:end]
    away = absent(text, background(), lost)
    given = [item.character for item in lost if item.character in away]
    sure = _sure(text, given, given)
    kept = tuple(item for item in lost if item.character in DIGITS or item.character in sure)
    mended = _mended(text, start, repairs, set(given) - sure.keys())
    found = _sure(mended, [c for c in away if c not in given], list(sure))
    rarer = (Lost(c, *away[c], min(1.0, chance * len(away)), start, end) for c, chance in found.items())
    return (*kept, *sorted(rarer, key=lambda item: (item.p_value, item.character)))


def _sure(text: str, wanted: Sequence[str], lost: Sequence[str]) -> dict[str, float]:
    """Choose those that the gaps make sure, each with a bound on the chance that a sound text looks so."""
    from yinuo.damage.ngrams.evidence import evidence
    from yinuo.damage.ngrams.model import load

    weights = evidence(load(), text, wanted, lost)
    return {c: math.exp(-weight) for c, weight in weights.items() if weight >= -math.log(SURE)}


def _mended(text: str, start: int, repairs: Sequence[Repair], wrong: set[str]) -> str:
    """Apply the repairs of a part of a text that starts at ``start``, those of wrong characters left out."""
    inside = (r for r in repairs if start <= r.at <= start + len(text) and not wrong & set(r.insert))
    return Repaired.of(text, tuple(replace(r, at=r.at - start) for r in inside)).text
