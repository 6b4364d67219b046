"""Where lost characters may have stood: symbols of a text and what may be inserted in; odds of insertions out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, log1p
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from yinuo.text.damage.model import Model

    Ints = npt.NDArray[np.int64]
    Ids = tuple[int, ...]

EMPTY: tuple[int, ...] = ()
WEIGHED = 0.03  # a filling with a smaller share is not looked at again


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the search goes; natural-log units."""

    bigram: float = -7.0  # a candidate worse than nothing by more, on its neighbours alone, is not tried
    trigram: float = -7.0  # the same on two symbols on each side
    local: float = -6.0  # the same on the full context
    beam: float = -14.0  # a path worse than the best by more is given up
    width: int = 48  # paths kept at each symbol


def fillers(model: Model, lost: Sequence[int], least: float = -6.5) -> list[Ids]:
    """What may stand in one gap: every lost symbol, and the pairs of them that language has."""
    singles = [(c,) for c in lost]
    pairs = [(a, b) for a in lost for b in lost]
    if not pairs:
        return []
    after = model.last(np.array(pairs, np.int64))
    return [*singles, *(p for p, value in zip(pairs, after, strict=True) if value > least)]


def candidates(model: Model, ids: Ints, fill: Sequence[Ids], limits: Limits) -> dict[int, dict[Ids, float]]:
    """For each gap, what may have stood there and its log odds against nothing, its neighbours taken as they are.

    ``ids`` begins and ends with ``order - 1`` breaks; gap ``g`` is before ``ids[g]``.
    """
    side = model.order - 1
    gaps = np.arange(side, len(ids) - side + 1)
    alone = _unfilled(model, ids, model.order)
    alone3 = _unfilled(model, ids, 3)
    found: dict[int, dict[Ids, float]] = {}
    for s in fill:
        near = gaps[_bigram(model, ids, gaps, s) > limits.bigram]
        near = near[_filled(model, ids, near, s, 3) - alone3[near] > limits.trigram]
        odds = _filled(model, ids, near, s, model.order) - alone[near]
        for gap, value in zip(near[odds > limits.local].tolist(), odds[odds > limits.local].tolist(), strict=True):
            found.setdefault(gap, {})[s] = value
    return found


def _bigram(model: Model, ids: Ints, gaps: Ints, s: Ids) -> Any:
    left, right = ids[gaps - 1], ids[gaps]
    inner = sum((model.one(p) for p in pairwise(s)), 0.0)
    size = len(model.characters) + 1
    every = np.arange(size)
    begin = model.last(np.stack([every, np.full(size, s[0])], 1))
    end = model.last(np.stack([np.full(size, s[-1]), every], 1))
    return begin[left] + inner + end[right] - _neighbours(model, left, right)


def _neighbours(model: Model, left: Ints, right: Ints) -> Any:
    return model.last(np.stack([left, right], 1))


def _unfilled(model: Model, ids: Ints, order: int) -> Any:
    """For each gap, the log probability of the ``order - 1`` symbols after it as they stand."""
    rows = np.concatenate([np.zeros(order - 1, np.int64), ids])[np.arange(len(ids))[:, None] + np.arange(order)]
    sums = np.concatenate([[0.0], np.cumsum(model.last(rows), dtype=np.float64)])
    ends = np.minimum(np.arange(len(ids)) + order - 1, len(ids))
    return sums[ends] - sums[:-1]


def _filled(model: Model, ids: Ints, gaps: Ints, s: Ids, order: int) -> Any:
    """Log probability of ``s`` at each gap and of the ``order - 1`` symbols after it, which can see it."""
    side = order - 1
    rows = ids[gaps[:, None] + np.arange(-side, side)]
    own = np.broadcast_to(np.array(s, np.int64), (len(gaps), len(s)))
    rows = np.concatenate([rows[:, :side], own, rows[:, side:]], 1)
    total = np.zeros(len(gaps))
    for end in range(side, rows.shape[1]):
        total += model.last(rows[:, end - side : end + 1])
    return total


def odds(model: Model, ids: Ints, options: dict[int, dict[Ids, float]], limits: Limits) -> dict[int, dict[Ids, float]]:
    """For each gap of ``options``, the probability of each filling, the empty one included, all gaps taken together."""
    found: dict[int, dict[Ids, float]] = {}
    symbols = ids.tolist()
    for island in _islands(sorted(options), model.order):
        found.update(_island(model, symbols, {g: (EMPTY, *options[g]) for g in island}, limits))
    return found


def _islands(gaps: Sequence[int], order: int) -> Iterator[list[int]]:
    """Runs of gaps so near one another that a filling of one changes the context of the next."""
    run: list[int] = []
    for gap in gaps:
        if run and gap - run[-1] >= order:
            yield run
            run = []
        run.append(gap)
    if run:
        yield run


@dataclass(slots=True)
class _Step:
    gap: int
    arcs: list[tuple[int, Ids, float, int]]  # from a node, a filling, its log probability, to a node
    forward: list[float]


