"""How often sound texts use each character, and what stands beside it. A data file in; what a text should have, out."""

from __future__ import annotations

import functools
import json
import math
import operator
import sys
import zlib
from array import array
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

DIGITS = "0123456789"
COMPARED = 600  # the characters, most frequent first, by which texts are compared
NEAREST = 12
SOUND = 10  # how many of the nearest texts must have a character before a text must have it
_FILE = "background.bin"


@dataclass(frozen=True, slots=True)
class Expected:
    """What the nearest texts lead one to expect, for the length of the text asked about.

    ``likeness`` is their mean likeness (0 to 1), ``shares`` their weights (sum 1), ``scales`` length over theirs,
    ``columns`` their counts by character and ``means`` the expected count of each.
    """

    likeness: float
    shares: tuple[float, ...]
    scales: tuple[float, ...]
    columns: Mapping[str, tuple[int, ...]]
    means: Mapping[str, float]

    def counts(self, character: str) -> Iterator[float]:
        """The count in each of the nearest texts, as if of the same length."""
        return map(operator.mul, self.columns[character], self.scales)

    def digit_scale(self, counts: Mapping[str, int]) -> float:
        """How many digits a text has against its like, counted over those that it has at all.

        How much is told in digits is a matter of genre; which of them are used is not.
        """
        there = sum(self.means[d] for d in DIGITS if counts.get(d))
        return sum(counts.get(d, 0) for d in DIGITS) / there if there else 0.0

    def common(self, character: str) -> bool:
        """Whether nearly all of the nearest texts have it: a text of this kind must have it too."""
        column = self.columns[character]
        return len(column) - column.count(0) >= SOUND


@dataclass(frozen=True, slots=True)
class Background:
    """Counts of the training texts. ``characters`` are those tested, digits last; ``contexts`` all that joins know.

    ``counts`` has a row a text, a column a tested character; ``spread`` how much more each varies than the text's
    likeness alone tells. ``rows[x]`` are the followers of context ``x``: index to count, ``before``
    what stands before a tested character; ``totals`` how often a context was followed, before rare pairs were dropped;
    ``own`` how far to trust these rather than ``base``, each context's share of all (Witten and Bell).
    """

    characters: str
    contexts: str
    lengths: tuple[int, ...]
    counts: tuple[array[int], ...]
    roots: tuple[tuple[float, ...], ...]
    spread: tuple[float, ...]
    index: Mapping[str, int]
    rows: tuple[Mapping[int, int], ...]
    before: tuple[Mapping[int, int], ...]
    totals: array[int]
    own: tuple[float, ...]
    base: tuple[float, ...]

    def nearest(
        self, counts: Mapping[str, int], length: int, *, lost: Collection[str] = (), without: Collection[int] = ()
    ) -> Expected:
        """Expectations from the texts most like this one, the characters already known as lost left out of account.

        ``without`` are indexes of training texts to leave out.
        """
        kept = [i for i, c in enumerate(self.characters[:COMPARED]) if c not in lost]
        own = [math.sqrt(counts.get(self.characters[i], 0)) for i in kept]
        norm = math.sqrt(sum(map(operator.mul, own, own))) or 1.0
        pick = operator.itemgetter(*kept)
        full = len(kept) == COMPARED
        found = []
        for i, roots in enumerate(self.roots):
            if i in without:
                continue
            row = roots if full else pick(roots)
            size = 1.0 if full else math.sqrt(sum(map(operator.mul, row, row))) or 1.0
            found.append((sum(map(operator.mul, own, row)) / (norm * size), i))
        best = sorted(found, reverse=True)[:NEAREST]
        return self._expected(best, length)

    def _expected(self, best: Sequence[tuple[float, int]], length: int) -> Expected:
        floor = best[-1][0] * 0.9
        weights = [likeness - floor + 1e-9 for likeness, _ in best]
        total = sum(weights)
        scales = [length / self.lengths[i] for _, i in best]
        shares = [weight / total for weight in weights]
        rates = list(map(operator.mul, shares, scales))
        columns = dict(zip(self.characters, zip(*(self.counts[i] for _, i in best), strict=True), strict=True))
        return Expected(
            likeness=sum(likeness for likeness, _ in best) / len(best),
            shares=tuple(shares),
            scales=tuple(scales),
            columns=columns,
            means={c: sum(map(operator.mul, rates, column)) for c, column in columns.items()},
        )


