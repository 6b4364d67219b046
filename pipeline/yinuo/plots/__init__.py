"""Draw plots as SVG in Python, without a plotting library: for pages, reports and notebooks (``_repr_svg_``).

Each plot has a title, a description and its numbers as text; hatching, labels and shapes say what colour says.

>>> from yinuo.plots import Bar, bars
>>> bars([Bar("量化", [7]), Bar("具体", [5])], title="明确程度").svg.startswith("<svg")
True
"""

from yinuo.plots.bars import Bar, bars
from yinuo.plots.calendar import calendar
from yinuo.plots.figure import figure
from yinuo.plots.gantt import Stretch, gantt
from yinuo.plots.heatmap import Cell, heatmap
from yinuo.plots.plot import Plot
from yinuo.plots.ranges import Target, ranges
from yinuo.plots.series import Point, series

__all__ = [
    "Bar", "Cell", "Plot", "Point", "Stretch", "Target", "bars", "calendar", "figure", "gantt", "heatmap", "ranges",
    "series",
]  # fmt: skip
