"""Find the line breaks that a page made and no writer: in mid-sentence, at one width, at the foot of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yinuo.rules import compile_re
from yinuo.structure.enumerators import find_mark
from yinuo.structure.genres import genre_of
from yinuo.structure.page_lines import page_lines

_LINE = re.compile(r"[^\n]+")
# > as mail writes it before the lines of an answer.
_QUOTED = compile_re(r"(?:> ?)+")
_STOPS = "。！？：…"
_CLOSES = "”）》』」"
_PAUSES, _COMMA = "，、", "，"
_INNER = compile_re(r"[。；！？]")
# What cannot be parted at the head of a line: a number or word in Latin letters, with the marks that begin no line.
_UNIT = compile_re(r"(?:[A-Za-z0-9.,%:/+-]{1,30}|.)[，。、；：？！）》」』”’%…—]{0,3}")
# A line of more characters is no heading; a sentence of more is none.
_LONG, _SENTENCE = 60, 500
_FEWEST = 8
# Of lines broken at a page's width: its bounds in characters, how much a line may lack, and shares of all lines.
_NARROWEST, _WIDEST, _SLACK = 14, 110, 3
_FULL, _UNFINISHED, _OVER, _STOPPED = 0.3, 0.55, 0.05, 0.08
_MOST, _SHOWN, _INDENTED, _WHOLE = 0.5, 0.6, 0.05, 0.98
# Marks that a sentence may as well hold where a line breaks: 15 万元, 2、3号线, 一是.
_INSIDE = frozenset(("arabic", "item", "ordinal", "sequence"))


@dataclass(frozen=True, slots=True)
class _Line:
    """Hold a line: its place without white space, the width of what stands before it, whether a gap parts it off.

    ``begin`` lies before ``start`` where marks of an answer in a mail (>) stand at its head; ``paragraph`` is where the
    paragraph begins that it goes on with.
    """

    begin: int
    start: int
    end: int
    lead: int
    gap: bool
    cells: bool
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Page:
    """Hold how lines were set: the width and unit that they fill, and what shows where a paragraph begins."""

    width: int
    unit: int  # what a Chinese character counts
    indent: int  # of lines that go on; -1 where indents show nothing
    gaps: bool  # lines with nothing between them part paragraphs
    spaced: bool  # such lines stand everywhere
    whole: bool  # every line is full: one paragraph


def broken(text: str, source: str) -> list[tuple[int, int]]:
    r"""Return the stretches of a folded text that only a page put there, in order; ``source`` is it before folding.

    >>> text = "今年，我们要新建学校5所，\n改造道路12公里。\n二、保障措施"
    >>> broken(text, text)
    [(13, 14)]
    """
    lines = _lines(text, source)
    if len(lines) < 2:
        return []
    numbers = page_lines([(line.start, line.end) for line in lines], text)
    page = _page([line for i, line in enumerate(lines) if i not in numbers], text, source)
    return list(_cuts(lines, numbers, page, text, source))


def _lines(text: str, source: str) -> list[_Line]:
    quoted = _is_quoted(text)
    found: list[_Line] = []
    before = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        mark = _QUOTED.match(text, start, end) if quoted else None
        first = mark.end() if mark else start
        bare = text[first:end].strip(" ")
        if not bare:
            continue
        at = text.index(bare[0], first)
        begin = start if mark else at
        cells = "\t" in source[at : at + len(bare)] or bare.count("|") > 1
        gap = _breaks(source[before:start]) > 1
        found.append(_Line(begin, at, at + len(bare), _width(source[first:at]), gap, cells, at))
        before = end
    return found


def _breaks(gap: str) -> int:
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")


def _is_quoted(text: str) -> bool:
    return text.count("\n>") > _FEWEST and 10 * text.count("\n>") >= 9 * text.count("\n")


def _width(stretch: str) -> int:
    """Measure how wide a stretch is, in halves of a Chinese character."""
    return 2 * len(stretch) - len(stretch.encode("ascii", "ignore"))


def _finished(text: str, line: _Line) -> bool:
    last = text[line.end - 1]
    return last in _STOPS or (last in _CLOSES and text[line.end - 2] in _STOPS)


def _page(lines: Sequence[_Line], text: str, source: str) -> _Page | None:
    """Tell how the lines were set; None where they are not broken at a width."""
    if len(lines) < _FEWEST:
        return None
    stopped = sum(_INNER.search(text, line.start, line.end - 1) is not None for line in lines)
    if stopped < max(_FEWEST // 2, _STOPPED * len(lines)):
        return None  # lists of short items hold no stop within a line
    found = [
        (widths, unit, full)
        for unit in (2, 1)
        if (full := _full(widths := [_own(line, source, unit) for line in lines], unit))
    ]
    if not found:
        return None
    widths, unit, full = max(found, key=lambda one: len(one[2]))  # characters of one width, or Latin ones half as wide
    unfinished = {i for i in full if not _finished(text, lines[i])}
    if len(unfinished) < max(_FEWEST // 2, _UNFINISHED * len(full)):
        return None
    return _shown(lines, _usual(widths), unit, full, unfinished)


def _full(widths: Sequence[int], unit: int) -> set[int]:
    """Find the lines that fill the page; none where few do, or some are wider."""
    width, slack = _usual(widths), _SLACK * unit
    if not _NARROWEST * unit <= width <= _WIDEST * unit or sum(one > width + slack for one in widths) > _OVER * len(
        widths
    ):
        return set()
    full = {i for i, one in enumerate(widths) if width - slack <= one <= width + slack}
    return full if len(full) >= _FULL * len(widths) else set()


def _usual(widths: Sequence[int]) -> int:
    return sorted(widths)[len(widths) * 9 // 10]


def _own(line: _Line, source: str, unit: int) -> int:
    if unit == 1:
        return line.end - line.start + line.lead // 2
    return line.lead + _width(source[line.start : line.end])


def _shown(lines: Sequence[_Line], width: int, unit: int, full: set[int], unfinished: set[int]) -> _Page:
    """Find what shows where a paragraph begins: how far lines stand in, gaps between them, or neither."""
    on = [lines[i + 1] for i in unfinished if i + 1 < len(lines)]
    new = [lines[i + 1] for i in range(len(lines) - 1) if i not in full]
    usual = Counter(line.lead for line in on).most_common(1)[0][0] if on else 0
    spaced = sum(line.gap for line in on) > _MOST * len(on)
    inset = sum(line.lead > usual for line in new) >= _SHOWN * len(new) and len(new) >= _INDENTED * len(lines)
    gaps = not spaced and sum(line.gap for line in new) >= _SHOWN * len(new) > 0
    return _Page(width, unit, usual if inset else -1, gaps, spaced, len(full) >= _WHOLE * len(lines))


def _cuts(
    lines: Sequence[_Line], numbers: set[int], page: _Page | None, text: str, source: str
) -> Iterator[tuple[int, int]]:
    """Give what to leave out: breaks within paragraphs, and lines that number pages."""
    last: _Line | None = None
    crossed = False  # a page ends between the last line and this one
    for i, line in enumerate(lines):
        if i in numbers:
            crossed = True
            continue
        goes_on = last is not None and _goes_on(last, line, page, text, source, crossed=crossed)
        if last is not None and crossed and not goes_on:
            yield last.end, text.rindex("\n", last.end, line.start)
        if last is not None and goes_on:
            yield last.end, line.start
            line = replace(line, paragraph=last.paragraph)
        elif last is None and crossed:
            yield lines[0].begin, line.start
        elif line.begin < line.start:
            yield line.begin, line.start
        last, crossed = line, False
    if crossed and last is not None:
        yield last.end, lines[-1].end


def _goes_on(last: _Line, line: _Line, page: _Page | None, text: str, source: str, *, crossed: bool) -> bool:
    """Tell whether a line goes on with the sentence or the paragraph of the one before."""
    if last.cells or line.cells:
        return False
    if page is not None and page.whole:
        return True
    end = text[last.end - 1]
    seen = page is not None or crossed  # a lone break in a text of whole paragraphs stays: its record would hold it
    if not seen and end != _COMMA:
        return False
    finished = _finished(text, last)
    mark = find_mark(text[line.start : line.start + 40])
    if (mark is not None and (finished or mark.name not in _INSIDE)) or _is_title(last, line, text):
        return False
    full = page is not None and _fills(last, line, page, text, source)
    if page is None or not full:
        return end in _PAUSES or (not finished and _is_cut(last, line, text, crossed=crossed))
    if line.gap and not page.spaced and not crossed:
        return False
    if page.indent >= 0 and not crossed:
        return line.lead <= page.indent
    return not finished or page.gaps or (page.indent >= 0 and line.lead <= page.indent)


def _is_title(last: _Line, line: _Line, text: str) -> bool:
    """Tell whether a line that begins a paragraph ends as titles do: …工作的通知, but not the first half of 《…》."""
    alone = last.paragraph == last.start and text[line.start] not in _CLOSES
    return (
        alone
        and _INNER.search(text, last.start, last.end) is None
        and genre_of(text[last.start : last.end]) is not None
    )


def _fills(last: _Line, line: _Line, page: _Page, text: str, source: str) -> bool:
    """Tell whether what stands first on a line found no place any more on the one before."""
    unit = _UNIT.match(text, line.start, line.end)
    first = _width(unit[0]) if unit else 0
    return _own(last, source, page.unit) + first * page.unit // 2 > page.width - _SLACK * page.unit


def _is_cut(last: _Line, line: _Line, text: str, *, crossed: bool) -> bool:
    """Tell whether a long line of several sentences breaks off in the last of them."""
    if (line.gap and not crossed) or last.end - last.paragraph < _LONG // (1 + crossed):
        return False
    first = max(last.paragraph, last.end - _SENTENCE)
    stop = max(text.rfind(c, first, last.end) for c in "。；！？")
    if (stop < 0 and not crossed) or not text[last.end - 1].isalnum():
        return False
    first = max(stop + 1, first)
    return find_mark(text[first : first + 40].lstrip(" ")) is None
