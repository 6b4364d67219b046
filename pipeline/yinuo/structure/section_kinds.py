"""Tell what a stretch of a speech is (review, targets, tasks …) by the words of folded headings and paragraphs."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from yinuo.records import SectionKind
from yinuo.rules import Anchored, Row, compile_re, load_table, table_row
from yinuo.structure.dates import years
from yinuo.structure.phrases import phrases
from yinuo.values.policy_calendar import plans

# Kinds of sections that plan.
AHEAD: frozenset[SectionKind] = frozenset(("tasks", "targets", "safeguards"))
# Kinds of sections that no words told.
UNTOLD: frozenset[SectionKind] = frozenset(("unknown", "front"))
_WINDOW = 90
_EARLY = 60
# Of several kinds named in one heading the first of these counts.
_ORDER: tuple[SectionKind, ...] = (
    "review", "front", "closing", "tasks", "targets", "guiding", "safeguards", "situation"
)  # fmt: skip
PLAN = compile_re(r"“?(?P<plan>(?:十?[一二三四五六七八九]|十)五)”")
_SALUTED = compile_re(rf"^{phrases('hearers')}[，！：] ?")
_MEETING_SAYS = compile_re(phrases("meeting_says"))
_LEADING_YEAR = compile_re(r"^(?P<year>(?:19|20)[0-9]{2})年(?:以来|底|初|[0-9]|，?我们(?:要|将))?")
_DATED = compile_re(r"^(?P<y>(?:19|20)[0-9]{2})年(?:(?P<m>[0-9]{1,2})月(?:(?P<d>[0-9]{1,2})日)?|[底末][之以]?前)")
_NOW = compile_re(phrases("now"))
_BACK = compile_re(phrases("back"))
_AHEAD = compile_re(rf"^{phrases('ahead')}")
_PLANNED = compile_re(phrases("planned"))
_LISTING = compile_re(phrases("listing"))
_FRONT = compile_re(phrases("front"))
_ORDERS_SO = compile_re(phrases("orders_so"))
_ADDRESSED = compile_re(r"^(?:各|有关|相关)[^，。]{1,24}(?:要|应|须|负责)")


@table_row
class SectionKindCue(Row):
    """Hold a row of words that tell a section's kind.

    They stand in headings down to level ``deepest``, or at the opening of a paragraph.
    """

    kind: SectionKind
    pattern: str
    scope: str
    deepest: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Hold a kind and the words that say so, with their offsets in the string searched."""

    kind: SectionKind
    text: str
    start: int
    end: int


@functools.cache
def _cues(scope: str) -> Anchored[SectionKindCue]:
    rows = load_table("structure/section_kinds", SectionKindCue)
    return Anchored((row, row.pattern) for row in rows if row.scope == scope)


def heading_cues(heading: str, level: int) -> list[Cue]:
    """Return all kinds that a heading's words tell, the weightiest first.

    >>> [cue.kind for cue in heading_cues("2031年工作总体要求和主要目标", 1)]
    ['targets', 'guiding']
    """
    found: dict[SectionKind, Cue] = {}
    heading = heading[:_WINDOW]
    for row, match in _cues("heading").matches(heading):
        if level <= row.deepest and row.kind not in found:
            found[row.kind] = Cue(row.kind, match[0], match.start(), match.end())
    return sorted(found.values(), key=lambda cue: _ORDER.index(cue.kind))


def heading_cue(heading: str, level: int, year: int | None) -> Cue | None:
    """Return the kind of a heading, by its words and by its year against the year of the speech.

    >>> heading_cue("2030年主要工作", 1, 2031).kind, heading_cue("2031年主要工作", 1, 2031).kind
    ('review', 'tasks')
    """
    cues = heading_cues(heading, level)
    named = years(heading) if level <= 2 else []
    if year and named and max(named) < year and (not cues or cues[0].kind == "tasks"):
        return Cue("review", str(max(named)), 0, min(5, len(heading)))
    if cues:
        return cues[0]
    if year and named and max(named) >= year and "工作" in heading:
        return Cue("tasks", "工作", heading.index("工作"), heading.index("工作") + 2)
    return None


def saluted(paragraph: str) -> int:
    """Return where the words end with which a paragraph greets the hearers; 0 if it greets nobody.

    >>> saluted("各位代表，今年要新建学校。"), saluted("今年要新建学校。")
    (5, 0)
    """
    match = _SALUTED.match(paragraph[:_WINDOW])
    return match.end() if match else 0


