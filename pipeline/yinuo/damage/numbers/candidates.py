"""List the values that a damaged number can have had, within a bound."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from yinuo.rules import compile_re
from yinuo.values.numerals import parse_numeral, plain_numerals

_REMAINS = compile_re(r"([0-9]*)(\.?)([0-9]*)\s?([百千万亿]*)[余多+]?")
_MOST_LOST = 3
_LONGEST = 12


def digits_of(lost: frozenset[str]) -> frozenset[str]:
    """Give the digits among the lost characters.

    >>> sorted(digits_of(frozenset("加01")))
    ['0', '1']
    """
    return lost & frozenset("0123456789")


def possible(number_text: str, lost: frozenset[str], limit: int = 12) -> tuple[float, ...]:
    """List values a damaged number can have been: what stands, then fewest losses, roundest, smallest.

    ``number_text`` is what is left of the number, without its unit; empty for a number that is gone altogether.
    Up to two losses are thought of, three where no digit is left. At most ``limit`` values; a number that is gone
    has not been 0, and nothing that is no number has a value.

    >>> possible("5", frozenset("01"), 6)
    (5.0, 50.0, 15.0, 51.0, 500.0, 150.0)
    >>> possible("", frozenset("01"), 4), possible("万", frozenset("01"), 2)
    ((1.0, 10.0, 11.0, 100.0), (10000.0, 100000.0))
    >>> possible("5", frozenset())
    (5.0,)
    """
    shape = _REMAINS.fullmatch(plain_numerals(number_text).replace(",", "").strip())
    if shape is None or len(shape[1] + shape[3]) > _LONGEST or limit < 1:
        return ()
    whole, point, rest, scale = shape.groups()
    factor = (parse_numeral("1" + scale) or 1.0) if scale else 1.0
    seen: dict[float, None] = {}
    for count in range(_MOST_LOST if not whole + rest else 3):
        for written in _ranked(whole, point, rest, sorted(digits_of(lost)), count + (not whole + rest)):
            seen.setdefault(round(float(written) * factor, 6))
        if len(seen) >= limit:
            break
    return tuple(seen)[:limit]


def could_differ(number_text: str, lost: frozenset[str], low: int, high: int) -> bool:
    """Tell whether a whole number of a calendar, from ``low`` to ``high``, can have been another before it lost digits.

    >>> could_differ("2", frozenset("01"), 1, 12), could_differ("3", frozenset("01"), 1, 12)
    (True, False)
    """
    stands = int(number_text)
    return any(low <= v <= high and v != stands for v in possible(number_text, lost, 60))


def _ranked(whole: str, point: str, rest: str, lost: list[str], count: int) -> list[str]:
    """List what stands with ``count`` lost digits put back anywhere, the most plausible first."""
    written = set(_inserted(whole + point + rest, lost, count))
    return sorted((w for w in written if _is_number(w)), key=lambda w: (*_roundness(w), float(w)))


def _inserted(stands: str, lost: list[str], count: int) -> Iterator[str]:
    for places in itertools.combinations_with_replacement(range(len(stands) + 1), count):
        for digits in itertools.product(lost, repeat=count):
            pieces: list[str] = []
            at = 0
            for place, digit in zip(places, digits, strict=True):
                pieces += (stands[at:place], digit)
                at = place
            yield "".join([*pieces, stands[at:]])


def _is_number(written: str) -> bool:
    """Tell whether a number would be written so: 5, 0.5 and 2.0; not 05, .5, 5. or 0."""
    return bool(re.fullmatch(r"(?:0|[1-9][0-9]*)\.[0-9]+|[1-9][0-9]*", written))


def _roundness(written: str) -> tuple[int, int]:
    zeros = 0 if "." in written else len(written) - len(written.rstrip("0"))
    return len(written.partition(".")[2]), -zeros
