"""Tell an action that says no more than a watchword: 提高站位、拉高标杆, 真抓实干、务求实效."""

from __future__ import annotations

import functools
import re

from yinuo.nlp.parser.grammar import grammar
from yinuo.rules import Row, compile_re, load_table, table_row

# The marks between the pieces of a row: punctuation, no table.
_PARTS = compile_re("[、，；]")
_LONGEST = 16


@table_row
class Watchword(Row):
    """Hold a row of words that call for effort or bearing and name nothing that is to be done."""

    pattern: str


@functools.cache
def _watchwords() -> re.Pattern[str]:
    return compile_re("|".join(f"(?:{row.pattern})" for row in load_table("decisions/watchwords", Watchword)))


def is_slogan(span: str) -> bool:
    """Tell whether each piece of a folded span is a watchword, adverbs before it left aside.

    >>> is_slogan("提高站位、拉高标杆"), is_slogan("提高站位、完善机制")
    (True, False)
    """
    pieces = [piece.strip() for piece in _PARTS.split(span)]
    return all(_is_watchword(piece) for piece in pieces if piece)


def _is_watchword(piece: str) -> bool:
    if len(piece) > _LONGEST:
        return False
    adverbs = grammar().adverbs.match(piece)
    rest = adverbs.end() if adverbs else 0
    watchwords = _watchwords()
    return bool(watchwords.fullmatch(piece) or (rest and watchwords.fullmatch(piece, rest)))
