"""Give the words that structure looks for, by name, from rules/zh/structure/phrases.tsv.

A pattern with up to a handful of words, or with a class of single characters, stays in the code that uses it.
"""

from __future__ import annotations

from yinuo.rules import shapes


def phrases(name: str) -> str:
    """Return a regular expression that matches any phrase of a name, the first that fits.

    >>> phrases("hearers")
    '(?:各位代表|各位委员|同志们|朋友们)'
    """
    return shapes("structure/phrases")[name]
