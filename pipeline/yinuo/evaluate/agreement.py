"""Measure how far the people of a review agree: kappa by pair, alpha over all, F1 of their spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from yinuo.evaluate.items import Item, read_item
from yinuo.evaluate.scores import Count, pair
from yinuo.verdicts.finals import people
from yinuo.verdicts.projection import Reviewed, project
from yinuo.verdicts.ranges import Range, settled_ranges, within
from yinuo.verdicts.store import Store

Labels = dict[str, str]
Version = dict[str, Reviewed]
Spans = tuple[list[Item], tuple[Range, ...]]  # what one person left of a text, and where nothing is open


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Hold how far two people agree.

    ``records`` were decided by both; ``kept`` is Cohen's kappa of keeping or rejecting them, ``specificity`` that of
    the specificity of those that both kept (``None`` where it is not defined); ``exact`` and ``overlapping`` are the F1
    of their spans in the parts of the texts that both have settled.
    """

    authors: tuple[str, str]
    records: int
    kept: float | None
    specificity: float | None
    exact: float
    overlapping: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold how far all agree: Krippendorff's alpha (nominal) of keeping and of specificity, and each pair."""

    kept: float | None
    specificity: float | None
    pairs: tuple[PairAgreement, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain values for JSON."""
        return asdict(self)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Give Cohen's kappa of pairs of labels; ``None`` without pairs, and where chance alone gives the same label.

    >>> round(kappa([("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15), 3)
    0.4
    """
    total = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / total**2 if total else 1.0
    seen = sum(a == b for a, b in pairs) / total if total else 1.0
    return None if chance == 1 else (seen - chance) / (1 - chance)


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Give Krippendorff's alpha of nominal labels, one sequence a unit; ``None`` where it is not defined.

    >>> first, second = "0100000010", "1110010000"  # Krippendorff 2011, section A
    >>> round(alpha([*zip(first, second)]), 3)
    0.095
    """
    labelled = [Counter(unit) for unit in units if len(unit) > 1]
    totals: Counter[str] = Counter()
    differing = 0.0
    for unit in labelled:
        size = unit.total()
        totals.update(unit)
        differing += sum(count * (size - count) for count in unit.values()) / (size - 1)
    everything = totals.total()
    expected = sum(count * (everything - count) for count in totals.values())
    return None if not expected else 1 - (everything - 1) * differing / expected


def agreement(store: Store) -> Agreement:
    """Measure how far those who decided in a store agree; records that one alone decided do not count."""
    names = people(store)
    kept: dict[str, Labels] = {name: {} for name in names}
    degrees: dict[str, Labels] = {name: {} for name in names}
    spans: dict[str, dict[str, Spans]] = {name: {} for name in names}
    for document in store.documents():
        records, decisions = store.records(document.sha256), store.decisions(document.sha256)
        text = store.text(document.sha256)
        for name in {own.author for own in decisions} & set(names):
            version = project(records, decisions, name, text)
            ids = {record.id for record in records}
            kept[name] |= _labels(version, ids, lambda own: "kept" if own.kept else "rejected")
            degrees[name] |= _labels(version, ids, lambda own: own.record.specificity if own.kept else None)
            settled = [_item(own) for own in version.values() if own.kept and own.decided]
            spans[name][document.sha256] = settled, settled_ranges(version.values(), len(text))
    pairs = tuple(_pair(a, b, kept, degrees, spans) for a, b in combinations(names, 2))
    return Agreement(alpha(_units(kept)), alpha(_units(degrees)), pairs)


def _labels(version: Version, ids: set[str], label: Callable[[Reviewed], str | None]) -> Labels:
    said = {key: label(own) for key, own in version.items() if own.decided and key in ids}
    return {key: value for key, value in said.items() if value is not None}


def _item(own: Reviewed) -> Item:
    return read_item({"start": own.record.start, "end": own.record.end})


def _inside(items: Sequence[Item], ranges: Sequence[Range]) -> list[Item]:
    return [item for item in items if any(start <= item.start and item.end <= end for start, end in ranges)]


def _units(labels: dict[str, Labels]) -> list[list[str]]:
    keys = sorted({key for own in labels.values() for key in own})
    return [[own[key] for own in labels.values() if key in own] for key in keys]


def _pair(
    a: str,
    b: str,
    kept: dict[str, Labels],
    degrees: dict[str, Labels],
    spans: dict[str, dict[str, Spans]],
) -> PairAgreement:
    both = [(kept[a][key], kept[b][key]) for key in sorted(kept[a].keys() & kept[b].keys())]
    same = [(degrees[a][key], degrees[b][key]) for key in sorted(degrees[a].keys() & degrees[b].keys())]
    exact, overlapping = Count(), Count()
    for sha in sorted(spans[a].keys() & spans[b].keys()):
        shared = within(spans[a][sha][1], spans[b][sha][1])
        mine, other = (_inside(spans[name][sha][0], shared) for name in (a, b))
        found = pair(mine, other)
        exact += Count(len(mine), len(other), sum(one.overlap == 1 for one in found))
        overlapping += Count(len(mine), len(other), len(found))
    return PairAgreement((a, b), len(both), kappa(both), kappa(same), exact.f1, overlapping.f1)
