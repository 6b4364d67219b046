"""Find the year that a speech is about in its body: where no title or date tells it, or where it plans the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from yinuo.records import SectionKind
from yinuo.rules import compile_re
from yinuo.structure.dates import years
from yinuo.structure.headings import HEADING_LENGTH, shapes
from yinuo.structure.lines import RawLine
from yinuo.structure.section_kinds import PLAN, heading_cues
from yinuo.values.policy_calendar import plans

_FIRST_LINES = 8
_REVIEW_LINES = 60
_YEARLY = compile_re(r"去年|过去|[一五]年来")
_REPORTED = compile_re(r"(?<![0-9到至—－-])(?P<y>(?:19|20)[0-9]{2})年(?![0-9]|前|规划|远景|目标)")
_YEAR = r"(?P<y>(?:19|20)[0-9]{2}|一九[〇○零一二三四五六七八九]{2})年"
_JUST_PAST = compile_re(rf"刚刚过去的{_YEAR}")
_PAST_YEAR = compile_re(rf"^{_YEAR}(?:，|是|的)[^。]{{0,60}}(?:的一年|第[一二三四五十]+年|之年)")


# Reports on a year that is ending, held before it ends, plan the next one.
_LATE_MONTHS = ("11", "12")
_LONG_TERM = compile_re(rf"{_YEAR}(?=远景)")
_OPENS = compile_re(r"(?P<y>(?:19|20)[0-9]{2})年(?=是|，|的|工作|全市|全县|全省|全区|[^0-9前底末起至到—-]{1,20}目标)")

_Heading: TypeAlias = tuple[int, str, set[SectionKind]]


def late(date: str | None) -> bool:
    """Tell whether a day (ISO) lies in the last two months of its year, when reports on the next begin to be held.

    >>> late("2030-12-20"), late("2031-01-12"), late(None)
    (True, False, False)
    """
    return date is not None and date[5:7] in _LATE_MONTHS


def next_year(body: Sequence[RawLine], date: str, genre: str | None) -> tuple[int, str] | None:
    r"""Give the year after the date's and where it was found, if a speech of November or December is about it.

    Its headings say so, or in a report a paragraph that opens with that year.

    >>> from yinuo.structure.lines import split
    >>> body = split("一、2030年工作回顾\n新建学校3所。\n二、2031年工作安排\n新建学校5所。")
    >>> next_year(body, "2030-12-20", "report"), next_year(body, "2030-03-20", "report")
    ((2031, 'heading'), None)
    """
    if not late(date):
        return None
    wanted = int(date[:4]) + 1
    headings = _headings(body)
    if any(wanted in years(heading) for _, heading, _ in headings) or _from_headings(headings) == wanted:
        return wanted, "heading"
    opened = genre == "report" and any(_opens(line.text) == wanted for line in body)
    return (wanted, "text") if opened else None


def _opens(paragraph: str) -> int | None:
    match = _OPENS.match(paragraph)
    return int(match["y"]) if match else None


def year_of_body(body: Sequence[RawLine]) -> tuple[int | None, str | None]:
    r"""Return the year and where it was found: ``heading``, ``text``, or ``(None, None)``.

    A heading on what is to do in a year tells that year; a review of a year, or of a plan period, the year after it.

    >>> from yinuo.structure.lines import split
    >>> year_of_body(split("一、2030年工作回顾\n新建学校3所。\n二、今年工作安排\n新建学校5所。"))
    (2031, 'heading')
    >>> year_of_body(split("222年要新建学校3所。"))
    (None, None)
    """
    headings = _headings(body)
    year = _from_headings(headings)
    if year:
        return year, "heading"
    for line in body[:_FIRST_LINES]:
        match = _JUST_PAST.search(line.text[:200]) or _PAST_YEAR.match(line.text[:120])
        named = years(match["y"] + "年") if match else []
        if named:
            return named[0] + 1, "text"
    year = _from_review(body, headings)
    return (year, "text") if year else (None, None)


def _headings(body: Sequence[RawLine]) -> list[_Heading]:
    """Return the outermost headings: their index, their words, the kinds that these tell."""
    short = [i for i, line in enumerate(body) if len(line.text) <= HEADING_LENGTH]
    found = []
    for i, shape in zip(short, shapes([body[i] for i in short]), strict=True):
        heading = body[i].text[shape.marker :]
        if shape.level <= 1:
            found.append((i, heading, {cue.kind for cue in heading_cues(heading, 1)}))
    return found


def _from_headings(headings: Sequence[_Heading]) -> int | None:
    planned: list[int] = []
    reviewed: list[int] = []
    for _, heading, kinds in headings:
        named = years(_LONG_TERM.sub("", heading))
        match = PLAN.search(heading)
        plan = plans().get(match["plan"]) if match else None
        if "review" in kinds and (named or plan):
            reviewed.append(min(named) + 1 if named else plan.last + 1 if plan else 0)
        elif kinds and named:
            planned.append(max(named))
    return planned[0] if planned else (reviewed[0] if reviewed else None)


def _from_review(body: Sequence[RawLine], headings: Sequence[_Heading]) -> int | None:
    """Return the year after the last one that a review reports on, if it names that year more than once."""
    first = next((n for n, (_, _, kinds) in enumerate(headings) if "review" in kinds), None)
    if first is None or not _YEARLY.search(headings[first][1]):
        return None
    start = headings[first][0] + 1
    ahead = (
        i for i, _, kinds in headings[first + 1 :] if kinds & {"tasks", "targets", "guiding"} and "review" not in kinds
    )
    stop = next(ahead, len(body))
    named = [y for line in body[start : min(stop, start + _REVIEW_LINES)] for y in _reported(line.text)]
    return max(named) + 1 if named and named.count(max(named)) > 1 else None


def _reported(paragraph: str) -> list[int]:
    return [int(match["y"]) for match in _REPORTED.finditer(paragraph[:1500])]
