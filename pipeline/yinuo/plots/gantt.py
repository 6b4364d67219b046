"""Plot spans of time as a Gantt chart: a group a heading or a body, a bar from the first day to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yinuo.plots.measure import width as width_of
from yinuo.plots.plot import Canvas, Plot
from yinuo.plots.scale import Scale, day_number, day_ticks

_TOP, _ROW, _LABEL, _LEAST = 26.0, 22.0, 190.0, 9.0
_AROUND = 15  # days on either side of the axis
_AXIS = 11.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold one bar: its group, ISO days (``None`` where open), what it says, and where a click on it leads."""

    group: str
    start: str | None
    end: str | None
    text: str
    link: str | None = None


def gantt(
    data: Sequence[Stretch],
    *,
    title: str,
    columns: Sequence[str] = ("", "", "", ""),
    today: str | None = None,
    width: float = 760,
) -> Plot:
    """Plot stretches of time, groups in their order; bars of a group stand in as few lines as they need.

    An open beginning or end is a dashed arrow. ``today`` draws a line at a day that is given; no clock is asked.
    Raises ``ValueError`` for what is no ISO day.
    """
    canvas = Canvas(width)
    known = [day_number(day) for own in data for day in (own.start, own.end) if day]
    known += [day_number(today)] if today else []
    first, last = (min(known) - _AROUND, max(known) + _AROUND) if known else (1, 2)
    scale = Scale(first, last, _LABEL, width - 6)
    groups: dict[str, list[Stretch]] = {}
    for own in data:
        if own.start or own.end:
            groups.setdefault(own.group, []).append(own)
    rows_of = {name: _lanes(own, scale) for name, own in groups.items()}
    bottom = _TOP + _ROW * sum(map(len, rows_of.values()))
    _axis(canvas, first, last, scale, bottom)
    y = _TOP
    for name, lanes in rows_of.items():
        canvas.line(0, y, width, y, stroke_opacity=0.2)
        canvas.text(0, y + 15, name, most=_LABEL - 8)
        for lane in lanes:
            for stretch in lane:
                _stretch(canvas, stretch, y, scale)
            y += _ROW
    if today:
        x = scale(day_number(today))
        canvas.line(x, 18, x, bottom, stroke="#d55e00", stroke_opacity=1, stroke_width=1.5)
    rows = [(own.group, own.start or "", own.end or "", own.text) for own in data]
    desc = "; ".join(f"{own.group}: {own.text} {own.start or '…'}–{own.end or '…'}" for own in data[:40])
    return canvas.finish(bottom + 6, title, desc, columns, rows)


def _axis(canvas: Canvas, first: int, last: int, scale: Scale, bottom: float) -> None:
    taken = 0.0
    for day, name in day_ticks(first, last, most=9):
        x, wide = scale(day), width_of(name) * _AXIS
        canvas.line(x, 18, x, bottom, stroke_opacity=0.25)
        left = min(x, canvas.width - wide)
        if left > taken:  # a name that would cover the one before is left out
            canvas.text(left, 13, name, font_size=_AXIS)
            taken = left + wide + 4


def _ends(own: Stretch, scale: Scale) -> tuple[float, float]:
    left = scale(day_number(own.start)) if own.start else scale.left
    right = scale(day_number(own.end) + 1) if own.end else scale.right
    return (left, max(right, left + _LEAST)) if left + _LEAST <= scale.right else (scale.right - _LEAST, scale.right)


def _lanes(data: Sequence[Stretch], scale: Scale) -> list[list[Stretch]]:
    """Put each bar on the first line where it covers no other."""
    lanes: list[tuple[list[Stretch], float]] = []
    for own in sorted(data, key=lambda one: (one.start or "", one.end or "9999", one.text)):
        left, right = _ends(own, scale)
        for n, (lane, taken) in enumerate(lanes):
            if taken + 2 <= left:
                lanes[n] = ([*lane, own], right)
                break
        else:
            lanes.append(([own], right))
    return [lane for lane, _ in lanes]


def _stretch(canvas: Canvas, own: Stretch, y: float, scale: Scale) -> None:
    left, right = _ends(own, scale)
    both = own.start is not None and own.end is not None
    outline = {} if both else {"stroke_dasharray": "4 3"}
    with canvas.group(f"{own.text} · {own.start or '…'} – {own.end or '…'}", own.link):
        canvas.rect(
            left, y + 4, right - left, _ROW - 7, rx=3, fill="#0072b2" if both else "#56b4e9",
            fill_opacity=1 if both else 0.35, stroke="#0072b2", **outline,
        )  # fmt: skip
        inside = right - left > 40
        if inside:
            canvas.text(
                left + 6, y + 15.5, own.text, most=right - left - 12, font_size=11,
                fill="#ffffff" if both else "currentColor",
            )  # fmt: skip
