"""Pair found items with gold items, and count precision, recall and F1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yinuo.evaluate.gold import GoldDocument
from yinuo.evaluate.items import Amount, Item

MEASURES = ("detection", "concrete", "actor", "quantity", "deadline", "record")
LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Count:
    """Count how many were marked, found, and found rightly.

    >>> count = Count(gold=4, predicted=5, hit=3)
    >>> count.precision, count.recall, round(count.f1, 3)
    (0.6, 0.75, 0.667)
    """

    gold: int = 0
    predicted: int = 0
    hit: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.gold + other.gold, self.predicted + other.predicted, self.hit + other.hit)

    @property
    def precision(self) -> float:
        """Give the share of what was found that is right; 0 where nothing was found."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Give the share of what was marked that was found; 0 where nothing was marked."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold a gold item and the predicted item that answers it; ``overlap`` is intersection over union."""

    gold: Item
    found: Item
    overlap: float

    @property
    def quantity_hits(self) -> int:
        """Count the gold's quantities that are found, each answered once."""
        return quantity_hits(self.gold.amounts, self.found.amounts)

    @property
    def same_quantities(self) -> bool:
        """Tell whether every gold quantity is found and nothing besides."""
        return len(self.gold.amounts) == len(self.found.amounts) == self.quantity_hits

    @property
    def same_actor(self) -> bool:
        """Tell whether the actor is the same; the speech's own organisation is one, whatever its name."""
        return self.gold.actor == self.found.actor

    @property
    def same_deadline(self) -> bool:
        """Tell whether both have the same resolved deadline, or none."""
        return self.gold.deadline == self.found.deadline

    @property
    def whole(self) -> bool:
        """Tell whether actor, quantities and deadline are all as in the gold."""
        return self.same_actor and self.same_deadline and self.same_quantities


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compare one document's gold with what was found in its marked range.

    ``found`` are the predicted commitments, ``others`` what was predicted with another status.
    """

    document: GoldDocument
    found: tuple[Item, ...]
    others: tuple[Item, ...]
    pairs: tuple[Pair, ...]
    missed: tuple[Item, ...]
    spurious: tuple[Item, ...]
    counts: Mapping[str, Count]


def overlap(a: Item, b: Item) -> float:
    """Give intersection over union of two spans.

    >>> overlap(Item(0, 4, "新建公园"), Item(2, 4, "公园"))
    0.5
    """
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def pair(gold: Sequence[Item], found: Sequence[Item]) -> tuple[Pair, ...]:
    """Pair one to one, greatest overlap first and earliest first among equals, none under ``LEAST_OVERLAP``."""
    candidates = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if g.start < f.end and f.start < g.end and (shared := overlap(g, f)) >= LEAST_OVERLAP:
                candidates.append((-shared, i, j))
    free_gold, free_found = set(range(len(gold))), set(range(len(found)))
    pairs = []
    for negative, i, j in sorted(candidates):
        if i in free_gold and j in free_found:
            free_gold.remove(i)
            free_found.remove(j)
            pairs.append(Pair(gold[i], found[j], -negative))
    return tuple(pairs)


def quantity_hits(gold: Iterable[Amount], found: Iterable[Amount]) -> int:
    """Count the gold amounts that are answered, each found amount answering once."""
    left, hits = list(found), 0
    for amount in gold:
        match = next((i for i, other in enumerate(left) if amount.same(other)), None)
        if match is not None:
            del left[match]
            hits += 1
    return hits


def compare(document: GoldDocument, predicted: Iterable[Item]) -> Comparison:
    """Pair and count one document; predictions outside its marked range are passed over."""
    inside = [item for item in predicted if document.covers(item)]
    found = tuple(item for item in inside if item.status == "commitment")
    pairs = pair(document.items, found)
    answered = {id(p.gold) for p in pairs} | {id(p.found) for p in pairs}
    return Comparison(
        document=document,
        found=found,
        others=tuple(item for item in inside if item.status != "commitment"),
        pairs=pairs,
        missed=tuple(item for item in document.items if id(item) not in answered),
        spurious=tuple(item for item in found if id(item) not in answered),
        counts=count(document.items, found, pairs),
    )


def count(gold: Sequence[Item], found: Sequence[Item], pairs: Sequence[Pair]) -> dict[str, Count]:
    """Count every measure for one document."""
    concrete_gold = [item for item in gold if item.concrete]
    concrete_found = [item for item in found if item.concrete]
    size = (len(gold), len(found))
    return {
        "detection": Count(*size, len(pairs)),
        "concrete": Count(len(concrete_gold), len(concrete_found), len(pair(concrete_gold, concrete_found))),
        "actor": Count(*size, sum(p.same_actor for p in pairs)),
        "quantity": Count(
            sum(len(item.amounts) for item in gold),
            sum(len(item.amounts) for item in found),
            sum(p.quantity_hits for p in pairs),
        ),
        "deadline": Count(
            sum(item.deadline is not None for item in gold),
            sum(item.deadline is not None for item in found),
            sum(p.same_deadline and p.gold.deadline is not None for p in pairs),
        ),
        "record": Count(*size, sum(p.whole for p in pairs)),
    }


def add_up(counts: Iterable[Mapping[str, Count]]) -> dict[str, Count]:
    """Add up every measure over documents."""
    totals = dict.fromkeys(MEASURES, Count())
    for own in counts:
        for name in MEASURES:
            totals[name] += own[name]
    return totals
