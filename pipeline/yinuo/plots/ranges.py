"""Plot targets as dots and ranges on one axis: bounds are drawn, open ones are arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yinuo.plots.measure import width as width_of
from yinuo.plots.plot import SIZE, Canvas, Plot, amount
from yinuo.plots.scale import Scale, ticks

_ROW = 24.0
_INK = "#0072b2"


@dataclass(frozen=True, slots=True)
class Target:
    """Hold one target: ``low`` and ``high`` (``None`` where open), how the text says it, where a click leads."""

    label: str
    low: float | None
    high: float | None
    text: str
    approximate: bool = False
    link: str | None = None


def ranges(
    data: Sequence[Target], *, title: str, unit: str = "", columns: Sequence[str] = ("", "", "", ""), width: float = 440
) -> Plot:
    """Plot a row a target; one without any bound is listed, and has no dot.

    A filled dot is an exact number, a hollow one about so much, a bar a range, an arrow a bound that is open.

    >>> ranges([Target("GDP", 5, None, "5%以上")], title="目标", unit="%").rows
    (('GDP', '5', '', '5%以上'),)
    """
    canvas = Canvas(width)
    known = [value for own in data for value in (own.low, own.high) if value is not None]
    marks = ticks(min(0.0, *known), max(known)) if known else [0.0, 1.0]
    left = min(max((width_of(own.label) * SIZE for own in data), default=0) + 10, width * 0.4)
    room = min(max((width_of(own.text) * 11 for own in data), default=0) + 10, width * 0.3)
    scale = Scale(marks[0], marks[-1], left + 8, width - room - 24)
    bottom = 22 + _ROW * len(data)
    _axis(canvas, marks, scale, bottom, unit)
    for row, own in enumerate(data):
        y = 22 + _ROW * row
        with canvas.group(f"{own.label}: {own.text}", own.link):
            canvas.text(0, y + 16, own.label, most=left - 6)
            _target(canvas, own, y + 12, scale)
            canvas.text(width, y + 16, own.text, most=room - 4, font_size=11, text_anchor="end")
    rows = [(own.label, _shown(own.low), _shown(own.high), own.text) for own in data]
    desc = "; ".join(f"{own.label} {own.text}" for own in data)
    return canvas.finish(bottom + 6, title, desc, columns, rows)


def _shown(value: float | None) -> str:
    return "" if value is None else amount(value)


def _axis(canvas: Canvas, marks: Sequence[float], scale: Scale, bottom: float, unit: str) -> None:
    names = [f"{amount(mark)}{unit if n == len(marks) - 1 else ''}" for n, mark in enumerate(marks)]
    room = (scale.right - scale.left) / max(len(marks) - 1, 1)
    sparse = 2 if any(width_of(name) * 10.5 > room for name in names[:-1]) else 1
    for n, (mark, name) in enumerate(zip(marks, names, strict=True)):
        canvas.line(scale(mark), 16, scale(mark), bottom, stroke_opacity=0.5 if mark == 0 else 0.15)
        if (len(marks) - 1 - n) % sparse == 0:
            last = n == len(marks) - 1
            x = min(scale(mark) + width_of(name) * 5.25, canvas.width) if last else scale(mark)
            canvas.text(x, 12, name, most=canvas.width / 3, font_size=10.5, text_anchor="end" if last else "middle")


def _target(canvas: Canvas, own: Target, y: float, scale: Scale) -> None:
    if own.low is None and own.high is None:
        return
    if own.low == own.high and own.low is not None:
        hollow = own.approximate
        canvas.draw("circle", cx=scale(own.low), cy=y, r=5, fill="none" if hollow else _INK, stroke=_INK,
                    stroke_width=2, stroke_dasharray="3 2" if hollow else None)  # fmt: skip
        return
    left = scale(own.low) if own.low is not None else scale(own.high or 0) - 26
    right = scale(own.high) if own.high is not None else scale(own.low or 0) + 26
    left, right = max(left, scale.left - 8), min(right, scale.right + 12)
    dash = "4 3" if own.approximate else None
    canvas.line(left, y, right, y, stroke=_INK, stroke_opacity=1, stroke_width=3, stroke_dasharray=dash)
    for value, x, way in ((own.low, left, -1), (own.high, right, 1)):
        if value is not None:
            canvas.line(scale(value), y - 6, scale(value), y + 6, stroke=_INK, stroke_opacity=1, stroke_width=2.5)
        else:
            canvas.draw("path", d=f"M{x:.2f} {y - 5:.2f}L{x + 7 * way:.2f} {y:.2f}L{x:.2f} {y + 5:.2f}Z", fill=_INK)
