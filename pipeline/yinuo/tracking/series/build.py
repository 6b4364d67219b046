"""Join the readings of reports into series: choose target and result of each year, and mark what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from yinuo.tracking.candidates import whole_first
from yinuo.tracking.clauses import Fact
from yinuo.tracking.compare import YEARS, compare
from yinuo.tracking.keys import family
from yinuo.tracking.period import Horizon
from yinuo.tracking.series.reading import Point, Reading
from yinuo.tracking.series.result import Mark, Told, Yearly
from yinuo.tracking.tables import shape, unit_families
from yinuo.values.quantities.indicators import indicators

_NEAR = 1e-9
_AROUND, _ENOUGH = 3, 2  # years before and after one, and how many of them set a target at least


def build(readings: Iterable[Reading]) -> tuple[Yearly, ...]:
    """Make the series of all places, in the order of place, indicator and year."""
    places: dict[str, dict[int, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        places[reading.place][reading.year].append(reading)
    found = (one for place, years in sorted(places.items()) for one in _of_place(place, years))
    return tuple(sorted(found, key=lambda one: (one.place, one.indicator, one.period != "year", one.year)))


def _of_place(place: str, years: Mapping[int, list[Reading]]) -> Iterator[Yearly]:
    """Make the series of a place; of several reports of a year, the one with most targets goes first."""
    ordered = {
        year: sorted(own, key=lambda r: (-len(r.targets), -len(r.results), r.document)) for year, own in years.items()
    }
    yield from _plans(place, ordered)
    targets = {year: _first(own, "year") for year, own in ordered.items()}
    results = {year: _all(own) for year, own in ordered.items()}
    keys = {key for own in targets.values() for key in own} | {key for own in results.values() for key in own}
    for key in sorted(keys):
        before: tuple[Told | None, Fact | None] = None, None
        for year in sorted({*years, *(year - 1 for year in years)}):
            set_ = targets.get(year, {}).get(key)
            told = _of_a_year(results.get(year + 1, {}).get(key, []), _usual(key, year, targets))
            one = _yearly((place, key, year), set_, told)
            fact = set_[1].fact if set_ else None
            marks = _marks(before[0], one.target) if year in years and year - 1 in years else _alone(one.target)
            if _of_other_sum(before[1], fact):
                marks = ()
            before = one.target, fact
            if one.target or one.result or marks:
                yield one.model_copy(update={"marks": marks})


def _usual(key: str, year: int, targets: Mapping[int, Mapping[str, tuple[str, Point]]]) -> list[float]:
    """List the targets of an indicator whose years add up, in the years around one that sets none."""
    row = indicators().get(key)
    near = [targets.get(other, {}).get(key) for other in range(year - _AROUND, year + _AROUND + 1)]
    if row is None or not row.sums or near[_AROUND]:
        return []
    return [number for one in near if one and one[1].fact and (number := _size(one[1].fact))]


def _of_a_year(told: Sequence[tuple[str, Point]], usual: Sequence[float]) -> Sequence[tuple[str, Point]]:
    """Leave out what is so much more than the targets around it that it is a sum of several years."""
    if len(usual) < _ENOUGH:
        return told
    most = YEARS * median(usual)
    return [one for one in told if one[1].fact is None or (_size(one[1].fact) or 0.0) < most]


def _size(fact: Fact) -> float | None:
    """Give a value in the unit of its family."""
    row = unit_families().get(fact.unit or "")
    return None if fact.value is None else fact.value * (row.factor if row else 1.0)


def _plans(place: str, years: Mapping[int, Sequence[Reading]]) -> Iterator[Yearly]:
    """Give the targets of plans that reports set, each against that of the report before which sets one."""
    before: dict[str, Told] = {}
    for year in sorted(years):
        for key, (document, point) in sorted(_first(years[year], "plan").items()):
            target = _told(document, point)
            marks = _marks(before.get(key), target) if key in before else ()
            before[key] = target
            yield Yearly(place=place, indicator=key, year=year, period="plan", target=target, marks=marks)


def _first(readings: Sequence[Reading], period: Horizon) -> dict[str, tuple[str, Point]]:
    """Choose the target of each indicator: first one from a list of the year's targets, else the first of all."""
    found: dict[str, tuple[str, Point]] = {}
    for reading in readings:
        own = [point for point in reading.targets if point.period == period]
        ordered = sorted(own, key=lambda p: (p.fact is None, not p.foremost, p.start))
        for point in ordered:
            found.setdefault(point.indicator, (reading.document, point))
    return found