def _island(
    model: Model, symbols: Sequence[int], options: dict[int, tuple[Ids, ...]], limits: Limits
) -> dict[int, Any]:
    side = model.order - 1
    first, last = min(options), max(options)
    nodes: list[Ids] = [tuple(symbols[first - side : first])]
    forward = [0.0]
    steps: list[_Step] = []
    for gap in range(first, min(last + side, len(symbols))):
        arcs, nodes, forward = _advance(model, nodes, forward, options.get(gap, (EMPTY,)), symbols[gap], limits)
        steps.append(_Step(gap, arcs, forward))
    return _backward(steps, options)


def _advance(
    model: Model, nodes: list[Ids], forward: list[float], options: Sequence[Ids], symbol: int, limits: Limits
) -> tuple[list[tuple[int, Ids, float, int]], list[Ids], list[float]]:
    side, one = model.order - 1, model.one
    sums: dict[Ids, float] = {}
    raw: list[tuple[int, Ids, float, Ids]] = []
    for i, state in enumerate(nodes):
        for s in options:
            path, value = state, 0.0
            for c in (*s, symbol):
                path = (*path, c)
                value += one(path)
                path = path[-side:]
            raw.append((i, s, value, path))
            total = forward[i] + value
            sums[path] = _add(sums[path], total) if path in sums else total
    best = max(sums.values())
    kept = [p for p, v in sums.items() if v > best + limits.beam]
    if len(kept) > limits.width:
        kept = sorted(kept, key=lambda p: (-sums[p], p))[: limits.width]
    number = {p: n for n, p in enumerate(kept)}
    arcs = [(i, s, value, number[p]) for i, s, value, p in raw if p in number]
    return arcs, kept, [sums[p] for p in kept]


def _backward(steps: Sequence[_Step], options: dict[int, tuple[Ids, ...]]) -> dict[int, dict[Ids, float]]:
    behind = [0.0] * len(steps[-1].forward)
    whole = _sum(steps[-1].forward)
    found: dict[int, dict[Ids, float]] = {}
    for k in range(len(steps) - 1, -1, -1):
        step = steps[k]
        before = steps[k - 1].forward if k else [0.0]
        sums: list[float | None] = [None] * len(before)
        shares = dict.fromkeys(options.get(step.gap, ()), 0.0)
        for i, s, value, j in step.arcs:
            ahead = value + behind[j]
            old = sums[i]
            sums[i] = ahead if old is None else _add(old, ahead)
            if shares:
                shares[s] += exp(before[i] + ahead - whole)
        behind = [-1e9 if v is None else v for v in sums]
        if shares:
            total = sum(shares.values()) or 1.0
            found[step.gap] = {s: v / total for s, v in shares.items()}
    return found


def _sum(values: Sequence[float]) -> float:
    total = values[0]
    for value in values[1:]:
        total = _add(total, value)
    return total


def _add(a: float, b: float) -> float:
    return a + log1p(exp(b - a)) if a > b else b + log1p(exp(a - b))


def features(model: Model, symbols: Sequence[int], gap: int, filling: Ids, share: float) -> list[float]:
    """What the calibration weighs of a filling: its share in the lattice, and the context to its left and right."""
    side, one = model.order - 1, model.one
    left, right = tuple(symbols[gap - side : gap]), tuple(symbols[gap : gap + 3])
    share = min(max(share, 1e-5), 1 - 1e-5)
    sure = log(share / (1 - share))
    forward = _chain(model, left, filling) / len(filling)
    plain, filled = _chain(model, left, right), _chain(model, left + filling, right)
    near = one((filling[-1], right[0])) - one(right[:1])
    odd = one((left[-1], right[0])) - one(right[:1])
    own = one(filling[:1])
    pair = float(len(filling) > 1)
    base = [sure, forward, filled - plain, plain, near, odd, own, pair]
    return [1.0, *base, *(a * b / 8 for i, a in enumerate(base) for b in base[i:])]


def _chain(model: Model, left: Ids, right: Ids) -> float:
    side, total = model.order - 1, 0.0
    for symbol in right:
        total += model.one((*left[-side:], symbol))
        left = (*left, symbol)
    return total


def fillings(model: Model, ids: Ints, lost: Sequence[int], silent: int) -> dict[int, dict[Ids, float]]:
    """For each gap, what may have stood there and its share; ``silent``, the lost number, is read and not told."""
    limits = Limits()
    options = candidates(model, ids, fillers(model, lost), limits)
    found: dict[int, dict[Ids, float]] = {}
    for gap, shares in sorted(odds(model, ids, options, limits).items()):
        told = found.setdefault(gap, {})
        for filling, share in shares.items():
            heard = tuple(i for i in filling if i != silent)
            told[heard] = told.get(heard, 0.0) + share
    return found


def confidence(model: Model, symbols: Sequence[int], gap: int, filling: Ids, share: float) -> float:
    """The probability that a filling is right, as calibrated on texts left out of training."""
    weights = model.facts["calibration"]
    value = sum(w * x for w, x in zip(weights, features(model, symbols, gap, filling, share), strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))
