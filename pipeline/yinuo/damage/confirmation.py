"""Confirm a diagnosis by its repair: a character that was lost left gaps, and most of them are found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from yinuo.damage.background import background
from yinuo.damage.diagnosis import missing
from yinuo.damage.findings import Diagnosis, Lost, Repair, Repaired
from yinuo.damage.repair import repair

# Of 60 characters deleted from sound reports, repair put back a third or more of the number expected; of those absent
# from sound reports by their subject (农 in a city without countryside), a fifth or less.
LEAST = 0.27
_FEW = 2
SURE = 0.25  # of the places where a character might stand, so many must be sure


def examine(text: str, folded: str) -> tuple[tuple[Lost, ...], str, Repaired | None]:
    """Return what a text has lost, confirmed by its repair; a note where it could not be tried; the repair itself.

    ``folded`` is ``fold(text)``.
    """
    lost, note = missing(folded, background())
    if not lost:
        return (), note, None
    repaired = repair(text, Diagnosis(len(text), lost))
    kept = confirmed(lost, repaired.repairs)
    if not kept:
        return (), note, None
    return kept, note, repaired if kept == lost else repair(text, Diagnosis(len(text), kept))


def confirmed(lost: Sequence[Lost], repairs: Sequence[Repair]) -> tuple[Lost, ...]:
    """Return the lost characters whose gaps the repair found.

    Only one or two alone are in doubt: no subject does without more, nor without digits, and of many that are lost
    together the repair finds fewer.

    >>> lost = (Lost("农", 90.0, 0, 0.0, 0, 9000), Lost("加", 4.0, 0, 0.0, 0, 9000))
    >>> found = [Repair(at, "加", 0.9, True) for at in range(3)] + [Repair(9, "农", 0.9, True)]
    >>> [item.character for item in confirmed(lost, found)]
    ['加']
    """
    if len(lost) > _FEW or any(item.character in "0123456789" for item in lost):
        return tuple(lost)
    proposed = Counter(c for repair in repairs for c in repair.insert)
    applied = Counter(c for repair in repairs if repair.applied for c in repair.insert)
    return tuple(
        item
        for item in lost
        if applied[item.character] >= max(LEAST * item.expected, SURE * proposed[item.character], 1)
    )
