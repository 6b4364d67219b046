"""Tell how often a text of its kind should use each character, and what stands beside it, by sound texts."""

from __future__ import annotations

import functools
import json
import math
import zlib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray

    Ints = NDArray[numpy.int64]
    Floats = NDArray[numpy.float64]
    Codes = NDArray[numpy.uint16]

DIGITS = "0123456789"
COMPARED = 600  # the characters, most frequent first, by which texts are compared
NEAREST = 12
SOUND = 10  # how many of the nearest texts must have a character before a text must have it
_FILE = "background.bin"
_POINTS = 0xFFFF  # code points from here on are no context


@dataclass(frozen=True, slots=True)
class Expected:
    """Hold what the nearest texts lead one to expect, for the length of the text asked about.

    ``likeness`` is their mean likeness (0 to 1), ``shares`` their weights (sum 1), ``scales`` length over theirs,
    ``counts`` a row each of their counts; ``means`` is the expected count of each tested character, and ``common``
    whether nearly all of them have it, so that a text of this kind must have it too.
    """

    likeness: float
    shares: tuple[float, ...]
    scales: Floats
    counts: Ints
    means: Floats
    common: NDArray[numpy.bool_]

    def alike(self, character: int) -> list[float]:
        """Give the count of a tested character in each of the nearest texts, as if of the same length."""
        found: list[float] = (self.counts[:, character] * self.scales).tolist()
        return found

    def digit_scale(self, counts: Ints) -> float:
        """Give how many digits a text has against its like, counted over those that it has at all.

        How much is told in digits is a matter of genre; which of them are used is not.
        """
        own = counts[-len(DIGITS) :].tolist()
        there: float = sum(mean for mean, n in zip(self.means[-len(DIGITS) :].tolist(), own, strict=True) if n)
        return sum(own) / there if there else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """Hold the counts of the training texts.

    ``characters`` are those tested, digits last; ``contexts`` are all that joins know.
    The code of a character is its place in ``contexts``, which begin with the tested ones. ``counts`` has a row a
    text, a column a tested character; ``spread`` how much more each varies than the text's likeness alone tells.
    ``pairs`` are the pairs of neighbours, in order, each ``many`` times the first code and the second, ``often`` how
    often; ``totals`` how often a context was followed, before rare pairs were dropped; ``own`` how far to trust
    these rather than ``base``, each context's share of all (Witten and Bell). ``starts`` is where the pairs of a first
    code begin, ``leads`` where those of a second do in ``leading``, the order of the pairs by it; ``table`` has the
    code of every code point.
    """

    characters: str
    contexts: str
    lengths: tuple[int, ...]
    counts: Codes
    roots: Floats
    spread: Floats
    pairs: Ints
    often: Ints
    totals: Ints
    own: Floats
    base: Floats
    starts: Ints
    leading: Ints
    leads: Ints
    table: Codes

    @property
    def many(self) -> int:
        """Count the contexts; the number is also the code of every other character."""
        return len(self.contexts)

    def codes(self, text: str) -> Codes:
        """Give the code of each character of a text."""
        points = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        found: Codes = self.table[numpy.minimum(points, _POINTS)]
        return found

    def count(self, codes: Codes) -> Ints:
        """Count how often each tested character stands in a text of these codes."""
        found: Ints = numpy.bincount(codes, minlength=self.many + 1)[: len(self.characters)]
        return found

    def followers(self, x: int) -> tuple[Ints, Ints]:
        """Give what follows a context: codes, and how often each."""
        some = slice(self.starts[x], self.starts[x + 1])
        return self.pairs[some] % self.many, self.often[some]

    def leaders(self, y: int) -> tuple[Ints, Ints]:
        """Give what stands before a context: codes, and how often each."""
        some = self.leading[self.leads[y] : self.leads[y + 1]]
        return self.pairs[some] // self.many, self.often[some]

    def together(self, pairs: Ints) -> Ints:
        """Count how often pairs (numbered as ``pairs`` are) stand in the training texts."""
        at = numpy.minimum(numpy.searchsorted(self.pairs, pairs), len(self.pairs) - 1)
        return numpy.where(self.pairs[at] == pairs, self.often[at], 0)

    def nearest(
        self, counts: Ints, length: int, *, lost: Collection[int] = (), without: Collection[int] = ()
    ) -> Expected:
        """Expect counts by the texts most like this one, leaving out characters already known as lost.

        ``counts`` are those of the tested characters, ``lost`` codes; ``without`` are indexes of training texts to
        leave out.
        """
        own, rows = numpy.sqrt(counts[:COMPARED]), self.roots
        size = numpy.ones(rows.shape[1])
        if any(code < COMPARED for code in lost):
            kept = numpy.delete(numpy.arange(len(own)), [code for code in lost if code < COMPARED])
            own, rows = own[kept], rows[kept]
            size = numpy.sqrt((rows * rows).sum(axis=0))
            size[size == 0] = 1.0
        norm = math.sqrt(in_order(own * own)) or 1.0
        # Summed over the slower axis, one after the other: the same to the last bit on every machine, as BLAS is not.
        likeness = (rows * own[:, None]).sum(axis=0) / (norm * size)
        left = [(value, i) for i, value in enumerate(likeness.tolist()) if i not in without]
        return self._expected(sorted(left, reverse=True)[:NEAREST], length)

    def _expected(self, best: Sequence[tuple[float, int]], length: int) -> Expected:
        floor = best[-1][0] * 0.9
        weights = [likeness - floor + 1e-9 for likeness, _ in best]
        total = sum(weights)
        scales = [length / self.lengths[i] for _, i in best]
        shares = [weight / total for weight in weights]
        counts = self.counts[[i for _, i in best]].astype(numpy.int64)
        rates = numpy.multiply(shares, scales)
        return Expected(
            likeness=sum(likeness for likeness, _ in best) / len(best),
            shares=tuple(shares),
            scales=numpy.array(scales),
            counts=counts,
            means=(rates[:, None] * counts).sum(axis=0),
            common=numpy.count_nonzero(counts, axis=0) >= SOUND,
        )


