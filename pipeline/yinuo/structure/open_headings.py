"""Keep the headings that are open above a line, and tell the section that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from yinuo.records import SectionKind
from yinuo.structure.headings import Shape
from yinuo.structure.section_kinds import AHEAD, Cue, heading_cue, looks_ahead, looks_back, names_plans
from yinuo.structure.speech import Section

# Marks without a numeral: none of them tells that those before it are lost.
UNNUMBERED = frozenset(("dash", "bullet", "sequence"))
TOP = 1  # the rank of 一、
UNMARKED_TOP, _UNMARKED = 0.5, 7.5  # of a heading without a mark: above all marks, or below what is open
TITLE_RANK = 0.0  # of an attachment's title, which stands above all headings
# Levels of 一、 and （一） in older reports that number their parts （一） and the points under them 一、.
SWAPPED = {1: 2, 2: 1}


@dataclass(frozen=True, slots=True)
class OpenHeading:
    """Hold an open heading: rank (outermost lowest), text, kind, evidence, the kind it may turn to.

    ``run_in``: it is the first sentence of its own paragraph, and unmarked paragraphs follow under it.
    """

    rank: float
    text: str
    kind: SectionKind
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    year: int | None = None
    turns_to: SectionKind | None = None
    run_in: bool = False


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


def planned(headings: Sequence[OpenHeading]) -> list[OpenHeading]:
    """Make tasks of the open headings that reviewed, or said nothing: the plan begins below them."""
    looks_on = ("review", "unknown")
    return [replace(e, kind="tasks", turns_to=None, year=None) if e.kind in looks_on else e for e in headings]


def numbered_inside_out(found: Sequence[Shape]) -> bool:
    """Tell whether parts are numbered （一） and the points under them 一、: （一） comes first, 一、 only after it."""
    names = [s.name for s in found if s.name == "numbered" or (s.heading and s.name == "bracketed")]
    if names[:1] != ["bracketed"] or "numbered" not in names:
        return False
    return "bracketed" in names[names.index("numbered") :]


def unmarked_level(
    heading: str, headings: Sequence[OpenHeading], year: int | None, *, below_top: bool
) -> tuple[int, float]:
    """Return level and rank of a heading without a mark: the top if its words say so, else below what is open.

    ``below_top``: another one stood at the top before.
    """
    marked = [entry for entry in headings if entry.rank >= TOP and entry.rank != _UNMARKED]
    told = heading_cue(heading, 1, year) if len(heading) <= 30 and not heading.endswith("。") else None
    if told and told.kind == "front" and not marked:
        return 1, 1  # 序言 stands beside 一、, not above it
    if told and (not marked or below_top):
        return 1, UNMARKED_TOP
    return (int(marked[-1].rank) if marked else below_top) + 1, _UNMARKED


def cue_within(
    cue: Cue | None, heading: str, headings: Sequence[OpenHeading], tops: Sequence[SectionKind], year: int | None
) -> Cue | None:
    """Return a heading's cue, unless the part above it says otherwise.

    Within a review, 办好民生实事 tells what was done; within tasks, 取得新进展 what is to be reached.
    """
    above = headings[-1] if headings else None
    if cue and cue.kind == "review" and not above and tops[-1:] in (["tasks"], ["targets"]):
        return cue if looks_back(heading, year) else None
    if cue is None or above is None or above.rank < TOP / 2 or above.turns_to:
        return cue
    if above.kind in AHEAD:
        return None if cue.kind == "review" and not looks_back(heading, year) else cue
    if above.kind != "review":
        return cue
    ahead = names_plans(heading) or looks_ahead(heading, year)
    return None if cue.kind in AHEAD and not ahead else cue


def leave_run_in(headings: list[OpenHeading], level: float | None) -> None:
    """Close （一）提振消费。 at the head of a paragraph at the next mark of its ``level``, or one above it."""
    while level and headings and headings[-1].run_in and headings[-1].rank >= level:
        headings.pop()


def keeps_run_in(own: Shape, below: Shape) -> bool:
    """Tell whether （一）提振消费。 at the head of a paragraph heads the next one too: unmarked, with its own topic."""
    return own.name == "bracketed" and own.has_topic and not below.level and below.has_topic
