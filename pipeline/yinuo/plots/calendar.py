"""Plot days as a calendar: a row a year, a column a month, the number of days in each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from yinuo.plots.plot import Canvas, Plot
from yinuo.plots.shades import shade

_MONTHS = 12
_LABEL, _ROW = 40.0, 26.0
Link = Callable[[int, int], str | None]


def calendar(
    days: Iterable[str | None],
    *,
    title: str,
    months: Sequence[str] = tuple(map(str, range(1, 13))),
    total: str = "",
    undated: str = "",
    head: str = "",
    link: Link = lambda year, month: None,
    width: float = 440,
) -> Plot:
    """Plot ISO days by year and month; those that are ``None`` are counted below, never left out.

    >>> calendar(["2025-06-30", "2025-06-01", None], title="期限", undated="无日期").rows[0][6]
    '2'

    Raises ``ValueError`` for what is no ISO day.
    """
    counts: Counter[tuple[int, int]] = Counter()
    missing = 0
    for day in days:
        if day is None:
            missing += 1
        else:
            counts[int(day[:4]), int(day[5:7])] += 1
    years = sorted({year for year, _ in counts})
    canvas = Canvas(width)
    step = (width - _LABEL) / (_MONTHS + 1.4)
    for month in range(_MONTHS):
        canvas.text(_LABEL + step * (month + 0.5), 12, months[month], most=step, text_anchor="middle", font_size=10.5)
    canvas.text(width - 2, 12, total, most=step * 1.3, text_anchor="end", font_size=10.5)
    most = max(counts.values(), default=1)
    for row, year in enumerate(years):
        _year(canvas, year, 18 + row * _ROW, step, counts, most, link)
    below = 18 + len(years) * _ROW
    canvas.text(0, below + 16, f"{undated} {missing}".strip(), most=width)
    rows = [_row(year, counts) for year in years]
    told = "; ".join(f"{year}-{month:02} {count}" for (year, month), count in sorted(counts.items()))
    desc = "; ".join(filter(None, (told, f"{undated} {missing}".strip())))
    return canvas.finish(below + 24, title, desc, (head, *months, total), rows)


def _row(year: int, counts: Counter[tuple[int, int]]) -> tuple[str, ...]:
    own = [counts[year, month] for month in range(1, 13)]
    return (str(year), *(str(count) if count else "" for count in own), str(sum(own)))


def _year(
    canvas: Canvas, year: int, y: float, step: float, counts: Counter[tuple[int, int]], most: int, link: Link
) -> None:
    canvas.text(0, y + 16, str(year), most=_LABEL - 4)
    for month in range(1, _MONTHS + 1):
        x, count = _LABEL + step * (month - 1), counts[year, month]
        if not count:
            canvas.rect(x + 1, y + 1, step - 2, _ROW - 2, fill="none", stroke="currentColor", stroke_opacity=0.18)
            continue
        fill, ink = shade(count / most)
        with canvas.group(f"{year}-{month:02}: {count}", link(year, month)):
            canvas.rect(x + 1, y + 1, step - 2, _ROW - 2, fill=fill, stroke="#08519c", stroke_opacity=0.5)
            canvas.text(x + step / 2, y + 16.5, str(count), most=step - 2, text_anchor="middle", fill=ink)
    total = sum(counts[year, month] for month in range(1, _MONTHS + 1))
    canvas.text(canvas.width - 2, y + 16, str(total), text_anchor="end", font_weight="600")