def in_order(values: Floats) -> float:
    """Add numbers one after the other: the same sum to the last bit on every machine.

    >>> in_order(numpy.array([0.1, 0.2, 0.3])) == 0.1 + 0.2 + 0.3
    True
    """
    return float(numpy.cumsum(values)[-1]) if len(values) else 0.0


def unlike(likeness: float) -> float:
    """Give how much rates vary between texts (squared coefficient of variation) that are as like each other as this.

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
    """Write a background as the data file's bytes: a JSON line, then little-endian numbers, compressed."""
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
        ("<u2", [n for row in counts for n in row]),
        ("<u2", [len(row) for row in ordered]),
        ("<u2", [y for row in ordered for y, _ in row]),
        ("<u2", [n for row in ordered for _, n in row]),
        ("<u2", kinds),
        ("<u4", totals),
    ):
        parts.append(numpy.array(numbers, kind).tobytes())
    return zlib.compress(b"".join(parts), 9)


def unpack(data: bytes) -> Background:
    """Read the background in a data file's bytes."""
    head, _, rest = zlib.decompress(data).partition(b"\n")
    known = json.loads(head)
    characters, contexts, lengths = known["characters"], known["contexts"], known["lengths"]
    size, many, joins = len(characters), len(contexts), known["joins"]
    numbers: list[NDArray[Any]] = []
    at = 0
    for kind, length in (
        ("<u2", size * len(lengths)),
        ("<u2", many),
        ("<u2", joins),
        ("<u2", joins),
        ("<u2", many),
        ("<u4", many),
    ):
        numbers.append(numpy.frombuffer(rest, kind, length, at))
        at += numbers[-1].nbytes
    flat, sizes, partners, often, kinds, totals = numbers
    counts = flat.reshape(len(lengths), size)
    followed = totals.astype(float)
    return Background(
        characters=characters,
        contexts=contexts,
        lengths=tuple(lengths),
        counts=counts,
        roots=_roots(counts[:, :COMPARED]),
        spread=numpy.array(known["spread"], float),
        pairs=numpy.repeat(numpy.arange(many), sizes) * many + partners,
        often=often.astype(numpy.int64),
        totals=totals.astype(numpy.int64),
        own=followed / numpy.maximum(followed + kinds, 1),
        base=followed / followed.sum(),
        starts=numpy.append(0, numpy.cumsum(sizes, dtype=numpy.int64)),
        leading=numpy.argsort(partners, kind="stable"),
        leads=numpy.append(0, numpy.cumsum(numpy.bincount(partners, minlength=many))),
        table=_table(contexts),
    )


def _table(contexts: str) -> Codes:
    """Make the table of the code of every code point up to ``_POINTS``."""
    table = numpy.full(_POINTS + 1, len(contexts), numpy.uint16)
    table[[ord(c) for c in contexts]] = numpy.arange(len(contexts))
    return table


def _roots(counts: Codes) -> Floats:
    """Take square roots of the compared counts, of length one: their products are likenesses (Bhattacharyya).

    A row a character, a column a text.
    """
    norms = numpy.sqrt(counts.sum(axis=1, dtype=numpy.int64))
    found: Floats = numpy.ascontiguousarray((numpy.sqrt(counts, dtype=float) / numpy.maximum(norms, 1.0)[:, None]).T)
    return found


@functools.cache
def background() -> Background:
    """Give the shipped background, read on first use.

    >>> found = background()
    >>> found.characters[-10:], len(found.lengths) > 100
    ('0123456789', True)
    """
    return unpack(files("yinuo.damage").joinpath(_FILE).read_bytes())
