"""Put a plot into a page: the drawing, its caption, and its numbers as a table that can be opened."""

from __future__ import annotations

from yinuo.pages.html import Html, element, join, safe
from yinuo.plots.plot import Plot

_WIDE = 500


def figure(plot: Plot, *, numbers: str, note: str = "", key: str = "") -> Html:
    """Make a figure; ``numbers`` is the label of the folded table of its numbers.

    ``key`` tells its identifiers from those of the same plot elsewhere on the page.
    """
    svg = plot.svg.replace(plot.name, f"{plot.name}{safe(key)}") if key else plot.svg
    wide = plot.width > _WIDE
    size = f"--width: {plot.width:.0f}px"
    drawing = element("div", Html(svg), class_="drawing", style=size, tabindex=0 if wide else None)
    caption = element("figcaption", plot.title)
    more = element("p", note, class_="note") if note else None
    return element("figure", caption, more, drawing, _numbers(plot, numbers), class_="plot wide" if wide else "plot")


def _numbers(plot: Plot, label: str) -> Html | None:
    if not plot.rows:
        return None
    head = element("tr", *(element("th", name, scope="col") for name in plot.columns))
    rows = join(element("tr", *(element("td", cell) for cell in row)) for row in plot.rows)
    table = element("table", element("thead", head), element("tbody", rows))
    return element("details", element("summary", label), element("div", table, class_="scroll"), class_="numbers")
