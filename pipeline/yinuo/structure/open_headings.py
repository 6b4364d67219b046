"""Keep the headings that are open above a line, and tell the section that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yinuo.records import SectionKind
from yinuo.structure.headings import Shape
from yinuo.structure.speech import Section

TITLE_RANK = 0.0  # of an attachment's title, which stands above all headings
# Levels of 一、 and （一） in older reports that number their parts （一） and the points under them 一、.
SWAPPED = {1: 2, 2: 1}


@dataclass(frozen=True, slots=True)
class OpenHeading:
    """Hold an open heading: rank (outermost lowest), text, kind, evidence, and the kind it may turn to."""

    rank: float
    text: str
    kind: SectionKind
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    year: int | None = None
    turns_to: SectionKind | None = None


def section_below(headings: Sequence[OpenHeading]) -> Section:
    """Return the section that open headings make, outermost first: its evidence is the innermost of the same kind.

    >>> section_below([OpenHeading(1, "一、任务", "tasks", cue="任务"), OpenHeading(2, "（一）教育", "tasks")])
    Section(path=('一、任务', '（一）教育'), kind='tasks', cue='任务', cue_start=None, cue_end=None, year=None)
    """
    top = headings[-1]
    path = tuple(heading.text for heading in headings)
    year = next((heading.year for heading in reversed(headings) if heading.year), None)
    evidence = next((h for h in reversed(headings) if h.cue and h.kind == top.kind), top)
    return Section(path, top.kind, evidence.cue, evidence.cue_start, evidence.cue_end, year)


def numbered_inside_out(found: Sequence[Shape]) -> bool:
    """Tell whether parts are numbered （一） and the points under them 一、: （一） comes first, 一、 only after it."""
    names = [shape.name for shape in found if shape.heading and shape.name in ("numbered", "bracketed")]
    if names[:1] != ["bracketed"] or "numbered" not in names:
        return False
    return "bracketed" in names[names.index("numbered") :]
