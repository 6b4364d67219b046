"""Find the headings and paragraphs of a report that somebody pasted as one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yinuo.rules import compile_re
from yinuo.structure.genres import title_words
from yinuo.structure.phrases import phrases
from yinuo.structure.section_kinds import heading_cues
from yinuo.values.numerals import small_number

# A line of so many characters is no single paragraph, nor is a shorter one that is most of its text.
_LONGEST, _SHORTER, _MOST = 1500, 600, 0.6
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARKS = compile_re(
    rf"(?P<part>第(?P<p>{_NUMERAL})(?:部分|章))|(?P<article>第(?P<t>[一二三四五六七八九十百]{{1,5}})条)(?![、，（款])"
    rf"|(?<![第、十百千万])(?P<numbered>(?P<n>{_NUMERAL})、)(?![一二三四五六七八九十]、)"
    rf"|(?P<bracketed>（(?P<b>{_NUMERAL})）)"
    r"|(?:(?<=[。！？；：])|(?<=[。！？；：] ))(?P<arabic>(?P<a>[0-9]{1,2})(?:\.(?![0-9])|、))"
)
_STOPPED = "。！？；：”）… "
# What greets the hearers, and the words that introduce it, begin a paragraph of their own.
_GREETED = compile_re(rf"(?<=[。！？”])(?={phrases('hearers')}[，！：])")
_PERIOD = compile_re(
    r"(?:19|20)[0-9]{2}年|[今去明]年|(?:过去|今后|未来|上一|本届|下一)[一二三四五两0-9]?(?:年|届|阶段|步|个)|政府"
)
_ADDRESSED = compile_re(rf"{phrases('hearers')}：")
_HEAD = 400
_SERIES, _ANY_SERIES = 2, 3  # numbers that a series has at least, from 1 or from any other
# Characters of a heading within running text, at least and at most; and between two parts of what it names.
_SHORTEST, _HEADING, _JOINED = 5, 50, 4
# A second thing that a heading names is most often a word of two characters: 指导思想和原则.
_AND, _SECOND = ("和", "与", "及", "、"), 3
_NEXT_STOP = compile_re(r"[。！？；：]")
# How the paragraph below a heading begins: a year, and words that no heading holds.
_OPENS = compile_re(
    rf"(?:19|20)[0-9]{{2}}年(?=，|是|以来|我们|全[市省县区国])|{phrases('hearers')}[，！：]|{phrases('paragraph_opens')}"
)
_UNMARKED = compile_re(
    r"(?:^|(?<=[。！？”；：])|(?<=[。！？”；：] ))"
    rf"(?P<heading>[^，。：；！？、（） ]{{4,30}}?)(?= ?(?:{_OPENS.pattern}))"
)
# …的通知各区人民政府：, with the document's number between them.
_TITLED = compile_re(
    rf"{title_words()}(?P<number>(?!的)[^。：；，、《》]{{1,12}}[〔\[（][0-9]{{4}}[〕\]）][0-9]{{1,4}}号)?"
    r"(?P<to>各[^。：；]{2,120}：)"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Hold an item mark within a line: its kind, its number, where it begins and ends."""

    name: str
    number: int
    start: int
    end: int


def holds_paragraphs(text: str, start: int, end: int) -> bool:
    """Tell whether a line of a text is too long for one paragraph."""
    length = end - start
    return length > _LONGEST or (length > _SHORTER and length > _MOST * len(text))


def paragraphs(text: str, start: int, end: int) -> set[int]:
    r"""Return where to part a line of a folded text that holds a whole report.

    >>> line = "云溪市政府工作报告各位代表：一、2030年工作回顾2030年新建学校5所。二、2031年工作安排今年要新建学校7所。"
    >>> [line[cut : cut + 4] for cut in sorted(paragraphs(line, 0, len(line)))]
    ['各位代表', '一、20', '2030', '二、20', '今年要新']
    """
    marks = list(_series(list(_marks(text, start, end)), text))
    if all(mark.name == "arabic" for mark in marks):
        marks = []  # items of a long paragraph
    cuts = {mark.start for mark in marks}
    for n, mark in enumerate(marks):
        stop = marks[n + 1].start if n + 1 < len(marks) else end
        cuts |= _heading_end(text, mark, stop)
    for heading in _UNMARKED.finditer(text, start, end):
        if _names_part(heading["heading"]):
            cuts |= {heading.start(), heading.end("heading")}
    cuts |= {match.start() for match in _GREETED.finditer(text, start, end)}
    cuts |= _head(text, start, min(end, start + _HEAD))
    return {cut for cut in cuts if start < cut < end}


