"""Read the characters of a page of an OFD file and where they stand, turned upright."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from yinuo.readers.layout.strokes import MOST, Stroke
from yinuo.readers.layout.tables import Point, Table, tables_of
from yinuo.readers.xml_parts import Element, child, tag, value

_MILLIMETRE = 72 / 25.4  # in points, the measure of the layout
# How far a line may slant, in quarters of a turn; what slants more is a stamp across the page.
_SLANT = 0.05
_DEEPEST, _MOST_OBJECTS = 8, 200_000
_FARTHEST = 1e6
_MOST_LINES = 40_000
# How many numbers stand behind each letter of a path.
_POINTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}


class Matrix(NamedTuple):
    """Hold how coordinates of an object become those of the page: x' = ax + cy + e, y' = bx + dy + f (y downwards)."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def around(self, inner: Matrix) -> Matrix:
        """Give the matrix that does the inner one first, then this one."""
        a, b, c, d, e, f = inner
        return Matrix(
            self.a * a + self.c * b, self.b * a + self.d * b, self.a * c + self.c * d, self.b * c + self.d * d,
            *self.point(e, f),
        )  # fmt: skip

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class _Glyph(NamedTuple):
    """Hold a character as its object draws it: its place on the page, its size, its width, the way it runs."""

    text: str
    x: float
    y: float
    size: float
    width: float
    way: int


class Drawn(NamedTuple):
    """Hold what a page draws, turned upright: its characters, and the tables that its lines form."""

    strokes: list[Stroke]
    tables: list[Table]


def upright(contents: Iterable[Element], composites: Mapping[str, Element]) -> Drawn:
    """Give the characters of the contents of a page that run the way most of them do; a page on its side is turned.

    ``composites`` are the drawings that a page may refer to, by their numbers. Gives up beyond what a page holds.
    """
    glyphs: list[_Glyph] = []
    lines: list[tuple[Point, Point]] = []
    for content in contents:
        for element, matrix in _objects(content, composites):
            if tag(element) == "PathObject":
                lines += _lines(element, matrix)
            else:
                glyphs += _glyphs(element, matrix)
            if len(glyphs) > MOST:
                return Drawn([_stroke(glyph) for glyph in glyphs], [])
    ways = Counter(glyph.way for glyph in glyphs)
    way = max(ways, key=lambda way: (ways[way], -way)) if ways else 0
    turned = [(_turned(*begin, way), _turned(*end, way)) for begin, end in lines]
    found = tables_of(turned) if len(turned) <= _MOST_LINES else []
    return Drawn([_stroke(glyph) for glyph in glyphs if glyph.way == way], found)


