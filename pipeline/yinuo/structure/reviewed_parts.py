"""Find the parts of a report that review, by the plan below them, where their own headings do not say so."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.rules import compile_re
from yinuo.structure.dates import years
from yinuo.structure.headings import Shape
from yinuo.structure.lines import RawLine
from yinuo.structure.phrases import phrases
from yinuo.structure.section_kinds import Cue, heading_cue, looks_ahead, names_plans, opening_cue

_BARE = compile_re(phrases("reviewed_part"))
# A title of both: 工作总结和…工作计划. A handful of words, so no table.
_BACK = compile_re("总结|回顾|完成情况|开展情况|工作情况")
_AHEAD = compile_re("计划|思路|打算|安排|要点|谋划")
_PEEK = 4  # how many lines below a heading are looked at
_TOP = 1  # the level of headings that part a text


def is_bare_part(heading: str) -> bool:
    """Tell whether a heading says only that it tells of work: 主要工作, 基本情况.

    >>> is_bare_part("主要工作"), is_bare_part("重点工作任务")
    (True, False)
    """
    return _BARE.fullmatch(heading) is not None


def is_both(title: str) -> bool:
    """Tell whether a title says that its text reviews and then plans.

    >>> is_both("2030年工作总结及2031年工作思路"), is_both("2031年工作思路"), is_both("2030年工作总结")
    (True, False, False)
    """
    back = _BACK.search(title)
    return back is not None and _AHEAD.search(title, back.end()) is not None


def reviewed_parts(
    lines: Sequence[RawLine], found: Sequence[Shape], year: int | None, *, both: bool = False
) -> dict[int, Cue]:
    r"""Return the lines that head what was done, with what says so: a part on problems, then on plans, comes below.

    Without problems only a heading that says no more than 主要工作 is one, unless the title says that the text does
    ``both``.

    >>> from yinuo.structure.headings import shapes
    >>> from yinuo.structure.lines import split
    >>> body = split("一、聚焦主业\n改造5处。\n二、存在的问题\n资金不足。\n三、下一步工作打算\n改造8处。")
    >>> [(i, cue.kind) for i, cue in reviewed_parts(body, shapes(body), None).items()]
    [(0, 'review')]
    """
    tops = [i for i, shape in enumerate(found) if shape.heading and shape.level == _TOP]
    texts = {i: lines[i].text[found[i].marker :] for i in tops}
    plan = next((n for n, i in enumerate(tops) if n and _plans(texts[i], year)), 0)
    before = tops[:plan]
    if not before:
        return {}
    coming = max(years(texts[tops[plan]]), default=year)
    cues = {i: heading_cue(texts[i], _TOP, coming) for i in before}
    reviews = {i: cue for i in before if (cue := cues[i]) and cue.kind == "review"}
    problems = max((i for i in before[1:] if (cue := cues[i]) and cue.kind == "situation"), default=-1)
    unsaid = (i for i in before if (cue := cues[i]) is None or cue.kind == "tasks")
    for i in unsaid:
        if not _comes(texts[i], coming) and (both or i < problems or is_bare_part(texts[i])):
            reviews[i] = Cue("review", texts[i], 0, len(texts[i]))
    return reviews


def last_plan(lines: Sequence[RawLine], found: Sequence[Shape], year: int | None) -> int:
    r"""Return the last line of the first level that heads a plan; -1 if none does.

    >>> from yinuo.structure.headings import shapes
    >>> from yinuo.structure.lines import split
    >>> body = split("一、工作回顾\n改造5处。\n二、下一步工作打算\n改造8处。")
    >>> last_plan(body, shapes(body), None)
    2
    """
    tops = (i for i, shape in enumerate(found) if shape.heading and shape.level == _TOP)
    return max((i for i in tops if _plans(lines[i].text[found[i].marker :], year)), default=-1)


def looks_back_below(
    lines: Sequence[RawLine], found: Sequence[Shape], i: int, year: int | None, date: str | None, *, parted: bool
) -> bool:
    r"""Tell whether the first paragraphs under a heading look back: half of them, or all where the text has parts.

    >>> from yinuo.structure.headings import shapes
    >>> from yinuo.structure.lines import split
    >>> body = split("一、聚焦主业\n去年，改造5处。\n去年，新建6处。")
    >>> looks_back_below(body, shapes(body), 0, 2031, None, parted=False)
    True
    """
    below = [k for k in range(i + 1, min(len(lines), i + 1 + _PEEK)) if not found[k].heading]
    cues = [opening_cue(lines[k].text[found[k].marker :], year, date) for k in below]
    needed = max(len(cues), 3) if parted else max(len(cues), 2) / 2
    return sum(cue is not None and cue.kind == "review" for cue in cues) >= needed


def _plans(heading: str, year: int | None) -> bool:
    cue = heading_cue(heading, _TOP, year)
    return (cue is None or cue.kind == "tasks") and (looks_ahead(heading, year) or names_plans(heading))


def _comes(heading: str, coming: int | None) -> bool:
    """Tell whether a heading speaks of the planned year, or of what is to come."""
    named = years(heading)
    return max(named) >= coming if named and coming else looks_ahead(heading, None) or names_plans(heading)
