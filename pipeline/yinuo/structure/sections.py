"""Give each body line of a speech its section: the path of headings above it, its kind and its level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from yinuo.records import SectionKind
from yinuo.rules import compile_re
from yinuo.structure.asides import Asides
from yinuo.structure.dates import years
from yinuo.structure.front_matter import is_salutation
from yinuo.structure.headings import ARTICLE, Shape, shapes
from yinuo.structure.lines import RawLine
from yinuo.structure.open_headings import (
    SWAPPED,
    TITLE_RANK,
    TOP,
    UNMARKED_TOP,
    UNNUMBERED,
    OpenHeading,
    cue_within,
    keeps_run_in,
    leave_run_in,
    numbered_inside_out,
    planned,
    section_below,
    unmarked_level,
)
from yinuo.structure.preface import PLANS, Preface, attachment_kind
from yinuo.structure.reviewed_parts import last_plan, looks_back_below, reviewed_parts
from yinuo.structure.section_kinds import (
    AHEAD,
    Cue,
    heading_cue,
    heading_cues,
    looks_ahead,
    opening_cue,
    orders_so,
    speaks_of_now,
)
from yinuo.structure.speech import Line, LineKind, Section
from yinuo.structure.table_lines import row_lines
from yinuo.structure.told_by_sentences import look_back, look_forward, plan_by_acts
from yinuo.structure.transitions import announces, close, cut_at, ends_in_trouble, is_local, states_aims

_BEFORE_TASKS = frozenset({"guiding", "situation", "targets", "unknown"})
_FIRST_MARK = compile_re("[（(]?[一1](?:[）)、.．]|是)")  # of a first item: a form, with numerals in it, so no table
_DEEP = 4


class _Builder:
    """Walk over the body lines of one speech and keep the open headings."""

    def __init__(
        self, source: str, lines: Sequence[RawLine], genre: str | None, year: int | None, date: str | None, both: bool
    ) -> None:
        self.source, self.lines, self.genre, self.date = source, lines, genre, date
        self.year = year + 1 if year and genre == "account" else year  # an account's own year is over
        self.shapes = shapes(lines)
        self.open: list[OpenHeading] = []
        self.result, self.texts = list[Line](), list[str]()
        self.swapped = numbered_inside_out(self.shapes)
        self.default: SectionKind = "tasks" if genre in PLANS else "review" if genre == "account" else "unknown"
        self.follows: SectionKind = "review" if genre == "account" else "tasks"
        self.preface = Preface(genre, headed=any(shape.heading for shape in self.shapes))
        self.asides = Asides(lines, self.shapes)
        self.reviewed = reviewed_parts(lines, self.shapes, self.year, both=both)
        self.plan_at = last_plan(lines, self.shapes, self.year)
        self.tops: list[SectionKind] = []
        self.unmarked_top = self.troubled = self.lists_targets = False

    def build(self) -> list[Line]:
        for i, line in enumerate(self.lines):
            if line.row:
                self.asides.end()
                self.result += (rows := list(row_lines(line, line.row, self._section(), self.source)))
                self.texts += [""] * len(rows)
            elif (kind := self.asides.kind(i, self.texts[-1] if self.texts else "")) is not None:
                self._add(line, self._attachment(line) if kind == "title" else kind, self._section())
            else:
                if self._resumes(i):
                    self._plan()
                (self._heading if self.shapes[i].heading else self._body)(i)
        if self.genre not in PLANS:
            look_back(self.result, self.texts, self.year)
        if self.genre == "report":
            look_forward(self.result, self.texts)
        if self.genre != "account":
            plan_by_acts(self.result, self.texts)
        close(self.result, self.texts)
        return self.result

    def _attachment(self, line: RawLine) -> LineKind:
        text = self._text(line.start, line.end)
        last = self.open[-1] if self.open and self.open[-1].rank == TITLE_RANK else None
        fresh = bool(self.result) and self.result[-1].kind == "title" and last is not None
        title = last.text + text if fresh and last else text
        self.default = self.follows = kind = attachment_kind(title, self.year)
        self.open, self.tops = [OpenHeading(TITLE_RANK, title, kind)], []
        return "title"

    def _text(self, start: int, end: int) -> str:
        return re.sub(r"\s+", " ", self.source[start:end]).strip()

    def _heading(self, i: int) -> None:
        line, shape = self.lines[i], self.shapes[i]
        start, heading = line.start + shape.marker, line.text[shape.marker :]
        level, rank = self._level(heading, shape)
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()
        cue = self.reviewed.get(i) or self._told(heading, level)
        entry = self._open(rank, self._text(line.start, line.end), heading, level, cue, start, i)
        self.open.append(entry)
        plans = cue is not None and level == 1 and cue.kind in AHEAD
        ahead = cue is None and entry.kind == "review" and shape.heading and looks_ahead(heading, self.year)
        if (plans or ahead) and any(above.kind == "review" for above in self.open):
            self._plan()
        if rank <= TOP:
            self.tops.append(entry.kind)
            self.follows = "tasks" if entry.kind in AHEAD else self.follows
        self._add(line, "heading", self._section(), level=level, marker=start)

    def _told(self, heading: str, level: int) -> Cue | None:
        return cue_within(heading_cue(heading, level, self.year), heading, self.open, self.tops, self.year)

    def _level(self, heading: str, shape: Shape) -> tuple[int, float]:
        """Return level and rank: a mark's own; without a mark the top if the words say so, else below what is open."""
        if shape.level:
            return shape.level, SWAPPED.get(shape.level, shape.level) if self.swapped else shape.level
        found = unmarked_level(heading, self.open, self.year, below_top=self.unmarked_top)
        self.unmarked_top |= found[1] == UNMARKED_TOP
        return found

    def _open(
        self, rank: float, text: str, heading: str, level: int, cue: Cue | None, start: int, i: int
    ) -> OpenHeading:
        named = years(heading)
        year = named[0] if len(named) == 1 else None
        if cue:
            others = [other.kind for other in heading_cues(heading, level) if other.kind != cue.kind]
            turns = others[0] if cue.kind == "review" and others else None
            return OpenHeading(rank, text, cue.kind, cue.text, start + cue.start, start + cue.end, year, turns)
        return OpenHeading(rank, text, self._inherited(rank, i), year=year)

    def _inherited(self, rank: float, i: int) -> SectionKind:
        """Return the kind of a heading that says none: its parent's, or what stands below or before the outermost."""
        if self.open and self.open[-1].rank > TITLE_RANK:
            return self._turned(self.lines[i]) or self.open[-1].kind
        if looks_back_below(self.lines, self.shapes, i, self.year, self.date, parted=bool(self.tops)):
            return "review"
        return self.follows if self.tops else self.default

    def _turned(self, line: RawLine) -> SectionKind | None:
        """Turn a section that reviews and then plans at its first heading or paragraph that looks ahead."""
        for k, entry in enumerate(self.open):
            if entry.turns_to and looks_ahead(line.text, self.year):
                self.open[k] = replace(entry, kind=entry.turns_to, turns_to=None)
                return entry.turns_to
        return None

    def _body(self, i: int) -> None:
        line, shape = self.lines[i], self.shapes[i]
        marker, topic = line.start + shape.marker, line.start + shape.topic
        self._turned(line)
        leave_run_in(self.open, shape.level or (1 if is_salutation(line.text[: shape.topic]) else None))
        section, text = self._section(), line.text[shape.marker :]
        run_in = self._run_in(text[: shape.topic - shape.marker], shape.level)
        section = replace(section, kind=run_in) if run_in else section
        cue = self._opening(text, section.kind)
        section = self._listed(section, cue, shape, text)
        path = section.path + ((self._text(line.start, topic),) if topic > marker else ())
        if shape.name == ARTICLE and self.default == "unknown":
            self.default = "tasks"
        kind = section.kind if self.open or cue else self.preface.read(line, shape, self.default)
        whole = Section(path, kind, section.cue, section.cue_start, section.cue_end, section.year)
        self._announce(text)
        told = Section(path, cue.kind, cue.text, marker + cue.start, marker + cue.end, section.year) if cue else whole
        headed = self.genre not in (None, "speech")
        cut, behind = cut_at(text, cue, section.kind, self.year, headed=headed, amid=self._amid())
        if cut:
            first = RawLine(line.start, marker + cut, line.text[: shape.marker + cut])
            self._add(first, "body", told, level=shape.level, marker=marker, topic=min(topic, first.end))
            self._add(RawLine(first.end, line.end, text[cut:]), "body", replace(whole, kind=behind))
            return
        self._add(line, "body", told, level=shape.level, marker=marker, topic=topic)
        if not cue and i + 1 < len(self.shapes) and keeps_run_in(shape, self.shapes[i + 1]):
            self.open.append(OpenHeading(shape.level, path[-1], section.kind, run_in=True))
        elif cue and cue.kind == "review" and shape.level == TOP and not self.open and self.genre not in PLANS:
            name = self._text(line.start, line.start + shape.marker + len(text.partition("，")[0]))
            self.open.append(OpenHeading(TOP, name, "review", run_in=True))

    def _listed(self, section: Section, cue: Cue | None, shape: Shape, text: str) -> Section:
        """Read as targets the items under 主要预期目标为：, where they stand among guiding thought."""
        states = cue is not None and cue.kind == "targets" and text.endswith("：")
        self.lists_targets = states or (self.lists_targets and shape.level > 0 and cue is None)
        return replace(section, kind="targets") if self.lists_targets and section.kind == "guiding" else section

    def _run_in(self, topic: str, level: int) -> SectionKind | None:
        """Give the kind that a heading within its paragraph tells (（一）目标任务。…), under guiding thought."""
        if not topic or not self.open or self.open[-1].kind != "guiding":
            return None
        cue = self._told(topic.rstrip("。："), min(level, 2))
        return cue.kind if cue else None

    def _announce(self, text: str) -> None:
        """Make tasks of what follows 重点抓好以下工作： under guiding thought or the state of things."""
        if self.open and self.open[-1].kind in _BEFORE_TASKS and announces(text):
            self.open[-1] = replace(self.open[-1], kind="tasks", cue=None, turns_to=None)
            self.default = self.follows = "tasks"
        elif not self.open and announces(text, headed=self.preface.headed):
            self.default = self.follows = "tasks"

    def _amid(self) -> bool:
        """Tell whether this stands under a heading within a part, or a few paragraphs into a part without any."""
        above = (line.kind for line in reversed(self.result) if line.kind in ("heading", "body"))
        return self._nested() or [*islice(above, _DEEP)] == ["body"] * _DEEP

    def _nested(self) -> bool:
        return sum(entry.rank >= TOP for entry in self.open) > 1

    def _opening(self, text: str, kind: SectionKind) -> Cue | None:
        """Return the cue at a paragraph's opening; a review goes on until a paragraph speaks of this year."""
        cue = opening_cue(text, self.year, self.date)
        if cue and cue.kind == "situation" and kind == "unknown" and orders_so(text):
            return None
        states = cue is not None and states_aims(cue)
        if cue and kind == "review" and cue.kind not in ("review", "situation"):
            if not states and not speaks_of_now(text, self.year):
                return None
            self._plan()
        elif states and kind in ("unknown", "front"):
            self._plan()
        self.troubled |= bool(cue and cue.kind == "situation" and kind == "review")
        if cue and kind in AHEAD and self._amid() and is_local(cue, text, nested=self._nested()):
            return None
        return cue

    def _resumes(self, i: int) -> bool:
        """Tell whether what stands below a review's problems plans: it goes on with （三）, or a slogan heads it."""
        line, shape, text = self.lines[i], self.shapes[i], self.lines[i].text[self.shapes[i].marker :]
        reviews = bool(self.open) and self.open[-1].kind == "review" and self.genre != "account"
        if reviews and shape.heading and not shape.level and self.open[0].rank == UNMARKED_TOP:
            parts = ends_in_trouble(self.result) and self._told(text, 1) is None
            self.open = [] if parts else self.open
            return parts
        if not self.troubled or not reviews or not shape.level or shape.name in UNNUMBERED or i < self.plan_at:
            return False
        self.troubled = _FIRST_MARK.match(line.text) is None  # （一）: the problems themselves, or a part of its own
        told = opening_cue(text, self.year, self.date) or heading_cue(text[: shape.topic or None], 1, self.year)
        return self.troubled and told is None

    def _plan(self) -> None:
        """Make tasks of what follows, however its headings nest: the plan begins here."""
        self.preface.begun = True
        self.open = planned(self.open)
        self.default = self.follows = "tasks"

    def _section(self) -> Section:
        return section_below(self.open) if self.open else Section((), "front" if self.preface.lasts else self.default)

    def _add(
        self, line: RawLine, kind: LineKind, section: Section, *, level: int = 0, marker: int = 0, topic: int = 0
    ) -> None:
        marker = max(line.start, marker)
        self.texts.append(line.text)
        self.result.append(Line(line.start, line.end, kind, section, level, marker, max(marker, topic)))


def body_lines(
    source: str, lines: Sequence[RawLine], *, genre: str | None, year: int | None, date: str | None, both: bool
) -> list[Line]:
    r"""Return the Lines of a body; ``year`` it is about, ``date`` (ISO) its day, ``both``: it reviews and plans.

    >>> from yinuo.structure.lines import split
    >>> text = "一、2030年工作回顾\n新建学校3所。\n二、2031年工作安排\n新建学校5所。"
    >>> found = body_lines(text, split(text), genre="report", year=2031, date=None, both=True)
    >>> [line.section.kind for line in found]
    ['review', 'review', 'tasks', 'tasks']
    """
    return _Builder(source, lines, genre, year, date, both).build()
