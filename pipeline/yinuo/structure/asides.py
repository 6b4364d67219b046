"""Tell which lines of a body say nothing of its own: notes, greetings, signatures, the title of an attachment."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.rules import compile_re
from yinuo.structure.bylines import is_organisation, read_byline
from yinuo.structure.datelines import is_date_line, is_dateline
from yinuo.structure.front_matter import is_salutation, note_name
from yinuo.structure.genres import genre_of
from yinuo.structure.headings import Shape
from yinuo.structure.lines import RawLine
from yinuo.structure.phrases import phrases
from yinuo.structure.speech import LineKind
from yinuo.structure.transitions import calls

_TITLE = compile_re(r"[^|].{0,38}[^。；：，、]|[^|。；：，、]")
_NAMED = compile_re(r"《([^《》]{4,80})》")
# How a glossary explains a word: 1.“两江”工程：…, 三区三线：即…. A form, no table.
_EXPLAINED = compile_re(
    r"(?:[0-9]{1,3}[.．、] ?)?(?:[^，。；：“]{0,12}“[^”]{1,24}”[^，。；：]{0,12}：|[^，。；：]{2,24}：(?:是指|[即指“]))"
)
# The title of a list of tasks, with which a glossary above it ends: 2031年十件民生实事.
_TASK_LIST = compile_re(rf"20[0-9]{{2}}年[^，。；：]{{0,20}}{phrases('task_list')}$")


def titles_tasks(line: str) -> bool:
    """Tell whether a line is the title of a list of tasks.

    >>> titles_tasks("2031年市政府十件实事"), titles_tasks("为民办实事项目")
    (True, False)
    """
    return _TASK_LIST.match(line) is not None


class Asides:
    """Walk along the lines of a body; ``glossary`` and ``attached`` tell what the lines before have begun.

    ``named`` holds the names of documents in 《》 above: a line that repeats one is the title of that document.
    """

    def __init__(self, lines: Sequence[RawLine], shapes: Sequence[Shape]) -> None:
        self.lines, self.shapes = lines, shapes
        self.glossary = self.attached = False
        self.named: set[str] = set()
        self.titled = -1

    def end(self) -> None:
        """Forget what has begun, at a row of a table."""
        self.attached = self.glossary = False

    def kind(self, i: int, before: str) -> LineKind | None:
        """Tell what line ``i`` is, None for one that speaks; ``before`` is the text of the line above it."""
        line, text = self.lines[i], self.lines[i].text
        name = note_name(text)
        if name == "situation":
            name = "glossary" if self._explains(i + 1) else None
        if self.glossary and titles_tasks(text):
            self.glossary = False
            return "title"
        if name == "attachment":
            self.glossary, self.attached = False, len(line.bare) <= 6
            return "note"
        closed = (name == "term" or self._explains(i)) and calls(before[-160:])
        self.glossary |= closed or name in ("glossary", "licence", "footnote")
        if self.glossary or name or not line.speaks:
            self.attached |= name == "release"
            return "note"
        if is_salutation(text):
            return "salutation"
        signed = self._signature(i)
        if signed:
            self.attached = signed == "dateline"
            return signed
        if self.attached and not self.shapes[i].marker and _TITLE.fullmatch(text):
            return "title"
        self.attached = False
        if text in self.named and not self.shapes[i].marker and genre_of(text):
            self.titled = i
            return "title"
        if self.titled == i - 1 and is_dateline(text):
            return "dateline"
        self.named.update(_NAMED.findall(text))
        return None

    def _explains(self, i: int) -> bool:
        """Tell whether line ``i`` and the next explain a word each, as below the end of a speech."""
        return i < len(self.lines) and all(_EXPLAINED.match(line.text) for line in self.lines[i : i + 2])

    def _signature(self, i: int) -> LineKind | None:
        """Tell whether a line signs: 国务院办公厅 / 2019年1月16日, or 总理 某某 above such a date."""
        text = self.lines[i].text
        if is_date_line(text):
            return "dateline"
        if i + 1 < len(self.lines) and len(text) <= 40 and is_date_line(self.lines[i + 1].text):
            return "byline" if is_organisation(text) or read_byline(text) else None
        return None
