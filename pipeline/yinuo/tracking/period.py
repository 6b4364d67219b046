"""Tell which time a stretch of a review speaks of: the year just past, or the years of a plan."""

from __future__ import annotations

from typing import Literal

from yinuo.tracking.tables import shape

Horizon = Literal["year", "plan"]
_OPENING = 26


def zone(opening: str) -> Horizon | None:
    """Tell which time the first words of a sentence, or a heading, announce; None where they announce none.

    >>> zone("过去的一年，全区"), zone("“十四五”时期是极不平凡的五年"), zone("粮食产量达到")
    ('year', 'plan', None)
    """
    year = shape("year_zone").search(opening)
    plan = shape("plan_zone").search(opening)
    if year and plan:
        return "year" if year.start() < plan.start() else "plan"
    return "year" if year else "plan" if plan else None


class Zones:
    """Follow headings and openings through a review, and tell the horizon of each sentence."""

    def __init__(self) -> None:
        self._now: Horizon = "year"
        self._section: tuple[str, ...] = ()

    def of(self, section: tuple[str, ...], sentence: str, *, first: bool) -> Horizon:
        """Tell the horizon of a sentence under these headings; ``first`` where it opens its paragraph."""
        if section != self._section:
            self._section = section
            told = [zone(heading) for heading in reversed(section)]
            mixed = [bool(shape("year_zone").search(h) and shape("plan_zone").search(h)) for h in section]
            self._now = next(filter(None, told), self._now) if not any(mixed) else self._now
        announced = zone(sentence[:_OPENING])
        if announced and (first or announced == "year" or announced == "plan"):
            self._now = announced
        return self._now
