"""Put a plot into a page: the drawing, its caption, and its numbers as a table that can be opened."""

from __future__ import annotations

from yinuo.pages.html import Html, element, join
from yinuo.plots.plot import Plot

_WIDE = 500


def figure(plot: Plot, *, numbers: str, note: str = "") -> Html:
    """Make a figure; ``numbers`` is the label of the folded table of its numbers."""
    drawing = element("div", Html(plot.svg), class_="drawing", tabindex=0 if plot.width > _WIDE else None)
    caption = element("figcaption", plot.title)
    more = element("p", note, class_="note") if note else None
    kind = "plot wide" if plot.width > _WIDE else "plot"
    return element("figure", caption, more, drawing, _numbers(plot, numbers), class_=kind)


def _numbers(plot: Plot, label: str) -> Html | None:
    if not plot.rows:
        return None
    head = element("tr", *(element("th", name, scope="col") for name in plot.columns))
    rows = join(element("tr", *(element("td", cell) for cell in row)) for row in plot.rows)
    table = element("table", element("thead", head), element("tbody", rows))
    return element("details", element("summary", label), element("div", table, class_="scroll"), class_="numbers")