def opening_cue(paragraph: str, year: int | None, date: str | None = None) -> Cue | None:
    """Return the kind that a paragraph's first words tell; ``date`` (ISO) is the day of the speech.

    >>> opening_cue("各位代表，在看到成绩的同时，我们也清醒地认识到存在不少困难。", None).kind
    'situation'
    >>> opening_cue("2030年，全县新建学校3所。", 2031).kind
    'review'
    >>> opening_cue("2030年12月底前新建公厕15座。", 2031, "2030-11-26") is None
    True
    """
    shift = saluted(paragraph)
    says = _MEETING_SAYS.match(paragraph, shift)
    shift = says.end() if says else shift
    head = paragraph[shift : shift + _WINDOW]
    leading = _LEADING_YEAR.match(head)
    past = bool(leading and year and int(leading["year"]) < year and not _to_come(head, date))
    for row, match in _cues("opening").matches(head):
        if match.start() < _EARLY and not (past and match.start() == 0):
            return Cue(row.kind, match[0], match.start() + shift, match.end() + shift)
    if leading and past:
        return Cue("review", leading[0], shift, shift + leading.end())
    period = PLAN.match(head) if year else None
    plan = plans().get(period["plan"]) if period else None
    if period and plan and year and plan.last < year:  # “十五五”时期，建成…, said in 2031
        return Cue("review", period[0], shift, shift + period.end())
    return None


def _to_come(head: str, date: str | None) -> bool:
    """Whether words open with a day or month that still lies ahead: 2030年12月底前, said in November of 2030."""
    dated = _DATED.match(head)
    if not dated or not date:
        return False
    return f"{dated['y']}-{int(dated['m'] or 12):02}-{int(dated['d'] or 31):02}" >= date


def orders_so(paragraph: str) -> bool:
    """Tell whether a paragraph tells what a meeting or a leader ordered, problems named on the way or not.

    >>> orders_so("会议强调，工作中还存在一些问题，要抓好整改。"), orders_so("会议认为，形势严峻。")
    (True, False)
    """
    return _ORDERS_SO.match(paragraph) is not None


def speaks_of_now(paragraph: str, year: int | None) -> bool:
    """Tell whether a paragraph's first words name this year or what follows it.

    >>> speaks_of_now("根据部署，今年工作的总体要求是", None), speaks_of_now("就业超过预期目标。", 2031)
    (True, False)
    """
    head = paragraph[:_WINDOW]
    return _NOW.search(head) is not None or bool(year and any(y >= year for y in years(head)))


def looks_ahead(text: str, year: int | None) -> bool:
    """Tell whether a heading or paragraph turns to what is to come: 今年…, 今后五年…, a plan period not yet begun.

    >>> looks_ahead("今后五年，要…", None), looks_ahead("“十五五”时期", 2026), looks_ahead("“十四五”时期", 2026)
    (True, True, False)
    """
    head = text[:30]
    if _AHEAD.match(head):
        return True
    match = PLAN.match(head)
    plan = plans().get(match["plan"]) if match else None
    named = years(head[:12])
    return bool(year and ((plan and plan.first >= year) or (named and named[0] >= year)))


def looks_back(heading: str, year: int | None) -> bool:
    """Tell whether a heading says beyond doubt that it reviews: 回顾, 总结, 过去, or a year before the speech's.

    >>> looks_back("过去五年的工作", None), looks_back("努力在乡村振兴上取得更大成效", 2031)
    (True, False)
    """
    named = years(heading)
    return _BACK.search(heading) is not None or bool(year and named and max(named) < year)


def names_plans(heading: str) -> bool:
    """Tell whether a heading within a review speaks of plans: 今年…, …打算, …的建议.

    >>> names_plans("下一阶段工作打算"), names_plans("办好民生实事")
    (True, False)
    """
    return _PLANNED.search(heading) is not None


def only_lists(title: str) -> bool:
    """Tell whether the title of an attachment says that it lists something and orders nothing.

    >>> only_lists("领导小组组成人员名单"), only_lists("重点任务分工")
    (True, False)
    """
    return _LISTING.search(title) is not None


def opens_document(paragraph: str) -> bool:
    """Tell whether a first paragraph says who speaks, or why the document is there.

    >>> opens_document("现将有关事项通知如下："), opens_document("新建学校5所。")
    (True, False)
    """
    return _FRONT.search(paragraph[:200]) is not None


def orders_addressees(paragraph: str) -> bool:
    """Tell whether a paragraph tells those who get the document what to do.

    >>> orders_addressees("各地区要抓好落实。"), orders_addressees("各地区抓得好。")
    (True, False)
    """
    return _ADDRESSED.match(paragraph) is not None
