"""Turn a clause and what stands around it into hashed n-grams of characters, whose weights add up as integers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy

from yinuo.folding import fold

Array = numpy.ndarray[Any, Any]

BITS = 18
_NUMBER = re.compile("[0-9]+(?:[.][0-9]+)?")
_PARTED = "\n"
_PRIME = numpy.uint32(0x01000193)
_BASE, _SALT = 0x811C9DC5, 0x9E3779B9
# Characters kept of what stands before and behind a clause, and of its heading; lengths of n-grams by group.
_LEFT, _RIGHT, _HEADING = 8, 4, 20
GROUPS = {"span": (1, 2, 3), "context": (1, 2, 3), "heading": (2,)}


class Item(NamedTuple):
    """Hold one clause as a reader sees it: its text, what stands around it in its sentence, its last heading."""

    text: str
    left: str
    right: str
    heading: str


def item_of(record: Any) -> Item:
    """Cut a clause and its surroundings out of a record, given as a plain dict: of one width, without white space."""
    sentence = record["sentence"]
    start, end = record["start"] - sentence["start"], record["end"] - sentence["start"]
    text, section = fold(sentence["text"]), record["section"]
    heading = section[-1] if section else ""
    cut = (text[start:end], text[max(0, start - 40) : start], text[end : end + 40], fold(heading))
    return Item(*("".join(part.split()) for part in cut))


def strings(items: Sequence[Item]) -> dict[str, list[str]]:
    """Give the strings whose n-grams count, by group, one an item; every number is written 0."""
    texts, lefts, rights, headings = (_without_numbers(column) for column in zip(*items, strict=True))
    return {
        "span": [f"^{text}$" for text in texts],
        "context": [f"{left[-_LEFT:]}|{right[:_RIGHT]}" for left, right in zip(lefts, rights, strict=True)],
        "heading": [f"{heading[-_HEADING:]}$" for heading in headings],
    }


def _without_numbers(texts: Sequence[str]) -> list[str]:
    """Write 0 for every number: in all texts at once, unless one has the sign that parts them."""
    found = _NUMBER.sub("0", _PARTED.join(texts)).split(_PARTED)
    return found if len(found) == len(texts) else [_NUMBER.sub("0", text) for text in texts]


def buckets(codes: Array, length: int, salt: int) -> Array:
    """Hash all n-grams of one length of a row of code points into 2 ** BITS buckets."""
    count = max(0, len(codes) - length + 1)
    found = numpy.full(count, (_BASE ^ (salt * _SALT)) & 0xFFFFFFFF, dtype=numpy.uint32)
    for place in range(length):
        found ^= codes[place : place + count]
        found *= _PRIME  # wraps at 32 bits
    found ^= found >> numpy.uint32(15)
    return (found & numpy.uint32((1 << BITS) - 1)).astype(numpy.int64)


def codes_of(texts: Sequence[str]) -> tuple[Array, Array]:
    """Give the code points of all texts in one row, and the offsets at which each begins, with the end at last."""
    codes = numpy.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return codes, numpy.cumsum([0, *map(len, texts)])


def grams(texts: Sequence[str], group: str) -> Iterator[tuple[Array, Array, Array]]:
    """Yield, for each length of n-gram, the buckets of all texts in one row, and each text's first and last of them."""
    codes, ends = codes_of(texts)
    for length in GROUPS[group]:
        found = buckets(codes, length, length + 8 * list(GROUPS).index(group))
        first = numpy.minimum(ends[:-1], len(found))
        yield found, first, numpy.clip(ends[1:] - length + 1, first, len(found))
