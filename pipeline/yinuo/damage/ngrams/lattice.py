"""Find where lost characters may have stood in a text, and the odds of each insertion."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import exp, log1p
from typing import TYPE_CHECKING, Any

import numpy as np

from yinuo.damage.ngrams.hashing import finish, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from yinuo.damage.ngrams.model import Model

    Ints = npt.NDArray[np.int64]
    Ids = tuple[int, ...]

EMPTY: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Say how far the search goes; natural-log units."""

    bigram: float = -6.0  # a candidate worse than nothing by more, on its neighbours alone, is not tried,
    pair: float = -4.0  # unless so much likelier than the neighbours by themselves,
    triple: float = -9.0  # or not quite so bad and a known triple with them
    word: float = -3.0  # of a pair whose second so often follows the first, much is asked less:
    word_bigram: float = -11.0  # in place of ``bigram``
    word_pair: float = -8.0  # in place of ``pair``
    trigram: float = -9.0  # worse than nothing by more on two symbols on each side is given up
    local: float = -4.0  # the same on the full context
    beam: float = -14.0  # a path worse than the best by more is given up
    width: int = 48  # paths kept at each symbol


def fillers(model: Model, lost: Sequence[int], least: float = -6.5) -> list[Ids]:
    """List what may stand in one gap: every lost symbol, and the pairs of them that language has."""
    singles = [(c,) for c in lost]
    pairs = [(a, b) for a in lost for b in lost]
    if not pairs:
        return []
    after = model.last(np.array(pairs, np.int64))
    return [*singles, *(p for p, value in zip(pairs, after, strict=True) if value > least)]


def candidates(model: Model, ids: Ints, fill: Sequence[Ids], limits: Limits) -> dict[int, dict[Ids, float]]:
    """List for each gap what may have stood there and its log odds against nothing, neighbours taken as they are.

    ``ids`` begins and ends with ``order - 1`` breaks; gap ``g`` is before ``ids[g]``.
    """
    side = model.order - 1
    gaps = np.arange(side, len(ids) - side + 1)
    alone, alone3 = _unfilled(model, ids, model.order), _unfilled(model, ids, 3)
    sides = _Sides(model, ids, gaps)
    found: dict[int, dict[Ids, float]] = {}
    for length in (1, 2):
        rows = [(s, sides.near(s, limits)) for s in fill if len(s) == length]
        near = np.concatenate([np.zeros(0, np.int64), *(g for _, g in rows)])
        own = np.repeat(np.array([s for s, _ in rows], np.int64).reshape(-1, length), [len(g) for _, g in rows], 0)
        keep = filled(model, ids, near, own, 3) - alone3[near] > limits.trigram
        near, own = near[keep], own[keep]
        odds = filled(model, ids, near, own, model.order) - alone[near]
        for gap, s, value in zip(near.tolist(), own.tolist(), odds.tolist(), strict=True):
            if value > limits.local:
                found.setdefault(gap, {})[tuple(s)] = value
    return found


class _Sides:
    """Hold the symbols on both sides of each gap, and what the nearest of them make of a filling."""

    def __init__(self, model: Model, ids: Ints, gaps: Ints) -> None:
        self._model, self._gaps = model, gaps
        self._kinds, places = np.unique(ids, return_inverse=True)
        self._left, self._right = places[gaps - 1], places[gaps]
        self._joined = model.last(np.stack([ids[gaps - 1], ids[gaps]], 1))
        self._plain = model.last(ids[gaps][:, None])
        self._ids = ids
        self._known: dict[tuple[int, bool], Any] = {}

    def _beside(self, symbol: int, *, before: bool) -> Any:
        """Give the log probability, for each kind of symbol, of it before or after another."""
        key = (symbol, before)
        if key not in self._known:
            own = np.full(len(self._kinds), symbol)
            pair = [own, self._kinds] if before else [self._kinds, own]
            self._known[key] = self._model.last(np.stack(pair, 1))
        return self._known[key]

    def near(self, s: Ids, limits: Limits) -> Ints:
        """Find the gaps where a filling is possible: by odds, by its own sake, or as a known triple."""
        inner = sum((self._model.one(p) for p in pairwise(s)), 0.0)
        begin, end = self._beside(s[0], before=False), self._beside(s[-1], before=True)
        value = begin[self._left] + inner + end[self._right]
        odds = value - self._joined
        word = len(s) > 1 and inner > limits.word
        kept = odds > (limits.word_bigram if word else limits.bigram)
        kept |= value - self._plain > (limits.word_pair if word else limits.pair)
        if len(s) == 1:
            rest = self._gaps[at := np.flatnonzero(~kept & (odds > limits.triple))]
            rows = np.stack([self._ids[rest - 1], np.full(len(rest), s[0]), self._ids[rest]], 1)
            kept[at] = self._model.tables[2].keys.find(finish(windows(rows, 3)[:, 0], 3)) >= 0
        near: Ints = self._gaps[kept]
        return near


