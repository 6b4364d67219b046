"""Join lines that a page had broken into paragraphs, and keep where pages begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from yinuo.readers.layout.lines import Line
from yinuo.readers.source import Place
from yinuo.structure.enumerators import find_mark

MARK = "注释："
# In sizes of the characters: an indent, what a filled line may lack, a gap between paragraphs in steps, what
# the margins of two pages may differ by; the share of lines that begin paragraphs.
_INDENT, _SLACK, _GAP, _MIRROR = 1.2, 0.7, 1.3, 2.5
_INDENTED = 0.12
# Characters so much larger than most are those of a title, whose lines stand in the middle.
_LARGE = 1.2
# 一、 and （一） begin a paragraph wherever they stand; 一是 may as well go on with one.
_OUTER = 2
_SMALL = 0.88
_LATIN = re.compile(r"[!-~\u00a1-\u024f]")
# What cannot be parted: a word or number in Latin letters, or one character, with the marks that may begin no line.
_UNIT = re.compile(r"(?:[A-Za-z0-9.,%:/+-]+|.)[，。、；：？！）》」』”’％%…—]*")
_NOTE = re.compile(
    r"[①-⑳㈠-㈩*＊※]|[\[〔【(（]\s*[0-9]{1,3}\s*[\]〕】)）]|[0-9]{1,3} ?[.、．\u3000 ](?![0-9])|注[：:0-9]"
)
_ENDS = "。！？”）"
_STOPS = "。！？；：…”）!?;:"


Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """Hold where lines begin and end, their usual step and size.

    ``shown``: an indent or a gap shows where paragraphs begin; ``large``: the characters are those of titles.
    """

    left: float
    right: float
    step: float
    size: float
    shown: bool
    large: bool


def joined(pages: Sequence[Sequence[Line]]) -> tuple[str, list[Place]]:
    """Join the text, a paragraph a line, footnotes last; a place for each page, where its first line begins."""
    body, notes = _parted(pages)
    columns = _columns(body)
    pieces: list[str] = []
    places: list[Place] = []
    length = _write(_paragraphs(body, columns), pieces, places, 0)
    if notes:
        pieces.append(MARK + "\n")
        _write(_paragraphs(notes, _columns(notes)), pieces, places, length + len(MARK) + 1)
    return "".join(pieces), places


def _parted(pages: Iterable[Sequence[Line]]) -> tuple[list[Line], list[Line]]:
    """Part body and footnotes: the small lines at the foot of a page, from the first that begins as a note does."""
    pages = [list(page) for page in pages]
    size = _usual_size(line for page in pages for line in page)
    body: list[Line] = []
    notes: list[Line] = []
    for page in pages:
        at = len(page)
        while at and page[at - 1].size < _SMALL * size and not _is_row(page[at - 1]):
            at -= 1
        at = next((i for i in range(at, len(page)) if _NOTE.match(page[i].text)), len(page))
        body += page[:at]
        notes += page[at:]
    return body, notes


def _is_row(line: Line) -> bool:
    """Tell whether a line is a row of a table, which stands alone."""
    return bool(line.cells) or "\t" in line.text


def _usual_size(lines: Iterable[Line]) -> float:
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 1.0


def _columns(lines: Sequence[Line]) -> dict[Key, Column]:
    """Find the columns of each page and size of characters.

    They have their own edges, or those of all pages where these are near.
    """
    everywhere: dict[Key, list[Line]] = {}
    pages: dict[Key, list[Line]] = {}
    for line in lines:
        key = _column_of(line)
        everywhere.setdefault((0, *key[1:]), []).append(line)
        pages.setdefault(key, []).append(line)
    large = _LARGE * _usual_size([line for line in lines if not _is_row(line)] or lines)
    usual = {key: _column(own, large) for key, own in everywhere.items()}
    found = {key: _nearest(_column(own, large), usual[0, *key[1:]]) for key, own in pages.items()}
    return {key: _beside_text(own, usual.get((0, key[1], round(large / _LARGE)))) for key, own in found.items()}


def _beside_text(own: Column, text: Column | None) -> Column:
    """Widen a title to the text under it, which may be wider than the title's own longest line."""
    return replace(own, left=text.left, right=text.right) if own.large and text else own


