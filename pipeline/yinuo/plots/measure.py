"""Estimate how wide a text is drawn, so that labels stay within a plot without asking a browser."""

from __future__ import annotations

import unicodedata

_WIDE, _NARROW, _USUAL = frozenset("mwMW@%&"), frozenset("iIljt.,:;'|!()[] "), 0.62


def width(text: str) -> float:
    """Estimate the width of a text in ems, on the safe side for common fonts.

    >>> width("承诺"), width("7") < 1
    (2.0, True)
    """
    return sum(map(_of, text))


def _of(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in ("W", "F", "A"):
        return 1.0
    if char in _WIDE:
        return 0.95
    return 0.4 if char in _NARROW else 0.72 if char.isupper() else _USUAL


def fit(text: str, most: float) -> str:
    """Cut a text to a width in ems, with an ellipsis where something was cut off.

    >>> fit("城镇居民人均可支配收入", 6), fit("GDP", 6)
    ('城镇居民人…', 'GDP')
    """
    text = " ".join(text.split())
    if width(text) <= most:
        return text
    room, kept = most - 1.0, 0
    for char in text:
        room -= _of(char)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…" if most >= 1 else ""


def wrap(text: str, most: float, lines: int) -> list[str]:
    """Break a text into at most so many lines of a width in ems; what is left over is cut.

    >>> wrap("城镇居民人均可支配收入", 6, 2)
    ['城镇居民人均', '可支配收入']
    """
    rest = " ".join(text.split())
    made: list[str] = []
    while rest and len(made) < lines - 1 and width(rest) > most:
        at = _break(rest, most)
        made.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*made, fit(rest, most)] if rest else made


def _break(text: str, most: float) -> int:
    room, at = most, 0
    while at < len(text) and (room := room - _of(text[at])) >= 0:
        at += 1
    blank = text.rfind(" ", 1, at + 1)
    return max(blank if blank > 0 else at, 1)
