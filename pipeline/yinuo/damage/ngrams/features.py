"""How sure an insertion is: a text and what it lost in; fillings of its gaps and what speaks for each, weighed, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yinuo.damage.ngrams.lattice import fillers, fillings
from yinuo.damage.ngrams.model import NUMBER, as_trained, padded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from yinuo.damage.ngrams.lattice import Ids
    from yinuo.damage.ngrams.model import Model

    Ints = npt.NDArray[np.int64]

WEIGHED = 0.02  # a filling with a smaller share is not looked at again
_AROUND = 5  # symbols on each side in which words are sought
_NEXT = 3


@dataclass(frozen=True, slots=True)
class Filling:
    """What may have stood in a gap: symbols, and their share of all that may have."""

    gap: int
    own: Ids
    share: float


@dataclass(frozen=True, slots=True)
class Examined:
    """The fillings of a text worth a look, in order of gaps: what each inserts, before which offset, its features."""

    inserts: list[str]
    offsets: list[int]
    rows: Any


def examine(model: Model, text: str, lost: Sequence[str]) -> Examined:
    """What may have stood in the gaps of a text that lost these characters; a digit stands for a number."""
    ids, offsets = padded(model, text)
    letters = [c for c in sorted(lost, reverse=True) if not c.isdigit()]
    names = {model.ids[known]: c for c in letters if (known := as_trained(c)) in model.ids}
    if not names:
        return Examined([], [], np.zeros((0, 0)))
    silent, own = model.ids[NUMBER], sorted(names)
    fill = fillers(model, [*own, *([silent] if any(map(str.isdigit, lost)) else [])])
    shares = fillings(model, ids, fill)
    found = told(shares, silent)
    rows = features(model, ids, shares, found)
    model.forget()
    return Examined(["".join(names[i] for i in f.own) for f in found], [offsets[f.gap] for f in found], rows)


def told(shares: Mapping[int, Mapping[Ids, float]], silent: int) -> list[Filling]:
    """The fillings worth a look, in order of gaps; ``silent``, the lost number, is read and not told."""
    found = []
    for gap, options in sorted(shares.items()):
        heard: dict[Ids, float] = {}
        for own, share in options.items():
            kept = tuple(i for i in own if i != silent)
            heard[kept] = heard.get(kept, 0.0) + share
        found += [Filling(gap, own, share) for own, share in heard.items() if own and share > WEIGHED]
    return found


class _Around:
    """The symbols around gaps as they stand, or with the likeliest fillings of the other gaps."""

    def __init__(self, ids: Ints, likeliest: Mapping[int, Ids]) -> None:
        gaps = np.array([g for g, s in likeliest.items() for _ in s], np.int64)
        own = np.array([c for s in likeliest.values() for c in s], np.int64)
        edge = np.full(_AROUND, ids[0])
        self._ids = np.concatenate([edge, np.insert(ids, gaps, own), edge])
        added = np.bincount(gaps, minlength=len(ids) + 1)
        self._after = len(edge) + np.arange(len(ids) + 1) + np.cumsum(added)
        self._before = self._after - added

    def sides(self, gaps: Ints, width: int) -> tuple[Any, Any]:
        """The symbols to the left and to the right of each gap."""
        left = self._ids[self._before[gaps][:, None] + np.arange(-width, 0)]
        return left, self._ids[self._after[gaps][:, None] + np.arange(width)]


def features(model: Model, ids: Ints, shares: Mapping[int, Mapping[Ids, float]], found: Sequence[Filling]) -> Any:
    """What the calibration weighs of each filling: a row of numbers a filling."""
    plain, mended = _Around(ids, {}), _Around(ids, _likeliest(shares))
    rows = np.zeros((len(found), 15))
    for length in (1, 2):
        at = np.array([i for i, f in enumerate(found) if len(f.own) == length], np.int64)
        if len(at):
            gaps = np.array([found[i].gap for i in at])
            own = np.array([found[i].own for i in at], np.int64)
            rows[at, 1:13] = np.stack(list(_local(model, ids, gaps, own, (plain, mended))), 1)
    share = np.clip([f.share for f in found], 1e-5, 1 - 1e-5)
    rows[:, 0] = np.log(share / (1 - share))
    rows[:, 13:] = _elsewhere(ids, found, rows[:, 0])
    return rows


def _likeliest(shares: Mapping[int, Mapping[Ids, float]]) -> dict[int, Ids]:
    """The filling of each gap that is likelier than all others together."""
    found = {}
    for gap, options in sorted(shares.items()):
        own = max(options, key=lambda s: (options[s], s))
        if own and options[own] > 0.5:
            found[gap] = own
    return found


def _local(model: Model, ids: Ints, gaps: Ints, own: Ints, around: Sequence[_Around]) -> Iterator[Any]:
    side, length = model.order - 1, own.shape[1]
    left, right = around[0].sides(gaps, side)
    row = np.concatenate([left, own, right], 1)
    yield _chain(model, row, side, side + length) / length
    bare = _chain(model, np.concatenate([left, right], 1), side, side + _NEXT)
    yield _chain(model, row, side, side + length + _NEXT) - bare
    yield bare
    alone = model.last(right[:, :1])
    yield model.last(np.stack([own[:, -1], right[:, 0]], 1)) - alone
    yield model.last(np.stack([left[:, -1], right[:, 0]], 1)) - alone
    yield model.last(own[:, :1])
    yield np.full(len(own), float(length > 1))
    for order in (3, model.order):
        unfilled = _chain(model, np.concatenate([left, right], 1), side, side + order - 1, order)
        yield _chain(model, row, side, side + length + order - 1, order) - unfilled
    left, right = around[1].sides(gaps, side)
    both = np.concatenate([left, right], 1)
    yield _chain(model, np.concatenate([left, own, right], 1), side, 2 * side + length) - _chain(
        model, both, side, 2 * side
    )
    for place in around:
        left, right = place.sides(gaps, _AROUND)
        with_own = model.lexicon.score(np.concatenate([left, own, right], 1))
        yield with_own - model.lexicon.score(np.concatenate([left, right], 1))


def _chain(model: Model, rows: Ints, start: int, end: int, order: int = 0) -> Any:
    """Log probability of the symbols of each row from ``start`` to ``end`` after those before them."""
    order = order or model.order
    total = np.zeros(len(rows))
    for at in range(start, end):
        total += model.last(rows[:, max(0, at + 1 - order) : at + 1])
    return total


def _elsewhere(ids: Ints, found: Sequence[Filling], sure: Any) -> Any:
    """Mean log odds of the same filling between the same neighbours in the whole text, and how often it is met."""
    keys = [(ids[f.gap - 1].item(), f.own, ids[f.gap].item()) for f in found]
    number: dict[Any, int] = {}
    kinds = np.array([number.setdefault(key, len(number)) for key in keys], np.int64)
    count = np.bincount(kinds, minlength=1)
    mean = np.bincount(kinds, sure, minlength=1) / np.maximum(count, 1)
    return np.stack([mean[kinds], np.log(count[kinds])], 1)


def expand(rows: Any, scale: Any) -> Any:
    """Features centred and scaled, with a constant and their products."""
    base = (rows - scale[0]) / scale[1]
    first, second = np.triu_indices(base.shape[1])
    return np.concatenate([np.ones((len(base), 1)), base, base[:, first] * base[:, second] / 8], 1)


def confidence(model: Model, rows: Any) -> Any:
    """The probability that each filling is right, as calibrated on texts left out of training."""
    weights = np.array(model.facts["calibration"])
    # Not a matrix product: its last bits depend on the number of threads.
    value = np.clip((expand(rows, np.array(model.facts["scale"])) * weights).sum(1), -30, 30)
    return 1 / (1 + np.exp(-value))
