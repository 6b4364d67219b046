"""Count the words of a sentence that tell results, plans, or the situation."""

from __future__ import annotations

from typing import NamedTuple

from yinuo.folding import fold
from yinuo.rules import compiled


class Signs(NamedTuple):
    """Hold how many words of a sentence speak of results, of what is to be done, of conditions and problems."""

    past: int
    ahead: int
    situation: int


def signs(sentence: str) -> Signs:
    """Count the signs of a sentence.

    >>> signs("去年建成了3所学校，今年要新建2所。")
    Signs(past=2, ahead=2, situation=0)
    """
    patterns = compiled("structure/section_signs")
    folded = fold(sentence)
    return Signs(*(len(patterns[name].findall(folded)) for name in Signs._fields))
