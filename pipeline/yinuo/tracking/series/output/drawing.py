"""Draw one series: the targets as a line, the results as dots."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.errors import InputError
from yinuo.pages import Words
from yinuo.plots import Plot, Point
from yinuo.plots import series as plot
from yinuo.rules.wording import Lang
from yinuo.tracking.series.pivot import common_unit, in_unit, most_used, scaled
from yinuo.tracking.series.result import Yearly
from yinuo.writers.atomic import whole_file


def write(found: Sequence[Yearly], target: str, lang: Lang | None) -> None:
    """Draw the indicator that is used most, of one place. Raises ``InputError`` where there are several places."""
    places = sorted({one.place for one in found})
    if len(places) > 1:
        raise InputError(
            f"{target}: a drawing shows one place, and here are {len(places)} ({', '.join(places[:3])}); give --place"
        )
    key = most_used(found)[0]
    with whole_file(target, "utf-8") as file:
        file.write(line([one for one in found if one.indicator == key], Words(lang or "zh")).svg + "\n")


def line(found: Sequence[Yearly], words: Words) -> Plot:
    """Draw one series; years without a report leave a gap."""
    first = found[0]
    by_year = {one.year: one for one in found}
    unit = common_unit({(one.place, one.year): one for one in found})
    years = range(min(by_year), max(by_year) + 1)
    said, by = scaled(unit, [in_unit(t.number, t, unit) for one in found for t in (one.target, one.result) if t])
    points = [_point(year, by_year.get(year), unit, by) for year in years]
    title = f"{first.place} · {words.name('indicator', first.indicator)}"
    names = (words("series-target"), words("series-result"))
    return plot(points, title=title, names=names, head=words("series-year"), unit=said)


def _point(year: int, one: Yearly | None, unit: str, by: float) -> Point:
    target, result = (one.target, one.result) if one else (None, None)
    values = (
        in_unit(target.low if target else None, target, unit),
        in_unit(target.high if target else None, target, unit),
        in_unit(result.number if result else None, result, unit),
    )
    return Point(str(year), *(None if value is None else value / by for value in values))
