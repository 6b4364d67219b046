"""Tell where the preface of a document ends and its body begins, and what its attachments hold."""

from __future__ import annotations

from yinuo.records import SectionKind
from yinuo.rules import compile_re
from yinuo.structure.dates import years
from yinuo.structure.genres import genre_of
from yinuo.structure.headings import Shape
from yinuo.structure.lines import RawLine
from yinuo.structure.phrases import phrases
from yinuo.structure.section_kinds import heading_cue, names_plans, only_lists, opens_document, orders_addressees

PLANS = frozenset({"plan", "opinion", "notice", "rules", "list"})
_ORDERED = compile_re(r"如下：$|印发给你们，请[^。]{2,24}。$")
_WILL = compile_re(r"将|要")
_NOTICE_SAYS = compile_re(phrases("notice_says"))
# Marks that number what a document says: 一、 （一） 1. 第一条; 一是 and a dash may stand in a preface.
_OUTER = (1, 2, 3)


def attachment_kind(title: str, year: int | None) -> SectionKind:
    """Return what an attachment holds by its title: tasks, or what was done, or nothing that is known.

    >>> attachment_kind("2031年十件实事", 2031), attachment_kind("2030年实事完成情况", 2031)
    ('tasks', 'review')
    >>> attachment_kind("2030年实事完成情况及2031年实事", 2031)
    'tasks'
    """
    cue = heading_cue(title, 1, year)
    ahead = names_plans(title) or bool(year and max(years(title), default=0) >= year)
    if cue and cue.kind == "review" and genre_of(title) not in PLANS and not ahead:
        return "review"
    return "unknown" if only_lists(title) else "tasks"


def tells_notice(paragraph: str) -> bool:
    """Tell whether a paragraph tells what the notice says that a document came with.

    >>> tells_notice("通知要求，各地区要做好培训。"), tells_notice("通知要求的事项已经办结。")
    (True, False)
    """
    return _NOTICE_SAYS.match(paragraph) is not None


class Preface:
    """Read the paragraphs above the first heading; ``headed`` tells whether the document has headings at all."""

    def __init__(self, genre: str | None, *, headed: bool) -> None:
        self.genre, self.headed = genre, headed
        self.announced = self.begun = False

    @property
    def lasts(self) -> bool:
        """Tell whether the preface is not over yet."""
        return self.headed and not self.begun

    def read(self, line: RawLine, shape: Shape, default: SectionKind) -> SectionKind:
        """Return the kind of a paragraph; ``default`` is that of the body, which begins with 第一条 or 一、."""
        self.begun |= shape.level in _OUTER
        told, self.announced = self.announced, self.announced or _ORDERED.search(line.text) is not None
        if self.genre in PLANS and (told or orders_addressees(line.text)):
            return "tasks"
        if tells_notice(line.text):
            return "unknown"  # 通知要求，各地要…: nothing but what is ordered counts
        if opens_document(line.text):
            return "front"
        if not self.lasts or self.genre == "account":
            return default
        return "tasks" if self.genre == "plan" and _WILL.search(line.text[:120]) else "front"
