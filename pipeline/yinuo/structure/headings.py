"""Find headings in running text: for each line of a speech its mark, its level and whether it is a heading."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from yinuo.rules import compile_re
from yinuo.structure.bylines import is_organisation
from yinuo.structure.datelines import is_date_line
from yinuo.structure.dates import years
from yinuo.structure.duties import is_duty_line, without_duty
from yinuo.structure.enumerators import Mark, find_mark
from yinuo.structure.lines import RawLine
from yinuo.structure.phrases import phrases
from yinuo.structure.section_kinds import PLAN, heading_cues
from yinuo.values.numerals import small_number

HEADING_LENGTH = 60
TOPIC_LENGTH = 40
# The name of the mark 第三条: what it opens is a rule of its own.
ARTICLE = "article"
_FEWEST_ARTICLES = 3
# 一、新建食堂12个 above 二、改造教室30间: so many such lines are a list, and none heads anything.
_FEWEST_ITEMS = 3
_SIGNERS = 4
# How a paragraph tells what a document orders: 《意见》明确，….
_RETOLD = compile_re(r"《[^》]{2,30}》(?:还|同时)?(?:明确|要求|提出|强调|指出|规定)，")
_LEAD_LENGTH = 30
# Marks that number parts: 一、, and 1、 where nothing of a lower level than this stands before it.
_NUMBERED, _ARABIC, _PARTS = "numbered", "arabic", 3
_TENTH = 10  # what follows 9、 may be 十、
_INNER_STOP = compile_re(r"[。；！？]")
_END_STOP = compile_re(r"[。；！？：，、]$")
_OPEN_END = compile_re(r"[；：，、？！]$")
# A first sentence that talks on is no topic: it names a time, a person, or begins a thought.
_TALKS = compile_re(phrases("talks"))
# 今后五年奋斗目标, 过去一年工作回顾: a period names a part of the text as a year does.
_PERIOD = compile_re(r"(?:过去|今后|未来|上一|本届|下一)[一二三四五两0-9]?(?:年|届|阶段)")
_NUMBERS = compile_re(r"[0-9]")
# A number that counts or measures, and is no year, day or term in a name: 15分钟生活圈.
_COUNTS = compile_re(r"[0-9][0-9.]*[万亿千百]?(?![0-9.年月日号时]|分钟|[、+])[^，。”）〕0-9]")
# 目标：新增公厕10座。 says what is to be reached.
_LABELLED = compile_re(r"[\u4e00-\u9fff]{2,8}：[^：]{2,50}[0-9][^：]{0,20}。$")
_WORDY = compile_re(r"[\u4e00-\u9fffA-Za-z]")


@dataclass(frozen=True, slots=True)
class Shape:
    """Tell how a line is built.

    ``level`` is its mark's (0 without a mark); ``heading`` says that the line is a heading and nothing else;
    ``marker`` and ``topic`` are lengths: of the mark, and up to the end of an inline topic sentence, its 。 left out
    (``topic == marker`` where there is none).
    """

    level: int
    heading: bool
    marker: int
    topic: int
    name: str | None = None

    @property
    def has_topic(self) -> bool:
        """Tell whether the line opens with a topic sentence that the rest of it spells out."""
        return self.topic > self.marker


# A line that says who answers for what stands above it heads nothing.
_SILENT = Shape(0, heading=False, marker=0, topic=0)


def shapes(lines: Sequence[RawLine]) -> list[Shape]:
    r"""Return the shape of each line of a speech's body.

    >>> from yinuo.structure.lines import split
    >>> body = split("一、总体要求\n坚持稳中求进，促进发展。\n（一）扩大就业。开发公益性岗位，帮扶困难人员。")
    >>> [(s.level, s.heading, s.topic - s.marker) for s in shapes(body)]
    [(1, True, 0), (0, False, 0), (2, False, 4)]
    """
    silent = {i for i, line in enumerate(lines) if is_duty_line(line.text)}
    spoken = iter(_shapes([_spoken(line) for i, line in enumerate(lines) if i not in silent]))
    return [_SILENT if i in silent else next(spoken) for i in range(len(lines))]


def _spoken(line: RawLine) -> RawLine:
    """Cut from a line the bracket at its end that says who answers for it: that spells nothing out."""
    text = without_duty(line.text)
    return line if text is line.text else replace(line, text=text)


def _shapes(lines: Sequence[RawLine]) -> list[Shape]:
    marks = _outermost(lines, [find_mark(line.text) for line in lines])
    found: list[Shape] = []
    items = _bare_items(lines, marks)
    for i, line in enumerate(lines):
        mark = marks[i]
        length = mark.length if mark else 0
        row = line.tab > length  # a tab behind the mark alone is the mark's own
        heading = not row and (_marked(lines, marks, found, i, items) if mark else _unmarked(lines, marks, i))
        own = heading or (mark is not None and mark.name == ARTICLE)  # an article's first sentence heads nothing
        topic = length if own else length + _topic(line.text, length)
        found.append(Shape(mark.level if mark else 0, heading, length, topic, mark.name if mark else None))
    return found


def _outermost(lines: Sequence[RawLine], marks: list[Mark | None]) -> list[Mark | None]:
    """Put 1、 on the first level where it numbers the parts of a text: 1、2030年工作回顾, above any （一）."""
    first = next((i for i, mark in enumerate(marks) if mark and (mark.level < _PARTS or mark.name == _ARABIC)), -1)
    mark = marks[first] if first >= 0 else None
    numbered = [small_number(lines[i].text[: m.length]) for i, m in enumerate(marks) if m and m.name == _NUMBERED]
    if mark is None or mark.name != _ARABIC or min(numbered, default=_TENTH) != _TENTH:
        return marks
    text = lines[first].text[mark.length :]
    period = years(text) or _PERIOD.search(text) or PLAN.search(text)
    if len(text) > TOPIC_LENGTH or not period or not heading_cues(text, 1):
        return marks
    return [replace(m, level=1) if m and m.name == _ARABIC else m for m in marks]


def _marked(
    lines: Sequence[RawLine], marks: Sequence[Mark | None], before: Sequence[Shape], i: int, items: Container[int]
) -> bool:
    """Tell whether a marked line is a heading: one short sentence that something below it spells out."""
    mark, text = marks[i], lines[i].text
    assert mark is not None
    rest = text[mark.length :]
    if mark.name == "lone_number":
        return True
    if not rest or len(rest) > HEADING_LENGTH or _is_signed(lines, i + 1):
        return False
    if not mark.heading:
        return _bare_item(rest, lines, marks, i)
    if _INNER_STOP.search(rest[:-1]) or _OPEN_END.search(rest) or _LABELLED.match(rest):
        return False
    if mark.level == 1 and not rest.endswith("。") and len(rest) <= TOPIC_LENGTH:
        return i not in items
    if i + 1 == len(lines) or (mark.level > 1 and rest.endswith("。") and _COUNTS.search(rest)):
        return False  # 5.新建公园3个。 is a task, whatever stands below
    following = marks[i + 1]
    if following is not None and (following.level < mark.level or following.name == mark.name):
        return False
    return not _closes_list(marks, before, i)


def _is_signed(lines: Sequence[RawLine], i: int) -> bool:
    """Tell whether a line is who signs, above the date that ends a text: what stands above heads nothing."""
    last = len(lines) - 1
    signs = last - _SIGNERS <= i < last and is_date_line(lines[last].text)
    return signs and all(is_organisation(line.text) for line in lines[i:last])


def _bare_item(rest: str, lines: Sequence[RawLine], marks: Sequence[Mark | None], i: int) -> bool:
    """Tell whether an item is a line of its own above the paragraph that spells it out: 一是大力推进新型工业化."""
    rest, stopped = rest.removesuffix("。"), rest.endswith("。")
    mark = marks[i]
    if stopped and (len(rest) > TOPIC_LENGTH or "，并" in rest or (mark is not None and mark.name == ARTICLE)):
        return False
    if _INNER_STOP.search(rest) or _END_STOP.search(rest) or i + 1 == len(lines):
        return False
    return marks[i + 1] is None and len(lines[i + 1].text) >= HEADING_LENGTH


def _bare_items(lines: Sequence[RawLine], marks: Sequence[Mark | None]) -> set[int]:
    """Find the first-level lines of runs of three or more of one mark that name no part, with no text between."""
    found: set[int] = set()
    names = [mark.name if mark and mark.level == 1 else None for mark in marks]
    for name, run in groupby(range(len(lines)), key=names.__getitem__):
        places = list(run)
        if name is None or len(places) < _FEWEST_ITEMS or any(heading_cues(lines[i].text, 1) for i in places):
            continue  # 总体要求 names a part, listed or not
        below = places[-1] + 1
        spelled_out = below < len(lines) and (marks[below] is not None or len(lines[below].text) >= HEADING_LENGTH)
        found.update(places[:-1] if spelled_out else places)
    return found


def _closes_list(marks: Sequence[Mark | None], before: Sequence[Shape], i: int) -> bool:
    """Tell whether the line right above is an item of the same list that is spelled out nowhere."""
    mark, above = marks[i], marks[i - 1] if i else None
    if mark is None or above is None or above.name != mark.name:
        return False
    return not before[i - 1].heading and not before[i - 1].has_topic


def _unmarked(lines: Sequence[RawLine], marks: Sequence[Mark | None], i: int) -> bool:
    """Tell whether a line without a mark is a heading: short, alone above longer text or above item marks."""
    text = lines[i].text
    if len(text) > TOPIC_LENGTH or len(text) < 2 or not _WORDY.search(text):
        return False
    if i + 1 == len(lines):
        return False
    following = lines[i + 1].text
    if text.endswith("。"):
        alone = not _INNER_STOP.search(text[:-1]) and not talks_on(text) and not _NUMBERS.search(text)
        return alone and len(text) <= HEADING_LENGTH // 2 and marks[i + 1] is None and len(following) >= HEADING_LENGTH
    if _END_STOP.search(text) or _INNER_STOP.search(text) or ("，" in text and talks_on(text)):
        return False
    if (years(text) or _PERIOD.search(text)) and heading_cues(text, 1):
        return True  # 2031年工作建议, however short the line below it
    return marks[i + 1] is not None or len(following) >= max(_LEAD_LENGTH, len(text)) or _before_subheading(lines, i)


def _before_subheading(lines: Sequence[RawLine], i: int) -> bool:
    """Tell whether a heading stands right above a shorter heading that has text below it."""
    if i + 2 >= len(lines) or _END_STOP.search(lines[i + 1].text):
        return False
    return len(lines[i + 2].text) >= HEADING_LENGTH and len(lines[i + 1].text) <= _LEAD_LENGTH


def are_articles(lines: Sequence[RawLine]) -> bool:
    r"""Tell whether a text without a telling title is one of rules: three of its lines or more open with 第三条.

    >>> from yinuo.structure.lines import split
    >>> are_articles(split("第二条 市民政局负责指导。\n第三条 各区应当配合。\n第四条 本办法自公布之日起施行。"))
    True
    """
    marks = (find_mark(line.text) for line in lines)
    return sum(mark is not None and mark.name == ARTICLE for mark in marks) >= _FEWEST_ARTICLES


def retells(lines: Sequence[RawLine]) -> bool:
    r"""Tell whether a text retells what a document orders: two paragraphs or more open with 《意见》要求，….

    >>> from yinuo.structure.lines import split
    >>> retells(split("近日，有关部门印发了《意见》。\n《意见》明确，要健全制度。\n《意见》要求，各地要抓好落实。"))
    True
    """
    return sum(_RETOLD.match(line.text) is not None for line in lines) > 1


def talks_on(sentence: str) -> bool:
    """Tell whether a sentence names a time or a person first, or goes on with a thought, and so is no heading.

    >>> talks_on("同时存在不足"), talks_on("统筹发展和安全")
    (True, False)
    """
    return _TALKS.match(sentence) is not None


def _topic(text: str, start: int) -> int:
    """Return the length of the topic sentence after the mark if it is short and more follows; otherwise 0."""
    stop = text.find("。", start, start + TOPIC_LENGTH + 1)
    if stop <= start or stop + 1 >= len(text):
        return 0
    sentence = text[start:stop]
    if _INNER_STOP.search(sentence) or "：" in sentence:
        return 0
    if start:
        return stop - start
    plain = stop <= _LEAD_LENGTH and not talks_on(sentence) and not _NUMBERS.search(sentence)
    return stop if plain and sentence.count("，") <= 1 and len(text) - stop >= _LEAD_LENGTH // 2 else 0