def _head(text: str, start: int, end: int) -> set[int]:
    """Find where the title ends, and the line that greets the hearers or names those who get the document."""
    greeting = _ADDRESSED.search(text, start, end)
    if greeting:
        return {greeting.start(), greeting.end()}
    titled = _TITLED.search(text, start, end)
    if not titled:
        return set()
    number = set(titled.span("number")) if titled["number"] else set()
    return {*titled.span("to"), *number}


def opens_paragraph(text: str) -> bool:
    """Tell whether words open a paragraph, and so no heading goes on with them.

    >>> opens_paragraph("今年是关键一年"), opens_paragraph("全力做好今年工作")
    (True, False)
    """
    return _OPENS.match(text) is not None


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for match in _MARKS.finditer(text, start, end):
        kinds = {"p": "part", "t": "article", "n": "numbered", "b": "bracketed", "a": "arabic"}
        group = next(group for group in kinds if match[group])
        yield _Mark(kinds[group], small_number(match[group]), match.start(), match.end())


def _names_part(heading: str) -> bool:
    """Tell whether words between two sentences are a heading without a mark: 2031年工作安排."""
    cues = heading_cues(heading, 1) if _PERIOD.search(heading) else ()
    return any(cue.end == len(heading) for cue in cues)


def _series(marks: list[_Mark], text: str) -> Iterator[_Mark]:
    """Give the marks that number on in step; those of an inner kind begin anew behind one of an outer."""
    order = ("part", "article", "numbered", "bracketed", "arabic")
    open_: dict[str, list[_Mark]] = {name: [] for name in order}
    kept: list[list[_Mark]] = []
    for mark in marks:
        series = open_[mark.name]
        free = _stands_free(text, mark)
        if free and series and mark.number == series[-1].number + 1:
            series.append(mark)
        elif (mark.number == 1 and (free or not series)) or (free and not series):
            open_[mark.name] = [mark]  # the first may stand right below a heading, or the title
            kept.append(open_[mark.name])
        else:
            continue
        for inner in order[order.index(mark.name) + 1 :]:
            open_[inner] = []
    yield from sorted(
        (m for s in kept if len(s) >= (_SERIES if s[0].number == 1 else _ANY_SERIES) for m in s), key=lambda m: m.start
    )


def _stands_free(text: str, mark: _Mark) -> bool:
    """Tell whether a sentence ends where a mark stands."""
    return mark.start == 0 or text[mark.start - 1] in _STOPPED


def _heading_end(text: str, mark: _Mark, stop: int) -> set[int]:
    """Find where the heading ends that a mark opens, if its paragraph follows on the same line."""
    last = min(mark.end + _HEADING, stop)
    sentence = _NEXT_STOP.search(text, mark.end, last)
    last = sentence.start() if sentence else last
    outer = mark.name in ("part", "numbered")
    if last == stop:
        return set()
    blank = text.find(" ", mark.end + 3, last)
    if blank > 0 and not sentence:
        return {blank + 1}
    told = _told(text[mark.end : last]) if outer else 0
    opens = _OPENS.search(text, mark.end + max(told, _SHORTEST), last)
    if opens:
        return {opens.start()}
    if told and mark.end + told < last:
        return {mark.end + told}
    whole = outer and sentence is not None and sentence[0] == "。" and text.count("，", mark.end, last) <= 1
    return {sentence.end()} if whole and sentence else set()


def _told(words: str) -> int:
    """Return where the words end that make the first clause a heading (工作总体要求和主要目标); 0 where none do."""
    end = 0
    for cue in sorted(heading_cues(words.partition("，")[0], 1), key=lambda cue: cue.start):
        if end and cue.start > end + _JOINED:
            break
        end = max(end, cue.end)
    return end + _SECOND if end and words[end : end + 1] in _AND else end
