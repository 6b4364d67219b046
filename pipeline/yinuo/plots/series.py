"""Plot what was promised and what came of it over years: a line of targets with their bounds, one of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from yinuo.plots.plot import Canvas, Plot, amount
from yinuo.plots.scale import Scale, ticks

_TOP, _BOTTOM, _LEFT, _RIGHT = 44.0, 24.0, 52.0, 34.0
_TARGET, _RESULT = "#0072b2", "#d55e00"


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one year or period: the bounds of its target and its result, each ``None`` where it is not known."""

    label: str
    low: float | None = None
    high: float | None = None
    result: float | None = None


def series(
    data: Sequence[Point],
    *,
    title: str,
    names: tuple[str, str] = ("target", "result"),
    head: str = "",
    unit: str = "",
    width: float = 440,
    height: float = 240,
) -> Plot:
    """Plot targets (squares, dashed line, a bar from bound to bound) and results (dots, full line) by period.

    Lines break where a value is missing.

    >>> series([Point("2024", 5.5, None, 5.8)], title="增速").rows
    (('2024', '5.5', '', '5.8'),)
    """
    canvas = Canvas(width)
    known = [value for own in data for value in (own.low, own.high, own.result) if value is not None]
    marks = ticks(min(known), max(known)) if known else [0.0, 1.0]
    up = Scale(marks[0], marks[-1], height - _BOTTOM, _TOP)
    across = Scale(0, max(len(data) - 1, 1), _LEFT + 16, width - _RIGHT)
    for mark in marks:
        canvas.line(_LEFT, up(mark), width - 4, up(mark), stroke_opacity=0.15)
        canvas.text(_LEFT - 6, up(mark) + 4, amount(mark), most=_LEFT - 6, font_size=10.5, text_anchor="end")
    canvas.text(0, 36, unit, most=_LEFT - 6, font_size=10.5)
    _legend(canvas, names)
    room = (across.right - across.left) / max(len(data) - 1, 1)
    every = max(1, -(-46 // int(room or 1)))
    for n, own in enumerate(data):
        if n % every == 0:
            label_room = min(2 * (width - across(n)), room * every + 8)
            canvas.text(across(n), height - 6, own.label, most=label_room, font_size=10.5, text_anchor="middle")
    targets = [own.high if own.low is None else own.low for own in data]
    _line(canvas, targets, across, up, _TARGET, "5 4")
    _line(canvas, [own.result for own in data], across, up, _RESULT, None)
    for n, own in enumerate(data):
        _point(canvas, own, across(n), up)
    rows = [(own.label, *(_shown(value) for value in (own.low, own.high, own.result))) for own in data]
    desc = "; ".join(_told(own, names, unit) for own in data)
    return canvas.finish(height, title, desc, (head, f"{names[0]} ≥", f"{names[0]} ≤", names[1]), rows)


def _shown(value: float | None) -> str:
    return "" if value is None else amount(value)


def _told(own: Point, names: tuple[str, str], unit: str) -> str:
    bounds = "–".join(dict.fromkeys(_shown(value) for value in (own.low, own.high) if value is not None))
    said = [f"{names[0]} {bounds}{unit}" if bounds else "", f"{names[1]} {_shown(own.result)}{unit}"]
    return f"{own.label}: {', '.join(filter(None, said if own.result is not None else said[:1]))}"


def _legend(canvas: Canvas, names: tuple[str, str]) -> None:
    half = canvas.width / 2
    canvas.line(0, 10, 26, 10, stroke=_TARGET, stroke_opacity=1, stroke_width=2, stroke_dasharray="5 4")
    canvas.rect(9, 6, 8, 8, fill=_TARGET)
    canvas.text(32, 14, names[0], most=half - 40)
    canvas.line(half, 10, half + 26, 10, stroke=_RESULT, stroke_opacity=1, stroke_width=2)
    canvas.draw("circle", cx=half + 13, cy=10, r=4, fill=_RESULT)
    canvas.text(half + 32, 14, names[1], most=half - 40)


def _line(
    canvas: Canvas, values: Sequence[float | None], across: Scale, up: Scale, stroke: str, dash: str | None
) -> None:
    for n, (a, b) in enumerate(pairwise(values)):
        if a is not None and b is not None:
            canvas.line(
                across(n), up(a), across(n + 1), up(b),
                stroke=stroke, stroke_opacity=1, stroke_width=2, stroke_dasharray=dash,
            )  # fmt: skip


def _point(canvas: Canvas, own: Point, x: float, up: Scale) -> None:
    with canvas.group(_told(own, ("≥ ≤", "="), "")):
        if own.low is not None and own.high is not None and own.low != own.high:
            canvas.line(x, up(own.low), x, up(own.high), stroke=_TARGET, stroke_opacity=0.5, stroke_width=8)
        for value in (own.low, own.high):
            if value is not None:
                canvas.rect(x - 4, up(value) - 4, 8, 8, fill=_TARGET)
        if own.result is not None:
            canvas.draw("circle", cx=x, cy=up(own.result), r=4.5, fill=_RESULT, stroke="#ffffff", stroke_width=1)
