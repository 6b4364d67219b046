"""Tell which time a stretch of a review speaks of: the year just past, or the years of a plan."""

from __future__ import annotations

from itertools import takewhile
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


def part_of_place(clause: str, before: str) -> str:
    """Tell of which part of the place a clause speaks; ``before``: of which the one before it in the sentence did.

    >>> [part_of_place(clause, "县域") for clause in ("县域地区生产总值平均增长6.9%", "财政收入增长6%", "全市粮食")]
    ['县域', '县域', '']
    """
    if shape("entire").match(clause):
        return ""
    found = shape("part").match(clause)
    return found[0] if found and any(character.isdigit() for character in clause) else before


def part_of_year(clause: str, before: bool) -> bool:
    """Tell whether a clause, or the one before it, speaks of a part of the year: 前三季度, until 全年 is said.

    >>> part_of_year("前三季度", False), part_of_year("财政收入增长6%", True), part_of_year("预计全年增长6%", True)
    (True, True, False)
    """
    whole = clause.rfind("全年")
    parts = [found.start() for found in shape("part_year").finditer(clause)]
    return max(parts) > whole if parts else before and whole < 0


class Zones:
    """Follow headings and openings through a review, and tell the horizon of each sentence."""

    def __init__(self) -> None:
        self._now: Horizon = "year"
        self._section: tuple[str, ...] = ()

    def of(self, section: tuple[str, ...], sentence: str, *, first: bool) -> Horizon:
        """Tell the horizon of a sentence under these headings; ``first`` where it opens its paragraph."""
        if section != self._section:
            known = sum(
                1 for _ in takewhile(lambda both: both[0] == both[1], zip(self._section, section, strict=False))
            )
            self._section = section
            told = [zone(heading) for heading in reversed(section)]
            mixed = [bool(shape("year_zone").search(h) and shape("plan_zone").search(h)) for h in section]
            said: Horizon = next(filter(None, told), self._now) if not any(mixed) else self._now
            lasts = self._now == "year" and known and not any(map(zone, section[known:]))
            self._now = self._now if lasts else said
        announced = zone(sentence[:_OPENING])
        if announced and (first or announced == "year" or announced == "plan"):
            self._now = announced
        return self._now
