"""Write series as a page without script: places by years for the indicators most used, lines for one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yinuo.pages import Html, Words, element, join, page, words_of
from yinuo.plots import figure
from yinuo.rules.wording import Lang
from yinuo.tracking.series.output.drawing import line
from yinuo.tracking.series.pivot import Table, axes, common_unit, in_unit, most_used, tables
from yinuo.tracking.series.result import Yearly
from yinuo.writers.atomic import whole_file

SHOWN = 10
_SHADES = 6
_MOST_TIPS = 4000  # cells; a page of more has no clauses as tooltips
_SIGNS = {"raised": "▲", "lowered": "▼", "kept": "＝", "softened": "≈", "new": "＋", "dropped": "✕", "absent": "∅"}
_FEWEST = 2


def write(found: Sequence[Yearly], target: str, lang: Lang | None) -> None:
    """Write the page, whole or not at all."""
    words = words_of(lang, (one.place for one in found)) if lang else Words("zh")
    with whole_file(target, "utf-8") as file:
        file.write(_page(found, words))


def _page(found: Sequence[Yearly], words: Words) -> str:
    by_indicator = tables(found)
    keys = most_used(found)[:SHOWN]
    places = sorted({one.place for one in found})
    years = sorted({one.year for one in found})
    title = words("series-of", places=len(places), first=years[0], last=years[-1])
    if len(places) == 1:
        title = words("series-of-one", place=places[0], first=years[0], last=years[-1])
    links = [element("li", element("a", words.name("indicator", key), href=f"#{key}")) for key in keys]
    nav = element("nav", element("ul", *links), aria_label=words("contents"))
    head = element("header", element("h1", title), element("p", words("series-note"), class_="note"), nav, id="top")
    tips = sum(len(by_indicator[key]) for key in keys) <= _MOST_TIPS
    parts = [_lines(by_indicator, keys, words)] if len(places) == 1 else []
    parts += [_section(key, by_indicator[key], words, tips=tips) for key in keys]
    left = len(by_indicator) - len(keys)
    more = element("section", element("p", words("series-more", count=left), class_="note")) if left else None
    main = element("main", _legend(words), join(parts, "\n"), more, id="main")
    return page(title, join((head, main, element("footer", words("made"))), "\n"), lang=words.tag)


def _legend(words: Words) -> Html:
    items = [element("li", element("b", sign), f" {words.name('series', name)}") for name, sign in _SIGNS.items()]
    items += [element("li", element("b", sign), f" {words.name('outcome', name)}") for name, sign in _TOLD.items()]
    return element("section", element("ul", *items, class_="legend", aria_label=words("legend")))


_TOLD = {"exceeded": "★", "reached": "●", "below": "○"}


def _lines(by_indicator: Mapping[str, Table], keys: Sequence[str], words: Words) -> Html:
    """Draw the series of one place that have two years and more."""
    drawn = []
    for key in keys:
        own = sorted(by_indicator[key].values(), key=lambda one: one.year)
        if len(own) >= _FEWEST:
            drawn.append(figure(line(own, words), numbers=words("numbers")))
    return element("section", element("h2", words("series-lines")), element("div", *drawn, class_="plots"))


def _section(key: str, table: Table, words: Words, *, tips: bool) -> Html:
    places, years = axes(table)
    unit = common_unit(table)
    numbers = [_number(one, unit) for one in table.values()]
    known = sorted(number for number in numbers if number is not None)
    # the outer twentieths have the outer shades, so that one wrong or huge value does not make all others pale
    low, high = (known[len(known) // 20], known[-1 - len(known) // 20]) if known else (0.0, 0.0)
    head = element(
        "tr", element("th", words("place"), scope="col"), *(element("th", year, scope="col") for year in years)
    )
    rows = []
    for place in places:
        cells = (_cell(table.get((place, year)), unit, (low, high), words, tips=tips) for year in years)
        rows.append(element("tr", element("th", place, scope="row"), *cells))
    shown = element("table", element("thead", head), element("tbody", join(rows, "\n")), class_="heat")
    name = words.name("indicator", key)
    box = element("div", shown, class_="scroll", tabindex=0, role="region", aria_label=name)
    return element("section", element("h2", f"{name} ({unit})" if unit else name), box, id=key)


def _number(one: Yearly, unit: str) -> float | None:
    return in_unit(one.target.number if one.target else None, one.target, unit)


def _cell(one: Yearly | None, unit: str, limits: tuple[float, float], words: Words, *, tips: bool) -> Html:
    """Show target, marks and result of a year; the shade tells the target."""
    if one is None:
        return element("td")
    number = _number(one, unit)
    low, high = limits
    share = min(max((number - low) / (high - low), 0.0), 1.0) if number is not None and high > low else 0.3
    shade = f"s{round(share * _SHADES)}" if number is not None else None
    signs = "".join(_SIGNS[mark] for mark in one.marks)
    said = (one.target.shown or words("series-none")) if one.target else "–"
    told = None
    if one.result and one.result.value:
        told = element("i", f"{_TOLD.get(one.outcome or '', '')}{one.result.shown}")
    tip = " | ".join(_tip(one)) if tips else None
    return element("td", element("b", said), signs, told, class_=shade, title=tip)


def _tip(one: Yearly) -> Iterator[str]:
    for told in (one.target, one.result):
        if told:
            yield f"{told.document}:{told.start} {told.text}"
