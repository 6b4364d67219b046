"""Weigh the digits that a damaged text does not have and whose loss the diagnosis could not tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from yinuo.damage.findings import Diagnosis
from yinuo.folding import fold

_DIGITS = "0123456789"
# Of all digits of 1,852 sound reports; their rates vary by 0.02 (squared) at most, but for 0 and 9 (0.03 and 0.06).
_SHARES = dict(
    zip(_DIGITS, (0.2015, 0.1718, 0.1354, 0.091, 0.0701, 0.1038, 0.0637, 0.0544, 0.0591, 0.0491), strict=True)
)
_VARIATION = 0.05
_LOST = 0.15  # how often a text that has lost characters has lost a given digit


def lost_digits(text: str, diagnosis: Diagnosis) -> Mapping[str, float]:
    """Give how likely each digit is lost that a damaged text may have lost: 1 for those named.

    A digit that stands where the damage is has not been lost. One that does not, and is not named, may have been too
    rare to tell: the more often it should stand there, the likelier it is lost. A sound text gives nothing.

    >>> from yinuo.damage.findings import Lost
    >>> named = Diagnosis(9, (Lost("1", 9.0, 0, 0.0, 0, 9),))
    >>> {digit: round(p, 2) for digit, p in lost_digits("0234567999", named).items()}, lost_digits("5所", Diagnosis(2))
    ({'1': 1.0, '8': 0.26}, {})
    """
    if not diagnosis.lost:
        return {}
    start, end = min(item.start for item in diagnosis.lost), max(item.end for item in diagnosis.lost)
    counts = Counter(c for c in fold(text)[start:end] if c in _SHARES)
    found = {digit: 1.0 for digit in sorted(diagnosis.digits)}
    absent = [digit for digit in _DIGITS if digit not in found and not counts[digit]]
    rest = 1 - sum(_SHARES[digit] for digit in (*found, *absent))
    for digit in absent:
        expected = counts.total() * _SHARES[digit] / max(rest, 0.05)
        sound = (1 - _LOST) * (1 + expected * _VARIATION) ** (-1 / _VARIATION)
        found[digit] = _LOST / (_LOST + sound)
    return found