def _column_of(line: Line) -> Key:
    """Key a line by page, column and size: small characters of a table have edges of their own."""
    return line.page, line.column, round(line.size)


def _column(lines: Sequence[Line], large: float) -> Column:
    size = _usual_size(lines)
    steps = [a.base - b.base for a, b in pairwise(lines) if a.page == b.page and 0 < a.base - b.base < 4 * size]
    own = [line for line in lines if not _is_row(line)] or list(lines)
    left, right = -_edge([-line.left for line in own], 40), _edge([line.right for line in own], 12)
    indented = sum(_INDENT * size < line.left - left < 3 * size for line in own) > _INDENTED * len(own)
    step = median(steps or [size])
    spaced = sum(one > _GAP * step for one in steps) > _INDENTED * len(steps)
    return Column(left, right, step, size, indented or spaced, size > large)


def _nearest(own: Column, usual: Column) -> Column:
    """Choose the nearest edge: margins of odd and even pages differ by little, short lines end further in."""
    near = _MIRROR * usual.size
    left = own.left if abs(own.left - usual.left) < near else usual.left
    right = own.right if abs(own.right - usual.right) < near else usual.right
    return replace(usual, left=left, right=right)


def _edge(places: Sequence[float], share: int) -> float:
    """Find the outermost place that more than one line in so many reaches; marks may hang over the right edge."""
    ranked = sorted(places, reverse=True)
    return ranked[len(ranked) // share]


def _paragraphs(lines: Sequence[Line], columns: dict[Key, Column]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in lines:
        if found and _goes_on(found[-1], line, columns):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(paragraph: list[Line], line: Line, columns: dict[Key, Column]) -> bool:
    """Tell whether a line goes on with the paragraph: the one before was full, and it does not begin a new one."""
    last, own, before = paragraph[-1], columns[_column_of(line)], columns[_column_of(paragraph[-1])]
    if _is_row(last) or _is_row(line) or abs(line.size - last.size) > 0.12 * last.size:
        return False
    if last.right + _first_width(line) <= before.right - _SLACK * last.size:
        return False
    same = (last.page, last.column) == (line.page, line.column)
    if same and last.base - line.base > _GAP * max(own.step, last.size):
        return False
    mark = find_mark(line.text)
    if last.text[-1] in _STOPS and mark is not None and mark.level <= _OUTER:
        return False
    if last.text[-1] in _ENDS and not own.shown:
        return False
    return (own.large and before.large) or not _is_indented(paragraph, line, own, before)


def _is_indented(paragraph: list[Line], line: Line, own: Column, before: Column) -> bool:
    """Tell whether a line begins further in than a line that goes on would."""
    inset = line.left - own.left
    if inset < _INDENT * line.size:
        return False
    first = paragraph[0].left - before.left
    if len(paragraph) > 1:  # a block that stands further in as a whole
        return abs(inset - (paragraph[-1].left - before.left)) > 0.5 * line.size
    mark = find_mark(paragraph[0].text)
    hangs = mark is not None and 0.6 * line.size < inset - first < (mark.length + 1.5) * line.size
    return not hangs and inset > first - _INDENT * line.size


def _first_width(line: Line) -> float:
    """Measure how wide what cannot be parted at the start of a line is."""
    unit = _UNIT.match(line.text)
    return line.size * sum(0.5 if _LATIN.match(c) else 1.0 for c in (unit[0] if unit else ""))


def _write(paragraphs: Iterable[Sequence[Line]], pieces: list[str], places: list[Place], length: int) -> int:
    """Add paragraphs to a text of this length, and a place wherever another page begins."""
    for paragraph in paragraphs:
        for n, line in enumerate(paragraph):
            glue = _glue(paragraph[n - 1].text, line.text) if n else ""
            length += len(glue)
            if not places or places[-1].page != line.page:
                places.append(Place(length, page=line.page))
            pieces += (glue, line.text)
            length += len(line.text)
        pieces.append("\n")
        length += 1
    return length


def _glue(last: str, text: str) -> str:
    """Give what stands between two lines of one paragraph: a space between Latin words alone."""
    return " " if _LATIN.match(last[-1]) and _LATIN.match(text[0]) and last[-1] not in "-/" else ""
