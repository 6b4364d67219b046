"""Tell whether the headings above a clause say themselves what the clause's section was read as."""

from __future__ import annotations

import functools

from yinuo.records import SectionKind
from yinuo.structure.dates import years
from yinuo.structure.section_kinds import AHEAD, heading_cue, heading_cues


def is_told(kind: SectionKind, path: tuple[str, ...], year: int | None) -> bool:
    """Tell whether the first heading that names a kind names this one and no other.

    Tasks, targets and safeguards count as one; a guiding idea named beside another kind does not count.

    >>> is_told("review", ("2030年工作回顾", "（一）着力推进生态保护"), 2031)
    True
    >>> is_told("situation", ("2031年工作安排", "打好扶贫攻坚战"), 2031)
    False
    >>> is_told("review", ("2030年工作回顾和2031年工作安排",), 2031), is_told("tasks", ("打好扶贫攻坚战",), 2031)
    (False, False)
    """
    return _told(path, year) == {_side(kind)}


@functools.lru_cache(maxsize=256)
def _told(path: tuple[str, ...], year: int | None) -> frozenset[SectionKind]:
    for level, heading in enumerate(path, 1):
        cue = heading_cue(heading, level, year)
        if cue and cue.kind == "review" and year and max(years(heading), default=year) < year:
            return frozenset(("review",))
        found = {_side(each.kind) for each in heading_cues(heading, level)} | ({_side(cue.kind)} if cue else set())
        if found:
            return frozenset(found - {"guiding"} or found)
    return frozenset()


def _side(kind: SectionKind) -> SectionKind:
    return "tasks" if kind in AHEAD else kind
