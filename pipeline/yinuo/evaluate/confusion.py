"""Count which label was taken for which, gold by found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yinuo.evaluate.items import SPECIFICITIES, STATUSES
from yinuo.evaluate.scores import Comparison, pair

NOT = "not a commitment"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Confusion:
    """Hold in ``counts[i][j]`` how often the gold's ``rows[i]`` was found as ``columns[j]``."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def __getitem__(self, labels: tuple[str, str]) -> int:
        return self.counts[self.rows.index(labels[0])][self.columns.index(labels[1])]


def specificity_confusion(comparisons: Iterable[Comparison]) -> Confusion:
    """Count the specificity of the gold by the specificity found, over the pairs."""
    seen = Counter((p.gold.specificity or NONE, p.found.specificity or NONE) for own in comparisons for p in own.pairs)
    return _table(SPECIFICITIES, (*SPECIFICITIES, NONE), seen)


def assertion_confusion(comparisons: Iterable[Comparison]) -> Confusion:
    """Count commitment or not in the gold by the status found.

    A gold commitment that no predicted commitment answers is looked for among the predictions of another status.
    """
    seen = Counter(cell for own in comparisons for cell in _statuses(own))
    return _table(("commitment", NOT), (*STATUSES, NONE), seen)


def _statuses(own: Comparison) -> Iterator[tuple[str, str]]:
    rest = pair(own.missed, own.others)
    answering = {id(p.found) for p in rest}
    yield from (("commitment", "commitment") for _ in own.pairs)
    yield from (("commitment", p.found.status) for p in rest)
    yield from (("commitment", NONE) for _ in range(len(own.missed) - len(rest)))
    yield from ((NOT, "commitment") for _ in own.spurious)
    yield from ((NOT, item.status) for item in own.others if id(item) not in answering)


def _table(rows: tuple[str, ...], columns: tuple[str, ...], seen: Counter[tuple[str, str]]) -> Confusion:
    return Confusion(rows, columns, tuple(tuple(seen[row, column] for column in columns) for row in rows))