def unlike(likeness: float) -> float:
    """How much rates vary between texts (squared coefficient of variation) that are as like each other as this.

    >>> unlike(0.96) < 0.05 < 0.5 < unlike(0.84)
    True
    """
    return min(math.exp(22 * (0.96 - likeness) - 3.2), 1.5)


def pack(
    characters: str,
    contexts: str,
    lengths: Sequence[int],
    counts: Sequence[Sequence[int]],
    spread: Sequence[float],
    joins: Sequence[Mapping[int, int]],
    kinds: Sequence[int],
    totals: Sequence[int],
) -> bytes:
    """The data file's bytes: a JSON line, then little-endian numbers, compressed."""
    head = {
        "characters": characters,
        "contexts": contexts,
        "lengths": list(lengths),
        "spread": [round(value, 2) for value in spread],
        "joins": sum(map(len, joins)),
    }
    parts = [json.dumps(head, ensure_ascii=False).encode() + b"\n"]
    ordered = [sorted(row.items()) for row in joins]
    for kind, numbers in (
        ("H", [n for row in counts for n in row]),
        ("H", [len(row) for row in ordered]),
        ("H", [y for row in ordered for y, _ in row]),
        ("H", [n for row in ordered for _, n in row]),
        ("H", kinds),
        ("I", totals),
    ):
        parts.append(_little(array(kind, numbers)).tobytes())
    return zlib.compress(b"".join(parts), 9)


def unpack(data: bytes) -> Background:
    """The background in a data file's bytes."""
    head, _, rest = zlib.decompress(data).partition(b"\n")
    known = json.loads(head)
    characters, contexts, lengths = known["characters"], known["contexts"], known["lengths"]
    size, many = len(characters), len(contexts)
    numbers: list[array[int]] = []
    at = 0
    for kind, length in (
        ("H", size * len(lengths)),
        ("H", many),
        ("H", known["joins"]),
        ("H", known["joins"]),
        ("H", many),
        ("I", many),
    ):
        values = array(kind)
        end = at + length * values.itemsize
        values.frombytes(rest[at:end])
        numbers.append(_little(values))
        at = end
    flat, sizes, partners, often, kinds, totals = numbers
    rows, before = _joins(sizes, partners, often, size)
    everything = sum(totals)
    counts = tuple(flat[i : i + size] for i in range(0, len(flat), size))
    return Background(
        characters=characters,
        contexts=contexts,
        lengths=tuple(lengths),
        counts=counts,
        roots=tuple(map(_unit, counts)),
        spread=tuple(known["spread"]),
        index={c: i for i, c in enumerate(contexts)},
        rows=rows,
        before=before,
        totals=totals,
        own=tuple([total / (total + kind) if total else 0.0 for total, kind in zip(totals, kinds, strict=True)]),
        base=tuple([total / everything for total in totals]),
    )


def _joins(
    sizes: array[int], partners: array[int], often: array[int], tested: int
) -> tuple[tuple[dict[int, int], ...], tuple[dict[int, int], ...]]:
    """Followers of each context; what stands before each tested character."""
    rows: list[dict[int, int]] = []
    before: list[dict[int, int]] = [{} for _ in range(tested)]
    at = 0
    for x, size in enumerate(sizes):
        row = dict(zip(partners[at : at + size], often[at : at + size], strict=True))
        rows.append(row)
        at += size
        for y, n in row.items():
            if y < tested:
                before[y][x] = n
    return tuple(rows), tuple(before)


def _unit(counts: Sequence[int]) -> tuple[float, ...]:
    """Square roots of the compared counts, of length one: their products are likenesses (Bhattacharyya)."""
    norm = math.sqrt(sum(counts[:COMPARED])) or 1.0
    return tuple([math.sqrt(n) / norm for n in counts[:COMPARED]])


def _little(values: array[int]) -> array[int]:
    if sys.byteorder == "big":
        values.byteswap()
    return values


@functools.cache
def background() -> Background:
    """The shipped background, read on first use.

    >>> found = background()
    >>> found.characters[-10:], len(found.lengths) > 100
    ('0123456789', True)
    """
    return unpack(files("yinuo.text.damage").joinpath(_FILE).read_bytes())