def _lines(element: Element, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """Yield the straight lines of a path, from point to point: M moves, L draws, C closes; curves rule nothing."""
    data = child(element, "AbbreviatedData")
    words = iter((data.text or "").split()[: 8 * _MOST_LINES] if data is not None else ())
    first = last = matrix.point(0, 0)
    for word in words:
        if word == "C":
            yield last, first
            last = first
        elif word in _POINTS:
            numbers = [_number(next(words, ""), 0) for _ in range(_POINTS[word])]
            point = matrix.point(*numbers[-2:])
            if word == "L":
                yield last, point
            first, last = (point, point) if word in ("M", "S") else (first, point)


def has_picture(contents: Iterable[Element]) -> bool:
    """Tell whether a page shows a picture."""
    return any(tag(one) == "ImageObject" for content in contents for one in content.iter())


def _objects(content: Element, composites: Mapping[str, Element]) -> Iterator[tuple[Element, Matrix]]:
    """Yield the texts and paths of a content, through blocks and drawings, each with the matrix around it."""
    waiting: list[tuple[Element, Matrix, int]] = [(content, Matrix(), 0)]
    seen = 0
    while waiting and seen < _MOST_OBJECTS:
        holder, matrix, depth = waiting.pop()
        for one in holder:
            seen += 1
            name = tag(one)
            if value(one, "Visible") == "false":
                continue
            if name in ("TextObject", "PathObject"):
                yield one, matrix.around(_matrix(one))
            elif name in ("Layer", "PageBlock"):
                waiting.append((one, matrix, depth))
            elif name == "CompositeObject" and depth < _DEEPEST:
                drawing = composites.get(value(one, "ResourceID") or "")
                if drawing is not None:
                    waiting.append((drawing, matrix.around(_matrix(one)), depth + 1))


def _matrix(element: Element) -> Matrix:
    """Give the matrix of an object: its own, then the place of its frame."""
    x, y, *_ = [*_numbers(value(element, "Boundary")), 0.0, 0.0]
    own = _numbers(value(element, "CTM"))
    return Matrix(e=x, f=y).around(Matrix(*own) if len(own) == 6 else Matrix())


def _glyphs(element: Element, matrix: Matrix) -> Iterator[_Glyph]:
    """Yield the characters of a text that runs along the page or at a right angle to it."""
    turned = math.radians(_number(value(element, "CharDirection"), 0))
    quarters = (math.atan2(matrix.b, matrix.a) + turned) / (math.pi / 2)
    way = round(quarters)
    if abs(quarters - way) > _SLANT:
        return
    size = _number(value(element, "Size"), 0) or 1.0
    wide = size * (_number(value(element, "HScale"), 1) or 1.0)
    across, along = math.hypot(matrix.c, matrix.d), math.hypot(matrix.a, matrix.b)
    x = y = 0.0
    for code in element:
        if tag(code) != "TextCode":
            continue
        text = "".join(c for c in code.text or "" if c not in "\n\r\t")[: MOST + 1]
        x, y = _number(value(code, "X"), x), _number(value(code, "Y"), y)
        at_x, at_y = x, y
        for character, (step, down) in zip(text, _steps(code, text, wide), strict=True):
            width = min(_natural(character, wide), step if step > 0 else wide)
            yield _Glyph(character, *matrix.point(at_x, at_y), size * across, width * along, way % 4)
            at_x, at_y = at_x + step, at_y + down


def _steps(code: Element, text: str, wide: float) -> list[tuple[float, float]]:
    """Give how far it is from each character to the next; where the file does not say, as wide as the character is."""
    right, down = (_deltas(value(code, name), len(text)) for name in ("DeltaX", "DeltaY"))
    if not right and not down:
        right = [_natural(character, wide) for character in text]
    elif right:
        right += [_natural(character, wide) for character in text[len(right) :]]
    right += [0.0] * (len(text) - len(right))
    down += [0.0] * (len(text) - len(down))
    return list(zip(right, down, strict=True))


def _deltas(written: str | None, most: int) -> list[float]:
    """Read steps, never more than ``most``; ``g 3 6.5`` says the same step three times.

    >>> _deltas("g 2 6.5 7", 5)
    [6.5, 6.5, 7.0]
    """
    found: list[float] = []
    words = iter((written or "").split())
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            times = min(most, max(0, int(_number(next(words, ""), 0))))
            found += [_number(next(words, ""), 0)] * times
        else:
            found.append(_number(word, 0))
    return found[:most]


def _natural(character: str, wide: float) -> float:
    return wide if character > "\u2e80" else wide / 2


def _numbers(written: str | None) -> list[float]:
    return [_number(word, 0) for word in (written or "").split()[:6]]


def _number(written: str | None, other: float) -> float:
    """Read a measure; the other one where it is none, or lies out of this world."""
    try:
        found = float(written or "")
    except ValueError:
        return other
    return found if -_FARTHEST < found < _FARTHEST else other


def _stroke(glyph: _Glyph) -> Stroke:
    """Turn a character upright."""
    left, base = _turned(glyph.x, glyph.y, glyph.way)
    return Stroke(glyph.text, left, left + glyph.width * _MILLIMETRE, base, max(glyph.size * _MILLIMETRE, 0.1))


def _turned(x: float, y: float, way: int) -> Point:
    """Turn a place upright, in points and upwards."""
    x, y = x * _MILLIMETRE, y * _MILLIMETRE
    return ((x, -y), (y, x), (-x, y), (-y, -x))[way]


def content_of(page: Element) -> list[Element]:
    """Give the content of a page or of a template, where it has one."""
    found = child(page, "Content")
    return [] if found is None else [found]