def _all(readings: Sequence[Reading]) -> dict[str, list[tuple[str, Point]]]:
    found: dict[str, list[tuple[str, Point]]] = defaultdict(list)
    for reading in readings:
        for point in reading.results:
            found[point.indicator].append((reading.document, point))
    return found


def _yearly(at: tuple[str, str, int], set_: tuple[str, Point] | None, told: Sequence[tuple[str, Point]]) -> Yearly:
    place, key, year = at
    target = set_[1].fact if set_ else None
    chosen = _result(target, told)
    fact = chosen[1].fact if chosen else None
    comparison = compare(target, fact) if target and fact and not _of_other_sum(target, fact) else None
    return Yearly(
        place=place,
        indicator=key,
        year=year,
        target=_told(*set_) if set_ else None,
        result=_told(*chosen) if chosen else None,
        outcome=comparison.outcome if comparison else None,
        attainment=comparison.attainment if comparison and comparison.outcome else None,
    )


def _result(target: Fact | None, told: Sequence[tuple[str, Point]]) -> tuple[str, Point] | None:
    """Choose what is told: the first that compares with the target and has its unit, the whole before its parts."""

    def order(one: tuple[str, Point]) -> tuple[bool, bool, bool, bool, float]:
        fact = one[1].fact
        if fact is None or target is None:
            return False, False, False, False, 0.0
        other = target.key.measure != fact.key.measure
        part = _is_local(target) and not _is_local(fact)
        return _of_other_sum(target, fact), compare(target, fact).outcome is None, other, part, -whole_first(fact)

    facts = [one for one in told if not _is_sum(target, one[1].fact)]
    return min(facts, key=order, default=None)


def _is_local(fact: Fact) -> bool:
    """Tell whether a value is of what stays with the place: 其中地方财政一般预算收入增长15%."""
    return shape("local").search(fact.of or "") is not None


def _of_other_sum(one: Fact | None, other: Fact | None) -> bool:
    """Tell whether two values are of different sums of one indicator: 财政总收入, 一般公共预算收入."""
    return len({fact.key.sort for fact in (one, other) if fact} - {""}) > 1


def _is_sum(target: Fact | None, fact: Fact | None) -> bool:
    """Tell whether a value is one of several years beside the target of one."""
    return target is not None and fact is not None and compare(target, fact).why == "cumulative"


def _told(document: str, point: Point) -> Told:
    fact = point.fact
    where = {"text": point.text, "start": point.start, "end": point.end, "document": document}
    if fact is None:
        return Told(value=None, low=None, high=None, unit=None, approximate=False, **where)
    low, high = fact.low, fact.high
    row = indicators().get(point.indicator)
    if fact.change == "decrease" and row and row.kind == "growth" and row.direction != "down":
        low, high = (None if high is None else -high), (None if low is None else -low)
    return Told(value=fact.text, low=low, high=high, unit=fact.unit, approximate=fact.approximate, **where)


def _alone(target: Told | None) -> tuple[Mark, ...]:
    return ("absent",) if target is not None and target.value is None else ()


def _marks(before: Told | None, now: Told | None) -> tuple[Mark, ...]:
    """Say how a target stands to that of the year before."""
    old, new = _number(before), _number(now)
    if now is not None and now.value is None:
        return ("absent",)
    if old is None or new is None:
        return ("new",) if new is not None else ("dropped",) if old is not None else ()
    if before is not None and now is not None and family(before.unit) != family(now.unit):
        return ()
    softer = before is not None and now is not None and _firmness(now) < _firmness(before)
    if abs(new - old) <= _NEAR * max(abs(new), abs(old)):
        return ("softened",) if softer else ("kept",)
    return ("raised",) if new > old else ("lowered", "softened") if softer else ("lowered",)


def _number(told: Told | None) -> float | None:
    """Give the number of a value in the unit of its family."""
    if told is None or told.number is None:
        return None
    row = unit_families().get(told.unit or "")
    return told.number * (row.factor if row else 1.0)


def _firmness(told: Told) -> int:
    """Tell how firm a target is: about so much, a range, so much or a bound."""
    if told.approximate:
        return 0
    return 1 if told.low is not None and told.high is not None and told.low != told.high else 2
