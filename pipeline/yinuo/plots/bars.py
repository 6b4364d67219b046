"""Plot counts as horizontal bars, stacked by series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yinuo.plots.measure import width as width_of
from yinuo.plots.plot import SIZE, Canvas, Plot, amount, legend
from yinuo.plots.scale import Scale

_ROW, _BAR = 26.0, 15.0


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one bar: its label, a number for each series, and where a click on it leads."""

    label: str
    values: Sequence[float]
    link: str | None = None


def bars(
    data: Sequence[Bar], *, title: str, series: Sequence[str] = (), head: str = "", width: float = 440, desc: str = ""
) -> Plot:
    """Plot one bar a row, its parts side by side, the sum behind it. Raises nothing.

    >>> bars([Bar("量化", [7])], title="明确程度").rows
    (('量化', '7'),)
    """
    canvas, top = Canvas(width), 4.0
    if len(series) > 1:
        top = legend(canvas, 0, top, series, right=width) + 6
    left = min(max((width_of(bar.label) * SIZE for bar in data), default=0) + 8, width * 0.45)
    most = max((sum(bar.values) for bar in data), default=0)
    room = max((width_of(amount(sum(bar.values))) * SIZE for bar in data), default=0) + 8
    scale = Scale(0, most or 1, left, width - room)
    for bar in data:
        _bar(canvas, bar, top, scale, series)
        top += _ROW
    canvas.line(left, 0 if len(series) < 2 else top - _ROW * len(data), left, top, stroke_opacity=0.6)
    columns = (head, *series) if series else (head, "")
    rows = [(bar.label, *map(amount, bar.values)) for bar in data]
    return canvas.finish(top + 4, title, desc or _told(data), columns, rows)


def _bar(canvas: Canvas, bar: Bar, top: float, scale: Scale, series: Sequence[str]) -> None:
    total = sum(bar.values)
    parts = "; ".join(f"{name} {amount(value)}" for name, value in zip(series, bar.values, strict=False))
    with canvas.group(f"{bar.label}: {parts or amount(total)}", bar.link):
        canvas.text(0, top + 14, bar.label, most=scale.left - 6)
        at = 0.0
        for number, value in enumerate(bar.values):
            if value:
                x = scale(at)
                canvas.rect(x, top + 3, scale(at + value) - x, _BAR, fill=canvas.fill(number))
            at += value
        canvas.text(scale(at) + 5, top + 14, amount(total), font_weight="600")


def _told(data: Sequence[Bar]) -> str:
    return "; ".join(f"{bar.label} {amount(sum(bar.values))}" for bar in data)
