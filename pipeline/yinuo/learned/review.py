"""Put records in the order in which a person best checks them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from yinuo.digests import digest
from yinuo.records import Commitment

_WORTH = {"quantified": 3, "deliverable": 2, "directional": 1}
_PER_RULE, _FIFTH = 3, 5


def review_order(records: Iterable[Commitment]) -> list[Commitment]:
    """Sort records by doubt times worth, the same records always in the same order.

    Doubt is one minus the second reader's probability of the labels that stand in the record, or one minus
    ``confidence`` where no second reader ran. A rule comes three times a document at most before all others have come.
    Every fifth record is drawn by its digest from those that are left, so that these alone tell without bias how many
    records are right.

    >>> review_order([])
    []
    """
    by_doubt = sorted(records, key=lambda r: (-_doubt(r) * _WORTH[r.specificity], r.document, r.start, r.id))
    seen: Counter[tuple[str, str, str]] = Counter()
    first: list[Commitment] = []
    later: list[Commitment] = []
    for record in by_doubt:
        key = (record.document_sha256, *_rules(record))
        seen[key] += 1
        (first if seen[key] <= _PER_RULE else later).append(record)
    return _with_draws([*first, *later])


def _doubt(record: Commitment) -> float:
    return 1 - (record.second.p if record.second else record.confidence)


def _rules(record: Commitment) -> tuple[str, str]:
    """Name the rules that decided status and specificity."""
    found = {e.field: e.rule for e in reversed(record.evidence)}
    return found.get("status", ""), found.get("specificity", "")


def _with_draws(ordered: list[Commitment]) -> list[Commitment]:
    """Put a record that is drawn by its digest at every fifth place."""
    draws = iter(sorted(range(len(ordered)), key=lambda n: digest(f"{ordered[n].document}\n{ordered[n].id}")))
    queue, taken = iter(range(len(ordered))), set[int]()
    found = []
    for place in range(1, len(ordered) + 1):
        chosen = next(n for n in (draws if place % _FIFTH == 0 else queue) if n not in taken)
        taken.add(chosen)
        found.append(ordered[chosen])
    return found