def _unfilled(model: Model, ids: Ints, order: int) -> Any:
    """Give for each gap the log probability of the ``order - 1`` symbols after it as they stand."""
    rows = np.concatenate([np.zeros(order - 1, np.int64), ids])[np.arange(len(ids))[:, None] + np.arange(order)]
    sums = np.concatenate([[0.0], np.cumsum(model.last(rows), dtype=np.float64)])
    ends = np.minimum(np.arange(len(ids)) + order - 1, len(ids))
    return sums[ends] - sums[:-1]


def filled(model: Model, ids: Ints, gaps: Ints, own: Ints, order: int) -> Any:
    """Give the log probability of the filling of each gap, a row of ``own``, and of the ``order - 1`` symbols after."""
    side = order - 1
    rows = ids[gaps[:, None] + np.arange(-side, side)]
    rows = np.concatenate([rows[:, :side], own, rows[:, side:]], 1)
    total = np.zeros(len(gaps))
    for end in range(side, rows.shape[1]):
        total += model.last(rows[:, end - side : end + 1])
    return total


def odds(model: Model, ids: Ints, options: dict[int, dict[Ids, float]], limits: Limits) -> dict[int, dict[Ids, float]]:
    """Give for each gap of ``options`` the probability of each filling, the empty one included, all gaps together."""
    found: dict[int, dict[Ids, float]] = {}
    symbols = ids.tolist()
    islands = list(_islands(sorted(options), model.order))
    _look_up(model, ids, {g: options[g] for island in islands if len(island) > 1 for g in island})
    for island in islands:
        if len(island) == 1:
            found[island[0]] = _shares(options[island[0]])
            continue
        found.update(_island(model, symbols, {g: (EMPTY, *options[g]) for g in island}, limits))
    return found


def _look_up(model: Model, ids: Ints, options: dict[int, dict[Ids, float]]) -> None:
    """Ask the model, all at once, for most of what the islands will ask it one by one."""
    side = model.order - 1
    rows = [(g, s) for g, own in options.items() for s in (EMPTY, *own)]
    for length in {len(s) for _, s in rows}:
        some = [(g, s) for g, s in rows if len(s) == length]
        around = ids[np.array([g for g, _ in some])[:, None] + np.arange(-side, side)]
        own = np.array([s for _, s in some], np.int64).reshape(len(some), length)
        whole = np.concatenate([around[:, :side], own, around[:, side:]], 1)
        model.remember(np.lib.stride_tricks.sliding_window_view(whole, model.order, 1).reshape(-1, model.order))


def _shares(options: dict[Ids, float]) -> dict[Ids, float]:
    """Give the shares in a gap that stands alone: its log odds are all that there is to it."""
    values = {EMPTY: 0.0, **options}
    whole = _sum(list(values.values()))
    return {s: exp(v - whole) for s, v in values.items()}


def _islands(gaps: Sequence[int], order: int) -> Iterator[list[int]]:
    """List runs of gaps so near one another that a filling of one changes the context of the next."""
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


def fillings(model: Model, ids: Ints, fill: Sequence[Ids]) -> dict[int, dict[Ids, float]]:
    """Find for each gap which of ``fill`` may have stood there, and its share."""
    limits = Limits()
    options = candidates(model, ids, fill, limits)
    return odds(model, ids, options, limits)
